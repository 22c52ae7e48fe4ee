"""Chromium for browser tests, and a keyboard that counts."""

from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from ohjaamo.demo.logins import PASSWORD

CHROMIUM = "/usr/bin/chromium"
# No sandbox inside containers; nothing that asks the outside world.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium():
    """A browser without any memory; give its contexts their own settings."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


def log_in(page: Page, url: str, email: str) -> None:
    """Logs a person of the demo in."""
    page.goto(f"{url}/accounts/login/")
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda address: "/login" not in address)


class Keys:
    """Presses keys one by one and counts them; a chord counts all of its keys."""

    # Card, Moran and Newell: a key of somebody who types a little, and the thought before a new step; seconds.
    KEY, THOUGHT = 0.28, 1.35

    def __init__(self, page: Page):
        self.page = page
        self.pressed: list[str] = []
        self.thoughts = 0

    def think(self) -> None:
        """A pause to look or decide."""
        self.thoughts += 1

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter)

    def press(self, chord: str, times: int = 1) -> None:
        for _time in range(times):
            self.page.keyboard.press(chord)
            self.pressed += chord.split("+")

    @property
    def count(self) -> int:
        return len(self.pressed)

    @property
    def seconds(self) -> float:
        """The time by the keystroke-level model."""
        return self.count * self.KEY + self.thoughts * self.THOUGHT
