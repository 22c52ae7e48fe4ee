from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import OpeningException, OpeningHours, Role
from services.models import Shift
from services.week import parse_day, week_of
from tests.factories import make_expert, make_site, make_user
from tests.forms import errors

pytestmark = pytest.mark.django_db
LIST = reverse("services:shift_list")
THURSDAY = date(2026, 3, 19)


@pytest.fixture
def site():
    return make_site(name="Akaa")


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


@pytest.fixture
def own(client, site):
    """An expert with a login, in whose browser we are."""
    person = make_user(Role.EXPERT, site=site, language="en")
    client.force_login(person)
    return make_expert(sites=[site], user=person)


def make_shift(expert, site, day=THURSDAY, starts=12, ends=16):
    return Shift.objects.create(expert=expert, site=site, date=day, starts=time(starts), ends=time(ends))


def data(of, **changes):
    return {"expert": of.pk, "date": "2026-03-19", "starts": "12:00", "ends": "16:00", "frequency": "once"} | changes


def test_a_week(site):
    OpeningHours.objects.create(site=site, weekday=3, opens=time(12), closes=time(16))
    OpeningException.objects.create(site=site, date=date(2026, 3, 20), opens=time(9), closes=time(10))
    shift = make_shift(make_expert(sites=[site]), site)
    make_shift(shift.expert, site, date(2026, 3, 23))
    make_shift(shift.expert, make_site(), date(2026, 3, 18))
    week = week_of(date(2026, 3, 22), site)
    assert (week.monday, week.sunday, week.number) == (date(2026, 3, 16), date(2026, 3, 22), 12)
    assert [[one.shift for one in day.here] for day in week.days] == [[], [], [], [shift], [], [], []]
    opening = [day.opening for day in week.days]
    assert opening == [[], [], [], [(time(12), time(16))], [(time(9), time(10))], [], []]


@pytest.mark.parametrize("text", ["", "x", "2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_strange_day_in_the_address_is_today(counsellor, text):
    assert parse_day(text, THURSDAY) == THURSDAY
    assert counsellor.get(LIST, {"day": text}).status_code == 200


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.MANAGER, Role.ADMIN])
def test_staff_edit_all_shifts(client, site, role):
    client.force_login(make_user(role, site=site))
    expert, other = make_expert(sites=[site]), make_expert(sites=[site])
    assert client.get(reverse("services:shift_create")).status_code == 200
    response = client.post(reverse("services:shift_create"), data(expert))
    assert response["Location"] == f"{LIST}?day=2026-03-19"
    shift = Shift.objects.get()
    assert (shift.expert, shift.site, shift.date, shift.starts, shift.ends) == (
        expert, site, THURSDAY, time(12), time(16),
    )  # fmt: skip
    client.post(reverse("services:shift_edit", args=[shift.pk]), data(other, ends="15:00"))
    shift.refresh_from_db()
    assert (shift.expert, shift.ends) == (other, time(15))
    assert client.get(reverse("services:shift_delete", args=[shift.pk])).status_code == 200
    assert Shift.objects.count() == 1
    client.post(reverse("services:shift_delete", args=[shift.pk]))
    assert Shift.objects.count() == 0


def test_an_expert_edits_their_own_only(client, own, site):
    colleague = make_expert(sites=[site])
    foreign = make_shift(colleague, site)
    client.post(reverse("services:shift_create"), data(own))
    mine = Shift.objects.get(expert=own)
    client.post(reverse("services:shift_edit", args=[mine.pk]), data(own, ends="14:00"))
    mine.refresh_from_db()
    assert mine.ends == time(14)
    assert list(errors(client.post(reverse("services:shift_create"), data(colleague)))) == ["expert"]
    assert list(errors(client.post(reverse("services:shift_edit", args=[mine.pk]), data(colleague)))) == ["expert"]
    for name in ("shift_edit", "shift_delete"):
        assert client.get(reverse(f"services:{name}", args=[foreign.pk])).status_code == 403
        assert client.post(reverse(f"services:{name}", args=[foreign.pk])).status_code == 403
    assert client.post(reverse("services:shift_delete", args=[mine.pk])).status_code == 302
    assert list(Shift.objects.all()) == [foreign]


def test_an_expert_sees_their_next_shifts_first(client, own, site):
    make_shift(own, site, date(2020, 1, 2))
    today = timezone.localdate()
    shift = make_shift(own, site, today + timedelta(days=3))
    make_shift(make_expert(sites=[site]), site, today + timedelta(days=4))
    assert [one.shift for one in client.get(LIST).context["own_shifts"]] == [shift]


def test_without_an_entry_of_their_own_nobody_adds_shifts(client, site):
    client.force_login(make_user(Role.EXPERT, site=site))
    assert client.get(LIST).context["may_add"] is False
    assert client.get(reverse("services:shift_create")).status_code == 403
    client.force_login(make_user(Role.DPO, site=site))
    assert client.post(reverse("services:shift_create")).status_code == 403


def test_another_sites_shift_is_not_found(counsellor):
    elsewhere = make_site()
    shift = make_shift(make_expert(sites=[elsewhere]), elsewhere)
    for name in ("shift_edit", "shift_delete"):
        assert counsellor.get(reverse(f"services:{name}", args=[shift.pk])).status_code == 404
        assert counsellor.post(reverse(f"services:{name}", args=[shift.pk])).status_code == 404
    assert Shift.objects.count() == 1


def test_refusals(counsellor, site):
    expert = make_expert(sites=[site], first_name="Aino", last_name="Aalto", valid_to=THURSDAY)
    address = reverse("services:shift_create")

    def refused(**changes):
        return errors(counsellor.post(address, data(expert, **changes)))

    assert refused(ends="12:00") == {"ends": ["The shift ends before it starts."]}
    assert refused(ends="11:00") == {"ends": ["The shift ends before it starts."]}
    assert refused(date="2026-03-20") == {"date": ["Aino Aalto is not in the network on that day."]}
    assert list(refused(expert=make_expert(sites=[make_site()]).pk)) == ["expert"]
    assert list(refused(date="30.2.2026", starts="25:00")) == ["date", "starts"]
    assert Shift.objects.count() == 0


def test_one_person_is_in_one_place_at_a_time(counsellor, site):
    other = make_site(name="Urjala")
    expert = make_expert(sites=[site, other], first_name="Aino", last_name="Aalto")
    make_shift(expert, other, starts=15, ends=17)
    response = counsellor.post(reverse("services:shift_create"), data(expert))
    assert errors(response) == {"starts": ["Aino Aalto has a shift at that time already, at Urjala (19 Mar 2026)."]}
    assert counsellor.post(reverse("services:shift_create"), data(expert, ends="15:00")).status_code == 302
    colleague = make_expert(sites=[site])
    assert counsellor.post(reverse("services:shift_create"), data(colleague)).status_code == 302


def test_an_old_shift_of_somebody_who_left_can_still_be_mended(counsellor, site):
    expert = make_expert(sites=[make_site()])
    shift = make_shift(expert, site)
    counsellor.post(reverse("services:shift_edit", args=[shift.pk]), data(expert, ends="13:00"))
    shift.refresh_from_db()
    assert shift.ends == time(13)


def test_queries_do_not_grow(counsellor, site, django_assert_num_queries):
    address = f"{LIST}?day=2026-03-19"
    for _number in range(3):
        make_shift(make_expert(sites=[site]), site)
    with CaptureQueriesContext(connection) as few:
        counsellor.get(address)
    for _number in range(297):
        make_shift(make_expert(sites=[site]), site)
    with django_assert_num_queries(len(few)):
        assert counsellor.get(address).context["week"].shift_count == 300


def test_a_shift_of_somebody_who_has_left_by_then_is_gone(counsellor, site):
    make_shift(make_expert(sites=[site], valid_to=date(2026, 3, 18)), site)
    stays = make_shift(make_expert(sites=[site], valid_to=THURSDAY), site)
    week = counsellor.get(LIST, {"day": "2026-03-19"}).context["week"]
    assert [one.shift for day in week.days for one in day.here] == [stays]
