"""The rota in a real browser: a monthly shift entered, then leave, and what others see of it."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser
EXPERT = "asiantuntija@example.org"
# The demo's expert with an empty rota, shown to everybody by first name; the Ohjaamo is open all day, so that its page
# shows today whatever the hour.
READY = f"""
from datetime import time
from django.utils import timezone
from network.access import acting_as_system
from network.codes import Presence
from network.models import Expert, OpeningException, Site
with acting_as_system("browser test"):
    expert = Expert.objects.get(user__email="{EXPERT}")
    for rows in (expert.absences, expert.shift_series, expert.shifts):
        rows.all().delete()
    Expert.objects.filter(pk=expert.pk).update(presence=Presence.FIRST_NAME)
    akaa, today = Site.objects.get(key="akaa"), timezone.localdate()
    OpeningException.objects.filter(site=akaa, date=today).delete()
    OpeningException.objects.create(site=akaa, date=today, opens=time(0), closes=time(23, 59))
"""


@pytest.fixture
def page(live_app):
    assert live_app.manage("shell", "-c", READY).returncode == 0
    with chromium() as browser:
        context = browser.new_context(locale="fi-FI", viewport={"width": 360, "height": 740})
        page = context.new_page()
        log_in(page, live_app.url, EXPERT)
        yield page
        context.close()


def public_page(page: Page, url: str):
    """The Ohjaamo's page for everybody, asked anew."""
    page.goto(f"{url}/o/akaa/")
    page.reload()
    return page.locator("main")


def test_a_monthly_shift_and_then_leave_reach_the_week_and_the_public_page(page, live_app):
    today = date.today()
    page.goto(f"{live_app.url}/rota/new/")
    expect(page.locator("#id_last_day")).to_be_hidden()
    page.fill("#id_date", today.isoformat())
    page.fill("#id_starts", "00:00")
    page.fill("#id_ends", "23:59")
    page.get_by_text("Kuukausittain", exact=True).click()
    page.check("#id_on_holidays")
    page.get_by_role("button", name="Tallenna").click()
    expect(page.locator(".rota-day.is-today .rows")).to_contain_text("Aapo Asiantuntija")
    expect(public_page(page, live_app.url)).to_contain_text("Aapo")

    page.goto(f"{live_app.url}/rota/absences/new/")
    page.fill("#id_starts", today.isoformat())
    page.fill("#id_ends", (today + timedelta(days=6)).isoformat())
    page.get_by_role("button", name="Tallenna").click()
    expect(page.locator("main")).to_contain_text("Poissaolo peruu 1 vuoron")
    page.get_by_role("button", name="Tallenna poissaolo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Poissaolot")
    page.goto(f"{live_app.url}/rota/")
    own = page.locator(".rota-day.is-today .is-cut").filter(has_text="Aapo")  # others may be away on the day of the run
    expect(own).to_contain_text("poissa")
    expect(public_page(page, live_app.url)).not_to_contain_text("Aapo")
