from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.codes import ConsentScope, Gender
from clients.models import AccessRecord, Client
from network.access import acting_as, acting_as_system
from network.codes import Theme
from network.models import Role
from tests.factories import (
    make_client,
    make_expert,
    make_participation,
    make_referral,
    make_site,
    make_user,
    make_visit,
)
from tests.path_factories import make_consent, make_partner

pytestmark = pytest.mark.django_db
LIST = reverse("clients:client_list")


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


def page_of(person) -> str:
    return reverse("clients:client_detail", args=[person.pk])


def edit_of(person) -> str:
    return reverse("clients:client_edit", args=[person.pk])


def names(response) -> list[str]:
    return [person.full_name for person in response.context["people"]]


def part(response, name: str) -> dict:
    """What one part of the person's page shows."""
    (found,) = [one.content for one in response.context["parts"] if one.template == f"clients/_client_{name}.html"]
    return found


def records(user) -> list[tuple]:
    with acting_as(user):
        return list(AccessRecord.objects.values_list("user_id", "client_id", "what", "reason"))


# The list


def test_list_in_finnish_order_with_visits(client, kaisa, site):
    elsewhere = make_site()
    for last_name in ("Äijälä", "Zetterberg", "Åkerlund"):
        make_client(home_site=site, first_name="Veera", last_name=last_name, birth_date=None)
    known = make_client(first_name="Oona", last_name="Aalto", birth_date=timezone.localdate() - timedelta(days=7306))
    make_client(home_site=elsewhere, last_name="Vieras")
    make_visit(site=site, client=known, date=date(2025, 3, 1))
    make_visit(site=site, client=known, date=date(2025, 5, 2))
    make_visit(site=site, client=known, date=date(2025, 9, 9), withdrawn_at=timezone.now())
    make_visit(site=elsewhere, client=known, date=date(2025, 8, 8))
    response = client.get(LIST)
    assert names(response) == ["Oona Aalto", "Veera Zetterberg", "Veera Åkerlund", "Veera Äijälä"]
    oona, zet = response.context["people"][:2]
    assert (oona.age_today, oona.home_site, oona.last_visit, oona.visit_count) == (20, None, date(2025, 5, 2), 2)
    assert (zet.age_today, zet.home_site, zet.last_visit, zet.visit_count) == (None, site, None, 0)


def test_search_is_sent_by_post_and_finds_misspellings(client, kaisa, site):
    person = make_client(home_site=site, first_name="Åke", last_name="Wirtanen", birth_date=date(2004, 5, 17))
    make_client(home_site=site, first_name="Muu", last_name="Henkilö")
    make_client(home_site=make_site(), first_name="Åke", last_name="Wirtanen")
    make_visit(site=site, client=person)
    for text in ("virtane", "ake 2004", "17.5.2004"):
        response = client.post(LIST, {"q": text})
        assert names(response)[0] == "Åke Wirtanen"
        assert response.context["people"][0].visit_count == 1
        assert sum(name == "Åke Wirtanen" for name in names(response)) == 1
    assert 'method="post"' in response.content.decode()


def test_search_that_finds_nobody_or_says_too_little(client, kaisa, site):
    make_client(home_site=site)
    nobody = client.post(LIST, {"q": "Qqqqqq"})
    assert names(nobody) == []
    assert "Nobody was found" in nobody.content.decode()
    assert nobody.context["query"] == "Qqqqqq"
    little = client.post(LIST, {"q": "a"}).content.decode()
    assert "at least two letters" in little
    for text in ("  ", "\0"):
        assert client.post(LIST, {"q": text}).url == LIST
    assert client.post(LIST, {"q": "x" * 10_000}).context["query"] == "x" * 100


def test_list_pages_and_keeps_its_queries(client, kaisa, site):
    def add(count):
        for _number in range(count):
            make_visit(site=site, client=make_client(home_site=site))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    add(3)
    few = queries()
    add(50)
    assert queries() == few
    assert len(names(client.get(LIST, {"page": 2}))) == 3


def test_an_empty_list_says_what_to_do(client, kaisa):
    assert 'class="empty"' in client.get(LIST).content.decode()


# One person's page


def test_opening_is_recorded(client, kaisa, site):
    person = make_client(home_site=site)
    assert client.get(page_of(person)).status_code == 200
    assert records(kaisa) == [(kaisa.pk, person.pk, "page of the person", "role")]


def test_a_stranger_is_as_good_as_none(client, kaisa):
    stranger = make_client(home_site=make_site())
    for address in (page_of(stranger), edit_of(stranger)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"last_name": "Kaapattu"}).status_code == 404
    assert records(kaisa) == []
    with acting_as_system("test"):
        assert Client.objects.get(pk=stranger.pk).last_name == stranger.last_name


def test_known_by_a_visit_until_it_is_withdrawn(client, kaisa, site):
    person = make_client(home_site=make_site())
    visit = make_visit(site=site, client=person)
    assert client.get(page_of(person)).status_code == 200
    with acting_as_system("test"):
        visit.withdrawn_at = timezone.now()
        visit.save()
    assert client.get(page_of(person)).status_code == 404


def test_only_counsellors(client, site):
    person = make_client(home_site=site)
    for role in (Role.MANAGER, Role.ADMIN, Role.EXPERT, Role.DPO, Role.REPORT_READER):
        user = make_user(role, site=site)
        client.force_login(user)
        # An expert gets in by a consent, so that they meet nobody here rather than a closed door.
        asked, closed = (200, 404) if role is Role.EXPERT else (403, 403)
        for address, status in ((LIST, asked), (page_of(person), closed), (edit_of(person), 403)):
            assert client.get(address).status_code == status
            assert client.post(address, {"q": "veera"}).status_code == status


def test_by_consent_only_those_who_gave_it(client, kaisa, site):
    partner = make_partner(sites=[site], language="en")
    make_expert(user=kaisa, agency=partner.expert.agency)
    elsewhere = make_site()
    lets = make_client(home_site=elsewhere, first_name="Åke", last_name="Wirtanen", birth_date=date(2004, 5, 17))
    make_consent(lets, agency=partner.expert.agency, scopes=[ConsentScope.BASIC])
    make_visit(site=elsewhere, client=lets)
    make_client(home_site=elsewhere, first_name="Åke", last_name="Wirtanen")
    known = make_client(home_site=site, last_name="Aalto")
    assert [(one, one.by_consent) for one in client.get(LIST).context["people"]] == [(known, False), (lets, True)]
    client.force_login(partner)
    (row,) = client.get(LIST).context["people"]
    assert (row, row.last_visit, row.visit_count) == (lets, None, 0)
    for text, found in (("virta", [lets]), ("ake wirtanne", [lets]), ("17.5.2004", [lets]), ("aalto", []), ("a", [])):
        assert client.post(LIST, {"q": text}).context["people"] == found
    page = client.get(page_of(lets)).content.decode()
    assert edit_of(lets) not in page


def test_facts_at_three_levels_with_what_is_missing(client, kaisa, site):
    person = make_client(
        home_site=site,
        first_name="Veera",
        last_name="",
        birth_date=date(2004, 5, 17),
        gender=Gender.FEMALE,
        mother_tongue="fi",
        foreign_background=False,
    )
    always, participation, helpful = part(client.get(page_of(person)), "facts")["levels"]
    assert [fact.value for fact in always.facts] == ["Veera", "", date(2004, 5, 17)]
    assert [str(fact.value) for fact in participation.facts] == ["Woman", "", "", "No"]
    assert [str(fact.value) for fact in helpful.facts] == ["", "", "Finnish", "", "Ohjaamo Akaa"]
    assert [level.missing for level in (always, participation, helpful)] == [1, 2, 3]


def test_timeline_newest_first_without_other_sites_and_withdrawn(client, kaisa, site):
    person = make_client(home_site=site)
    expert = make_expert(sites=[site])
    first = make_visit(site=site, client=person, date=date(2025, 1, 1), experts=[expert], note="Haki kesätyötä")
    referral = make_referral(client=person, date=date(2025, 2, 1))
    last = make_visit(site=site, client=person, date=date(2025, 3, 1), themes=[Theme.HOUSING])
    make_visit(site=make_site(), client=person, note="Naapurin asia")
    make_visit(site=site, client=person, note="Peruttu", withdrawn_at=timezone.now())
    response = client.get(page_of(person))
    assert [entry.row for entry in part(response, "timeline")["entries"]] == [last, referral, first]
    assert response.context["visit_count"] == 2
    page = response.content.decode()
    assert "Haki kesätyötä" in page
    assert expert.full_name in page
    assert "Naapurin" not in page
    assert "Peruttu" not in page


def test_a_long_timeline_is_capped_until_all_is_asked(client, kaisa, site):
    person = make_client(home_site=site)
    for number in range(22):
        make_visit(site=site, client=person, date=date(2025, 1, 1) + timedelta(days=number))
    make_referral(client=person, date=date(2025, 1, 22))
    response = client.get(page_of(person))
    shown = part(response, "timeline")
    assert (len(shown["entries"]), shown["more"]) == (20, True)
    everything = client.get(page_of(person), {"all": 1})
    shown = part(everything, "timeline")
    assert (len(shown["entries"]), shown["more"]) == (23, False)


def test_page_keeps_its_queries(client, kaisa, site):
    person = make_client(home_site=site, municipality_id="908")

    def add(count):
        for _number in range(count):
            make_visit(site=site, client=person, experts=[make_expert(sites=[site])], created_by=kaisa)
            make_referral(client=person, to_agency=make_expert().agency)
            make_participation(client=person)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page_of(person)).status_code == 200
        return len(captured)

    add(1)
    few = queries()
    add(12)
    assert queries() == few


def test_a_visit_is_logged_from_the_page_with_the_person_picked(client, kaisa, site):
    person = make_client(home_site=site, last_name="Valittu")
    shown = " ".join(client.get(page_of(person)).content.decode().split())
    address = reverse("clients:client_search")
    assert f'action="{address}"' in shown
    assert f'name="pick" value="{person.pk}"' in shown
    counter = client.post(address, {"pick": person.pk})
    form = counter.context["form"]
    assert (form["date"].value(), form["contact_type"].value()) == (timezone.localdate(), "walk_in")
    assert f'name="people" value="{person.pk}"' in " ".join(counter.content.decode().split())


def test_over_the_age_limit_is_a_quiet_note(client, kaisa, site):
    today = timezone.localdate()
    young, old = (make_client(home_site=site, birth_date=date(today.year - age, 1, 1)) for age in (29, 30))
    assert client.get(page_of(young)).context["age_limit"] is None
    response = client.get(page_of(old))
    assert response.context["age_limit"] == 30
    assert "Over the age limit of Ohjaamo Akaa (30)." in response.content.decode()


# Mending


def typed(**fields) -> dict:
    return {"first_name": "Veera", "last_name": "Uusi", "gender": "unknown", "version": "1"} | fields


def test_mending_saves_all_fields_and_keeps_history(client, kaisa, site):
    person = make_client(home_site=site, last_name="Vanha")
    fields = {
        "birth_date": "17.2.2005",
        "gender": "female",
        "municipality": "908",
        "mother_tongue": "sv",
        "education_isced": "3",
        "life_situation": "student",
        "foreign_background": "false",
        "home_site": site.pk,
        "phone": "040 123 4567",
        "email": "veera@example.org",
    }
    answer = client.post(edit_of(person), typed(**fields))
    assert answer.url == page_of(person)
    with acting_as(kaisa):
        person.refresh_from_db()
        events = apps.get_model("clients", "ClientEvent").objects.filter(pgh_obj_id=person.pk)
        assert [event.last_name for event in events] == ["Vanha"]
    assert (person.first_name, person.last_name, person.birth_date) == ("Veera", "Uusi", date(2005, 2, 17))
    assert (person.gender, person.municipality_id, person.mother_tongue) == ("female", "908", "sv")
    assert (person.education_isced, person.life_situation, person.foreign_background) == (3, "student", False)
    assert (person.home_site, person.version) == (site, 2)
    assert (str(person.phone), person.email) == ("+358 40 1234567", "veera@example.org")


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"birth_date": "31.2.2005"}, {"birth_date": ["Enter a valid date."]}),
        ({"birth_date": "2105-01-01"}, {"birth_date": ["The date of birth is in the future."]}),
        ({"first_name": "", "last_name": " "}, {"first_name": ["Give at least a first or a last name."]}),
        ({"home_site": ""}, {"home_site": ["This field is required."]}),
        ({"first_name": "x" * 61}, {"first_name": ["Ensure this value has at most 60 characters (it has 61)."]}),
    ],
)
def test_errors_stand_beside_the_fields(client, kaisa, site, fields, errors):
    person = make_client(home_site=site, last_name="Vanha")
    page = client.post(edit_of(person), typed(home_site=site.pk, mother_tongue="sv") | fields)
    assert page.context["form"].errors == errors
    assert page.context["form"]["mother_tongue"].value() == "sv"
    with acting_as(kaisa):
        assert Client.objects.get(pk=person.pk).last_name == "Vanha"


def test_too_old_a_birth_date_is_refused(client, kaisa, site):
    person = make_client(home_site=site)
    page = client.post(edit_of(person), typed(home_site=site.pk, birth_date="1800-01-01"))
    assert "too far in the past" in str(page.context["form"].errors)


def test_nobody_is_moved_to_or_from_another_ohjaamo(client, kaisa, site):
    elsewhere = make_site()
    mine = make_client(home_site=site)
    page = client.post(edit_of(mine), typed(home_site=elsewhere.pk))
    assert list(page.context["form"].errors) == ["home_site"]
    theirs = make_client(home_site=elsewhere)
    make_visit(site=site, client=theirs)
    assert client.post(edit_of(theirs), typed(home_site=site.pk)).url == page_of(theirs)
    with acting_as_system("test"):
        theirs.refresh_from_db()
    assert (theirs.home_site, theirs.last_name) == (elsewhere, "Uusi")


def test_a_silent_overwrite_is_refused(client, kaisa, site):
    person = make_client(home_site=site, version=3)
    page = client.post(edit_of(person), typed(home_site=site.pk, version="2"))
    assert page.status_code == 200
    assert page.context["form"].has_error("__all__", "changed_meanwhile")
