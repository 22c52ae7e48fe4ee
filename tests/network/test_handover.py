"""Closing a login hands the open work over: nothing is left without anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Referral
from network.access import acting_as_system
from network.models import Expert, Role, User
from services.models import Event, Shift, ShiftSeries
from tests.factories import make_agency, make_client, make_expert, make_referral, make_site, make_user
from tests.forms import errors, text_of

pytestmark = pytest.mark.django_db
TIMES = {"starts": "12:00", "ends": "16:00"}


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def admin(client, site):
    client.force_login(make_user(Role.ADMIN, site=site, language="en"))
    return client


@pytest.fixture
def leaver(site):
    """An expert with a login and open work of every kind."""
    today, day = timezone.localdate(), timedelta(days=1)
    expert = make_expert(sites=[site], user=make_user(Role.EXPERT, site=site), is_agency_contact=True)
    for offset in (-7, 0, 7):
        Shift.objects.create(site=site, expert=expert, date=today + offset * day, **TIMES)
    ShiftSeries.objects.create(
        site=site, expert=expert, weekdays=list(range(7)), first_day=today - 30 * day, on_holidays=True, **TIMES
    )
    for offset in (-7, 7):
        event = Event.objects.create(site=site, title_fi="Kahvila", date=today + offset * day, starts="12:00")
        event.experts.add(expert)
    person = make_client(home_site=site)
    make_referral(client=person, from_expert=expert)
    make_referral(client=person, from_expert=expert, followup_result="attached")
    return expert


def close(client, expert, **data):
    return client.post(reverse("network:user_close", args=[expert.user.pk]), data)


def referrals(expert):
    with acting_as_system("test"):
        return Referral.objects.filter(from_expert=expert).count()


def test_closing_asks_first(admin, leaver):
    address = reverse("network:user_close", args=[leaver.user.pk])
    response = admin.post(reverse("network:user_set_active", args=[leaver.user.pk]), {"active": "no"})
    assert response["Location"] == address
    page = admin.get(address)
    assert [(str(work.name), work.count) for work in page.context["work"]] == [
        ("Contact person of the agency", 1),
        ("Shifts to come", 2),
        ("Recurring shifts", 1),
        ("Events to come", 1),
        ("Referrals without a result of the follow-up", 1),
    ]
    assert User.objects.get(pk=leaver.user.pk).is_active


def test_the_work_goes_to_the_one_chosen(admin, leaver, site):
    today = timezone.localdate()
    to = make_expert(agency=leaver.agency)
    assert close(admin, leaver, to=to.pk, ends="on").status_code == 302
    old, new = Expert.objects.get(pk=leaver.pk), Expert.objects.get(pk=to.pk)
    assert not old.user.is_active
    assert (old.is_agency_contact, new.is_agency_contact, old.valid_to) == (False, True, today - timedelta(days=1))
    assert (old.shifts.count(), new.shifts.count()) == (1, 2)
    assert (old.events.count(), new.events.count()) == (1, 1)
    assert (referrals(old), referrals(new)) == (1, 1)
    [before], [after] = old.shift_series.all(), new.shift_series.all()
    assert (before.last_day, after.first_day, after.last_day) == (today - timedelta(days=1), today, None)


def test_without_a_choice_nothing_happens(admin, leaver):
    make_expert(agency=leaver.agency)
    assert errors(close(admin, leaver)) == {"to": ["This field is required."]}
    stranger = make_expert(sites=[make_site()])
    assert list(errors(close(admin, leaver, to=stranger.pk))) == ["to"]
    assert User.objects.get(pk=leaver.user.pk).is_active
    assert leaver.shifts.count() == 3


def test_the_duty_stays_in_the_agency(admin, leaver, site):
    outsider = make_expert(sites=[site], agency=make_agency())
    colleague = make_expert(agency=leaver.agency)
    assert list(errors(close(admin, leaver, to=outsider.pk))) == ["to"]
    assert User.objects.get(pk=leaver.user.pk).is_active
    Expert.objects.filter(pk=colleague.pk).delete()
    close(admin, leaver, to=outsider.pk)
    assert not Expert.objects.filter(is_agency_contact=True).exists()
    assert outsider.shifts.count() == 2


def test_the_last_admin_keeps_login_and_work(client, site):
    person = make_user(Role.ADMIN, language="en")
    expert = make_expert(sites=[site], user=person)
    Shift.objects.create(site=site, expert=expert, date=timezone.localdate(), **TIMES)
    to = make_expert(agency=expert.agency)
    client.force_login(person)
    assert list(errors(close(client, expert, to=to.pk, ends="on"))) == [""]
    assert (expert.shifts.count(), Expert.objects.get(pk=expert.pk).valid_to) == (1, None)


def test_an_expert_without_open_work(admin, site):
    expert = make_expert(sites=[site], user=make_user(Role.EXPERT, site=site))
    page = admin.get(reverse("network:user_close", args=[expert.user.pk]))
    assert "Nothing is open" in text_of(page)
    close(admin, expert)
    expert.refresh_from_db()
    assert (expert.user.is_active, expert.valid_to) == (False, None)


def test_a_shift_that_the_other_has_already_is_not_doubled(admin, leaver, site):
    to = make_expert(agency=leaver.agency)
    Shift.objects.create(site=site, expert=to, date=timezone.localdate(), **TIMES)
    close(admin, leaver, to=to.pk)
    assert (to.shifts.count(), leaver.shifts.count()) == (2, 1)
