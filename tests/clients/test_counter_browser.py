"""The counter in a real browser: by keyboard alone, and without scripts."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import Keys, chromium, log_in

pytestmark = pytest.mark.browser

COUNSELLOR = "ohjaaja@example.org"
MOST_KEYS, MOST_SECONDS = 12, 20
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


ADD_PEOPLE = """
from datetime import date
from clients.models import Client
from network.access import acting_as_system
from network.models import Site
with acting_as_system("browser test"):
    home = Site.objects.get(key="akaa")
    for name in ("Ykkönen", "Kakkonen", "Kolmonen"):
        Client.objects.create(first_name="Zelda", last_name=name, birth_date=date(2008, 1, 1), home_site=home)
"""


@pytest.fixture(scope="module")
def logins(browser: Browser, live_app):
    """The cookies of the demo's counsellor, logged in once; three people with a name of their own are there."""
    assert live_app.manage("shell", "-c", ADD_PEOPLE).returncode == 0
    context = browser.new_context(locale="fi-FI")
    log_in(context.new_page(), live_app.url, COUNSELLOR)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def open_counter(browser: Browser, live_app, logins):
    """Opens the counter in a new context with these settings; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_page(**settings) -> Page:
        context = browser.new_context(storage_state=logins, locale="fi-FI", **{"viewport": WIDE} | settings)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{live_app.url}/counter/")
        return page

    yield open_page
    found = list(complaints)  # what is under way when the page closes is no fault
    for context in contexts:
        context.close()
    assert found == []


def visits_today(page: Page) -> int:
    return int(page.locator(".counts dd").first.inner_text().replace("\xa0", ""))


def saved(page: Page) -> None:
    expect(page.locator("#messages .alert-success")).to_contain_text(re.compile(r"Tallennettu \d{1,2}\.\d\d\."))


def first_line(page: Page) -> str:
    return page.locator("#today .rows.visits > li").first.inner_text()


def test_a_visit_of_somebody_by_name_takes_eight_keys(open_counter):
    page = open_counter()
    before, keys = visits_today(page), Keys(page)
    expect(page.locator("#id_people")).to_be_focused()
    keys.think()
    keys.type("zeld")
    expect(page.locator(".found[data-query=zeld]")).to_be_visible()
    name = page.locator(".hit-name").first.inner_text()
    keys.think()
    keys.press("Enter")
    expect(page.locator(".person")).to_contain_text(name)
    keys.think()
    keys.press("1")
    keys.press("Control+Enter")
    saved(page)
    expect(page.locator("#id_people")).to_be_focused()
    assert visits_today(page) == before + 1
    assert name in first_line(page)
    assert "Työ ja työnhaku" in first_line(page)
    assert keys.count == 8
    assert keys.count <= MOST_KEYS
    assert keys.seconds <= MOST_SECONDS


def test_an_anonymous_visit_takes_six_keys(open_counter):
    page = open_counter()
    before, keys = visits_today(page), Keys(page)
    keys.think()
    keys.press("Alt+a")
    expect(page.locator("#id_anonymous")).to_be_checked()
    keys.think()
    keys.press("Space")
    expect(page.get_by_role("radio", name="Kyllä")).to_be_checked()
    keys.think()
    keys.press("5")
    keys.press("Control+Enter")
    saved(page)
    assert visits_today(page) == before + 1
    assert "Nimetön" in first_line(page)
    assert "Asuminen" in first_line(page)
    assert keys.count == 6
    assert keys.seconds <= MOST_SECONDS


def test_the_first_theme_chosen_is_the_main_one_and_shown_as_such(open_counter):
    page = open_counter()
    page.keyboard.press("Alt+a")
    for key in "351":
        page.keyboard.press(key)
    expect(page.locator(".chip:has(.chip-main)")).to_contain_text("Kesätyö")
    page.keyboard.press("3")
    expect(page.locator(".chip:has(.chip-main)")).to_contain_text("Asuminen")
    page.keyboard.press("Control+Enter")
    saved(page)
    assert "Asuminen +1" in first_line(page)


def test_several_people_by_arrows_and_one_taken_away_again(open_counter):
    page = open_counter()
    before = visits_today(page)
    page.keyboard.type("zeld")
    expect(page.locator(".found[data-query=zeld]")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("button[name=pick]").first).to_be_focused()
    page.locator("button[name=pick]", has_text="Ykkönen").focus()
    page.keyboard.press("Enter")
    for query in ("kakk", "kolm"):
        expect(page.locator("#id_themes_0")).to_be_focused()
        page.keyboard.press("/")
        page.keyboard.type(query)
        expect(page.locator(f".found[data-query={query}]")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator(".found")).to_have_count(0)
    expect(page.locator(".person")).to_have_count(3)
    page.locator(".person input").first.press("Space")
    expect(page.locator(".person")).to_have_count(2)
    page.locator("[data-themes] input").first.focus()
    page.keyboard.press("2")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text("2 käyntiä")
    assert visits_today(page) == before + 2


def test_enter_takes_nobody_from_an_older_search(open_counter):
    page = open_counter()
    page.keyboard.type("zeld")
    expect(page.locator(".found[data-query=zeld]")).to_be_visible()
    page.keyboard.type("xyz")
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    expect(page.locator(".person")).to_have_count(0)


def test_somebody_new_is_added_by_keyboard_below_the_results(open_counter):
    page = open_counter()
    page.keyboard.type("selaimen testi 17.2.2006")
    expect(page.locator('.found[data-query="selaimen testi 17.2.2006"] .found-foot button')).to_be_visible()
    page.locator(".found-foot button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_new-first_name")).to_be_focused()
    expect(page.locator("#id_new-birth_date")).to_have_value("17.2.2006")
    page.keyboard.press("Enter")
    if page.locator("button[value=create_anyway]").count():
        page.locator("button[value=create_anyway]").press("Enter")
    expect(page.locator(".person")).to_contain_text("Selaimen Testi")
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    saved(page)
    assert "Selaimen Testi" in first_line(page)


def test_same_again_keeps_the_person_and_fills_the_rest(open_counter):
    page = open_counter()
    page.keyboard.press("Alt+a")
    page.keyboard.press("7")
    page.keyboard.press("Control+Enter")
    saved(page)
    page.keyboard.type("zeld")
    expect(page.locator(".found[data-query=zeld]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_have_count(1)
    page.keyboard.press("Alt+s")
    expect(page.get_by_role("checkbox", name="Velat ja ulosotto")).to_be_checked()
    expect(page.locator(".person")).to_have_count(1)
    page.keyboard.press("Control+Enter")
    saved(page)
    assert "Velat ja ulosotto" in first_line(page)


def test_an_error_takes_the_focus_and_keeps_all(open_counter):
    page = open_counter()
    page.keyboard.press("Alt+a")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_anonymous")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_themes_0")).to_be_focused()
    page.keyboard.press("6")
    page.keyboard.press("Control+Enter")
    saved(page)


def test_a_note_too_long_is_not_sent_but_stays(open_counter):
    page = open_counter()
    page.keyboard.press("Alt+a")
    page.keyboard.press("1")
    page.locator("details.more summary").click()
    page.fill("#id_note", "x" * 10_000_000)
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(300)
    assert page.locator("#id_note").evaluate("note => note.value.length") == 10_000_000
    assert page.locator("#messages .alert").count() == 0
    page.fill("#id_note", "Lyhyt")
    page.keyboard.press("Control+Enter")
    saved(page)


def test_the_column_is_fetched_anew_without_taking_the_focus(open_counter):
    page = open_counter()
    page.keyboard.type("vi")
    with page.expect_response("**/counter/today/**"):
        page.evaluate("htmx.trigger('#today', 'htmx:poll:trigger'); htmx.ajax('GET', '/counter/today/', '#today')")
    expect(page.locator("#id_people")).to_be_focused()
    expect(page.locator("#id_people")).to_have_value("vi")


def test_nothing_is_kept_in_the_browser_and_no_name_in_an_address(open_counter):
    page = open_counter()
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    page.keyboard.type("ykkönen")
    expect(page.locator(".found[data-query=ykkönen]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".person")).to_have_count(1)
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    saved(page)
    assert addresses != []
    assert [address for address in addresses if "ykk" in address.lower()] == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_page_whose_login_has_ended_says_so_and_goes_on_after_a_new_login(open_counter, live_app):
    page = open_counter()
    page.keyboard.press("Alt+a")
    page.keyboard.press("8")
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("/")
    page.keyboard.type("zeld")
    expect(page.locator("#messages")).to_contain_text("Kirjautumisesi on päättynyt")
    expect(page.locator("#id_password")).to_have_count(0)
    other = page.context.new_page()
    log_in(other, live_app.url, COUNSELLOR)
    page.bring_to_front()
    page.fill("#id_people", "")
    page.keyboard.press("Control+Enter")
    saved(page)
    assert "Arjen hallinta" in first_line(page)


# Without scripts


def test_without_scripts_a_visit_by_name_by_keyboard(open_counter):
    page = open_counter(java_script_enabled=False)
    before, keys = visits_today(page), Keys(page)
    expect(page.locator("#id_people")).to_be_focused()
    keys.think()
    keys.type("zeld")
    keys.press("Enter")
    expect(page.locator("button[name=pick]").first).to_be_focused()
    name = page.locator(".hit-name").first.inner_text()
    keys.think()
    keys.press("Enter")
    expect(page.locator(".person")).to_contain_text(name)
    keys.think()
    keys.press("Tab")
    expect(page.locator("#id_themes_0")).to_be_focused()
    keys.press("Space")
    keys.press("Enter")
    saved(page)
    assert visits_today(page) == before + 1
    assert name in first_line(page)
    assert keys.count == 9
    assert keys.seconds <= MOST_SECONDS


def test_without_scripts_an_anonymous_visit_by_keyboard(open_counter):
    page = open_counter(java_script_enabled=False)
    before, keys = visits_today(page), Keys(page)
    keys.think()
    keys.press("Tab", times=2)
    expect(page.locator("#id_anonymous")).to_be_focused()
    keys.press("Space")
    keys.think()
    keys.press("Tab", times=5)
    expect(page.locator("#id_themes_0")).to_be_focused()
    keys.press("Space")
    keys.press("Enter")
    saved(page)
    assert visits_today(page) == before + 1
    assert keys.count == 10
    assert keys.seconds <= MOST_SECONDS


def test_without_scripts_the_main_theme_has_a_menu(open_counter):
    page = open_counter(java_script_enabled=False)
    page.check("#id_anonymous")
    page.check("#id_themes_0")
    page.check("#id_themes_4")
    page.select_option("#id_main_theme", "housing")
    page.click("#save")
    saved(page)
    assert "Asuminen +1" in first_line(page)


def test_without_scripts_somebody_new_is_added_and_nothing_typed_is_lost(open_counter):
    page = open_counter(java_script_enabled=False)
    page.check("#id_themes_3")
    page.fill("#id_minutes", "17")
    page.fill("#id_people", "Skriptitön Tulija 1.3.2005")
    page.press("#id_people", "Enter")
    page.click(".found-foot button")
    expect(page.locator("#id_new-first_name")).to_have_value("Skriptitön")
    page.press("#id_new-first_name", "Enter")
    expect(page.locator(".person")).to_contain_text("Skriptitön Tulija")
    expect(page.locator("#id_themes_3")).to_be_checked()
    expect(page.locator("#id_minutes")).to_have_value("17")
    page.click("#save")
    saved(page)
    assert "Skriptitön Tulija" in first_line(page)


# Small and large


@pytest.mark.parametrize("size", [NARROW, {"width": 360, "height": 740}, {"width": 768, "height": 1024}, WIDE])
def test_nothing_is_wider_than_the_screen(open_counter, size):
    page = open_counter(viewport=size)
    page.keyboard.press("Alt+a")
    page.keyboard.type("")
    page.locator("details.more summary").click()
    page.fill("#id_people", "virtanen")
    expect(page.locator(".found")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
