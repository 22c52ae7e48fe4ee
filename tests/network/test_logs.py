from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Development, Problem, Publicity, Role
from tests.factories import make_development, make_problem, make_project, make_publicity, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def project(site):
    return make_project(sites=[site])


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def listed(client, **query):
    lists = client.get(reverse("network:log_list"), query).context["lists"]
    return {kind: rows.entries for kind, rows in lists.items()}


def test_a_counsellor_logs_all_three(counsellor, project):
    base = {"project": project.pk, "date": "2024-03-01"}
    to = {kind: reverse(f"network:{kind}_create") for kind in ("publicity", "development", "problem")}
    back = f"{reverse('network:log_list')}?project={project.pk}"
    paper = {"medium": "newspaper", "outlet": "Lehti", "url": "lehti.example/juttu"}
    assert counsellor.post(to["publicity"], base | paper).url == back
    work = {"kind": "workshop", "title": "Työpaja", "person_days": "2,5"}
    assert counsellor.post(to["development"], base | work).url == back
    trouble = {"problem": "Ei tiloja", "recommendation": "Aloita verkostosta", "solved_on": "2024-04-01"}
    assert counsellor.post(to["problem"], base | trouble).url == back
    assert Publicity.objects.get().url == "https://lehti.example/juttu"
    assert Development.objects.get().person_days == Decimal("2.5")
    page = text_of(counsellor.get(back))
    assert ("Person-days in all: 2.5" in page, "Recommendation: Aloita verkostosta" in page) == (True, True)
    assert Problem.objects.get().created_by.email == counsellor.get(back).context["user"].email


def test_a_button_pressed_twice_makes_one_entry(counsellor, project):
    address = reverse("network:publicity_create")
    data = posted(counsellor.get(address).context["form"])
    data |= {"project": project.pk, "date": "2024-03-01", "medium": "radio", "outlet": "Radio"}
    answers = [counsellor.post(address, data).url for _time in range(2)]
    assert answers == [f"{reverse('network:log_list')}?project={project.pk}"] * 2
    assert Publicity.objects.count() == 1
    assert f'name="submission_key" value="{data["submission_key"]}"' not in counsellor.get(address).content.decode()
    changed = counsellor.post(address, data | {"outlet": "Toinen"})
    assert list(errors(changed)) == [""]
    again = posted(changed.context["form"])
    assert counsellor.post(address, again).status_code == 302
    assert Publicity.objects.count() == 2


def test_refusals(counsellor, project):
    tomorrow = (timezone.localdate() + timedelta(1)).isoformat()
    answer = counsellor.post(
        reverse("network:development_create"),
        {"project": make_project().pk, "date": tomorrow, "kind": "workshop", "title": "<b></b>", "person_days": "-1"},
    )
    assert list(errors(answer)) == ["project", "date", "person_days", "title"]
    early = {"project": project.pk, "date": "2024-03-01", "problem": "x", "solved_on": "2024-02-29"}
    assert errors(counsellor.post(reverse("network:problem_create"), early)) == {
        "solved_on": ["It was solved before it came up."]
    }


def test_projects_above_and_below_are_ones_own_others_are_not(counsellor, site):
    parent = make_project()
    child = make_project(parent=parent, sites=[site])
    above, below = make_publicity(parent), make_publicity(child)
    foreign = make_publicity(make_project(sites=[make_site()]))
    assert set(listed(counsellor)["publicity"]) == {above, below}
    assert listed(counsellor, project=child.pk)["publicity"] == [below]
    for page in ("publicity_edit", "publicity_delete"):
        assert counsellor.post(reverse(f"network:{page}", args=[foreign.pk])).status_code == 404
    assert Publicity.objects.count() == 3


def test_the_choice_of_days_and_a_choice_that_makes_no_sense(counsellor, project):
    old, new = make_problem(project, date=date(2023, 1, 1)), make_problem(project, date=date(2024, 1, 1))
    assert listed(counsellor, first="2023-06-01")["problem"] == [new]
    assert listed(counsellor, last="2023-06-01")["problem"] == [old]
    assert listed(counsellor, project="x", first="y")["problem"] == [new, old]


def test_an_older_version_is_refused_and_removing_asks_first(counsellor, project):
    entry = make_development(project)
    address = reverse("network:development_edit", args=[entry.pk])
    old = posted(counsellor.get(address).context["form"])
    assert counsellor.post(address, old | {"title": "Yksi"}).status_code == 302
    assert list(errors(counsellor.post(address, old | {"title": "Kaksi"}))) == [""]
    counsellor.get(reverse("network:development_delete", args=[entry.pk]))
    assert Development.objects.get().title == "Yksi"
    counsellor.post(reverse("network:development_delete", args=[entry.pk]))
    assert Development.objects.count() == 0


def test_a_long_list_is_cut_and_queries_do_not_grow(counsellor, project, django_assert_num_queries):
    for make in (make_publicity, make_development, make_problem):
        make(project)
    with CaptureQueriesContext(connection) as few:
        counsellor.get(reverse("network:log_list"))
    for _number in range(50):
        make_publicity(project)
    with django_assert_num_queries(len(few)):
        assert len(listed(counsellor)["publicity"]) == 50
    assert len(listed(counsellor, all="publicity")["publicity"]) == 51
