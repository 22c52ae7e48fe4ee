from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from clients.codes import Gender, LabourStart, Placement
from clients.models import Participation
from network.access import acting_as
from network.models import Role
from tests.factories import make_client, make_participation, make_project, make_site, make_user, make_visit

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


def test_start_and_end_with_all_fields_once(client, kaisa, site, project):
    person = make_client(home_site=site)
    fields = {
        "unemployed_since": "1.2.2024",
        "education_isced": "3",
        "municipality": "908",
        "end_date": "2025-06-30",
        "labour_end": "employed",
        "placement": "subsidised_job",
        "qualification": "true",
        "status_6m": "employed",
    }
    for _time in range(2):
        answer = client.post(add(person), typed(project, **fields))
        assert answer.url == reverse("clients:client_detail", args=[person.pk])
    (saved,) = all_of(kaisa)
    assert (saved.client, saved.project, saved.start_date) == (person, project, date(2025, 1, 15))
    assert (saved.labour_start, saved.unemployed_since) == (LabourStart.UNEMPLOYED, date(2024, 2, 1))
    assert (saved.education_isced, saved.municipality_id, saved.end_date) == (3, "908", date(2025, 6, 30))
    assert (saved.labour_end, saved.placement, saved.qualification, saved.status_6m) == (
        "employed",
        "subsidised_job",
        True,
        "employed",
    )


def test_a_visit_makes_no_participant(client, kaisa, site, project):
    make_visit(site=site, client=make_client(home_site=site))
    assert all_of(kaisa) == []


def test_what_is_known_of_the_person_is_filled_in(client, kaisa, site, project):
    person = make_client(home_site=site, education_isced=2, municipality_id="908")
    form = client.get(add(person)).context["form"]
    assert (form["education_isced"].value(), form["municipality"].value()) == (2, "908")


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        (
            {"start_date": "2024-02-29"},
            {"start_date": ["The project runs 1 Mar 2024–31 Dec 2025; the start date is outside it."]},
        ),
        ({"end_date": "2025-01-14"}, {"end_date": ["The end date is before the start date."]}),
        ({"end_date": "2125-01-14"}, {"end_date": ["The date is in the future."]}),
        ({"start_date": "2125-01-14"}, {"start_date": ["The date is in the future."]}),
        (
            {"placement": "education"},
            {"end_date": ["Give the end date too: without it the other answers count nowhere."]},
        ),
        (
            {"qualification": "false"},
            {"end_date": ["Give the end date too: without it the other answers count nowhere."]},
        ),
        ({"unemployed_since": "2025-01-16"}, {"unemployed_since": ["The unemployment begins after the start date."]}),
        ({"labour_start": ""}, {"labour_start": ["This field is required."]}),
        ({"start_date": "x"}, {"start_date": ["Enter a valid date."]}),
    ],
)
def test_errors_stand_beside_the_fields(client, kaisa, site, project, fields, errors):
    page = client.post(add(make_client(home_site=site)), typed(project, **fields))
    assert page.context["form"].errors == errors
    for name in errors:
        assert f'id="id_{name}_error"' in page.content.decode()
    assert all_of(kaisa) == []


def test_projects_of_my_sites_only_with_their_sub_projects(client, kaisa, site, project):
    sub_project = make_project(parent=project)
    elsewhere = make_project(sites=[make_site()])
    page = client.get(add(make_client(home_site=site)))
    assert set(page.context["form"].fields["project"].queryset) == {project, sub_project}
    refused = client.post(add(make_client(home_site=site)), typed(elsewhere))
    assert refused.context["form"].errors == {"project": ["This is not a project of your Ohjaamos."]}


@override("en")
def test_missing_start_data_are_named(client, kaisa, site, project):
    lacking = make_client(home_site=site, gender=Gender.UNKNOWN, birth_date=None)
    whole = make_client(home_site=site, gender=Gender.FEMALE)
    incomplete = make_participation(client=lacking, project=project)
    complete = make_participation(client=whole, project=project, education_isced=0)
    assert incomplete.missing == ["gender", "date of birth", "highest education completed at start"]
    assert complete.missing == []
    check = client.get(edit(incomplete)).context["check"]
    assert [need.name for need in check.needs if not need.given and not need.why] == incomplete.missing
    assert check.missing == 3
    assert client.get(add(lacking)).context["check"].missing == 4  # also how the labour market stands
    with acting_as(kaisa):
        assert list(Participation.objects.incomplete()) == [incomplete]


def test_mending_keeps_a_project_of_another_ohjaamo_and_counts_versions(client, kaisa, site):
    elsewhere = make_project(sites=[make_site()])
    participation = make_participation(client=make_client(home_site=site), project=elsewhere)
    fields = typed(elsewhere, version="1", end_date="2025-05-05", placement=Placement.MILITARY)
    assert client.post(edit(participation), fields).status_code == 302
    (saved,) = all_of(kaisa)
    assert (saved.project, saved.placement, saved.version) == (elsewhere, "military", 2)
    assert client.post(edit(participation), fields).status_code == 200


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"open", "ended"}),
        ({"state": "open"}, {"open"}),
        ({"state": "ended"}, {"ended"}),
        ({"incomplete": "on"}, {"open"}),
        ({"date_from": "2025-02-01"}, {"ended"}),
    ],
)
def test_filters(client, kaisa, site, project, filters, found):
    person = make_client(home_site=site, gender=Gender.MALE)
    made = {
        "open": make_participation(client=person, project=project),
        "ended": make_participation(
            client=person,
            project=project,
            start_date=date(2025, 2, 1),
            end_date=date(2025, 3, 1),
            education_isced=2,
        ),
    }
    make_participation(client=make_client(home_site=make_site()))
    page = client.get(LIST, filters)
    assert {row.pk for row in page.context["page_obj"]} == {made[name].pk for name in found}


def test_filter_by_project(client, kaisa, site, project):
    person = make_client(home_site=site)
    mine = make_participation(client=person, project=project)
    other = make_participation(client=person, project=make_project(sites=[site]))
    assert [row.pk for row in client.get(LIST, {"project": project.pk}).context["page_obj"]] == [mine.pk]
    assert [row.pk for row in client.get(LIST, {"project": other.project_id}).context["page_obj"]] == [other.pk]


def test_strangers_and_roles(client, kaisa, site, project):
    theirs = make_participation(client=make_client(home_site=make_site()))
    mine = make_participation(client=make_client(home_site=site))
    for address in (edit(theirs), add(theirs.client)):
        assert client.get(address).status_code == 404
        assert client.post(address, typed(project)).status_code == 404
    for role in (Role.MANAGER, Role.ADMIN, Role.EXPERT, Role.DPO, Role.REPORT_READER):
        client.force_login(make_user(role, site=site))
        for address in (LIST, edit(mine), add(mine.client)):
            assert client.get(address).status_code == 403


def test_queries_do_not_grow_with_rows(client, kaisa, site, project):
    def make(count):
        for _number in range(count):
            make_participation(client=make_client(home_site=site), project=make_project(sites=[site]))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    make(3)
    few = queries()
    make(60)
    assert queries() == few
