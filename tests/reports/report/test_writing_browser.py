"""Writing a chapter in a real browser: toolbar, picker, preview, saving, two writers at once."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser

MANAGER, SECOND = "paallikko@example.org", "toinen@example.org"
# A second manager of the demo's Ohjaamos.
SET_UP = f"""
from network.access import acting_as_system
from network.models import Role, RoleAssignment, User
from ohjaamo.demo.logins import PASSWORD
from reports.models import Report
with acting_as_system("browser test"):
    first = User.objects.get(email="{MANAGER}")
    second = User.objects.create_user("{SECOND}", PASSWORD, first_name="Kerttu", last_name="Kirjoittaja")
    for role in first.roles.all():
        RoleAssignment.objects.create(user=second, role=role.role, site=role.site)
    print("report", Report.objects.get(project__code="POVER", layout="narrative").pk)
"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def page_of(browser: Browser, live_app, email: str, address: str) -> Page:
    page = browser.new_context(locale="fi-FI", viewport={"width": 1280, "height": 900}).new_page()
    log_in(page, live_app.url, email)
    page.goto(live_app.url + address)
    return page


def test_two_writers_write_one_chapter(browser, live_app):
    made = live_app.manage("shell", "-c", SET_UP)
    number = re.search(r"report (\d+)", made.stdout)[1]
    address = f"/reports/{number}/sv/chapters/cooperation/"
    first = page_of(browser, live_app, MANAGER, address)
    second = page_of(browser, live_app, SECOND, address)
    text = first.locator("#id_text")
    text.click()
    first.keyboard.press("Control+Alt+Digit1")
    first.keyboard.type("Besök")
    first.keyboard.press("Enter")
    first.keyboard.press("Enter")
    first.keyboard.type("Det var ")
    first.get_by_role("button", name="Tilastoluku").click()
    dialog = first.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("visits.total")
    dialog.get_by_role("searchbox").press("Enter")
    expect(dialog.locator(".offer")).to_have_count(1)
    dialog.get_by_role("button", name="över").click()
    expect(text).to_have_value("# Besök\n\nDet var {{visits.total|över 1 700}}".replace("1 7", "1\xa07"))
    first.keyboard.press("Control+Z")
    expect(text).to_have_value("# Besök\n\nDet var ")
    first.keyboard.press("Control+Y")
    first.keyboard.type(".")
    first.locator(".beside-tabs").get_by_text("Tulosteessa").click()
    expect(first.locator("#preview .paper")).to_contain_text("Det var över 1 700 (1 737).")
    expect(first.locator("#preview .judged-good")).to_have_count(1)
    first.keyboard.press("Control+S")
    expect(first.locator(".messages")).to_contain_text("Tallennettu")

    second.locator("#id_text").fill("Andra skriver.")
    second.get_by_role("button", name="Tallenna luku").click()
    expect(second.locator(".conflict")).to_contain_text("Pihla Päällikkö tallensi tämän luvun")
    second.get_by_role("button", name="Yhdistä tekstit").click()
    both = "# Besök\n\nDet var {{visits.total|över 1\xa0700}}.\n\nAndra skriver."
    expect(second.locator("#id_text")).to_have_value(both)
    second.get_by_role("button", name="Tallenna luku").click()
    expect(second.locator(".messages")).to_contain_text("Tallennettu")
    second.get_by_role("link", name="Aiemmat versiot").click()
    expect(second.locator(".history-versions li")).to_have_count(2)
