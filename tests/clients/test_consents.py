"""Consents: what is recorded when a young person gives one, what gives way, what ends, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from clients.actions.consents import give_consents, withdraw_all, withdraw_consent, withdraw_on_own_page
from clients.models import Consent
from network.access import acting_as, acting_as_client
from network.dates import months_after
from tests.factories import make_agency, make_client, make_referral
from tests.path_factories import make_consent, make_partner

pytestmark = pytest.mark.django_db
SPOKEN = {"scopes": ["basic"], "given": "spoken", "witness": "Ville Vastaanotto", "language": "fi"}


def give(by, client, *agencies, **how):
    with acting_as(by):
        return give_consents(by=by, client=client, site=client.home_site, agencies=agencies, **SPOKEN | how)


def test_one_act_makes_a_row_for_each_agency_and_the_newest_alone_counts(kaisa, veera):
    today = timezone.localdate()
    kela, school = make_agency(), make_agency()
    first = give(kaisa, veera, kela, school, scopes=["notes", "plan"])
    assert [row.agency for row in first] == [kela, school]
    assert len({row.batch for row in first}) == 1
    assert first[0].scopes == ["basic", "plan", "notes"]
    assert (first[0].valid_from, first[0].valid_to) == (today, months_after(today, 12))
    assert (first[0].recorded_by, first[0].site) == (kaisa, veera.home_site)
    (later,) = give(kaisa, veera, kela, valid_from=today + timedelta(10))
    with acting_as(kaisa):
        first[0].refresh_from_db()
    assert (first[0].valid_to, first[0].withdrawn_at) == (today + timedelta(9), None)
    (again,) = give(kaisa, veera, kela)
    with acting_as(kaisa):
        rows = Consent.objects.filter(agency=kela).order_by("pk")
        assert [(row.valid_to, row.withdrawn_at) for row in rows] == [
            (today + timedelta(9), again.recorded_at),
            (later.valid_to, again.recorded_at),
            (again.valid_to, None),
        ]
        assert list(Consent.objects.filter(agency=school)) == [first[1]]
        assert first[1].withdrawn_at is None


def test_withdrawing_ends_what_the_agency_sees_and_leaves_the_referral(kaisa, veera):
    partner = make_partner(sites=[veera.home_site])
    agency, referral = partner.expert.agency, make_referral(client=veera)
    referral.to_agency = agency
    with acting_as(kaisa):
        referral.save()
        (row,) = give_consents(by=kaisa, client=veera, site=None, referral=referral, **SPOKEN)
    (consent,) = give(kaisa, veera, agency)

    def seen() -> int:
        with acting_as(partner):
            with connection.cursor() as cursor:
                cursor.execute("SELECT cardinality(clients_shared('basic'))")
                return cursor.fetchone()[0]

    assert seen() == 1
    with acting_as(kaisa):
        ended = withdraw_consent(by=kaisa, consent=consent)
        assert withdraw_consent(by=kaisa, consent=consent).withdrawn_at == ended.withdrawn_at
    assert (ended.withdrawn_by, ended.version) == (kaisa, 2)
    assert seen() == 1
    with acting_as_client(veera.pk):
        assert withdraw_on_own_page(consent=row).withdrawn_on_own_page is True
    assert seen() == 0
    with acting_as(kaisa):
        referral.refresh_from_db()
        assert referral.status == "sent"
        assert withdraw_all(by=kaisa, client=veera) == []
    give(kaisa, veera, agency, make_agency())
    with acting_as(kaisa):
        assert len(withdraw_all(by=kaisa, client=veera)) == 2
    assert seen() == 0


def test_only_who_counsels_where_the_person_is_known_records_and_withdraws(kaisa, veera):
    partner, stranger = make_partner(sites=[veera.home_site]), make_client()
    consent = make_consent(veera, agency=partner.expert.agency)
    with acting_as(partner), pytest.raises(PermissionDenied):
        withdraw_consent(by=partner, consent=consent)
    with acting_as(kaisa), pytest.raises(Consent.DoesNotExist):
        withdraw_consent(by=kaisa, consent=make_consent(stranger))
    with acting_as_client(stranger.pk), pytest.raises(Consent.DoesNotExist):
        withdraw_on_own_page(consent=consent)


@pytest.mark.parametrize(
    ("how", "field", "message"),
    [
        ({"valid_to": -1}, "valid_to", "Suostumuksen viimeinen päivä on ennen ensimmäistä."),
        ({"valid_from": -9, "valid_to": -1}, "valid_to", "Suostumuksen viimeinen päivä on jo mennyt."),
        ({"valid_to": 5 * 366}, "valid_to", "Suostumus on voimassa enintään viisi vuotta."),
    ],
)
def test_a_period_that_cannot_be_is_refused(kaisa, veera, how, field, message):
    days = {name: timezone.localdate() + timedelta(value) for name, value in how.items()}
    with pytest.raises(ValidationError) as refused:
        give(kaisa, veera, make_agency(), **days)
    assert list(refused.value.message_dict) == [field]
    assert refused.value.message_dict[field][0].startswith(message)


def test_a_guardian_is_needed_below_the_age_that_the_ohjaamo_has_set(kaisa, veera):
    young, agency = make_client(birth_date=date.today() - timedelta(365 * 16), home_site=veera.home_site), make_agency()
    assert len(give(kaisa, young, agency)) == 1
    veera.home_site.guardian_under = 18
    veera.home_site.save()
    young.home_site = veera.home_site
    with pytest.raises(ValidationError) as refused:
        give(kaisa, young, agency)
    assert sorted(refused.value.message_dict) == ["guardian_given", "guardian_name"]
    (row,) = give(kaisa, young, agency, guardian_name="Hilkka Huoltaja", guardian_given="paper")
    assert (row.guardian_name, row.guardian_given) == ("Hilkka Huoltaja", "paper")
    assert len(give(kaisa, veera, agency)) == 1


@pytest.mark.parametrize(
    "path", ["M1 1", "M1 1L2 2", "<script>", "M1 1L2 2L3 3L4 4L601 5", "m1 1l2 2l3 3l4 4l5 5", "M1 1L2 2" * 5000]
)
def test_a_signature_is_a_path_of_a_pen_and_nothing_else(kaisa, veera, path):
    assert give(kaisa, veera, make_agency(), signature="M1 1L2 2L3 3L4 4L600 200")[0].signature != ""
    with pytest.raises(ValidationError):
        give(kaisa, veera, make_agency(), signature=path)
