"""The right column of the counter, and the page of all visits of today."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Role
from services.models import CheckIn, Event, Shift
from tests.factories import make_client, make_expert, make_gathering, make_site, make_user, make_visit

pytestmark = pytest.mark.django_db
COUNTER = reverse("clients:counter")
COLUMN = reverse("clients:counter_today")
ALL = reverse("clients:visit_today")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def noon(monkeypatch):
    """Noon of this day, as the column sees it."""
    now = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    monkeypatch.setattr("clients.today.timezone.localtime", lambda *args: now)
    return now


def meet_url(check_in) -> str:
    return reverse("clients:check_in_meet", args=[check_in.pk])


def test_counts_of_today_at_this_site_with_heads_apart(client, kaisa, site, veera):
    make_visit(site=site, client=veera, minutes=30)
    make_visit(site=site, client=veera, minutes=15)
    make_visit(site=site)
    make_visit(site=site, withdrawn_at=timezone.now(), minutes=500)
    make_visit(site=site, date=timezone.localdate() - timedelta(days=1))
    make_visit(minutes=99)
    make_gathering(site=site, headcount=17)
    make_gathering(site=site, headcount=500, withdrawn_at=timezone.now())
    today = client.get(COLUMN).context["today"]
    assert today.counts == {"visits": 3, "anonymous": 1, "clients": 1, "minutes": 45}
    assert today.heads == {"events": 1, "headcount": 17}


def test_a_line_tells_time_person_main_theme_channel_and_who_logged_it(client, kaisa, site, veera):
    colleague = make_user(Role.COUNSELLOR, site=site, first_name="Olli", last_name="Ohjaaja")
    make_visit(
        site=site, client=veera, time=time(9, 5), themes=["debts", "legal"], contact_type="phone", created_by=colleague
    )
    text = " ".join(client.get(COLUMN).content.decode().split())
    for fact in ("9.05", "Veera Virta", "Velat ja ulosotto +1", "Puhelin", "Olli Ohjaaja"):
        assert fact in text


def test_only_one_s_own_lines_can_be_mended(client, kaisa, site):
    mine = make_visit(site=site, created_by=kaisa)
    theirs = make_visit(site=site, created_by=make_user(Role.COUNSELLOR, site=site))
    html = client.get(COLUMN).content.decode()
    for name in ("visit_mend", "visit_withdraw"):
        assert reverse(f"clients:{name}", args=[mine.pk]) in html
        assert reverse(f"clients:{name}", args=[theirs.pk]) not in html


def test_who_is_on_duty_now_and_who_comes_later(client, kaisa, site, noon):
    day = noon.date()
    names = {}
    for name, starts, ends in [("over", 8, 12), ("now", 9, 13), ("later", 13, 16)]:
        names[name] = make_expert(sites=[site], first_name=name)
        Shift.objects.create(site=site, expert=names[name], date=day, starts=time(starts), ends=time(ends))
    other = make_expert()
    Shift.objects.create(site=make_site(), expert=other, date=day, starts=time(9), ends=time(13))
    today = client.get(COLUMN).context["today"]
    assert [shift.expert for shift in today.on_duty] == [names["now"]]
    assert [shift.expert for shift in today.later] == [names["later"]]


def test_those_on_duty_today_come_first_among_the_experts_of_the_form(client, kaisa, site):
    absent, present = make_expert(sites=[site], last_name="Aalto"), make_expert(sites=[site], last_name="Öhman")
    gone = make_expert(sites=[site], valid_to=timezone.localdate() - timedelta(days=1))
    make_expert()
    Shift.objects.create(site=site, expert=present, date=timezone.localdate(), starts=time(8), ends=time(9))
    choices = client.get(COUNTER).context["form"].expert_choices
    assert [(choice.expert, choice.on_duty) for choice in choices] == [(present, True), (absent, False)]
    assert gone not in [choice.expert for choice in choices]


def test_the_next_events_without_those_that_are_over(client, kaisa, site, noon):
    day = noon.date()
    rows = [("Aamukahvi", day, 8, 9), ("Lounas", day, 11, 13), ("Ilta", day, 17, None)]
    rows += [(f"Myöhemmin {number}", day + timedelta(days=number), 12, None) for number in range(1, 4)]
    for title, date, starts, ends in rows:
        Event.objects.create(site=site, title_fi=title, date=date, starts=time(starts), ends=ends and time(ends))
    events = client.get(COLUMN).context["today"].events
    assert [event.title_fi for event in events] == ["Lounas", "Ilta", "Myöhemmin 1"]


def test_who_waits_is_met_once(client, kaisa, site):
    waiting = CheckIn.objects.create(site=site, nickname="Hiiri")
    CheckIn.objects.create(site=site, nickname="Jo tavattu", met_at=timezone.now())
    assert client.get(COLUMN).context["today"].waiting == [waiting]
    answer = client.post(meet_url(waiting), headers=HTMX)
    assert answer.context["today"].waiting == []
    assert b"Hiiri" not in answer.content
    waiting.refresh_from_db()
    met_at = waiting.met_at
    response = client.post(meet_url(waiting), follow=True)
    assert response.redirect_chain == [(COUNTER, 302)]
    assert [str(message) for message in response.context["messages"]] == ["Joku on jo ottanut hänet vastaan."]
    waiting.refresh_from_db()
    assert waiting.met_at == met_at


def test_another_site_s_waiting_cannot_be_met(client, kaisa):
    waiting = CheckIn.objects.create(site=make_site(), nickname="Hiiri")
    assert client.post(meet_url(waiting)).status_code == 404
    waiting.refresh_from_db()
    assert waiting.met_at is None


def test_the_column_is_asked_for_the_site_of_the_page(client, kaisa, site):
    other = make_site(name="Ohjaamo Zeta")
    kaisa.roles.create(role=Role.COUNSELLOR, site=other)
    assert f'hx-get="{COLUMN}?site={site.pk}"' in client.get(COUNTER).content.decode()
    assert client.get(COLUMN, {"site": other.pk}).context["today"].site == other


@pytest.mark.parametrize("site_id", ["999999", "x", "9" * 40, "-1"])
def test_another_site_s_number_in_the_address_is_404(client, kaisa, site_id):
    for url in (COUNTER, COLUMN, ALL):
        assert client.get(url, {"site": site_id}).status_code == 404
        assert client.get(url, {"site": make_site().pk}).status_code == 404


def test_the_column_shows_eight_and_the_page_of_today_all(client, kaisa, site):
    for minute in range(12):
        make_visit(site=site, time=time(9, minute), created_at=timezone.now() + timedelta(seconds=minute))
    page = client.get(COUNTER)
    assert [row.visit.time.minute for row in page.context["today"].visits] == [11, 10, 9, 8, 7, 6, 5, 4]
    assert page.context["today"].unlisted == 4
    assert f"{ALL}?site={site.pk}" in page.content.decode()
    assert len(client.get(ALL).context["rows"]) == 12


@pytest.mark.parametrize("url", [COUNTER, COLUMN, ALL])
def test_as_many_queries_at_three_rows_as_at_three_hundred(client, kaisa, site, url):
    def fill(count: int) -> None:
        now = timezone.now()
        for number in range(count):
            expert = make_expert(sites=[site])
            person = make_client(home_site=site) if number % 2 else None
            make_visit(site=site, client=person, created_by=kaisa, experts=[expert])
            if number < 20:
                CheckIn.objects.create(site=site, arrived_at=now)
                starts = time(8, number)
                Shift.objects.create(site=site, expert=expert, date=now.date(), starts=starts, ends=time(15))
                Event.objects.create(site=site, title_fi="T", date=now.date() + timedelta(days=1), starts=starts)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    fill(3)
    queries()
    few = queries()
    fill(297)
    assert queries() == few


def test_an_empty_day_says_what_will_be_here(client, kaisa):
    assert "Ei vielä käyntejä" in client.get(COLUMN).content.decode()
    assert "Tänään ei vielä käyntejä" in client.get(ALL).content.decode()


def test_every_page_has_one_heading_and_no_inline_script_or_style(client, kaisa, site):
    visit = make_visit(site=site, created_by=kaisa)
    for url in (COUNTER, ALL, *(reverse(f"clients:visit_{verb}", args=[visit.pk]) for verb in ("mend", "withdraw"))):
        html = client.get(url).content.decode()
        assert html.count("<h1") == 1
        for forbidden in (" style=", " onclick=", "<style", "javascript:"):
            assert forbidden not in html
