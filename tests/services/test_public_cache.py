"""Public pages are kept, carry no cookie, and are made anew the moment that something they show changes."""

import gzip
import re
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Role
from services.models import Change, Event
from services.public import public_address
from services.public_cache import version_of_pages
from tests.factories import make_campaign, make_expert, make_service, make_shift, make_site, make_user

pytestmark = pytest.mark.django_db


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(site) -> None:
    """One more of everything that the pages show."""
    today = timezone.localdate()
    make_shift(site=site, expert=make_expert(sites=[site]), date=today, starts=time(0), ends=time(23, 59))
    make_service(sites=[site])
    make_campaign(sites=[site])
    Event.objects.create(
        site=site, title_fi="Kielikahvila", date=today + timedelta(days=1), starts=time(13), status="published"
    )


@pytest.mark.parametrize("name", ["front", "site", "programme", "help"])
def test_a_hit_costs_one_query_and_a_miss_always_the_same(name, client):
    site = make_site(slug="valkeakoski")
    address = public_address(name, **({} if name == "front" else {"slug": site.slug}))
    fill(site)
    one = queries_of(client, address)
    for _more in range(2):
        fill(site)
        if name == "front":
            fill(make_site())
    assert queries_of(client, address) == one
    # The version of the pages.
    assert queries_of(client, address) == 1


def test_a_page_carries_no_cookie_and_may_be_kept_by_everybody(client):
    make_site(slug="valkeakoski")
    for address in ("/", "/sv/o/valkeakoski/", "/o/valkeakoski/programme/", "/sitemap.xml", "/robots.txt"):
        response = client.get(address, headers={"accept-encoding": "gzip"})
        assert response["Cache-Control"] == "public, max-age=60"
        assert "Cookie" not in response["Vary"]
        assert response.cookies == {}
        assert response["Content-Length"] == str(len(response.content))
        assert gzip.decompress(response.content) == client.get(address).content


def test_who_has_the_page_already_gets_no_second_copy(client):
    make_site(slug="valkeakoski")
    first = client.get("/o/valkeakoski/")
    again = client.get("/o/valkeakoski/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get("/o/valkeakoski/", headers={"if-none-match": '"other"'}).status_code == 200
    head = client.head("/o/valkeakoski/")
    assert (head.content, head["Content-Length"]) == (b"", first["Content-Length"])
    assert client.post("/o/valkeakoski/").status_code == 405


def test_unknown_parameters_make_no_second_page(client):
    make_site(slug="valkeakoski")
    queries_of(client, "/o/valkeakoski/")
    assert queries_of(client, "/o/valkeakoski/?fbclid=1&month=2026-13") == 1


def test_pages_of_staff_are_the_same_as_everybody_elses(client):
    make_site(slug="valkeakoski")
    everybody = client.get("/o/valkeakoski/").content
    staff = Client()
    staff.force_login(make_user(Role.COUNSELLOR))
    assert staff.get("/o/valkeakoski/").content == everybody
    response = staff.get("/")
    assert (response.status_code, response["Location"]) == (302, "/home/")


@pytest.mark.django_db(transaction=True)
def test_a_committed_change_shows_with_the_next_request(client):
    site = make_site(slug="valkeakoski", name="Ohjaamo Vanha")
    before = version_of_pages()
    assert "Ohjaamo Vanha" in client.get("/o/valkeakoski/").content.decode()
    marks = Change.objects.count()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE network_site SET name = 'Ohjaamo Uusi' WHERE id = %s", [site.pk])
    finally:
        other.close()
    assert Change.objects.count() == marks + 1
    assert version_of_pages() != before
    content = client.get("/o/valkeakoski/").content.decode()
    assert re.search(r"<h1>\s*(.*?)\s*</h1>", content)[1] == "Ohjaamo Uusi"
