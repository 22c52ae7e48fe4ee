from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.models import Role
from services.models import Idea, Pilot
from tests.factories import make_pilot, make_project, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db
LIST = "services:pilot_list"


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def test_a_pilot_of_a_project_and_an_idea(counsellor, site):
    project = make_project(sites=[site], name="PoVer")
    idea = Idea.objects.create(site=site, text="Kokkiklubi")
    pilot = {"site": site.pk, "project": project.pk, "title": "Kokkiklubi", "started": "2024-02-01", "idea": idea.pk}
    assert counsellor.post(reverse("services:pilot_create"), pilot | {"headcount": "9"}).url == reverse(LIST)
    stored = Pilot.objects.get()
    assert (stored.project, stored.idea, stored.headcount, stored.ended) == (project, idea, 9, None)
    address = reverse("services:pilot_edit", args=[stored.pk])
    old = posted(counsellor.get(address).context["form"])
    assert errors(counsellor.post(address, old | {"ended": "2024-01-31"})) == {
        "ended": ["The pilot ends before it starts."]
    }
    assert counsellor.post(address, old | {"ended": "2024-03-01"}).status_code == 302
    assert list(errors(counsellor.post(address, old))) == [""]


def test_an_idea_of_another_ohjaamo_and_foreign_rows_are_refused(client, counsellor, site):
    second, foreign = make_site(), make_site()
    client.force_login(user := make_user(Role.COUNSELLOR, site=site, language="en"))
    user.roles.create(role=Role.COUNSELLOR, site=second)
    pilot = {"site": site.pk, "title": "Kokkiklubi", "started": "2024-02-01"}
    near, far = (Idea.objects.create(site=place, text="Toive").pk for place in (second, foreign))
    assert errors(client.post(reverse("services:pilot_create"), pilot | {"idea": near})) == {
        "idea": ["This idea was given at another Ohjaamo."]
    }
    answer = client.post(
        reverse("services:pilot_create"), pilot | {"idea": far, "site": foreign.pk, "project": make_project().pk}
    )
    assert set(errors(answer)) == {"idea", "site", "project"}
    assert client.get(reverse("services:pilot_edit", args=[make_pilot(site=foreign).pk])).status_code == 404


def test_the_list_counts_by_project(counsellor, site, django_assert_num_queries):
    project = make_project(sites=[site], name="PoVer")
    make_pilot(site=site, project=project, started=date(2024, 1, 1))
    with CaptureQueriesContext(connection) as few:
        counsellor.get(reverse(LIST))
    for _number in range(2):
        make_pilot(site=site, project=project)
    alone = make_pilot(site=site)
    make_pilot()
    with django_assert_num_queries(len(few)):
        page = counsellor.get(reverse(LIST))
    assert page.context["counts"] == [(project, 3), (None, 1)]
    assert "All 4 PoVer 3 No project 1" in text_of(page)
    assert list(counsellor.get(reverse(LIST), {"project": "none"}).context["page"]) == [alone]
    assert len(counsellor.get(reverse(LIST), {"project": project.pk}).context["page"]) == 3
