"""A form sent twice, or twenty times at once, makes one visit; other content under the same key asks."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.models import Client
from network.access import acting_as_system
from network.models import Role
from tests.clients.counter_form import URL, form_data, named, stored
from tests.factories import make_user, make_visit

MANY = 20
CREATE = reverse("clients:client_create")


def all_at_once(user, requests: list[tuple[str, dict]]) -> list[int]:
    """Sends the requests at the same moment, each from a thread with a connection of its own; their statuses."""
    browser = Browser()
    browser.force_login(user)
    start = Barrier(len(requests))

    def send(request: tuple[str, dict]) -> int:
        mine = Browser()
        mine.cookies.update(browser.cookies)
        start.wait(30)
        try:
            return mine.post(*request, headers={"HX-Request": "true"} if request[0] == CREATE else {}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(requests)) as pool:
        return list(pool.map(send, requests))


@pytest.mark.django_db(transaction=True)
def test_twenty_identical_forms_at_once_make_one_visit(site):
    kaisa = make_user(Role.COUNSELLOR, site=site)
    data = form_data(site, note="Kerran")
    assert all_at_once(kaisa, [(URL, data)] * MANY) == [302] * MANY
    assert [visit.note for visit in stored()] == ["Kerran"]


@pytest.mark.django_db(transaction=True)
def test_twenty_different_forms_at_once_make_twenty_visits(site):
    kaisa = make_user(Role.COUNSELLOR, site=site)
    requests = [(URL, form_data(site, note=f"{number:02}")) for number in range(MANY)]
    assert all_at_once(kaisa, requests) == [302] * MANY
    assert sorted(visit.note for visit in stored()) == [f"{number:02}" for number in range(MANY)]


@pytest.mark.django_db(transaction=True)
def test_thirty_additions_of_one_person_at_once_make_one(site):
    """From thirty pages: the first adds, the others are shown whom the first has added."""
    kaisa = make_user(Role.COUNSELLOR, site=site)
    person = {"new-first_name": "Uusi", "new-last_name": "Tulija", "new-birth_date": "17.2.2006", "do": "create"}
    requests = [(CREATE, person | {"key": f"page-{number}"}) for number in range(30)]
    assert all_at_once(kaisa, requests) == [200] * 30
    with acting_as_system("test"):
        assert Client.objects.count() == 1


@pytest.mark.django_db
def test_a_repetition_says_that_it_was_saved_once(client, kaisa, site):
    data = form_data(site)
    client.post(URL, data)
    response = client.post(URL, data | {"q": "jotain muuta hakukentässä"}, follow=True)
    [first, again] = response.context["messages"]
    assert str(again).startswith("Tämä oli jo tallennettu, kerran.")
    assert str(first).startswith("Tallennettu")
    assert reverse("clients:visit_mend", args=[stored()[0].pk]) in str(again)
    assert len(stored()) == 1


@pytest.mark.django_db
def test_the_same_key_with_other_content_asks_and_loses_nothing(client, kaisa, site, veera):
    data = form_data(site, note="Ensimmäinen")
    client.post(URL, data)
    other = named(site, veera, key=data["key"], note="Toinen", themes=["debts"])
    page = client.post(URL, other)
    assert page.status_code == 200
    assert page.context["differs"] is True
    assert "Tallennetaanko uutena käyntinä?" in page.content.decode()
    form = page.context["form"]
    assert (form["note"].value(), form["themes"].value()) == ("Toinen", ["debts"])
    assert page.context["picker"].people == [veera]
    assert [visit.note for visit in stored()] == ["Ensimmäinen"]
    client.post(URL, other | {"key": form["key"].value()})
    assert [visit.note for visit in stored()] == ["Ensimmäinen", "Toinen"]


@pytest.mark.django_db
def test_the_key_is_the_user_s_own(client, kaisa, site):
    data = form_data(site)
    client.post(URL, data)
    client.force_login(make_user(Role.COUNSELLOR, site=site))
    client.post(URL, data | {"note": "Toisen oma"})
    assert len(stored()) == 2


@pytest.mark.django_db
def test_a_form_with_errors_keeps_its_key_and_may_be_sent_again(client, kaisa, site):
    data = form_data(site, themes=[])
    page = client.post(URL, data)
    assert page.context["form"]["key"].value() == data["key"]
    client.post(URL, data | {"themes": ["debts"]})
    assert [visit.themes for visit in stored()] == [["debts"]]


@pytest.mark.django_db
def test_each_page_has_a_key_of_its_own(client, kaisa, site):
    keys = {client.get(URL).context["form"]["key"].value() for _time in range(3)}
    assert len(keys) == 3


@pytest.mark.django_db
def test_a_repetition_after_midnight_or_other_habits_is_still_the_same_form(client, kaisa, site):
    data = form_data(site, minutes_usual=15, shown_at="2026-01-05 09:05", date="2026-01-05", time="09:05")
    client.post(URL, data)
    for _time in range(5):
        make_visit(site=site, created_by=kaisa, minutes=55, date=timezone.localdate())
    client.post(URL, data)
    assert len([visit for visit in stored() if visit.minutes == 15]) == 1
