"""Feedback with a thumb: the smallest phone there is, without scripts."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import chromium

pytestmark = pytest.mark.browser
PHONE = {"width": 320, "height": 568}
THUMB = 44  # pixels, the least that a finger hits
READ = """
from network.access import acting_as_system
from services.models import Feedback
with acting_as_system("browser test"):
    row = Feedback.objects.latest("pk")
    print("read", row.channel, row.grade, row.got_help, row.plans_cleared, row.comment)
"""


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def test_feedback_on_a_small_phone_without_scripts(browser: Browser, live_app):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, has_touch=True, locale="fi-FI")
    page = context.new_page()
    page.goto(f"{live_app.url}/o/valkeakoski/feedback/?via=qr")
    buttons = page.locator(".scale-button")
    boxes = [buttons.nth(number).bounding_box() for number in range(buttons.count())]
    assert len(boxes) == 8 + 4 * 6
    assert min(min(box["height"], box["width"]) for box in boxes) >= THUMB
    assert max(box["x"] + box["width"] for box in boxes) <= PHONE["width"]
    page.get_by_role("radio", name="10 (erinomainen)").check(force=True)
    statement = page.get_by_role("group", name="Sain tarvitsemaani tietoa ja tukea.")
    statement.get_by_role("radio", name="5 (samaa mieltä)").check(force=True)
    page.get_by_label("Omin sanoin").fill("Kiitos!")
    page.wait_for_timeout(2100)  # nobody types so fast; see PublicFormMixin
    page.get_by_role("button", name="Lähetä palaute").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiitos palautteesta!")
    assert [cookie["name"] for cookie in context.cookies()] == ["csrftoken"]
    context.close()
    assert "read qr 10 5 None Kiitos!" in live_app.manage("shell", "-c", READ).stdout
