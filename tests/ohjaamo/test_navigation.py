"""The header: which pages each role is offered, at which Ohjaamo one works, at what cost."""

import pytest
from django.urls import include, path

from network.current_site import choose_site, current_site
from network.models import Role
from ohjaamo import navigation
from ohjaamo.urls import urlpatterns as real_urlpatterns
from tests.factories import make_site, make_user


def page(request):
    """Stands for any page of the product in `urlpatterns` below."""


def patterns(app: str, *names: str):
    return include(([path(f"{app}/{name}/", page, name=name) for name in names], app))


# All pages that the header knows, whatever exists of them today.
urlpatterns = [
    path("", patterns("clients", "counter", "todo", "visit_list", "client_list", "referral_list", "guidance_tools")),
    path("", patterns("network", "directory", "site_list", "project_list", "user_list", "switch_site")),
    path("", patterns("services", "event_list", "shift_list", "shift_list")),
    path("", patterns("reports", "figures", "report_list", "import")),
    *real_urlpatterns,
]


def labels(items) -> list[str]:
    return [str(item.label) for item in items]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.COUNSELLOR, "Tiski Tekemättä Käynnit Nuoret Ohjaukset Verkosto Ohjelma Vuorot"),
        (Role.EXPERT, "Tekemättä Nuoret Ohjaukset Verkosto Vuorot"),
        (Role.MANAGER, "Luvut Raportit Verkosto Ohjelma Vuorot Hankkeet Profiilit+ja+mittarit Tuonti+ja+vienti"),
        (Role.ADMIN, "Verkosto Ohjelma Vuorot Hankkeet Ohjaamot Käyttäjät Profiilit+ja+mittarit Tuonti+ja+vienti"),
        (Role.DPO, "Verkosto Vuorot Tuonti+ja+vienti"),
        (Role.REPORT_READER, "Luvut Raportit"),
    ],
)
def test_each_role_sees_its_own_pages(role, expected):
    items, upkeep = navigation.items_for(make_user(role))
    assert labels(items) == [label.replace("+", " ") for label in expected.split()]
    assert upkeep == []


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_many_roles_fold_the_upkeep_into_a_menu():
    items, upkeep = navigation.items_for(make_user(Role.COUNSELLOR, Role.MANAGER, Role.ADMIN))
    assert labels(items) == [
        "Tiski",
        "Tekemättä",
        "Käynnit",
        "Nuoret",
        "Ohjaukset",
        "Luvut",
        "Raportit",
        "Verkosto",
        "Ohjelma",
        "Vuorot",
    ]
    assert labels(upkeep) == ["Hankkeet", "Ohjaamot", "Käyttäjät", "Profiilit ja mittarit", "Tuonti ja vienti"]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_page_one_is_on_is_marked_also_below_its_list():
    items, _upkeep = navigation.items_for(make_user(Role.COUNSELLOR), "/clients/visit_list/17/")
    assert [str(item.label) for item in items if item.current] == ["Käynnit"]


@pytest.mark.django_db
def test_a_user_without_a_role_is_told_what_to_do(client):
    client.force_login(make_user())
    content = client.get("/home/").content.decode()
    assert "Sinulla ei ole vielä roolia" in content
    assert content.count("<h1") == 1


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_front_page_leads_to_the_first_page_of_the_role(client):
    for role, first in ((Role.REPORT_READER, "/reports/figures/"), (Role.EXPERT, "/clients/todo/")):
        client.force_login(make_user(role))
        assert client.get("/home/").url == first


@pytest.mark.django_db
def test_the_header_asks_the_database_twice_at_most(rf, django_assert_num_queries):
    make_site(), make_site()
    request = rf.get("/")
    request.user, request.session = make_user(Role.COUNSELLOR), {}
    with django_assert_num_queries(2):
        first = navigation.navigation(request)
    with django_assert_num_queries(0):
        assert navigation.navigation(request) == first
    assert len(first["nav"].sites) == 2


@pytest.mark.django_db
def test_the_chosen_site_stays_chosen_and_a_foreign_one_is_never_current(rf):
    own, other, foreign = make_site(name="A"), make_site(name="B"), make_site(name="C")
    user = make_user(Role.COUNSELLOR, site=own)
    user.roles.create(role=Role.EXPERT, site=other)

    def request(session):
        made = rf.get("/")
        made.user, made.session = user, session
        return made

    session = {}
    assert current_site(request(session)) == own
    choose_site(request(session), other)
    assert current_site(request(session)) == other
    choose_site(request(session), foreign)
    assert current_site(request(session)) == own


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/programme/", "/programme/new/"])
def test_a_section_shows_its_pages_and_marks_the_one_that_is_open(path):
    user = make_user(Role.COUNSELLOR)
    section = navigation.section_for(user, path)
    assert [item.url for item in section if item.current] == ["/programme/"]
    main, _upkeep = navigation.items_for(user, path)
    assert [str(item.label) for item in main if item.current] == ["Ohjelma"]


@pytest.mark.django_db
def test_a_page_of_a_section_marks_the_main_item_of_the_section():
    main, _upkeep = navigation.items_for(make_user(Role.COUNSELLOR), "/network/teams/")
    assert [str(item.label) for item in main if item.current] == ["Verkosto"]


@pytest.mark.django_db
def test_a_section_of_one_page_needs_no_second_row():
    assert navigation.section_for(make_user(Role.REPORT_READER), "/reports/figures/") == []
