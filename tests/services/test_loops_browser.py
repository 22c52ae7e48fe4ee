"""What comes in by a public form comes out on a public page, with the staff's hands between: ideas and posts."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser
COUNSELLOR = "ohjaaja@example.org"
PHONE = {"width": 360, "height": 740}
EXPIRE = """
from datetime import timedelta
from django.utils import timezone
from network.access import acting_as_system
from services.models import JobPost
with acting_as_system("browser test"):
    JobPost.objects.filter(title="Jäätelökioskin pitäjä").update(apply_by=timezone.localdate() - timedelta(days=1))
"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def phone(browser: Browser):
    """A young person's or an employer's phone, without scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="fi-FI")
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, live_app):
    """The counsellor's browser, logged in, at Ohjaamo Akaa."""
    context = browser.new_context(locale="fi-FI")
    page = context.new_page()
    log_in(page, live_app.url, COUNSELLOR)
    yield page
    context.close()


def seen_at(browser: Browser, address: str) -> str:
    """What a newcomer reads there; a browser that has seen the page may keep it for a minute."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="fi-FI")
    page = context.new_page()
    page.goto(address)
    text = page.locator("main").inner_text()
    context.close()
    return text


def send(page: Page) -> None:
    page.wait_for_timeout(2100)  # nobody types so fast; see PublicFormMixin
    page.locator("form.public-form button[type=submit]").click()


def test_an_idea_becomes_an_event_and_what_we_did(phone, desk, live_app):
    phone.goto(f"{live_app.url}/o/akaa/idea/")
    phone.fill("#id_text", "Voisiko joku opettaa leipomaan pullaa? <script>alert(1)</script>")
    send(phone)
    expect(phone.locator("h1")).to_contain_text("Kiitos")

    desk.goto(f"{live_app.url}/ideas/")
    desk.get_by_role("link", name="leipomaan pullaa").click()
    desk.get_by_role("link", name="Tee siitä tapahtuma").click()
    desk.fill("#id_title_fi", "Pullapäivä")
    desk.fill("#id_date", (date.today() + timedelta(days=3)).isoformat())
    desk.fill("#id_starts", "14:00")
    desk.locator("main form button[type=submit]").last.click()
    desk.goto(f"{live_app.url}/ideas/")
    desk.get_by_role("link", name="leipomaan pullaa").click()
    expect(desk.get_by_role("link", name="Pullapäivä")).to_be_visible()
    desk.check("#id_status input[value=done], input[name=status][value=done]")
    desk.fill("#id_public_text", "Pullan leipomista")
    desk.fill("#id_answer_fi", "Leivoimme yhdessä 40 pullaa.")
    desk.check("#id_is_published")
    desk.get_by_role("button", name="Tallenna").click()
    expect(desk.locator("#messages")).to_contain_text("Tallennettu")

    phone.goto(f"{live_app.url}/o/akaa/ideas/")
    expect(phone.locator("main")).to_contain_text("Pullan leipomista")
    expect(phone.locator("main")).to_contain_text("Leivoimme yhdessä 40 pullaa.")


def test_an_employers_post_is_approved_shown_and_goes_by_itself(browser, phone, desk, live_app):
    phone.goto(f"{live_app.url}/o/akaa/jobs/new/")
    for name, text in {
        "employer_name": "Akaan Jäätelö Oy",
        "title": "Jäätelökioskin pitäjä",
        "how_to_apply": "Soita 03 000 1234",
        "apply_by": (date.today() + timedelta(days=30)).isoformat(),
        "places": "2",
    }.items():
        phone.fill(f"#id_{name}", text)
    phone.check("input[name=kind][value=summer_job]")
    send(phone)
    own = phone.url
    expect(phone.locator("h1")).to_be_visible()
    board = f"{live_app.url}/o/akaa/jobs/"
    assert "Jäätelökioskin pitäjä" not in seen_at(browser, board)

    desk.goto(f"{live_app.url}/jobs/")
    desk.get_by_role("link", name="Jäätelökioskin pitäjä").click()
    desk.get_by_role("button", name="Hyväksy ja näytä").click()
    expect(desk.locator("#messages")).to_contain_text("Tallennettu")
    assert "Jäätelökioskin pitäjä" in seen_at(browser, board)
    desk.goto(f"{live_app.url}/employers/")
    expect(desk.locator("main")).to_contain_text("Akaan Jäätelö Oy")

    assert live_app.manage("shell", "-c", EXPIRE).returncode == 0
    assert "Jäätelökioskin pitäjä" not in seen_at(browser, board)
    phone.goto(own)
    expect(phone.locator("main")).to_contain_text("Jäätelökioskin pitäjä")
