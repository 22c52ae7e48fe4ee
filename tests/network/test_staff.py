from datetime import date

import pytest
from django.urls import reverse

from network.models import Role, StaffAssignment
from network.workload import heaviest_day
from tests.factories import make_expert, make_project, make_site, make_staff, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def project(site):
    return make_project(sites=[site], start_date=date(2024, 1, 1), end_date=date(2026, 12, 31))


@pytest.fixture
def manager(client, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    return client


def create(client, project, **data):
    address = reverse("network:staff_create", args=[project.pk])
    return client.post(address, {"role": "Ohjaaja", "time_share": "60"} | data, follow=True)


def test_a_role_stands_on_the_projects_page(manager, site, project):
    expert = make_expert(sites=[site], last_name="Virta")
    page = text_of(create(manager, project, expert=expert.pk, funding="Hanke", valid_to="2025-06-30"))
    assert "Aino Virta" in page
    assert "60% Hanke –30 Jun 2025" in page.replace("Ended ", "")


def test_the_same_role_may_not_cross_itself(manager, site, project):
    expert = make_expert(sites=[site])
    make_staff(project=project, expert=expert, role="Ohjaaja", valid_from=date(2024, 1, 1), valid_to=date(2024, 6, 30))
    crossing = create(manager, project, expert=expert.pk, valid_from="2024-06-30")
    assert errors(crossing) == {"role": ["The expert has this role in the project on some of these days already."]}
    backwards = create(manager, project, expert=expert.pk, valid_from="2025-06-30", valid_to="2025-06-29")
    assert errors(backwards) == {"valid_to": ["The last day of validity is before the first."]}
    assert list(errors(create(manager, project, expert=expert.pk, role="Muu", time_share="101"))) == ["time_share"]
    assert StaffAssignment.objects.count() == 1
    create(manager, project, expert=expert.pk, valid_from="2024-07-01")
    create(manager, project, expert=expert.pk, role="Koordinaattori", time_share="40")
    assert StaffAssignment.objects.count() == 3


def test_an_own_role_does_not_cross_itself_when_edited(manager, site, project):
    staff = make_staff(project=project, expert=make_expert(sites=[site]))
    address = reverse("network:staff_edit", args=[project.pk, staff.pk])
    manager.post(address, posted(manager.get(address).context["form"]) | {"time_share": "80"})
    staff.refresh_from_db()
    assert (staff.time_share, staff.version) == (80, 2)


def test_more_than_the_whole_working_time_is_warned_of_and_saved(manager, site, project):
    expert = make_expert(sites=[site], last_name="Virta")
    other = make_project(start_date=date(2025, 3, 1), end_date=date(2025, 12, 31))
    make_staff(project=other, expert=expert, time_share=41)
    page = text_of(create(manager, project, expert=expert.pk))
    assert "the roles of Aino Virta take 101% of the working time on 1 Mar 2025" in page
    assert StaffAssignment.objects.count() == 2


def test_shares_sum_on_the_days_on_which_they_meet(project):
    expert = make_expert()
    first = make_staff(project=project, expert=expert, role="A", time_share=50, valid_to=date(2024, 12, 31))
    assert heaviest_day(first) == (date(2024, 1, 1), 50)
    make_staff(project=project, expert=expert, role="B", time_share=50, valid_from=date(2025, 1, 1))
    assert heaviest_day(first) == (date(2024, 1, 1), 50)
    make_staff(project=project, expert=expert, role="C", time_share=20, valid_from=date(2024, 12, 31))
    assert heaviest_day(first) == (date(2024, 12, 31), 70)
    ended = make_project(start_date=date(2020, 1, 1), end_date=date(2023, 12, 31))
    make_staff(project=ended, expert=expert, role="D", time_share=100)
    assert heaviest_day(first) == (date(2024, 12, 31), 70)
