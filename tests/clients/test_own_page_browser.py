"""The young person's own page on a phone: from the link to a withdrawn consent, which the counsellor sees at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, log_in
from tests.test_accessibility_browser import PHONE, axe_context, faults

pytestmark = pytest.mark.browser

COUNSELLOR = "ohjaaja@example.org"
MAKE = """
from clients.codes import ConsentGiven
from clients.models import Client, Consent, Goal, Plan, Step
from network.access import acting_as_system
from network.models import Agency, Site
with acting_as_system("browser test"):
    home = Site.objects.get(key="akaa")
    zoe = Client.objects.create(first_name="Zoe", last_name="Puhelin", home_site=home)
    goal = Goal.objects.create(plan=Plan.objects.create(client=zoe), words="Oma koti")
    Step.objects.create(goal=goal, text="Soitan asuntotoimistoon")
    Consent.objects.create(client=zoe, agency=Agency.objects.order_by("pk").first(), scopes=["basic", "plan"],
                           given=ConsentGiven.SPOKEN, witness="Oona")
    print(zoe.pk)
"""
# What a page may keep in a browser beside cookies.
KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def zoe(live_app) -> int:
    """The number of a young person with a plan and a consent."""
    made = live_app.manage("shell", "-v0", "-c", MAKE)
    assert made.returncode == 0, made.stderr
    return int(made.stdout.split()[-1])


def test_tick_wish_and_withdraw_on_a_phone(browser, live_app, zoe):
    desk = browser.new_context(locale="fi-FI").new_page()
    log_in(desk, live_app.url, COUNSELLOR)
    link, code = opened(desk, live_app.url, zoe)
    context = axe_context(browser, viewport=PHONE)
    phone = context.new_page()
    phone.goto(link)
    found = faults(phone)
    phone.set_viewport_size(PHONE)
    phone.fill("#id_code", code)
    phone.press("#id_code", "Enter")
    expect(phone.locator("h1")).to_have_text("Moi, Zoe!")
    phone.get_by_role("button", name="Soitan asuntotoimistoon").click()
    expect(phone.get_by_role("button", name="Soitan asuntotoimistoon")).to_have_attribute("aria-pressed", "true")
    phone.get_by_text("Lisää tavoite").click()
    phone.get_by_role("button", name="Lisää suunnitelmaani").click()
    expect(phone.locator("#id_goal-words_error")).to_contain_text("Kirjoita, mitä haluaisit.")
    found += faults(phone)
    phone.set_viewport_size(PHONE)
    phone.fill("#id_goal-words", "Ajokortti")
    phone.get_by_role("button", name="Lisää suunnitelmaani").click()
    expect(phone.get_by_role("heading", name="Ajokortti")).to_be_visible()
    desk.goto(f"{live_app.url}/clients/{zoe}/")
    given = desk.get_by_text("Perustiedot, suunnitelma")
    expect(given).to_have_count(1)
    phone.get_by_role("button", name="Peru lupa").click()
    expect(phone.locator("#consents ~ *").filter(has_text="Et ole antanut lupaa kenellekään muulle.")).to_be_visible()
    assert phone.evaluate(KEPT) == [0, 0, 0, 0, 0]
    assert {cookie["name"] for cookie in context.cookies()} == {"ohjaamo_own", "csrftoken"}
    desk.reload()
    expect(given).to_have_count(0)
    plan = desk.get_by_role("region", name="Yhteinen suunnitelma")
    expect(plan).to_contain_text("1/1")
    expect(plan).to_contain_text("Ajokortti")
    assert found == []


def opened(desk: Page, url: str, person: int) -> tuple[str, str]:
    """The counsellor opens the page and gives a code: the link and the code, as the screen shows them."""
    desk.goto(f"{url}/clients/{person}/own-page/")
    desk.check("#id_wanted")
    desk.get_by_role("button", name="Tee linkki").click()
    link = desk.locator(".secret-link").inner_text()
    desk.get_by_role("button", name="Anna koodi").click()
    return link, desk.locator(".big-code").inner_text()
