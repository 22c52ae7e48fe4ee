"""The public site: what it tells, in which language, to nobody in particular."""

import json
import re
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from icalendar import Calendar

from network.codes import Presence, Theme
from network.models import OpeningException, OpeningHours, SiteAddress
from services.models import Event
from services.public import public_address
from services.rota import HELSINKI
from tests.factories import make_expert, make_service, make_shift, make_site

pytestmark = pytest.mark.django_db

ALL_DAY = {"starts": time(0), "ends": time(23, 59, 59)}


@pytest.fixture
def site():
    """Open round the clock, so that tests need not stop it."""
    site = make_site(name="Ohjaamo Valkeakoski", slug="valkeakoski", phone="03 123 4567", email="v@example.org")
    for weekday in range(7):
        OpeningHours.objects.create(site=site, weekday=weekday, opens=time(0), closes=time(23, 59, 59))
    today = timezone.localdate()
    # Holidays shut the door; the tests' day does not.
    OpeningException.objects.create(site=site, date=today, opens=time(0), closes=time(23, 59, 59))
    SiteAddress.objects.create(site=site, street="Sääksmäentie 2 B", postal_code="37600", city="Valkeakoski")
    return site


def make_event(site, **fields) -> Event:
    defaults = {"date": timezone.localdate() + timedelta(days=1), "starts": time(13), "status": "published"}
    return Event.objects.create(**{"site": site, "title_fi": "Kielikahvila"} | defaults | fields)


def words(response) -> str:
    """The text of the page's body, blanks folded."""
    body = response.content.decode().split("<body>")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def data_blocks(response) -> list[dict]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return [json.loads(block) for block in found]


def test_each_language_has_its_own_address_and_names_the_others(site, client):
    for path, language, opened in [
        ("/o/valkeakoski/", "fi", "Avoinna nyt"),
        ("/sv/o/valkeakoski/", "sv", "Öppet nu"),
        ("/en/o/valkeakoski/", "en", "Open now"),
    ]:
        response = client.get(path, headers={"accept-language": "de"})
        content = response.content.decode()
        assert response["Content-Language"] == language
        assert f'<html lang="{language}">' in content
        assert opened in words(response)
        assert re.findall(r'rel="alternate"\s+hreflang="(..)"\s+href="http://testserver([^"]+)"', content) == [
            ("fi", "/o/valkeakoski/"),
            ("sv", "/sv/o/valkeakoski/"),
            ("en", "/en/o/valkeakoski/"),
        ]
        assert f'rel="canonical" href="http://testserver{path}"' in content


def test_experts_are_shown_as_each_allows(site, client):
    today = timezone.localdate()
    for first_name, title, presence in [
        ("Aino", "Uraohjaaja", Presence.FIRST_NAME),
        ("Bertta", "Velkaneuvoja", Presence.ROLE),
        ("Cecilia", "Sosiaalityöntekijä", Presence.NOTHING),
    ]:
        expert = make_expert(sites=[site], first_name=first_name, last_name="Salainen", title=title, presence=presence)
        make_shift(site=site, expert=expert, date=today, **ALL_DAY)
    page = words(client.get(public_address("site", slug=site.slug)))
    shown = [word for word in ("Aino", "Uraohjaaja", "Velkaneuvoja", "Paikalla nyt") if word in page]
    hidden = [word for word in ("Bertta", "Cecilia", "Sosiaalityöntekijä", "Salainen") if word in page]
    assert (shown, hidden) == (["Aino", "Uraohjaaja", "Velkaneuvoja", "Paikalla nyt"], [])


def test_drafts_stay_inside_and_the_cancelled_are_told_so(site, client):
    make_event(site, title_fi="Luonnos", status="draft")
    make_event(site, title_fi="Peruuntunut pelikerho", status="cancelled")
    other = make_site()
    make_event(other, title_fi="Yhteinen messu").joint_sites.add(site)
    make_event(other, title_fi="Toisten oma")
    page = words(client.get(public_address("site", slug=site.slug)))
    events = ("Luonnos", "Peruuntunut pelikerho", "Yhteinen messu", "Toisten oma")
    assert [title for title in events if title in page] == ["Peruuntunut pelikerho", "Yhteinen messu"]
    assert page.count("Peruttu") == 1


def test_the_programme_goes_by_months_and_knows_no_others(site, client):
    this = timezone.localdate().replace(day=1)
    make_event(site, title_fi="Tässä kuussa", date=this)
    later = (this + timedelta(days=40)).replace(day=1)
    make_event(site, title_fi="Ensi kuussa", date=later)
    address = public_address("programme", slug=site.slug)
    assert "Tässä kuussa" in words(client.get(address))
    page = words(client.get(address, {"month": f"{later:%Y-%m}", "utm": "x"}))
    assert ("Ensi kuussa" in page, "Tässä kuussa" in page) == (True, False)
    for wrong in ("2026-13", "x", "1999-01", "2026-1", "9999-12"):
        assert client.get(address, {"month": wrong}).status_code == 404


def test_the_calendar_opens_and_calls_off_what_is_called_off(site, client):
    event = make_event(site, status="cancelled", ends=time(15))
    make_event(site, status="draft")
    response = client.get(public_address("programme_ics", "sv", slug=site.slug))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (entry,) = Calendar.from_ical(response.content).walk("VEVENT")
    starts = datetime.combine(event.date, time(13), tzinfo=HELSINKI)
    assert (str(entry["UID"]), str(entry["STATUS"]), entry.decoded("DTSTART")) == (
        str(event.uid),
        "CANCELLED",
        starts,
    )


def test_help_stands_behind_its_theme_at_its_site(site, client):
    make_service(name_fi="Velkaneuvonta", topics=[Theme.DEBTS], sites=[site])
    make_service(name_fi="Kaikkien asuntoapu", topics=[Theme.HOUSING, Theme.DEBTS])
    make_service(name_fi="Muualla", topics=[Theme.HOUSING], sites=[make_site()])
    make_service(name_fi="Tauolla", topics=[Theme.HOUSING], sites=[site], status="paused")
    content = client.get(public_address("help", slug=site.slug)).content.decode()
    found = {}
    for part in content.split('<section id="')[1:]:
        found[part.split('"')[0]] = re.findall(r"<summary>\s*(\S.*?)\s*<", part)
    assert found == {
        "work": [],
        "education": [],
        "everyday": [],
        "housing": ["Kaikkien asuntoapu"],
        "wellbeing": [],
        "money": ["Kaikkien asuntoapu", "Velkaneuvonta"],
    }


def test_search_engines_read_the_office_and_its_events(site, client):
    summer = make_event(site, title_fi="</script><b>", starts=time(13), ends=time(15))
    site_data, event_data = data_blocks(client.get(public_address("site", slug=site.slug)))
    assert (site_data["@type"], site_data["telephone"]) == ("GovernmentOffice", "03 123 4567")
    assert site_data["address"]["streetAddress"] == "Sääksmäentie 2 B"
    assert site_data["openingHoursSpecification"][0]["dayOfWeek"] == "https://schema.org/Monday"
    assert site_data["specialOpeningHoursSpecification"][0]["validFrom"] == timezone.localdate().isoformat()
    assert event_data["name"] == "</script><b>"
    begins = datetime.combine(summer.date, time(13), tzinfo=HELSINKI).isoformat()
    assert (event_data["startDate"], begins[-6:] in ("+02:00", "+03:00")) == (begins, True)


def test_a_site_without_public_page_or_closed_for_good_is_not_there(client):
    make_site(slug="piilossa", is_public=False)
    make_site(slug="loppui", closed=date(2020, 1, 1))
    for slug in ("piilossa", "loppui", "tuntematon"):
        for name in ("site", "programme", "programme_ics", "help", "privacy"):
            assert client.get(public_address(name, slug=slug)).status_code == 404
    assert "piilossa" not in client.get("/").content.decode()


def test_the_sitemap_holds_every_page_in_every_language(site, client):
    make_site(slug="piilossa", is_public=False)
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = [element.text for element in tree.findall("s:url/s:loc", names)]
    for address in ("/", "/sv/", "/en/accessibility/", "/o/valkeakoski/", "/sv/o/valkeakoski/privacy/"):
        assert f"http://testserver{address}" in found
    assert [address for address in found if "piilossa" in address] == []
    alternates = tree.find("s:url", names).findall("x:link", names)
    assert [link.get("hreflang") for link in alternates] == ["fi", "sv", "en"]


def test_robots_are_kept_to_the_public_pages(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[:3] == ["User-agent: *", "Disallow: /", "Allow: /$"]
    assert {"Allow: /o/", "Allow: /sv/", "Allow: /en/", "Allow: /accessibility/"} <= set(lines)
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_the_notices_name_who_answers(site, client):
    site.controller, site.privacy_email = "Valkeakosken kaupunki", "tietosuoja@example.org"
    site.save()
    privacy = words(client.get(public_address("privacy", slug=site.slug)))
    assert "Valkeakosken kaupunki tietosuoja@example.org" in privacy
    assert "poistetaan 7 päivän kuluttua" in privacy
    statement = words(client.get(public_address("accessibility", "en")))
    assert "v@example.org" in statement
    assert "within 14 days" in statement
