from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Role
from tests.factories import make_agency, make_expert, make_site, make_user

pytestmark = pytest.mark.django_db
ADDRESS = reverse("network:directory")


@pytest.fixture
def reader(client):
    client.force_login(make_user(Role.EXPERT, site=make_site()))
    return client


def listed(response) -> dict[str, list[str]]:
    """Agency → its experts, as listed."""
    return {str(agency): [str(expert) for expert in experts] for agency, experts in response.context["groups"]}


@pytest.fixture
def network():
    akaa, urjala = make_site(name="Akaa"), make_site(name="Urjala")
    kela = make_agency(name_fi="Kela", name_sv="FPA", sector="kela")
    parish = make_agency(name_fi="Äetsän seurakunta", sector="parish")
    make_agency(name_fi="Zonta ry", sector="ngo")
    make_expert(agency=kela, first_name="Pirjo", last_name="Wäisänen", sites=[akaa], field="etuudet", languages=["fi"])
    make_expert(agency=kela, first_name="Aila", last_name="Åberg", sites=[akaa, urjala], languages=["fi", "sv"])
    make_expert(agency=parish, first_name="Eino", last_name="Leino", sites=[urjala], title="Diakoni")
    yesterday = timezone.localdate() - timedelta(days=1)
    make_expert(agency=parish, first_name="Vanha", last_name="Väinö", sites=[akaa], valid_to=yesterday)
    return akaa


def test_all_in_finnish_order(reader, network):
    page = listed(reader.get(ADDRESS))
    assert list(page.items()) == [
        ("Kela", ["Pirjo Wäisänen", "Aila Åberg"]),
        ("Zonta ry", []),
        ("Äetsän seurakunta", ["Eino Leino"]),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("vaisanen", {"Kela": ["Pirjo Wäisänen"]}),
        ("ABERG aila", {"Kela": ["Aila Åberg"]}),
        ("fpa", {"Kela": ["Pirjo Wäisänen", "Aila Åberg"]}),
        ("kela etuudet", {"Kela": ["Pirjo Wäisänen"]}),
        ("diakoni", {"Äetsän seurakunta": ["Eino Leino"]}),
        ("zonta", {"Zonta ry": []}),
        ("100%", {}),
    ],
)
def test_search_by_folded_words(reader, network, words, found):
    assert listed(reader.post(ADDRESS, {"q": words})) == found


def test_filters(reader, network):
    site = network
    assert listed(reader.get(ADDRESS, {"site": site.pk})) == {"Kela": ["Pirjo Wäisänen", "Aila Åberg"]}
    assert listed(reader.get(ADDRESS, {"language": "sv"})) == {"Kela": ["Aila Åberg"]}
    assert listed(reader.get(ADDRESS, {"sector": "parish"})) == {"Äetsän seurakunta": ["Eino Leino"]}
    ended_too = listed(reader.get(ADDRESS, {"sector": "parish", "validity": "all"}))
    assert ended_too == {"Äetsän seurakunta": ["Eino Leino", "Vanha Väinö"]}


def test_words_of_a_search_stand_in_no_address(reader, network):
    page = reader.post(ADDRESS, {"q": "Wäisänen"}).content.decode()
    assert page.count('value="Wäisänen"') == 1
    assert "?q=" not in page


def test_an_ended_agency_is_shown_only_when_asked_for(reader):
    make_agency(name_fi="TE-toimisto", valid_to=date(2024, 12, 31))
    assert listed(reader.get(ADDRESS)) == {}
    assert listed(reader.get(ADDRESS, {"validity": "all"})) == {"TE-toimisto": []}


def test_htmx_gets_the_list_alone(reader, network):
    page = reader.post(ADDRESS, {"q": "leino"}, headers={"HX-Request": "true"}).content.decode()
    assert page.strip().startswith('<div id="directory">')
    assert "Eino Leino" in page


def test_the_list_for_the_wall_keeps_the_search(reader, network):
    page = reader.post(reverse("network:directory_print"), {"q": "leino"})
    assert listed(page) == {"Äetsän seurakunta": ["Eino Leino"]}
    assert "<nav" not in page.content.decode()


@pytest.mark.parametrize("name", ["directory", "directory_print"])
def test_queries_do_not_grow(reader, name, django_assert_num_queries):
    site = make_site()
    address = reverse(f"network:{name}")

    def grow(count):
        for _number in range(count):
            make_expert(sites=[site], languages=["fi"])

    grow(3)
    reader.get(address)
    with CaptureQueriesContext(connection) as few:
        assert len(listed(reader.get(address))) == 3
    grow(297)
    with django_assert_num_queries(len(few)):
        assert len(listed(reader.get(address))) == 300
