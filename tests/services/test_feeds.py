"""Calendars for other programs, read back by a real parser."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from network.models import Absence, Role
from services.calendars import event_calendar, shift_calendar
from services.models import CalendarFeed, Event, ShiftException
from services.rota import occurrences_between
from tests.factories import make_expert, make_shift, make_shift_series, make_site, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("services:feed_list")


@pytest.fixture
def site():
    return make_site(name="Akaa")


@pytest.fixture
def counsellor(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


def entries(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


def make_feed(client, kind) -> CalendarFeed:
    assert client.post(LIST, {"kind": kind})["Location"] == LIST
    return CalendarFeed.objects.get(kind=kind)


def address(feed) -> str:
    return reverse("services:feed", args=[feed.secret])


def test_local_times_over_the_change_of_the_clocks(site):
    make_shift_series(site=site, first_day=date(2026, 3, 22), on_holidays=True)
    shifts = occurrences_between(date(2026, 3, 22), date(2026, 4, 5), sites=[site])
    found = entries(shift_calendar(shifts, "Akaa", now=timezone.now(), of_site=True))
    starts = [entry.decoded("dtstart") for entry in found]
    assert [(moment.day, moment.hour) for moment in starts] == [(22, 12), (29, 12), (5, 12)]
    assert [moment.astimezone(UTC).hour for moment in starts] == [10, 9, 9]
    assert {str(entry["dtstart"].params["TZID"]) for entry in found} == {"Europe/Helsinki"}


def test_the_zone_says_when_the_clocks_change(site):
    calendar = Calendar.from_ical(event_calendar([], "x", "fi"))
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)

    def offset(*moment):
        return datetime(*moment, tzinfo=zone).utcoffset() / timedelta(hours=1)

    assert [offset(2026, 3, 29, 2), offset(2026, 3, 29, 12), offset(2026, 10, 25, 2), offset(2026, 10, 25, 12)] == [
        2, 3, 3, 2,
    ]  # fmt: skip


def test_names_of_shifts_stay_the_same_and_each_has_its_own(site):
    series = make_shift_series(site=site)
    make_shift(site=site, expert=series.expert, starts=time(9), ends=time(10))

    def read():
        shifts = occurrences_between(date(2026, 3, 1), date(2026, 3, 31), sites=[site])
        found = entries(shift_calendar(shifts, "Akaa", now=timezone.now(), of_site=True))
        return {(entry.decoded("dtstart").day, entry.decoded("dtstart").hour): str(entry["uid"]) for entry in found}

    before = read()
    assert len(set(before.values())) == 5
    ShiftException.objects.create(series=series, date=date(2026, 3, 12), starts=time(8), ends=time(9))
    after = read()
    assert after[12, 8] == before[12, 12]
    assert after[19, 12] == before[19, 12]


def test_the_programme_in_a_language_with_what_was_called_off(site):
    fields = {"site": site, "date": date(2026, 6, 1), "starts": time(13)}
    Event.objects.create(
        **fields, title_fi="Kielikahvila", title_sv="Språkkafé", ends=time(15), place="Kirjasto; yläkerta"
    )
    Event.objects.create(**fields, title_fi="Peli-ilta", status="cancelled", description_fi="Ei tänään,\nensi viikolla")
    events = Event.objects.select_related("site").order_by("pk")
    content = event_calendar(events, "Akaa: ohjelma", "sv")
    first, second = entries(content)
    assert (str(first["summary"]), str(first["status"]), str(first["location"])) == (
        "Språkkafé", "CONFIRMED", "Kirjasto; yläkerta, Akaa",
    )  # fmt: skip
    assert str(first["uid"]) == str(events[0].uid)
    assert (str(second["summary"]), str(second["status"]), "dtend" in second) == ("Peli-ilta", "CANCELLED", False)
    assert str(second["description"]) == "Ei tänään,\nensi viikolla"
    assert str(Calendar.from_ical(content)["x-wr-calname"]) == "Akaa: ohjelma"


def test_a_site_s_calendar_follows_the_rota(client, counsellor, site):
    today = timezone.localdate()
    expert = make_expert(sites=[site], first_name="Aino", last_name="Aalto")
    make_shift_series(site=site, expert=expert, first_day=today, on_holidays=True)
    feed = make_feed(client, "site")
    client.logout()
    answer = client.get(address(feed))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, max-age=600"
    found = entries(answer.content)
    assert [entry.decoded("dtstart").date() for entry in found[:2]] == [today, today + timedelta(days=7)]
    assert str(found[0]["summary"]) == f"Aino Aalto ({expert.agency})"
    Absence.objects.create(expert=expert, starts=today, ends=today)
    assert len(entries(client.get(address(feed)).content)) == len(found) - 1


def test_one_s_own_calendar_and_the_programme(client, site):
    today = timezone.localdate()
    user = make_user(Role.EXPERT, site=site, language="sv")
    expert = make_expert(sites=[site], user=user)
    make_shift(site=site, expert=expert, date=today)
    make_shift(site=site, date=today)
    fields = {"site": site, "date": today, "starts": time(13)}
    Event.objects.create(**fields, title_fi="Julkinen", status="published")
    Event.objects.create(**fields, title_fi="Luonnos", status="draft")
    client.force_login(user)
    own = entries(client.get(address(make_feed(client, "expert"))).content)
    programme = entries(client.get(address(make_feed(client, "programme"))).content)
    assert [str(entry["summary"]) for entry in own + programme] == ["Akaa", "Julkinen"]


def test_a_revoked_or_orphaned_link_answers_no_more(client, counsellor, site):
    feed = make_feed(client, "site")
    assert address(feed) in client.get(LIST).content.decode()
    assert client.post(reverse("services:feed_revoke", args=[feed.pk])).status_code == 302
    assert client.get(address(feed)).status_code == 404
    assert client.post(reverse("services:feed_revoke", args=[feed.pk])).status_code == 404
    assert client.get(reverse("services:feed", args=["guessed"])).status_code == 404
    CalendarFeed.objects.all().delete()
    living = make_feed(client, "programme")
    counsellor.roles.all().delete()
    assert client.get(address(living)).status_code == 404


def test_staff_revoke_a_colleague_s_link_without_seeing_it(client, counsellor, site):
    colleague = make_user(Role.COUNSELLOR, site=site)
    feed = CalendarFeed.objects.create(kind="site", site=site, created_by=colleague)
    foreign = CalendarFeed.objects.create(kind="site", site=make_site(), created_by=make_user())
    page = client.get(LIST).content.decode()
    assert (feed.secret in page, reverse("services:feed_revoke", args=[feed.pk]) in page) == (False, True)
    assert client.post(reverse("services:feed_revoke", args=[feed.pk])).status_code == 302
    assert client.post(reverse("services:feed_revoke", args=[foreign.pk])).status_code == 404
    assert client.post(LIST, {"kind": "expert"}).status_code == 302
    assert CalendarFeed.objects.count() == 2
