from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.codes import ConsentScope, FollowupResult
from clients.models import AccessRecord, Plan, Referral, Visit, WageSubsidy
from network.access import acting_as
from network.models import Expert, Role
from services.codes import EventStatus
from tests.factories import (
    make_client,
    make_event,
    make_expert,
    make_participation,
    make_project,
    make_referral,
    make_site,
    make_user,
    make_visit,
)
from tests.forms import text_of
from tests.path_factories import (
    make_case_worker,
    make_consent,
    make_data_request,
    make_draft,
    make_message,
    make_partner,
    make_plan,
    make_wage_subsidy,
)

pytestmark = pytest.mark.django_db
TODO = reverse("clients:todo")
TODAY = timezone.localdate()
AGO = TODAY - timedelta(days=150)


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def me(kaisa, site):
    """Kaisa's own entry in the directory."""
    return make_expert(sites=[site], user=kaisa)


def counts(page) -> dict[str, int]:
    return {section.kind.slug: section.total for section in page.context["sections"]}


def act(client, slug: str, row, **answer):
    return client.post(reverse("clients:todo_done", args=[row.pk, slug]), answer)


def make_everything(person, user, me, site) -> None:
    """Something of each kind that waits for `user`."""
    project = make_project(sites=[site], start_date=AGO, end_date=TODAY + timedelta(days=400))
    make_referral(client=person, date=AGO, from_expert=me)
    make_plan(person, review_on=TODAY)
    make_consent(person, valid_to=TODAY + timedelta(days=5))
    make_visit(site=site, client=person, created_by=user, minutes=None)
    make_event(site, date=TODAY - timedelta(days=3), status=EventStatus.PUBLISHED)
    make_participation(client=person, project=project, start_date=AGO, education_isced=None)
    make_wage_subsidy(person, started_on=AGO, ended_on=TODAY - timedelta(days=1))
    make_message(person)
    make_data_request(person)
    make_draft(person, user)
    make_case_worker(person, me, since=AGO)


EVERYTHING = {"messages", "data-requests", "follow-ups", "plans", "consents", "visits", "events", "participations"}
EVERYTHING |= {"subsidies", "quiet", "drafts"}


def test_nothing_waits(client, kaisa):
    page = client.get(TODO)
    assert counts(page) == {}
    assert "Nothing waits for you" in text_of(page)


def test_everything_waits_in_a_constant_number_of_queries(client, kaisa, me, site, veera):
    def look() -> tuple[dict, int]:
        with CaptureQueriesContext(connection) as captured:
            page = client.get(TODO)
        return counts(page), len(captured)

    make_everything(veera, kaisa, me, site)
    one, few = look()
    # Whoever was met lately is not quiet.
    assert one == dict.fromkeys(EVERYTHING - {"quiet"}, 1)
    for name in ("Aino", "Bertta", "Eemeli", "Hilma", "Ilmari", "Kustaa", "Onni", "Petra", "Toivo"):
        # Names that nobody takes for one another.
        make_everything(make_client(first_name=name, last_name=name * 2, home_site=site), kaisa, me, site)
    ten, many = look()
    assert (ten, many) == (dict.fromkeys(EVERYTHING - {"quiet"}, 10), few)
    assert "Show all 10" in text_of(client.get(TODO))
    whole = client.get(TODO, {"all": "visits"}).context["sections"]
    assert {section.kind.slug: len(section.items) for section in whole}["visits"] == 10


def test_done_in_place_and_back_at_the_same_spot(client, kaisa, me, site, veera):
    make_everything(veera, kaisa, me, site)
    rows = {section.kind.slug: section.items[0].row for section in client.get(TODO).context["sections"]}
    later = TODAY + timedelta(days=60)
    answers = {
        "visits": {"minutes": "25"},
        "events": {"headcount": "12"},
        "follow-ups": {"result": "attached"},
        "plans": {"review_on": later.isoformat()},
        "subsidies": {"continued": "yes"},
    }
    for slug, answer in answers.items():
        assert act(client, slug, rows[slug], **answer).url == f"{TODO}#{slug}"
        # A second tap changes nothing.
        assert act(client, slug, rows[slug], **answer).url == f"{TODO}#{slug}"
    with acting_as(kaisa):
        assert Visit.objects.get().minutes == 25
        assert Visit.objects.get().version == 2
        referral = Referral.objects.get()
        assert (referral.followup_result, referral.followup_date) == (FollowupResult.ATTACHED, timezone.localdate())
        assert Plan.objects.get().review_on == later
        assert WageSubsidy.objects.get().continued is True
        assert AccessRecord.objects.filter(what="to-do page", client_id=veera.pk).count() == 4
    assert rows["events"].gatherings.get().headcount == 12
    assert set(counts(client.get(TODO))) == EVERYTHING - set(answers) - {"quiet"}


WRONG = [
    ("visits", {"minutes": "two"}, "Give whole minutes."),
    ("visits", {"minutes": "1441"}, "A visit cannot be longer than a day."),
    ("plans", {"review_on": TODAY.isoformat()}, "Give a day to come."),
    ("follow-ups", {"result": "x"}, "Select a valid choice. x is not one of the available choices."),
]


def test_a_wrong_answer_is_told_beside_its_item(client, kaisa, me, site, veera):
    make_everything(veera, kaisa, me, site)
    rows = {section.kind.slug: section.items[0].row for section in client.get(TODO).context["sections"]}
    for slug, answer, told in WRONG:
        page = act(client, slug, rows[slug], **answer)
        assert text_of(page).count(told) == 2
        (item,) = next(section.items for section in page.context["sections"] if section.kind.slug == slug)
        (field,) = answer
        assert (item.form[field].value(), list(item.form.errors[field])) == (answer[field], [told])


def test_only_what_is_mine_or_nobodys(client, kaisa, me, site, veera):
    colleague = make_user(Role.COUNSELLOR, site=site)
    make_case_worker(veera, make_expert(user=colleague))
    plan = make_plan(veera, review_on=TODAY)
    make_message(veera)
    visit = make_visit(site=site, created_by=colleague, minutes=None)
    make_plan(make_client(home_site=make_site()), review_on=TODAY)
    assert counts(client.get(TODO)) == {}
    assert act(client, "visits", visit, minutes="5").url == f"{TODO}#visits"
    assert act(client, "nothing", visit).status_code == 404
    assert act(client, "messages", visit).status_code == 404
    client.force_login(colleague)
    assert counts(client.get(TODO)) == {"plans": 1, "messages": 1, "visits": 1}
    with acting_as(colleague):
        assert Visit.objects.get(pk=visit.pk).minutes is None
        assert Plan.objects.get(pk=plan.pk).review_on == TODAY


def test_an_expert_sees_their_own_while_the_consent_holds(client, site, veera):
    partner = make_partner(sites=[site], language="en")
    mine = Expert.objects.get(user=partner)
    make_case_worker(veera, mine, since=TODAY)
    plan = make_plan(veera, review_on=TODAY)
    make_data_request(veera)
    make_event(site, date=TODAY - timedelta(days=3), status=EventStatus.PUBLISHED)
    client.force_login(partner)
    assert counts(client.get(TODO)) == {}
    consent = make_consent(veera, agency=mine.agency, scopes=[ConsentScope.BASIC, ConsentScope.PLAN])
    assert counts(client.get(TODO)) == {"plans": 1}
    with acting_as(make_user(Role.COUNSELLOR, site=site)):
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
    answer = act(client, "plans", plan, review_on=(TODAY + timedelta(days=9)).isoformat())
    assert answer.url == f"{TODO}#plans"
    with acting_as(make_user(Role.COUNSELLOR, site=site)):
        assert Plan.objects.get().review_on == TODAY
