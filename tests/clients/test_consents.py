"""Consents: what is recorded when a young person gives one, what gives way, what ends, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.actions.consents import give_consents, withdraw_all, withdraw_consent, withdraw_on_own_page
from clients.consents import consents_to_do
from clients.models import Consent
from network.access import acting_as, acting_as_client, acting_as_system
from network.actions.successions import follow_successors
from network.dates import months_after
from network.models import Role
from tests.factories import make_agency, make_client, make_expert, make_referral, make_user
from tests.forms import posted
from tests.path_factories import make_consent, make_partner

pytestmark = pytest.mark.django_db
PAST = date(2020, 12, 31)
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
        with acting_as(partner), connection.cursor() as cursor:
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


STROKES = "M10 20L15 25L20 30L25 40M50 60L55 61L60 62"


def test_a_consent_asked_for_on_paper_is_recorded_and_can_be_withdrawn_and_renewed(client, kaisa, veera):
    here, far, over = make_agency(name_fi="Kela"), make_agency(name_fi="Velkaneuvonta"), make_agency(valid_to=PAST)
    make_expert(agency=here, sites=[veera.home_site])
    ask = reverse("clients:consent_create", args=[veera.pk])
    page = client.get(ask).content.decode()
    assert page.index("Ohjaamo Akaa") < page.index("Kela") < page.index("Velkaneuvonta")
    assert over.name not in page
    data = posted(client.get(ask).context["form"]) | {
        "agencies": [here.pk, far.pk],
        "scopes": ["plan"],
        "given": "paper",
    }
    refused = client.post(ask, data)
    assert refused.context["form"].errors == {"witness": ["Kerro, missä allekirjoitettu paperi säilytetään."]}
    on_paper = client.post(ask, data | {"paper": "1"}, follow=True)
    assert on_paper.redirect_chain[0][0].startswith(reverse("clients:consent_paper", args=[veera.pk]))
    assert "Veera Virta" in on_paper.content.decode()
    data |= {"witness": "Mappi 3"}
    answers = [client.post(ask, data), client.post(ask, data)]
    assert [answer["Location"] for answer in answers] == [
        reverse("clients:client_detail", args=[veera.pk]) + "#consents"
    ] * 2
    with acting_as(kaisa):
        first, second = veera.consents.order_by("pk")
    assert (first.agency, first.scopes, first.witness, first.site) == (
        here,
        ["basic", "plan"],
        "Mappi 3",
        veera.home_site,
    )
    text = client.get(reverse("clients:consent_print", args=[first.pk])).content.decode()
    assert "Kela" in text
    assert "Velkaneuvonta" in text
    assert "Mappi 3" in text
    person = client.get(answers[0]["Location"]).content.decode()
    assert "perustiedot, suunnitelma." in person
    withdrawn = client.post(reverse("clients:consent_withdraw", args=[first.pk]), follow=True).content.decode()
    assert "Kela ei enää näe mitään tämän suostumuksen perusteella." in withdrawn
    far.valid_to, far.successor = timezone.localdate() - timedelta(1), here
    far.save()
    (row,) = client.get(reverse("clients:consent_list")).context["rows"]
    assert (row.pk, row.state.code) == (second.pk, "ask_again")
    renewed = client.get(f"{ask}?renew={second.pk}").context["form"]
    assert renewed.initial == {"scopes": ["basic", "plan"], "language": "fi", "agencies": [here.pk]}
    client.post(reverse("clients:consent_withdraw_all", args=[veera.pk]))
    assert client.get(reverse("clients:consent_list")).context["rows"] == []
    states = {row.state.code for row in client.get(reverse("clients:consent_list") + "?state=").context["rows"]}
    assert states == {"withdrawn"}


@pytest.mark.parametrize(
    ("signed", "error"),
    [
        ({}, "Allekirjoita sormella tai kirjoita nimesi."),
        ({"signature": "M1 1"}, "Allekirjoitus ei tullut perille. Allekirjoita uudestaan tai kirjoita nimesi."),
        (
            {"signature": STROKES + '"/><script>'},
            "Allekirjoitus ei tullut perille. Allekirjoita uudestaan tai kirjoita nimesi.",
        ),
        ({"signature": STROKES}, None),
        ({"signature_name": "Veera V."}, None),
    ],
)
def test_the_young_person_signs_on_the_screen(client, kaisa, veera, signed, error):
    agency = make_agency(name_fi="Kela")
    ask = reverse("clients:consent_create", args=[veera.pk])
    data = posted(client.get(ask).context["form"]) | {"agencies": [agency.pk], "language": "fi-easy", "given": "tablet"}
    sheet = client.post(ask, data)["Location"]
    assert "Veera" not in sheet
    page = client.get(sheet)
    assert "Saan apua Ohjaamosta myös ilman lupaa." in page.content.decode()
    answer = client.post(sheet, {"submission_key": page.context["form"]["submission_key"].value()} | signed)
    with acting_as(kaisa):
        rows = list(veera.consents.all())
    if error:
        assert answer.context["form"].errors == {"signature_name": [error]}
        assert "<script>" not in answer.content.decode()
        assert rows == []
        return
    assert "Kiitos!" in client.get(answer["Location"]).content.decode()
    (row,) = rows
    assert (row.given, row.language) == ("tablet", "fi-easy")
    assert {"signature": row.signature, "signature_name": row.signature_name} == {
        "signature": "",
        "signature_name": "",
    } | signed
    text = client.get(reverse("clients:consent_print", args=[row.pk])).content.decode()
    assert (f'<path d="{STROKES}" />' in text) is ("signature" in signed)


def test_the_page_of_signing_keeps_nothing_of_terms_that_no_longer_hold(client, kaisa, veera):
    sheet = reverse("clients:consent_sign", args=[veera.pk])
    agency = make_agency(valid_to=PAST)
    for query in ("", f"?agencies={agency.pk}&valid_from=2026-01-01&valid_to=2099-01-01&language=fi"):
        assert client.get(sheet + query)["Location"] == reverse("clients:consent_create", args=[veera.pk])


def test_a_consent_follows_the_same_body_under_a_new_name_and_nobody_else(kaisa, veera):
    today, over = timezone.localdate(), timezone.localdate() - timedelta(3)
    new, other = make_agency(business_id="0201256-6"), make_agency(business_id="1234567-1")
    old = make_agency(business_id="0201256-6", valid_to=over, successor=new)
    gone = make_agency(business_id="7654321-2", valid_to=over, successor=other)
    batch = make_consent(veera, agency=old, valid_from=over).batch
    make_consent(veera, agency=gone, valid_from=over)
    with acting_as_system("test"):
        assert [follow_successors(now=timezone.now()) for _time in range(2)] == [1, 0]
    with acting_as(kaisa):
        (row,) = veera.consents.filter(agency=new)
        assert (row.batch, row.valid_from, row.valid_to) == (batch, over + timedelta(1), months_after(today, 12))
        assert veera.consents.get(agency=old).valid_to == over
        assert [(row.agency, row.valid_to) for row in consents_to_do(kaisa, today)] == [(gone, months_after(today, 12))]


@pytest.mark.django_db(transaction=True)
def test_consents_at_once_for_one_agency_leave_one_in_force(site):
    kaisa, veera, kela = make_user(Role.COUNSELLOR, site=site), make_client(home_site=site), make_agency()
    start = Barrier(4)

    def give_now(_number: int) -> None:
        start.wait(30)
        try:
            give(kaisa, veera, kela)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(give_now, range(4)))
    with acting_as(kaisa):
        assert veera.consents.count() == 4
        assert veera.consents.in_force(timezone.localdate()).count() == 1


def test_a_minor_signs_on_the_screen_with_a_guardian(client, kaisa, site):
    site.guardian_under = 18
    site.save()
    young = make_client(birth_date=timezone.localdate() - timedelta(365 * 16), home_site=site)
    query = (
        f"?agencies={make_agency().pk}&valid_from={timezone.localdate()}&valid_to={timezone.localdate()}&language=sv"
    )
    sheet = reverse("clients:consent_sign", args=[young.pk]) + query
    page = client.get(sheet)
    assert "Vårdnadshavare" in page.content.decode()
    data = posted(page.context["form"]) | {"signature": STROKES, "signature_name": ""}
    refused = client.post(sheet, data)
    assert sorted(refused.context["form"].errors) == ["guardian_given", "guardian_name"]
    assert STROKES in refused.content.decode()
    client.post(sheet, data | {"guardian_name": "Hilkka Huoltaja", "guardian_given": "spoken"})
    with acting_as(kaisa):
        assert young.consents.get().guardian_name == "Hilkka Huoltaja"


def test_the_list_takes_as_many_queries_for_three_as_for_one(client, kaisa, veera, django_assert_num_queries):
    page = reverse("clients:consent_list") + "?state="
    make_consent(veera)
    with CaptureQueriesContext(connection) as one:
        assert len(client.get(page).context["rows"]) == 1
    for _number in range(2):
        make_consent(make_client(home_site=veera.home_site), agency=make_agency(successor=make_agency(), valid_to=PAST))
    with django_assert_num_queries(len(one)):
        assert len(client.get(page).context["rows"]) == 3
