"""A young person's path among several who work with them, in real browsers: one plan, two entries of one person."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser
COUNSELLOR, EXPERT = "ohjaaja@example.org", "asiantuntija@example.org"

PREPARE = """
from datetime import date
from clients.actions.consents import give_consents
from clients.models import Client, Goal, Plan, Visit
from network.access import acting_as, acting_as_system
from network.models import Agency, Site, User
with acting_as_system("browser test"):
    home = Site.objects.get(name="Ohjaamo Valkeakoski")
    born = date(2003, 3, 9)
    one = Client.objects.create(first_name="Viljami", last_name="Polkunen", birth_date=born, home_site=home)
    other = Client.objects.create(first_name="Wiljami", last_name="Polkunen", birth_date=born, home_site=home)
    for client in (one, other):
        Visit.objects.create(site=home, client=client, themes=["housing"], minutes=30)
    plan = Plan.objects.create(client=one)
    goal = Goal.objects.create(plan=plan, words="Haluan oman kodin")
with acting_as(User.objects.get(email="ohjaaja@example.org")):
    agency = Agency.objects.get(experts__user__email="asiantuntija@example.org")
    give_consents(
        by=User.objects.get(email="ohjaaja@example.org"), client=one, site=home, agencies=[agency],
        scopes=["plan", "visits"], given="spoken", witness="Oona Ohjaaja", language="fi",
    )
print("made", one.pk, other.pk, plan.pk, goal.pk)
"""


@pytest.fixture(scope="module")
def made(live_app) -> dict[str, str]:
    """Two entries of one young person, who lets Kela see the plan of the first; their numbers."""
    done = live_app.manage("shell", "-v", "0", "-c", PREPARE)
    numbers = re.search(r"made (\d+) (\d+) (\d+) (\d+)", done.stdout)
    assert numbers, done.stderr
    return dict(zip(("one", "other", "plan", "goal"), numbers.groups(), strict=True))


def open_as(browser: Browser, url: str, email: str) -> Page:
    page = browser.new_context(locale="fi-FI").new_page()
    log_in(page, url, email)
    return page


def test_two_who_change_one_plan_at_once_see_both_texts_and_lose_none(live_app, made):
    form = f"{live_app.url}/clients/plans/{made['plan']}/?open=goal-{made['goal']}"
    with chromium() as browser:
        pages = [open_as(browser, live_app.url, email) for email in (COUNSELLOR, EXPERT)]
        words = [page.get_by_label("Tavoite nuoren omin sanoin") for page in pages]
        for page, field, text in zip(pages, words, ("Haluan kodin Akaasta", "Haluan kodin keväällä"), strict=True):
            page.goto(form)
            field.fill(text)
        for page in pages:
            page.get_by_role("button", name="Tallenna").click()

        counsellor, expert = pages
        expect(counsellor.get_by_role("heading", name="Haluan kodin Akaasta")).to_be_visible()
        both = expert.get_by_role("group", name="Molemmat tekstit")
        expect(both).to_contain_text("Haluan kodin Akaasta")
        expect(both).to_contain_text("Haluan kodin keväällä")
        expect(words[1]).to_have_value("Haluan kodin keväällä")
        words[1].fill("Haluan kodin Akaasta keväällä")
        expert.get_by_role("button", name="Tallenna").click()
        expect(expert.get_by_role("heading", name="Haluan kodin Akaasta keväällä")).to_be_visible()
        counsellor.reload()
        expect(counsellor.get_by_role("heading", name="Haluan kodin Akaasta keväällä")).to_be_visible()


def test_two_entries_of_one_person_are_merged_and_made_two_again(live_app, made):
    first, second = (f"{live_app.url}/clients/{made[name]}/" for name in ("one", "other"))
    with chromium() as browser:
        page = open_as(browser, live_app.url, COUNSELLOR)
        page.goto(f"{live_app.url}/clients/duplicates/")
        pair = page.get_by_role("listitem").filter(has_text="Wiljami Polkunen")
        pair.get_by_role("link", name="Katso ja yhdistä").click()
        page.goto(f"{live_app.url}/clients/duplicates/{made['one']}/{made['other']}/merge/")
        page.get_by_role("button", name="Yhdistä nämä kaksi").click()
        assert [page.goto(address).status for address in (second, first)] == [404, 200]
        expect(page.locator(".lede")).to_contain_text("2 käyntiä")

        page.goto(f"{live_app.url}/clients/merges/")
        page.get_by_role("listitem").filter(has_text="Polkunen").get_by_role("link").last.click()
        page.get_by_role("button", name="Tee niistä taas kaksi").click()
        assert [page.goto(address).status for address in (second, first)] == [200, 200]
        expect(page.locator(".lede")).to_contain_text("1 käynti")
