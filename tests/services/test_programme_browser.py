"""In a real browser: a month is published; the last place goes, the waiting list moves when somebody cancels."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from network.dates import months_after
from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser


def sign_up(page, address: str, name: str) -> None:
    page.goto(address)
    page.locator("main a.btn-primary").click()
    page.get_by_label("Etunimi tai lempinimi").fill(name)
    page.wait_for_timeout(2100)  # nobody types faster than the form believes
    page.get_by_role("button", name="Ilmoittaudu").click()


def make_full_event(page, url: str, day: date) -> str:
    """A counsellor adds an event with one place and publishes its month; the public page's address."""
    page.goto(f"{url}/programme/new/")
    page.get_by_label("Otsikko suomeksi").fill("Selaintestin paja")
    page.locator("#id_date").fill(day.isoformat())
    page.locator("#id_starts").fill("13:00")
    page.locator("#id_sign_up").check()
    page.locator("#id_capacity").fill("1")
    page.get_by_role("button", name="Tallenna").click()
    page.goto(f"{url}/programme/?month={day:%Y-%m}")
    page.get_by_role("button", name="Julkaise kuukausi").click()
    expect(page.locator("#messages")).to_contain_text("julkaistiin")
    page.get_by_role("link", name="Selaintestin paja").first.click()
    return page.get_by_role("link", name="Julkinen sivu").get_attribute("href")


def test_a_published_event_fills_up_and_the_queue_moves(live_app):
    day = months_after(timezone.localdate().replace(day=1), 2)
    with chromium() as browser:
        staff = browser.new_context(locale="fi-FI").new_page()
        log_in(staff, live_app.url, "ohjaaja@example.org")
        address = live_app.url + make_full_event(staff, live_app.url, day)
        # A phone without scripts.
        young = browser.new_context(locale="fi-FI", java_script_enabled=False, viewport={"width": 360, "height": 640})
        first, second = young.new_page(), young.new_page()
        sign_up(first, address, "Nella")
        expect(first.locator("h1")).to_contain_text("Sinulla on paikka")
        sign_up(second, address, "Aatu")
        expect(second.locator("main")).to_contain_text("Olet jonossa numero 1")
        first.locator("main a.long-address").click()
        first.get_by_role("button", name="Peru ilmoittautumiseni").click()
        expect(first.locator("h1")).to_contain_text("Ilmoittautumisesi on peruttu")
        second.reload()
        expect(second.locator("h1")).to_contain_text("Sinulla on paikka")
        assert second.evaluate("document.documentElement.scrollWidth") <= 360
        staff.get_by_role("link", name="Ilmoittautuneet").click()
        expect(staff.locator("tbody tr")).to_have_count(1)
        expect(staff.locator("tbody")).to_contain_text("Aatu")
