from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.codes import FollowupResult, ReferralStatus
from clients.models import Referral
from network.access import acting_as
from network.dates import latest_day_months_before, months_after
from network.models import Role
from tests.factories import make_agency, make_client, make_expert, make_referral, make_site, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("clients:referral_list")


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


def add(person) -> str:
    return reverse("clients:referral_create", args=[person.pk])


def edit(referral) -> str:
    return reverse("clients:referral_edit", args=[referral.pk])


def typed(**fields) -> dict:
    return {"submission_key": "a", "date": "2025-03-01", "target": "work", "status": "sent"} | fields


def all_of(user) -> list[Referral]:
    with acting_as(user):
        return list(Referral.objects.order_by("pk"))


def rows(response) -> list[int]:
    return [referral.pk for referral in response.context["page_obj"]]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2025, 1, 15), date(2025, 4, 15)),
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2023, 11, 30), date(2024, 2, 29)),
        (date(2025, 3, 31), date(2025, 6, 30)),
    ],
)
def test_follow_up_is_due_three_calendar_months_after(day, due):
    assert Referral(date=day).followup_due_on == due
    assert Referral(date=day).is_followup_due(due)
    assert not Referral(date=day).is_followup_due(due - timedelta(days=1))


def test_the_day_for_the_database_is_the_last_one_due():
    for number in range(800):
        today = date(2023, 11, 1) + timedelta(days=number)
        latest = latest_day_months_before(today, 3)
        assert months_after(latest, 3) <= today < months_after(latest + timedelta(days=1), 3)


def test_refer_with_all_fields_and_once(client, kaisa, site):
    person = make_client(home_site=site)
    expert, agency = make_expert(sites=[site]), make_agency()
    fields = {
        "to_agency": agency.pk,
        "from_expert": expert.pk,
        "accompanied": "true",
        "followup_date": "2.6.2025",
        "followup_result": "attached",
    }
    for _time in range(2):
        assert client.post(add(person), typed(**fields)).url == reverse("clients:client_detail", args=[person.pk])
    (saved,) = all_of(kaisa)
    assert (saved.client_id, saved.date, saved.target, saved.status) == (person.pk, date(2025, 3, 1), "work", "sent")
    assert (saved.to_agency, saved.from_expert, saved.accompanied) == (agency, expert, True)
    assert (saved.followup_date, saved.followup_result) == (date(2025, 6, 2), "attached")
    assert client.post(add(person), typed(target="housing")).status_code == 200
    assert len(all_of(kaisa)) == 1


def test_the_expert_who_logs_in_is_offered_first(client, kaisa, site):
    me = make_expert(sites=[site], user=kaisa)
    form = client.get(add(make_client(home_site=site))).context["form"]
    assert form["from_expert"].value() == me.pk
    assert form["date"].value() == timezone.localdate()


def test_experts_and_agencies_of_the_day_only(client, kaisa, site):
    person = make_client(home_site=site)
    gone = make_expert(sites=[site], valid_to=date(2024, 12, 31), agency=make_agency(valid_to=date(2024, 12, 31)))
    elsewhere = make_expert(sites=[make_site()])
    page = client.post(add(person), typed(from_expert=gone.pk, to_agency=gone.agency_id))
    message = ["Not valid on the date of the referral. Choose another, or mend the date."]
    assert page.context["form"].errors == {"from_expert": message, "to_agency": message}
    page = client.post(add(person), typed(from_expert=elsewhere.pk))
    assert page.context["form"].errors == {"from_expert": message}
    then = typed(date="2024-12-31", from_expert=gone.pk, to_agency=gone.agency_id)
    assert client.post(add(person), then).status_code == 302


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"followup_date": "2025-02-28"}, {"followup_date": ["The follow-up is before the referral."]}),
        ({"followup_result": "attached"}, {"followup_date": ["Give the date of the follow-up too."]}),
        ({"date": "2125-01-01"}, {"date": ["The date is in the future."]}),
        ({"followup_date": "2125-01-01"}, {"followup_date": ["The date is in the future."]}),
        ({"date": "30.2.2025"}, {"date": ["Enter a valid date."]}),
        ({"date": ""}, {"date": ["This field is required."]}),
        (
            {"target": "moon"},
            {"target": ["Select a valid choice. moon is not one of the available choices."]},
        ),
    ],
)
def test_errors_stand_beside_the_fields(client, kaisa, site, fields, errors):
    page = client.post(add(make_client(home_site=site)), typed(**fields))
    assert page.context["form"].errors == errors
    for name in errors:
        assert f'id="id_{name}_error"' in page.content.decode()
    assert all_of(kaisa) == []


def test_mending_keeps_an_expert_who_has_left_and_counts_versions(client, kaisa, site):
    gone = make_expert(sites=[make_site()], valid_to=date(2020, 1, 1))
    referral = make_referral(client=make_client(home_site=site), from_expert=gone)
    page = client.get(edit(referral))
    assert page.context["due_on"] == date(2025, 6, 1)
    fields = typed(from_expert=gone.pk, status="arrived", version="1")
    assert client.post(edit(referral), fields).status_code == 302
    (saved,) = all_of(kaisa)
    assert (saved.status, saved.from_expert, saved.version) == ("arrived", gone, 2)
    assert client.post(edit(referral), fields).status_code == 200


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"due", "done", "new"}),
        ({"status": "arrived"}, {"done"}),
        ({"target": "work"}, {"due", "done", "new"}),
        ({"target": "housing"}, set()),
        ({"followup": "due"}, {"due"}),
        ({"followup": "done"}, {"done"}),
        ({"date_to": "2025-03-01"}, {"due", "done"}),
    ],
)
def test_filters(client, kaisa, site, filters, found):
    person = make_client(home_site=site)
    made = {
        "due": make_referral(client=person),
        "done": make_referral(
            client=person,
            status=ReferralStatus.ARRIVED,
            followup_date=date(2025, 6, 2),
            followup_result=FollowupResult.ATTACHED,
        ),
        "new": make_referral(client=person, date=timezone.localdate()),
    }
    make_referral(client=make_client(home_site=make_site()))
    assert set(rows(client.get(LIST, filters))) == {made[name].pk for name in found}


def test_strangers_and_roles(client, kaisa, site):
    theirs = make_referral(client=make_client(home_site=make_site()))
    mine = make_referral(client=make_client(home_site=site))
    for address in (edit(theirs), add(theirs.client)):
        assert client.get(address).status_code == 404
        assert client.post(address, typed()).status_code == 404
    for role in (Role.MANAGER, Role.ADMIN, Role.EXPERT, Role.DPO, Role.REPORT_READER):
        client.force_login(make_user(role, site=site))
        for address in (edit(mine), add(mine.client)):
            assert client.get(address).status_code == 403
        # An expert is led to what was sent to them.
        assert client.get(LIST).status_code == (302 if role == Role.EXPERT else 403)


def test_queries_do_not_grow_with_rows(client, kaisa, site):
    def make(count):
        for _number in range(count):
            make_referral(client=make_client(home_site=site), to_agency=make_agency(), from_expert=make_expert())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    make(3)
    few = queries()
    make(60)
    assert queries() == few
