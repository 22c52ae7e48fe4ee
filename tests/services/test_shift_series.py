"""Recurring shifts: entering them, changing one day, changing and ending the rest."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import OpeningHours, Role
from services.actions.shift_series import NoShiftError, cancel_day, change_day, change_from, end_from, restore_day
from services.models import Shift, ShiftException, ShiftSeries
from services.rota import occurrences_between
from tests.factories import make_absence, make_expert, make_shift, make_shift_series, make_site, make_user
from tests.forms import errors, posted

pytestmark = pytest.mark.django_db
NEW = reverse("services:shift_create")
WEEK = reverse("services:shift_list")
SERIES = reverse("services:shift_series_list")
THURSDAY = date(2026, 3, 19)


@pytest.fixture
def site():
    return make_site(name="Akaa")


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


@pytest.fixture
def coming(site):
    """A series whose next day is a Thursday to come, with a Thursday before and no holiday near."""
    day = timezone.localdate() + timedelta(days=(3 - timezone.localdate().weekday()) % 7 or 7)
    return make_shift_series(site=site, first_day=day - timedelta(days=28), on_holidays=True), day


def data(of, **changes):
    return {"expert": of.pk, "date": "2026-03-05", "starts": "12:00", "ends": "16:00", "frequency": "weekly"} | changes


def days(site, first=date(2026, 3, 1), last=date(2026, 4, 30)):
    return [(one.date.isoformat()[5:], one.starts.hour) for one in occurrences_between(first, last, sites=[site])]


def rule(series, **changes):
    names = ("frequency", "interval", "weekdays", "positions", "last_day", "on_holidays", "starts", "ends")
    return {name: getattr(series, name) for name in names} | changes


def day_page(series, day):
    return reverse("services:shift_series_day", args=[series.pk, day.isoformat()])


def test_a_weekly_and_a_monthly_shift_are_entered_on_one_page(counsellor, site):
    expert, other = make_expert(sites=[site]), make_expert(sites=[site])
    answer = counsellor.post(NEW, data(expert, interval="2", last_day="2026-04-16"))
    assert answer["Location"] == f"{WEEK}?day=2026-03-05"
    assert days(site) == [("03-05", 12), ("03-19", 12), ("04-02", 12), ("04-16", 12)]
    ShiftSeries.objects.all().delete()
    monthly = {"frequency": "monthly", "positions": ["1", "-1"], "weekdays": ["1"]}
    assert counsellor.post(NEW, data(other, **monthly)).status_code == 302
    assert days(site) == [("03-31", 12), ("04-07", 12), ("04-28", 12)]
    assert Shift.objects.count() == 0


def test_what_cannot_be_is_said_beside_the_field(counsellor, site):
    expert = make_expert(sites=[site], first_name="Aino", last_name="Aalto", valid_to=date(2026, 12, 31))

    def refused(**changes):
        return errors(counsellor.post(NEW, data(expert, **changes)))

    assert refused(ends="11:00") == {"ends": ["The shift ends before it starts."]}
    assert refused(last_day="2026-03-04") == {"last_day": ["The last day is before the first."]}
    nothing = refused(weekdays=["0"], last_day="2026-03-07")
    assert nothing == {"weekdays": ["Not a single shift fits between the first and the last day."]}
    assert refused(date="9026-03-05") == {"date": ["Check the year."]}
    assert refused(date="2027-01-07") == {"date": ["Aino Aalto is not in the network on that day."]}
    assert list(refused(frequency="daily", interval="13", weekdays=["9"])) == ["frequency", "interval", "weekdays"]
    assert ShiftSeries.objects.count() == 0


def test_an_overlap_elsewhere_is_told_and_saved_only_on_purpose(counsellor, site):
    other = make_site(name="Urjala")
    expert = make_expert(sites=[site, other], first_name="Aino", last_name="Aalto")
    make_shift(site=other, expert=expert, starts=time(15), ends=time(17))
    answer = counsellor.post(NEW, data(expert))
    told = {"starts": ["Aino Aalto has a shift at that time already, at Urjala (19 Mar 2026)."]}
    assert errors(answer) == told
    assert b"Save all the same" in answer.content
    assert counsellor.post(NEW, data(expert, anyway="on")).status_code == 302
    assert ShiftSeries.objects.get().expert == expert


def test_one_day_is_changed_cancelled_and_restored(site):
    series = make_shift_series(site=site)
    change_day(series=series, day=THURSDAY, starts=time(8), ends=time(10))
    cancel_day(series=series, day=date(2026, 3, 12))
    assert days(site, last=date(2026, 3, 31)) == [("03-05", 12), ("03-19", 8), ("03-26", 12)]
    restore_day(series=series, day=date(2026, 3, 12))
    change_day(series=series, day=THURSDAY, starts=time(12), ends=time(16))
    assert ShiftException.objects.count() == 0
    for action in (cancel_day, lambda **on: change_day(starts=time(8), ends=time(9), **on)):
        with pytest.raises(NoShiftError):
            action(series=series, day=date(2026, 3, 20))


def test_from_a_day_on_the_past_stays_and_changed_days_move_along(site):
    series = make_shift_series(site=site, last_day=date(2026, 4, 30), on_holidays=True)
    for day in (date(2026, 3, 12), date(2026, 3, 26), date(2026, 4, 9)):
        change_day(series=series, day=day, starts=time(8), ends=time(10))
    # Every other Thursday of the month only: the 9th of April stays a Thursday of the new rule, 26 March does not.
    monthly = rule(series, frequency="monthly", positions=[2], starts=time(9))
    new = change_from(series=series, day=THURSDAY, changes=monthly)
    series.refresh_from_db()
    assert (series.last_day, series.version, new.first_day) == (date(2026, 3, 18), 2, THURSDAY)
    assert days(site) == [("03-05", 12), ("03-12", 8), ("04-09", 8)]
    assert [(row.series, row.date.day) for row in ShiftException.objects.all()] == [(series, 12), (new, 9)]


def test_every_other_week_stays_on_the_same_weeks(site):
    series = make_shift_series(site=site, interval=2, on_holidays=True)
    assert days(site) == [(day, 12) for day in ("03-05", "03-19", "04-02", "04-16", "04-30")]
    change_from(series=series, day=date(2026, 3, 10), changes=rule(series, starts=time(13)))
    assert days(site) == [("03-05", 12), ("03-19", 13), ("04-02", 13), ("04-16", 13), ("04-30", 13)]


def test_a_series_that_has_not_begun_is_changed_itself_and_goes_whole(site):
    series = make_shift_series(site=site)
    assert change_from(series=series, day=series.first_day, changes=rule(series, starts=time(13))).pk == series.pk
    end_from(series=ShiftSeries.objects.get(), day=THURSDAY)
    assert days(site) == [("03-05", 13), ("03-12", 13)]
    end_from(series=ShiftSeries.objects.get(), day=date(2026, 3, 5))
    assert ShiftSeries.objects.count() == 0


def test_the_pages_of_one_day(counsellor, coming, site):
    series, day = coming
    page = day_page(series, day)
    form = posted(counsellor.get(page).context["form"])
    assert (form["what"], form["starts"], form["ends"]) == ("times", "12:00:00", "16:00:00")
    assert errors(counsellor.post(page, form | {"ends": ""})) == {"ends": ["This field is required."]}
    assert errors(counsellor.post(page, form | {"ends": "12:00"})) == {"ends": ["The shift ends before it starts."]}
    assert counsellor.post(page, form | {"what": "cancel"})["Location"] == f"{WEEK}?day={day}"
    week = counsellor.get(WEEK, {"day": day.isoformat()})
    assert (week.context["week"].shift_count, b"cancelled" in week.content) == (0, True)
    restore = reverse("services:shift_series_restore", args=[series.pk, day.isoformat()])
    assert restore in counsellor.get(page).content.decode()
    assert counsellor.post(restore).status_code == 302
    assert counsellor.get(WEEK, {"day": day.isoformat()}).context["week"].shift_count == 1
    answer = counsellor.get(day_page(series, day + timedelta(days=1)), follow=True)
    assert "The recurring shift is not on that day (any more)." in answer.content.decode()
    assert counsellor.get(f"/rota/series/{series.pk}/yesterday/").status_code == 404


def test_the_pages_of_the_rest(counsellor, coming, site):
    series, day = coming
    edit = reverse("services:shift_series_edit", args=[series.pk])
    form = posted(counsellor.get(edit, {"from": day.isoformat()}).context["form"])
    assert form["from_day"] == day.isoformat()
    past = errors(counsellor.post(edit, form | {"from_day": "2020-01-02"}))
    assert past == {"from_day": ["That day is over. Choose today or a later day."]}
    assert counsellor.post(edit, form | {"starts": "13:00"}).status_code == 302
    assert ShiftSeries.objects.get(pk=series.pk).last_day == day - timedelta(days=1)
    stale = counsellor.post(edit, form | {"starts": "14:00", "from_day": timezone.localdate().isoformat()})
    assert list(errors(stale)) == [""]
    new = ShiftSeries.objects.exclude(pk=series.pk).get()
    assert (new.first_day, new.starts) == (day, time(13))
    end = reverse("services:shift_series_end", args=[new.pk])
    assert counsellor.get(end, {"from": day.isoformat()}).status_code == 200
    assert counsellor.post(end, {"from_day": day.isoformat()}).status_code == 302
    assert not ShiftSeries.objects.filter(pk=new.pk).exists()


def test_an_expert_changes_their_own_series_only(client, site, coming):
    series, day = coming
    user = make_user(Role.EXPERT, site=site)
    own = make_shift_series(expert=make_expert(sites=[site], user=user), site=site, first_day=series.first_day)
    client.force_login(user)
    names = ("services:shift_series_edit", "services:shift_series_end")
    assert [client.get(reverse(name, args=[own.pk])).status_code for name in names] == [200, 200]
    assert [client.get(reverse(name, args=[series.pk])).status_code for name in names] == [403, 403]
    assert client.post(day_page(series, day), {"what": "cancel"}).status_code == 403
    page = client.get(SERIES).content.decode()
    assert (reverse(names[0], args=[own.pk]) in page, reverse(names[0], args=[series.pk]) in page) == (True, False)
    elsewhere = make_shift_series(expert=own.expert)
    assert client.get(reverse(names[0], args=[elsewhere.pk])).status_code == 404


def test_the_week_shows_who_is_away_holidays_and_gaps(counsellor, site):
    series = make_shift_series(site=site, ends=time(14))
    make_absence(expert=series.expert)
    OpeningHours.objects.create(site=site, weekday=3, opens=time(12), closes=time(16))
    page = counsellor.get(WEEK, {"day": "2026-03-19"})
    day = page.context["week"].days[3]
    assert (day.here, [one.expert for one in day.missing], day.gaps) == ([], [series.expert], [(time(12), time(16))])
    assert b"away" in page.content
    assert counsellor.get(WEEK, {"day": "2026-03-26"}).context["week"].days[3].gaps == [(time(14), time(16))]
    assert counsellor.get(WEEK, {"day": "2026-04-03"}).context["week"].days[4].holiday == "Good Friday"


def test_queries_do_not_grow(counsellor, site):
    def read(*addresses):
        with CaptureQueriesContext(connection) as queries:
            for address in addresses:
                assert counsellor.get(address).status_code == 200
        return len(queries)

    make_shift_series(site=site)
    pages = (f"{WEEK}?day=2026-03-19", SERIES)
    few = read(*pages)
    for _number in range(3):
        series = make_shift_series(site=site)
        ShiftException.objects.create(series=series, date=THURSDAY)
        make_absence(expert=series.expert)
    assert read(*pages) == few
