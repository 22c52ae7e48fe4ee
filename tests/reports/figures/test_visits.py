from datetime import date

import pytest

from clients.codes import AgeBand, ContactType, Gender
from network.codes import Theme
from services.codes import EventType, GatheringKind
from tests.factories import make_client, make_gathering, make_project, make_site, make_visit
from tests.reports.figures.counting import count, nonzero, withdraw

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)


@pytest.fixture
def site():
    return make_site(key="akaa")


@pytest.fixture
def project(site):
    return make_project(sites=[site])


def test_a_project_without_data_shows_zero_under_every_code(project):
    figures = count(project)
    assert figures["visits"] == {
        "total": 0,
        "anonymous": 0,
        "minutes": 0,
        "by_contact_type": dict.fromkeys(ContactType.values, 0),
        "by_theme": dict.fromkeys(Theme.values, 0),
        "by_site": {"akaa": 0},
        "by_month": {},
    }
    assert figures["clients"] == {
        "distinct": 0,
        "by_gender": dict.fromkeys(Gender.values, 0),
        "by_age_band": dict.fromkeys(AgeBand.values, 0),
    }
    nothing = {"events": 0, "headcount": 0}
    assert figures["gatherings"] == {
        **nothing,
        "by_kind": dict.fromkeys(GatheringKind.values, nothing),
        "by_event_type": dict.fromkeys(EventType.values, nothing),
    }


def test_a_project_without_any_site_counts_nothing():
    figures = count(make_project())
    assert figures["scope"]["sites"] == []
    assert (figures["visits"]["total"], figures["visits"]["minutes"], figures["visits"]["by_site"]) == (0, 0, {})
    assert (figures["clients"]["distinct"], figures["gatherings"]["headcount"]) == (0, 0)
    assert figures["network"] == {"agencies": 0, "experts": 0}


def test_visits_count_from_the_first_to_the_last_day_of_the_scope_at_its_sites(project, site):
    make_visit(site=site, date=FIRST)
    make_visit(site=site, date=LAST)
    make_visit(site=site, date=date(2023, 12, 31))
    make_visit(site=site, date=date(2027, 1, 1))
    make_visit(date=FIRST)
    visits = count(project)["visits"]
    assert visits["total"] == 2
    assert visits["by_month"] == {"2024-01": 1, "2026-12": 1}
    assert list(visits["by_month"]) == ["2024-01", "2026-12"]


def test_anonymous_visits_minutes_and_channels(project, site):
    client = make_client()
    make_visit(site=site, client=client, date=FIRST, minutes=20, contact_type=ContactType.BOOKED)
    make_visit(site=site, client=client, date=FIRST, minutes=25, contact_type=ContactType.BOOKED)
    make_visit(site=site, date=FIRST, contact_type=ContactType.PHONE)
    visits = count(project)["visits"]
    assert (visits["total"], visits["anonymous"], visits["minutes"]) == (3, 1, 45)
    assert nonzero(visits["by_contact_type"]) == {"booked": 2, "phone": 1}


def test_a_visit_counts_once_under_each_of_its_themes(project, site):
    make_visit(site=site, date=FIRST, themes=[Theme.HOUSING, Theme.DEBTS])
    make_visit(site=site, date=FIRST, themes=[Theme.HOUSING, Theme.HOUSING])
    assert nonzero(count(project)["visits"]["by_theme"]) == {"housing": 2, "debts": 1}


def test_withdrawn_visits_and_gatherings_never_count(project, site):
    client = make_client()
    make_visit(site=site, date=date(2024, 5, 1), minutes=10)
    withdraw(make_visit(site=site, date=date(2024, 6, 1), minutes=30, client=client))
    make_gathering(site=site, date=date(2024, 5, 1), headcount=7)
    withdraw(make_gathering(site=site, date=date(2024, 5, 1), headcount=100))
    figures = count(project)
    assert figures["visits"]["total"] == 1
    assert figures["visits"]["minutes"] == 10
    assert figures["visits"]["by_month"] == {"2024-05": 1}
    assert sum(figures["visits"]["by_theme"].values()) == 1
    assert figures["clients"]["distinct"] == 0
    assert (figures["gatherings"]["events"], figures["gatherings"]["headcount"]) == (1, 7)


def test_a_site_narrows_and_every_site_of_the_scope_is_there(project, site):
    other = make_site(key="urjala")
    project.sites.add(other)
    make_visit(site=site, date=FIRST)
    assert count(project)["visits"]["by_site"] == {"akaa": 1, "urjala": 0}
    narrowed = count(project, sites=["urjala"])
    assert narrowed["visits"]["total"] == 0
    assert narrowed["visits"]["by_site"] == {"urjala": 0}


def test_distinct_clients_are_people_with_a_name_each_once(project, site):
    veera = make_client(gender=Gender.FEMALE)
    for day in (1, 2, 3):
        make_visit(site=site, client=veera, date=date(2024, 3, day))
    make_visit(site=site, client=make_client(gender=Gender.OTHER), date=FIRST)
    make_visit(site=site, client=make_client(), date=FIRST)
    make_visit(site=site, date=FIRST, gender=Gender.MALE, age_band=AgeBand.UNDER_18)
    make_client(gender=Gender.MALE, home_site=site)
    clients = count(project)["clients"]
    assert clients["distinct"] == 3
    assert nonzero(clients["by_gender"]) == {"female": 1, "other": 1, "unknown": 1}
    assert sum(clients["by_age_band"].values()) == 3


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2006, 3, 2), "under_18"),
        (date(2006, 3, 1), "18_24"),
        (date(1999, 3, 2), "18_24"),
        (date(1999, 3, 1), "25_29"),
        (date(1994, 3, 2), "25_29"),
        (date(1994, 3, 1), "30_plus"),
        (None, "unknown"),
    ],
)
def test_age_is_of_the_first_visit_in_the_scope(project, site, born, band):
    client = make_client(birth_date=born)
    make_visit(site=site, client=client, date=date(2024, 3, 1))
    make_visit(site=site, client=client, date=date(2026, 3, 1))
    assert nonzero(count(project)["clients"]["by_age_band"]) == {band: 1}


def test_age_is_counted_anew_for_a_later_scope(project, site):
    client = make_client(birth_date=date(2006, 3, 2))
    make_visit(site=site, client=client, date=date(2024, 3, 1))
    make_visit(site=site, client=client, date=date(2025, 3, 2))
    later = count(project, start=date(2025, 1, 1))
    assert nonzero(later["clients"]["by_age_band"]) == {"18_24": 1}


def test_head_counts_by_kind_and_type(project, site):
    make_gathering(site=site, date=FIRST, kind=GatheringKind.EVENT, event_type=EventType.RECRUITMENT, headcount=30)
    make_gathering(site=site, date=FIRST, kind=GatheringKind.EVENT, event_type=EventType.RECRUITMENT, headcount=12)
    make_gathering(site=site, date=LAST, kind=GatheringKind.POPUP, headcount=5)
    make_gathering(site=site, date=date(2027, 1, 1), headcount=1000)
    make_gathering(date=FIRST, headcount=1000)
    gatherings = count(project)["gatherings"]
    assert (gatherings["events"], gatherings["headcount"]) == (3, 47)
    assert gatherings["by_kind"] == {
        "group": {"events": 0, "headcount": 0},
        "popup": {"events": 1, "headcount": 5},
        "outreach": {"events": 0, "headcount": 0},
        "event": {"events": 2, "headcount": 42},
    }
    assert gatherings["by_event_type"]["recruitment"] == {"events": 2, "headcount": 42}
    assert sum(row["events"] for row in gatherings["by_event_type"].values()) == 2
