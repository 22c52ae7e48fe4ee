"""Three months after a referral: due, written with one tap, asked when the person comes again; and who guided here."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.followups import followups_to_do
from clients.models import IncomingReferral, Referral
from network.access import acting_as, acting_as_system
from network.dates import months_after
from network.models import Role
from tests.clients.referrals import open_as
from tests.factories import make_agency, make_client, make_expert, make_referral, make_site, make_user, make_visit
from tests.path_factories import make_case_worker

pytestmark = pytest.mark.django_db
LIST, COUNTER = reverse("clients:followup_list"), reverse("clients:counter")


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    make_expert(user=user, sites=[site])
    client.force_login(user)
    return user


def write(referral) -> str:
    return reverse("clients:followup_write", args=[referral.pk])


def stored(referral) -> Referral:
    with acting_as_system("test"):
        return Referral.objects.get(pk=referral.pk)


def rows(response) -> list[int]:
    return [referral.pk for referral in response.context["page_obj"]]


def test_due_list_of_mine_and_of_all(client, kaisa, site):
    today = timezone.localdate()
    on_the_day = make_referral(client=make_client(home_site=site), date=months_after(today, -3))
    own = make_referral(client=make_client(home_site=site), from_expert=kaisa.expert)
    mine = make_referral(client=make_client(home_site=site))
    make_case_worker(mine.client, kaisa.expert)
    make_referral(client=make_client(home_site=site), date=months_after(today, -3) + timedelta(days=4))
    make_referral(client=make_client(home_site=site), followup_date=date(2025, 6, 2), followup_result="attached")
    make_referral(client=make_client(home_site=make_site()))
    assert rows(client.get(LIST)) == [own.pk, mine.pk, on_the_day.pk]
    assert rows(client.get(LIST, {"mine": "1"})) == [own.pk, mine.pk]
    with acting_as(kaisa):
        assert {row.pk for row in followups_to_do(kaisa, today)} == {own.pk, mine.pk}
    one = open_as(client, LIST)
    for _number in range(3):
        make_referral(client=make_client(home_site=site), to_agency=make_agency(), from_expert=make_expert())
    assert open_as(client, LIST) == one


def test_one_tap_writes_once_and_bad_days_are_told_in_the_row(client, kaisa, site):
    referral, other = make_referral(client=make_client(home_site=site)), make_referral()
    for day, message in [
        ("2025-02-28", "The follow-up is before the referral."),
        ("2125-01-01", "The date is in the future."),
        ("32.1.", "Enter a valid date."),
    ]:
        page = client.post(write(referral), {"result": "attached", "followup_date": day})
        assert page.status_code == 200
        assert message in page.content.decode()
        assert stored(referral).followup_result == ""
    assert client.post(write(referral), {"result": "attached", "followup_date": "2.6.2025"}).url == LIST
    elsewhere = client.post(write(referral), {"result": "unreached", "next": "https://example.com/"})
    assert elsewhere.url == LIST
    row = stored(referral)
    assert (row.followup_result, row.followup_date, row.version) == ("attached", date(2025, 6, 2), 2)
    assert client.post(write(other), {"result": "attached"}).status_code == 404


def test_the_counter_asks_after_a_visit_was_saved(client, kaisa, site):
    referral = make_referral(client=make_client(home_site=site, first_name="Nelli"), to_agency=make_agency())
    make_referral(client=make_client(home_site=site))
    assert client.get(COUNTER).context["ask_followups"] == []
    make_visit(site=site, client=referral.client, created_by=make_user(Role.COUNSELLOR, site=site))
    long_ago = timezone.now() - timedelta(hours=1)
    make_visit(site=site, client=referral.client, created_by=kaisa, created_at=long_ago)
    assert client.get(COUNTER).context["ask_followups"] == []
    make_visit(site=site, client=referral.client, created_by=kaisa)
    page = client.get(COUNTER)
    assert page.context["ask_followups"] == [referral]
    assert "Is Nelli still in the service?" in page.content.decode()
    assert client.post(write(referral), {"result": "not_attached", "next": COUNTER}).url == COUNTER
    row = stored(referral)
    assert (row.followup_result, row.followup_date) == ("not_attached", timezone.localdate())
    assert client.get(COUNTER).context["ask_followups"] == []


def test_who_guided_here(client, kaisa, site):
    person, school = make_client(home_site=site), make_agency(name_fi="Ammattiopisto")
    page = reverse("clients:incoming_create", args=[person.pk])
    typed = {"submission_key": "a", "date": "2026-02-02", "source": "school", "agency": school.pk, "site": site.pk}
    future = client.post(page, typed | {"date": "2125-01-01"})
    assert future.context["form"].errors == {"date": ["The date is in the future."]}
    for _time in range(2):
        answer = client.post(page, typed | {"accompanied": "on"})
        assert answer.url == reverse("clients:client_detail", args=[person.pk])
    with acting_as_system("test"):
        row = IncomingReferral.objects.get()
    assert (row.source, row.agency_id, row.accompanied, row.recorded_by_id) == ("school", school.pk, True, kaisa.pk)
    shown = client.get(reverse("clients:client_detail", args=[person.pk])).content.decode()
    assert "School, Ammattiopisto" in shown
    assert client.get(reverse("clients:incoming_create", args=[make_client().pk])).status_code == 404
