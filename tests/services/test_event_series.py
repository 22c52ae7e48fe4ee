"""Events that come again: made ahead, changed by themselves or from a day on, ended."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.access import acting_as_system
from network.models import Role
from services.actions.event_series import extend, extend_all
from services.codes import EventStatus
from services.models import Event, EventSeries
from tests.factories import make_event, make_sign_up, make_site, make_user
from tests.forms import errors, posted

pytestmark = pytest.mark.django_db
# A Monday.
NOW = datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone())
CREATE = reverse("services:event_create")


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def make_series(client, site, **fields) -> EventSeries:
    data = posted(client.get(CREATE).context["form"])
    usual = {"site": site.pk, "title_fi": "Kahvila", "date": "2026-03-05", "starts": "14:00", "repeats": "again"}
    response = client.post(CREATE, data | usual | fields)
    assert response.status_code == 302, errors(response)
    return EventSeries.objects.latest("pk")


def days(series) -> list[str]:
    return [
        f"{day:%m-%d}" for day in Event.objects.filter(series=series).order_by("date").values_list("date", flat=True)
    ]


def edit(client, event, **fields):
    address = reverse("services:event_edit", args=[event.pk])
    return client.post(address, posted(client.get(address).context["form"]) | fields)


def event_on(day: str) -> Event:
    return Event.objects.get(date=f"2026-{day}")


def test_a_weekly_event_is_made_three_months_ahead_without_holidays(counsellor, site):
    series = make_series(counsellor, site)
    # Thursdays up to 5 June; not 14 May, which is Ascension Day.
    assert days(series) == [
        "03-05", "03-12", "03-19", "03-26", "04-02", "04-09", "04-16", "04-23", "04-30", "05-07", "05-21", "05-28",
        "06-04",
    ]  # fmt: skip
    assert set(Event.objects.values_list("status", flat=True)) == {"draft"}


def test_a_monthly_event_takes_its_weekday_and_place_in_the_month_from_the_first_day(counsellor, site):
    series = make_series(counsellor, site, date="2026-03-03", frequency="monthly", positions=["1", "3"])
    assert days(series) == ["03-03", "03-17", "04-07", "04-21", "05-05", "05-19", "06-02"]
    assert make_series(counsellor, site, date="2026-03-31", frequency="monthly").positions == [-1]


def test_housekeeping_makes_what_is_missing_and_nothing_twice(counsellor, site):
    series = make_series(counsellor, site)
    assert extend_all(now=NOW) == 0
    later = NOW + timedelta(days=14)
    assert extend_all(now=later) == 1
    assert days(series)[-1] == "06-11"
    assert (extend(series, date(2026, 6, 20)), extend(series, date(2026, 6, 20))) == (1, 0)


def test_what_was_removed_does_not_come_back(counsellor, site):
    series = make_series(counsellor, site)
    for day in ("06-04", "03-12"):
        counsellor.post(reverse("services:event_delete", args=[event_on(day).pk]))
    extend_all(now=NOW + timedelta(days=30))
    assert {"06-04", "03-12"} & set(days(series)) == set()
    assert "06-11" in days(series)


def test_only_this_one_is_changed(counsellor, site):
    series = make_series(counsellor, site)
    edit(counsellor, event_on("03-12"), title_fi="Erikoinen", date="2026-03-13")
    moved = event_on("03-13")
    assert (moved.title_fi, moved.is_detached, moved.series) == ("Erikoinen", True, series)
    assert Event.objects.filter(title_fi="Kahvila").count() == 12
    extend(series, date(2026, 6, 5))
    assert not Event.objects.filter(date="2026-03-12").exists()


def test_this_and_the_following_change_and_the_past_stays(counsellor, site):
    old = make_series(counsellor, site)
    third = event_on("03-19")
    Event.objects.filter(pk=third.pk).update(status=EventStatus.PUBLISHED)
    sign_up = make_sign_up(event_on("03-26"))
    edit(counsellor, third, scope="following", title_fi="Uusi kahvila", starts="15:00")
    new = EventSeries.objects.latest("pk")
    old.refresh_from_db()
    assert (old.last_day, days(old)) == (date(2026, 3, 18), ["03-05", "03-12"])
    assert days(new)[:2] == ["03-19", "03-26"]
    assert set(new.events.values_list("title_fi", "starts")) == {("Uusi kahvila", time(15))}
    third.refresh_from_db()
    assert (third.status, third.series, third.version) == ("published", new, 2)
    with acting_as_system("test"):
        assert event_on("03-26").sign_ups.get() == sign_up


def test_another_weekday_from_a_day_on_moves_all_but_those_with_sign_ups(counsellor, site):
    make_series(counsellor, site)
    make_sign_up(event_on("03-26"))
    edit(counsellor, event_on("03-19"), scope="following", date="2026-03-18", weekdays=["2"])
    new = EventSeries.objects.latest("pk")
    found = [(f"{event.date:%m-%d}", event.is_detached) for event in new.events.order_by("date")]
    assert found[:4] == [("03-18", False), ("03-25", False), ("03-26", True), ("04-01", False)]
    assert {event.date.weekday() for event in new.events.filter(is_detached=False)} == {2}


def test_the_first_day_must_be_one_of_the_rule(counsellor, site):
    make_series(counsellor, site)
    response = edit(counsellor, event_on("03-19"), scope="following", date="2026-03-20")
    assert set(errors(response)) == {"date"}
    data = posted(counsellor.get(CREATE).context["form"])
    past = {"site": site.pk, "title_fi": "A", "date": "2026-02-26", "starts": "14:00", "repeats": "again"}
    assert set(errors(counsellor.post(CREATE, data | past))) == {"date"}


def test_a_series_ends(counsellor, site):
    series = make_series(counsellor, site)
    Event.objects.filter(date="2026-03-26").update(status=EventStatus.PUBLISHED)
    address = reverse("services:series_end", args=[event_on("03-19").pk])
    assert set(errors(counsellor.post(address, {"day": "2026-03-01"}))) == {"day"}
    counsellor.post(address, {"day": "2026-03-19"})
    series.refresh_from_db()
    assert (series.last_day, days(series)) == (date(2026, 3, 18), ["03-05", "03-12", "03-26"])
    assert event_on("03-26").status == EventStatus.CANCELLED
    assert extend_all(now=NOW) == 0
    single = make_event(site, date=date(2026, 3, 2))
    assert counsellor.get(reverse("services:series_end", args=[single.pk])).status_code == 404
