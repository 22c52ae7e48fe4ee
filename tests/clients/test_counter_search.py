"""Searching, picking and adding people at the counter, with htmx and without."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clients.actions.clients import PossibleDuplicatesError, create_client
from clients.models import AccessRecord, Client
from network.access import acting_as, acting_as_system
from network.models import Role
from tests.clients.counter_form import URL, form_data, named, stored
from tests.factories import make_client, make_site, make_user, make_visit

pytestmark = pytest.mark.django_db
SEARCH = reverse("clients:client_search")
CREATE = reverse("clients:client_create")
HTMX = {"HX-Request": "true"}
NEWCOMER = {"new-first_name": "Uusi", "new-last_name": "Tulija", "new-birth_date": "17.2.2006"}


def people() -> list[tuple]:
    with acting_as_system("test"):
        return list(Client.objects.order_by("pk").values_list("first_name", "last_name", "birth_date"))


def test_htmx_gets_the_hits_alone(client, kaisa, site, veera):
    make_visit(site=site, client=veera, date=date(2026, 2, 3))
    response = client.post(SEARCH, {"q": "vir 2004"}, headers=HTMX)
    html = response.content.decode()
    assert "<html" not in html
    assert f'value="{veera.pk}"' in html
    for fact in ("Veera Virta", "17.5.2004", "Ohjaamo Akaa", "3.2.2026"):
        assert fact in html


def test_adding_is_offered_only_below_the_results(client, kaisa, site, veera):
    offer = CREATE.encode()
    assert offer not in client.get(URL).content
    assert offer not in client.post(SEARCH, {"q": "v"}, headers=HTMX).content
    hits = client.post(SEARCH, {"q": "vir"}, headers=HTMX).content
    assert hits.index(b"Veera Virta") < hits.index(offer)
    nobody = client.post(SEARCH, {"q": "xyzzy"}, headers=HTMX).content
    assert b"Veera" not in nobody
    assert offer in nobody


def test_a_search_is_no_opening_of_a_person(client, kaisa, veera):
    client.post(SEARCH, {"q": "virta"}, headers=HTMX)
    client.post(SEARCH, {"pick": veera.pk}, headers=HTMX)
    with acting_as_system("test"):
        assert AccessRecord.objects.count() == 0


def test_without_scripts_the_search_draws_the_page_with_all_that_was_typed(client, kaisa, site, veera):
    data = form_data(site, q="virta", themes=["debts"], note="Kesken", minutes="x", anonymous=None, date="")
    page = client.post(SEARCH, data)
    form = page.context["form"]
    assert [person.client for person in page.context["picker"].found] == [veera]
    assert (form["themes"].value(), form["note"].value(), form["minutes"].value()) == (["debts"], "Kesken", "x")
    assert (form["date"].value(), form["key"].value()) == ("", data["key"])
    assert 'class="error-summary"' not in page.content.decode()
    assert page.content.decode().count("<h1") == 1


def test_without_scripts_picks_add_up_and_take_the_place_of_anonymous(client, kaisa, site, veera):
    eino = make_client(first_name="Eino", home_site=site)
    page = client.post(SEARCH, form_data(site, q="eino", people=[veera.pk], pick=eino.pk))
    assert page.context["picker"].people == [veera, eino]
    assert page.context["picker"].query == ""
    assert page.context["form"]["anonymous"].value() is False


def test_htmx_gets_the_chips_of_those_picked_and_empty_results(client, kaisa, site, veera):
    response = client.post(SEARCH, {"people": [veera.pk], "pick": veera.pk}, headers=HTMX)
    html = response.content.decode()
    assert response["HX-Trigger-After-Settle"] == "ohjaamo:picked"
    assert 'id="people"' in html
    assert 'hx-swap-oob="true"' in html
    assert html.count('name="people"') == 1
    assert 'name="pick"' not in html


def test_somebody_over_the_age_limit_is_told_at_the_pick(client, kaisa, site, veera):
    older = make_client(first_name="Vanha", birth_date=date(1980, 1, 1), home_site=site)
    assert 'name="age_reason"' in client.post(SEARCH, {"pick": older.pk}, headers=HTMX).content.decode()
    assert 'name="age_reason"' not in client.post(SEARCH, {"pick": veera.pk}, headers=HTMX).content.decode()


def test_a_stranger_s_person_cannot_be_picked(client, kaisa):
    stranger = make_client(first_name="Salainen", home_site=make_site())
    for headers in (HTMX, {}):
        html = client.post(SEARCH, {"q": "salainen", "pick": stranger.pk}, headers=headers).content.decode()
        assert "Salainen" not in html
        assert f'value="{stranger.pk}"' not in html


def test_what_was_typed_is_never_in_an_address(client, kaisa):
    for url in (SEARCH, CREATE):
        response = client.get(url, {"q": "virta"})
        assert (response.status_code, response["Location"]) == (302, URL)


def test_odd_searches_are_answered(client, kaisa, veera):
    for text in ("\0", "v\0irta", "'; DROP TABLE", "%", "x" * 5000, "👍👍", "<b>"):
        assert client.post(SEARCH, {"q": text}, headers=HTMX).status_code == 200
    assert b"<b>" not in client.post(SEARCH, {"q": "<b>xy"}, headers=HTMX).content


def test_as_many_queries_for_three_hits_as_for_eight(client, kaisa, site):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.post(SEARCH, {"q": "kuusi"}, headers=HTMX)
        return len(captured)

    for number in range(3):
        make_visit(site=site, client=make_client(first_name=f"A{number}", last_name="Kuusi", home_site=site))
    few = queries()
    for number in range(30):
        make_visit(site=site, client=make_client(first_name=f"B{number}", last_name="Kuusi", home_site=site))
    assert queries() == few


def test_without_scripts_enter_searches_or_saves(client, kaisa, site, veera):
    page = client.post(SEARCH, form_data(site, q="virta", do="enter", anonymous=None))
    assert [person.client for person in page.context["picker"].found] == [veera]
    response = client.post(SEARCH, named(site, veera, q="", do="enter"))
    assert (response.status_code, response["Location"]) == (302, URL)
    assert [visit.client for visit in stored()] == [veera]


# Adding


@pytest.mark.parametrize(
    ("typed", "first", "last", "born"),
    [
        ("uusi tulija 17.2.2006", "Uusi", "Tulija", "17.2.2006"),
        ("170206 anna-maija af ehrnrooth", "Anna-maija", "Af Ehrnrooth", "17.2.2006"),
        ("uusi 2006", "Uusi", "", ""),
        ("170206A123B", "", "", "17.2.2006"),
    ],
)
def test_what_was_typed_is_carried_over(client, kaisa, typed, first, last, born):
    page = client.post(CREATE, {"q": typed, "do": "new"}, headers=HTMX)
    form = page.context["picker"].creation
    values = [form[name].value() for name in ("first_name", "last_name", "birth_date")]
    assert values == [first, last, born]
    assert people() == []


def test_a_name_and_a_date_are_enough_and_the_person_is_picked(client, kaisa, site):
    response = client.post(CREATE, {"key": "k1", "do": "create", **NEWCOMER}, headers=HTMX)
    with acting_as_system("test"):
        added = Client.objects.get()
        rows = list(AccessRecord.objects.values_list("user", "client_id", "what", "reason"))
    assert (added.full_name, added.birth_date) == ("Uusi Tulija", date(2006, 2, 17))
    assert (added.home_site, added.created_by, added.gender) == (site, kaisa, "unknown")
    assert rows == [(kaisa.pk, added.pk, "person added", "created")]
    assert f'value="{added.pk}"' in response.content.decode()
    assert response["HX-Trigger-After-Settle"] == "ohjaamo:picked"


def test_without_scripts_the_visit_s_fields_are_kept_while_adding(client, kaisa, site, veera):
    data = named(site, veera, themes=["debts"], note="Kesken", q="uusi tulija", do="new")
    page = client.post(CREATE, data)
    assert page.context["form"]["themes"].value() == ["debts"]
    page = client.post(CREATE, data | NEWCOMER | {"do": "create", "asked": "uusi tulija"})
    assert [one.full_name for one in page.context["picker"].people] == ["Veera Virta", "Uusi Tulija"]
    assert (page.context["form"]["themes"].value(), page.context["form"]["note"].value()) == (["debts"], "Kesken")
    assert page.context["form"]["key"].value() == data["key"]


def test_without_scripts_enter_in_the_panel_adds_and_another_search_searches(client, kaisa, site, veera):
    """Enter presses the form's first button, which posts here while the panel is open."""
    data = form_data(site, q="uusi tulija", asked="uusi tulija", do="enter") | NEWCOMER
    page = client.post(CREATE, data | {"q": "virta"})
    assert [person.client for person in page.context["picker"].found] == [veera]
    assert len(people()) == 1
    client.post(CREATE, data)
    assert people()[1:] == [("Uusi", "Tulija", date(2006, 2, 17))]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"new-first_name": "", "new-last_name": ""}, "first_name"),
        ({"new-first_name": "x" * 61}, "first_name"),
        ({"new-birth_date": "31.2.2006"}, "birth_date"),
        ({"new-birth_date": "17.2.2100"}, "birth_date"),
        ({"new-birth_date": "17.2.1850"}, "birth_date"),
        ({"new-birth_date": "eilen"}, "birth_date"),
    ],
)
def test_bad_input_while_adding_is_told_and_kept(client, kaisa, fields, field):
    page = client.post(CREATE, {"key": "k1", "do": "create", **NEWCOMER, **fields}, headers=HTMX)
    form = page.context["picker"].creation
    assert list(form.errors) == [field]
    assert form[field].value() == (NEWCOMER | fields)[f"new-{field}"]
    assert people() == []


def test_possible_duplicates_are_shown_before_anybody_is_added(client, kaisa, site, veera):
    twin = {"key": "k1", "new-first_name": "Weera", "new-last_name": "Virta", "new-birth_date": "17.5.2004"}
    page = client.post(CREATE, {"do": "create", **twin}, headers=HTMX)
    html = page.content.decode()
    assert "Veera Virta" in html
    assert f'value="{veera.pk}"' in html
    assert 'value="create_anyway"' in html
    assert 'value="Weera"' in html
    assert len(people()) == 1
    client.post(CREATE, {"do": "create_anyway", **twin}, headers=HTMX)
    assert [first for first, _last, _born in people()] == ["Veera", "Weera"]


def test_another_site_s_people_are_never_shown_as_duplicates(client, kaisa, site):
    there = make_site(name="Ohjaamo Toisaalla")
    make_client(first_name="Uusi", last_name="Tullija", birth_date=date(2006, 2, 17), home_site=there)
    asked = client.post(CREATE, {"key": "k1", "do": "create", **NEWCOMER}, headers=HTMX).content.decode()
    assert ("Tullija" in asked, "Toisaalla" in asked, 'value="create_anyway"' in asked) == (False, False, True)
    response = client.post(CREATE, {"key": "k1", "do": "create_anyway", **NEWCOMER}, headers=HTMX)
    assert response["HX-Trigger-After-Settle"] == "ohjaamo:picked"
    assert len(people()) == 2


def test_the_same_panel_sent_twice_adds_one_and_two_people_may_be_added_from_one_page(client, kaisa):
    data = {"key": uuid.uuid4().hex, "do": "create", **NEWCOMER}
    for _time in range(2):
        client.post(CREATE, data, headers=HTMX)
    client.post(CREATE, data | {"new-first_name": "Toinen", "new-last_name": "Aivan"}, headers=HTMX)
    assert [first for first, _last, _born in people()] == ["Uusi", "Toinen"]


def test_the_added_person_s_visit_is_saved_from_the_same_page(client, kaisa, site):
    page = client.post(CREATE, form_data(site, anonymous=None, do="create") | NEWCOMER)
    [added] = page.context["picker"].people
    client.post(URL, named(site, added, key=page.context["form"]["key"].value()))
    assert [visit.client for visit in stored()] == [added]


def test_only_those_who_log_visits_add_people(site):
    manager = make_user(Role.MANAGER, site=site)
    with acting_as(manager), pytest.raises(PermissionDenied):
        create_client(by=manager, site=site, first_name="A", last_name="B", birth_date=None)
    assert people() == []


def test_the_action_itself_refuses_a_likely_duplicate(kaisa, site, veera):
    with acting_as(kaisa), pytest.raises(PossibleDuplicatesError) as refusal:
        create_client(by=kaisa, site=site, first_name="Veera", last_name="Virta", birth_date=veera.birth_date)
    assert refusal.value.clients == [veera]
