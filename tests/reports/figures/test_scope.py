from datetime import date

import pytest
from django.utils import timezone

from reports.figures import ScopeError, asked_scope, build_scope
from tests.factories import make_agency, make_expert, make_project, make_site, make_visit
from tests.reports.figures.counting import count

pytestmark = pytest.mark.django_db


def test_the_default_is_the_projects_own_days_and_sites():
    akaa, urjala = make_site(key="akaa"), make_site(key="Urjala")
    project = make_project(code="S1", sites=[akaa, urjala], start_date=date(2020, 3, 1), end_date=date(2022, 12, 31))
    expected = {"project": "S1", "from": "2020-03-01", "to": "2022-12-31", "sites": ["Urjala", "akaa"]}
    assert count(project)["scope"] == expected


def test_a_project_without_sites_has_those_of_its_sub_projects():
    akaa, urjala = make_site(key="akaa"), make_site(key="urjala")
    project = make_project()
    child = make_project(parent=project, sites=[akaa])
    make_project(parent=child, sites=[urjala, akaa])
    make_project(sites=[make_site(key="elsewhere")])
    make_visit(site=akaa, date=date(2024, 5, 1))
    make_visit(site=urjala, date=date(2024, 5, 1))
    assert count(project)["scope"]["sites"] == ["akaa", "urjala"]
    assert count(project)["visits"]["total"] == 2
    assert count(child)["visits"]["by_site"] == {"akaa": 1}


@pytest.mark.parametrize("key", ["nowhere", "elsewhere"])
def test_a_site_that_is_not_the_projects_is_refused(key):
    make_site(key="elsewhere")
    project = make_project(sites=[make_site(key="akaa")])
    with pytest.raises(ScopeError, match=key) as error:
        build_scope(project, sites=["akaa", key])
    assert error.value.field == "sites"


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(ScopeError) as error:
        build_scope(make_project(), start=date(2025, 1, 2), end=date(2025, 1, 1))
    assert error.value.field == "end"


def test_days_that_nobody_can_mean_are_refused_but_never_the_projects_own():
    project, old = make_project(), make_project(start_date=date(1991, 1, 1), end_date=date(2026, 12, 31))
    ahead = timezone.localdate().year + 10
    for first, last, field in [
        (date(1999, 12, 31), date(2025, 1, 1), "start"),
        (date(2025, 1, 1), date(ahead + 1, 1, 1), "end"),
        (date(2000, 1, 1), date(2030, 12, 31), "end"),
    ]:
        with pytest.raises(ScopeError) as error:
            asked_scope(project, first, last, None)
        assert error.value.field == field
    assert asked_scope(project, date(2000, 1, 1), date(2029, 12, 31), None).start == date(2000, 1, 1)
    assert asked_scope(project, date(ahead, 1, 1), date(ahead, 12, 31), None).end == date(ahead, 12, 31)
    assert asked_scope(old, None, None, None).start == date(1991, 1, 1)
    # Whoever asks by command gets any days of the calendar that have days around them.
    assert build_scope(project, date(1900, 1, 1), date(2199, 12, 31)).end == date(2199, 12, 31)


def test_one_day_is_a_scope():
    site = make_site(key="akaa")
    make_visit(site=site, date=date(2025, 1, 2))
    day = date(2025, 1, 2)
    assert count(make_project(sites=[site]), day, day)["visits"]["total"] == 1


def test_the_network_is_that_of_the_last_day():
    site, other = make_site(key="akaa"), make_site(key="urjala")
    project = make_project(sites=[site, other])
    agency, expired = make_agency(), make_agency(valid_to=date(2026, 12, 30))
    make_expert(agency=agency, sites=[site, other])
    make_expert(agency=agency, sites=[site], valid_from=date(2026, 12, 31), valid_to=date(2026, 12, 31))
    make_expert(agency=expired, sites=[other])
    make_expert(agency=make_agency(), sites=[site], valid_to=date(2026, 12, 30))
    make_expert(agency=make_agency(), sites=[site], valid_from=date(2027, 1, 1))
    make_expert(agency=make_agency(), sites=[make_site()])
    make_expert(agency=make_agency(), sites=[])
    assert count(project)["network"] == {"agencies": 1, "experts": 3}
    assert count(project, sites=["urjala"])["network"] == {"agencies": 1, "experts": 2}
    assert count(project, end=date(2026, 12, 30))["network"] == {"agencies": 3, "experts": 3}
