"""An admin keeps an agency through its new name, in a real browser and without scripts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser
OLD, NEW = "4H-yhdistys", "4H Etelä-Pirkanmaa"


def test_an_agency_keeps_its_past_and_its_people_through_a_new_name(live_app):
    first: date = timezone.localdate()
    eve = first - timedelta(days=1)
    with chromium() as browser:
        context = browser.new_context(locale="fi-FI", java_script_enabled=False, viewport={"width": 360, "height": 740})
        page = context.new_page()
        page.set_default_timeout(20_000)
        log_in(page, live_app.url, "paakayttaja@example.org")
        page.goto(f"{live_app.url}/network/?q=4H")
        page.get_by_role("link", name=OLD).click()
        people = page.get_by_role("row").filter(has=page.get_by_role("rowheader")).count()
        page.get_by_role("link", name="Vaihda nimi").click()
        page.get_by_label("Uusi nimi suomeksi").fill(NEW)
        page.get_by_role("button", name="Vaihda nimi").click()
        expect(page.locator(".error-summary")).to_be_visible()
        expect(page.get_by_label("Uusi nimi suomeksi")).to_have_value(NEW)
        page.get_by_label("Ensimmäinen päivä uudella nimellä").fill(first.isoformat())
        page.get_by_role("button", name="Vaihda nimi").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(NEW)
        expect(page.get_by_role("row").filter(has=page.get_by_role("rowheader"))).to_have_count(people)
        page.get_by_role("link", name=OLD).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(OLD)
        expect(page.get_by_text(f"{eve.day}.{eve.month}.{eve.year}").first).to_be_visible()
        expect(page.get_by_role("link", name=NEW)).to_be_visible()
        page.goto(f"{live_app.url}/network/?q=4H")
        expect(page.get_by_role("link", name=NEW)).to_be_visible()
        expect(page.get_by_role("link", name=OLD)).to_have_count(0)
        context.close()
