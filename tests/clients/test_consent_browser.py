"""A consent from the asking to the withdrawal in a real browser: a counsellor, the tablet, experts of two agencies."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser
COUNSELLOR, EXPERT, OTHER_EXPERT = "ohjaaja@example.org", "asiantuntija@example.org", "velkaneuvoja@example.org"
TABLET = {"width": 1024, "height": 768}

PREPARE = f"""
from clients.models import Client
from network.access import acting_as_system
from network.models import Expert, Role, RoleAssignment, Site, User
from ohjaamo.demo.logins import PASSWORD
with acting_as_system("browser test"):
    home = Site.objects.get(name="Ohjaamo Valkeakoski")
    person = Client.objects.create(first_name="Selma", last_name="Suostuja", home_site=home)
    user = User.objects.create_user("{OTHER_EXPERT}", PASSWORD, first_name="Vilma", last_name="Velkaneuvoja")
    RoleAssignment.objects.create(user=user, role=Role.EXPERT, site=home)
    other = Expert.objects.filter(agency__name_fi="Oikeusaputoimisto", user=None).first()
    Expert.objects.filter(pk=other.pk).update(user=user)
    print("person", person.pk)
"""


def open_as(browser: Browser, url: str, email: str, **settings) -> Page:
    page = browser.new_context(locale="fi-FI", **settings).new_page()
    log_in(page, url, email)
    return page


def draw(page: Page) -> None:
    """Signs with one stroke of many bends."""
    sheet = page.locator("canvas")
    sheet.scroll_into_view_if_needed()
    box = sheet.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 40 + step * 30, box["y"] + (40 if step % 2 else 110))
    page.mouse.up()


def test_a_consent_opens_a_person_to_one_agency_until_it_is_withdrawn(live_app):
    made = live_app.manage("shell", "-c", PREPARE)
    number = re.search(r"person (\d+)", made.stdout)[1]
    person = f"{live_app.url}/clients/{number}/"
    with chromium() as browser:
        counsellor = open_as(browser, live_app.url, COUNSELLOR, viewport=TABLET)
        expert, other = (open_as(browser, live_app.url, email) for email in (EXPERT, OTHER_EXPERT))
        assert [page.goto(person).status for page in (expert, other)] == [404, 404]

        counsellor.goto(person)
        counsellor.get_by_role("link", name="Kysy suostumusta").click()
        counsellor.get_by_role("checkbox", name="Kela, asiakaspalvelu").check()
        counsellor.get_by_role("checkbox", name="Suunnitelma").check()
        counsellor.get_by_role("button", name="Jatka").click()

        # The tablet is turned to the young person, who reads in easy Finnish and signs with a finger.
        expect(counsellor.get_by_role("heading", level=1)).to_have_text(re.compile("Saavatko he nähdä tietojani"))
        counsellor.get_by_role("link", name="Selkosuomi").click()
        expect(counsellor.locator(".consent-text")).to_contain_text("Minun ei ole pakko antaa lupaa.")
        draw(counsellor)
        assert counsellor.evaluate("document.documentElement.scrollWidth") == TABLET["width"]
        counsellor.get_by_role("button", name="Kyllä, saavat").click()
        counsellor.get_by_role("link", name="Ohjaajalle").click()
        expect(counsellor.locator("ul.consents > li")).to_have_count(1)
        expect(counsellor.locator("ul.consents")).to_contain_text("asti: perustiedot, suunnitelma.")

        assert [page.goto(person).status for page in (expert, other)] == [200, 404]
        expect(expert.get_by_role("heading", level=1)).to_have_text(re.compile("Selma Suostuja"))
        expect(expert.get_by_role("button", name="Peru")).to_have_count(0)
        counsellor.locator("ul.consents").get_by_role("button", name="Peru").click()
        expect(counsellor.locator("#messages")).to_contain_text("Kela, asiakaspalvelu ei enää näe mitään")
        assert [page.reload().status for page in (expert, other)] == [404, 404]
