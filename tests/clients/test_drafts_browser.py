"""Drafts in a real browser: a cut line or an ended login costs next to nothing of what was typed."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser
COUNSELLOR, PARTNER = "ohjaaja@example.org", "asiantuntija@example.org"
MOST_LOST = 5  # seconds of typing
PACE = 0.1  # seconds between two words


def type_words(page: Page, first: int, last: int) -> dict[str, float]:
    """Types "w1 w2 …" without a pause; when each word was there."""
    typed = {}
    for number in range(first, last):
        page.locator("#id_body").press_sequentially(f"w{number} ")
        typed[f"w{number}"] = time.monotonic()
        page.wait_for_timeout(PACE * 1000)
    return typed


def lost(typed: dict[str, float], text: str, cut: float) -> list[str]:
    """The words typed more than five seconds before the cut that are not in `text`."""
    return [word for word, moment in typed.items() if moment < cut - MOST_LOST and f"{word} " not in text]


def test_a_cut_line_and_an_ended_login_lose_next_to_nothing(live_app):
    with chromium() as browser:
        context = browser.new_context(locale="en-GB")
        page = context.new_page()
        log_in(page, live_app.url, COUNSELLOR)
        page.goto(f"{live_app.url}/clients/")
        address = page.locator("table tbody th a").first.get_attribute("href") + "notes/add/"
        page.goto(live_app.url + address)
        state = page.locator(".draft-state")

        # The line is cut while typing; what was typed comes through when it is back.
        typed = type_words(page, 0, 12)
        expect(state).to_contain_text(re.compile(r"\d\d[.:]\d\d"))
        context.set_offline(True)
        typed |= type_words(page, 12, 15)
        page.locator("main form .form-actions button").click()
        expect(state).to_have_class(re.compile("is-bad"))
        expect(page.locator("#id_body")).to_have_value(re.compile("w14 "))
        context.set_offline(False)
        expect(state).not_to_have_class(re.compile("is-bad"))

        # The login ends while typing and the page is closed: at most five seconds are missing.
        typed |= type_words(page, 15, 32)
        session = [cookie for cookie in context.cookies() if cookie["name"] == "sessionid"]
        context.clear_cookies(name="sessionid")
        cut = time.monotonic()
        page.locator("#id_body").press_sequentially("late ")
        page.locator("main form .form-actions button").click()
        expect(state.locator("a")).to_be_visible()
        page.close()
        page = context.new_page()
        context.add_cookies(session)
        page.goto(live_app.url + address)
        assert lost(typed, page.locator("#id_body").input_value(), cut) == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0

        # Nobody else finds it; its author can throw it away.
        other = browser.new_context(locale="en-GB").new_page()
        log_in(other, live_app.url, PARTNER)
        other.goto(f"{live_app.url}/drafts/unfinished/")
        assert "w14" not in other.content()
        page.locator("main .alert form button").click()
        expect(page.locator("#id_body")).to_have_value("")
