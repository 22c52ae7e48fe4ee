"""Participations: the order of EURA, the checks after the end, coming back, refusals, why they end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.codes import Gender
from clients.forms.participation import ParticipationForm
from clients.models import Participation, Refusal
from clients.participations import Reasons, participations_to_do
from network.access import acting_as, acting_as_system
from network.codes import Programme
from network.models import Project, Role
from tests.factories import make_client, make_participation, make_project, make_site, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("clients:participation_list")


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def project(site):
    return make_project(sites=[site], start_date=date(2024, 3, 1), end_date=date(2025, 12, 31))


def add(person) -> str:
    return reverse("clients:participation_create", args=[person.pk])


def edit(participation) -> str:
    return reverse("clients:participation_edit", args=[participation.pk])


def typed(project, **fields) -> dict:
    start = {"start_date": "2025-01-15", "labour_start": "unemployed", "qualification": "unknown"}
    return {"submission_key": "a", "project": project.pk} | start | fields


def all_of(user) -> list[Participation]:
    with acting_as(user):
        return list(Participation.objects.select_related("client").order_by("pk"))


def saved(user):
    (row,) = all_of(user)
    return row


def mend(client, participation, *, follow=False, **fields):
    """Post the edit form of a participation as it stands in the database, with `fields` changed."""
    with acting_as_system("test"):
        form = ParticipationForm(
            instance=Participation.objects.get(pk=participation.pk), projects=Project.objects.all()
        )
        values = {name: form[name].value() for name in form.fields}
    values["qualification"] = "unknown" if values["qualification"] is None else values["qualification"]
    data = {name: "" if value is None else value for name, value in values.items()} | fields
    return client.post(edit(participation), data, follow=follow)


def errors_of(response) -> dict:
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


def test_eura_goes_from_given_to_accepted_and_ends_after_the_end(client, kaisa, site, project):
    today = timezone.localdate()
    mine = make_participation(client=make_client(home_site=site), project=project)
    first = {"eura_start": ["Save first that the data were given; EURA accepts only what has been given."]}
    assert errors_of(mend(client, mine, eura_start="accepted")) == first
    no_state = {"eura_start": ["Choose the state that began on this day."]}
    assert errors_of(mend(client, mine, eura_start_on="2025-01-20")) == no_state
    mend(client, mine, eura_start="given", eura_start_on="2025-01-20")
    assert (saved(kaisa).eura_start, saved(kaisa).eura_start_on) == ("given", date(2025, 1, 20))
    too_soon = {"eura_start_on": ["The data were given on 20 Jan 2025; they cannot have been accepted before that."]}
    assert errors_of(mend(client, mine, eura_start="accepted", eura_start_on="2025-01-19")) == too_soon
    mend(client, mine, eura_start="accepted")
    assert (saved(kaisa).eura_start, saved(kaisa).eura_start_on) == ("accepted", today)
    no_end = {"end_date": ["Give the end date too: without it the other answers count nowhere."]}
    assert errors_of(mend(client, mine, eura_end="given")) == no_end
    before = {"eura_end_on": ["The exit data are given after the end, 30 Jun 2025."]}
    assert errors_of(mend(client, mine, end_date="2025-06-30", eura_end="given", eura_end_on="2025-06-29")) == before
    mend(client, mine, end_date="2025-06-30", eura_end="given", eura_end_on="2025-07-01")
    assert (saved(kaisa).eura_end, saved(kaisa).eura_end_on) == ("given", date(2025, 7, 1))


def test_checks_after_the_end_and_their_warnings(client, kaisa, site, project):
    mine = make_participation(client=make_client(home_site=site), project=project, end_date=date(2025, 6, 30))
    before_end = ["This is before the end of the participation, 30 Jun 2025."]
    assert errors_of(mend(client, mine, checked_28d_on="2025-06-29")) == {"checked_28d_on": before_end}
    no_answer = {"status_6m": ["Choose the answer that was got on this day."]}
    assert errors_of(mend(client, mine, status_6m_on="2026-01-02")) == no_answer
    page = mend(client, mine, follow=True, checked_28d_on="2025-07-29", status_6m="employed", status_6m_on="2025-12-29")
    assert [str(message) for message in page.context["messages"]][1:] == [
        "The exit data were checked after the four weeks, which ended on 28 Jul 2025.",
        "The situation after six months was asked early: they are full on 30 Dec 2025. Ask again then.",
    ]
    assert (saved(kaisa).checked_28d_on, saved(kaisa).status_6m_on) == (date(2025, 7, 29), date(2025, 12, 29))
    mend(client, mine, end_reason="own_wish", progress="somewhat", progress_note="Uskaltaa soittaa itse")
    row = saved(kaisa)
    assert (row.dropped_out, row.progress, row.progress_note) == (True, "somewhat", "Uskaltaa soittaa itse")


def test_nobody_is_twice_at_once_in_a_project_but_may_come_back(client, kaisa, site, project):
    person, below = make_client(home_site=site), make_project(parent=project, name="Alahanke")
    other = make_participation(client=person, project=project, start_date=date(2024, 5, 2))
    beside = make_project(parent=project)
    refused = client.post(add(person), typed(below))
    told = [f"Already in {project.name} at that time, since 2 May 2024. End that participation first."]
    assert errors_of(refused) == {"project": told}
    mend(client, other, end_date="2025-01-15")
    page = client.post(add(person), typed(below, look="1"))
    assert page.context["form"].errors == {}
    assert [row.pk for row in page.context["check"].earlier] == [other.pk]
    assert "counts as one participant" in page.content.decode()
    assert client.post(add(person), typed(below)).status_code == 302
    # Two sub-projects beside each other may go on at once.
    assert client.post(add(person), typed(beside, submission_key="b")).status_code == 302
    assert [row.project_id for row in all_of(kaisa)] == [project.pk, below.pk, beside.pk]
    # Going on longer than before would make them meet again.
    longer = f"Already in {below.name} at that time, since 15 Jan 2025. End that participation first."
    assert errors_of(mend(client, other, end_date="2025-01-16")) == {"project": [longer]}


def test_long_term_unemployment_in_words(client, kaisa, site, project):
    old = make_project(sites=[site], programme=Programme.ESR2014)
    young = make_client(home_site=site, birth_date=date(2004, 5, 17))
    fields = {"unemployed_since": "2024-07-15", "look": "1"}

    def check(where):
        return client.post(add(young), typed(where, **fields)).context["check"]

    assert check(old).long_term == "Long-term unemployed: since 15 Jul 2024, so 6 months were full on 15 Jan 2025."
    now = check(project)
    assert now.long_term == ("Unemployed, not long-term: since 15 Jul 2024, so 12 months would be full on 15 Jul 2025.")
    assert now.rule == f"{Programme.ESFPLUS2021.label}: long-term means at least 12 months by the start, at any age."
    assert all_of(kaisa) == []


def test_to_do_and_filters_agree(client, kaisa, site):
    today = timezone.localdate()
    running = make_project(sites=[site], end_date=today + timedelta(30))
    whole = {"labour_end": "none", "placement": "moved", "qualification": False, "education_isced": 3}

    def ended(days, **fields):
        person = make_client(home_site=site, gender=Gender.MALE)
        end = today - timedelta(days)
        return make_participation(client=person, project=running, end_date=end, **whole | fields)

    waits, soon, late = ended(20), ended(21), ended(100)
    checked = ended(100, checked_28d_on=today, status_6m="")
    ask = ended(190, checked_28d_on=today)
    lacking = ended(100, checked_28d_on=today, labour_end="")
    no_start = make_participation(client=make_client(home_site=site), project=running)
    past = make_project(sites=[site], start_date=date(2019, 1, 1), end_date=date(2020, 12, 31))
    long_ago = {"start_date": date(2019, 6, 1), "end_date": date(2020, 6, 1)}
    make_participation(client=make_client(home_site=site), project=past, **long_ago)
    make_participation(client=make_client(home_site=make_site()), project=running)
    with acting_as(kaisa):
        due = participations_to_do(kaisa, today)
        assert set(due.missing) == {lacking, no_start}
        assert set(due.checks_28d) == {soon, late}
        assert set(due.checks_6m) == {ask}
    assert {waits, checked} & {soon, late, ask, lacking, no_start} == set()
    for filters, rows in (
        ({"checks": "28d"}, {soon, late}),
        ({"checks": "6m"}, {ask}),
        ({"incomplete_end": "on", "project": running.pk}, {lacking}),
        ({"eura": "end_none", "checks": "6m"}, {ask}),
        ({"eura": "start_given"}, set()),
    ):
        assert set(client.get(LIST, filters).context["page_obj"]) == rows


def test_refusals_and_why_participations_ended(client, kaisa, site, project):
    person = make_client(home_site=site)
    address = reverse("clients:refusal_create", args=[person.pk])
    fields = {"submission_key": "a", "project": project.pk, "date": "2025-03-03", "reason": "not_now"}
    for _time in range(2):
        assert client.post(address, fields).status_code == 302
    with acting_as(kaisa):
        (refusal,) = Refusal.objects.all()
    assert (refusal.client_id, refusal.project, refusal.reason) == (person.pk, project, "not_now")
    assert refusal.recorded_by == kaisa
    late = client.post(address, fields | {"submission_key": "b", "date": "2026-01-01"})
    outside = {"date": ["The project runs 1 Mar 2024–31 Dec 2025; the date is outside it."]}
    assert errors_of(late) == outside
    for number, reason in enumerate(["own_wish", "completed", "lost_touch", "completed", ""]):
        one = make_client(home_site=site)
        make_participation(
            client=one,
            project=project,
            start_date=date(2025, 1, 1 + number),
            end_date=date(2025, 5, 1),
            end_reason=reason,
        )
    make_participation(client=person, project=make_project(sites=[site]), end_date=date(2025, 5, 1))
    context = client.get(LIST, {"project": project.pk}).context
    assert context["ends"] == Reasons(
        [
            ("Went through to the end", 2),
            ("Could not be reached any more", 1),
            ("Wanted to stop", 1),
            ("Not recorded", 1),
        ],
        total=5,
        dropped_out=2,
    )
    assert context["refusals"] == Reasons([("Not the right time", 1)], total=1)
    assert client.get(LIST, {"date_from": "2025-03-04"}).context["refusals"].total == 0
    mine = reverse("clients:refusal_edit", args=[refusal.pk])
    in_project = make_participation(client=person, project=project, start_date=date(2025, 4, 1))
    refused = client.post(mine, fields | {"date": "2025-04-02"})
    assert errors_of(refused) == {"project": ["The person takes part in this project on that day. End that instead."]}
    assert client.get(reverse("clients:client_detail", args=[person.pk])).status_code == 200
    assert client.post(mine, {"remove": "1"}).status_code == 302
    with acting_as(kaisa):
        assert list(Refusal.objects.all()) == []
    assert in_project.pk
