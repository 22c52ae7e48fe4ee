from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.codes import ContactType
from network.codes import Theme
from network.models import Role
from tests.factories import make_client, make_expert, make_site, make_user, make_visit

pytestmark = pytest.mark.django_db
URL = reverse("clients:visit_list")
ALL = {"date_from": "", "date_to": ""}


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site)
    client.force_login(user)
    return user


def rows(response) -> list[int]:
    return [visit.pk for visit in response.context["page_obj"]]


def test_shows_this_month_at_the_current_site(client, kaisa, site):
    today = timezone.localdate()
    now = make_visit(site=site)
    make_visit(site=site, date=today - timedelta(days=62))
    make_visit()
    response = client.get(URL)
    assert rows(response) == [now.pk]
    assert response.context["totals"] == {"visits": 1, "anonymous": 1, "clients": 0, "minutes": 0, "hours": 0}


def test_totals_count_all_pages_and_leave_withdrawn_out(client, kaisa, site):
    veera = make_client(home_site=site)
    for _number in range(52):
        make_visit(site=site, client=veera, minutes=30)
    make_visit(site=site, minutes=20)
    make_visit(site=site, minutes=500, withdrawn_at=timezone.now())
    response = client.get(URL)
    assert len(rows(response)) == 50
    assert response.context["totals"] == {"visits": 53, "anonymous": 1, "clients": 1, "minutes": 1580, "hours": 26}
    assert len(rows(client.get(URL, {"page": 2}))) == 3


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"theme": Theme.HOUSING}, {"housing"}),
        ({"contact_type": ContactType.PHONE}, {"phone"}),
        ({"anonymous": "yes"}, {"housing", "phone", "old"}),
        ({"anonymous": "no"}, {"named"}),
        ({"mine": "on"}, {"named"}),
        ({"date_from": "2025-01-01", "date_to": "2025-01-31"}, {"old"}),
        ({"date_from": "31.1.2025", "date_to": "31.01.2025"}, {"old"}),
    ],
)
def test_filters(client, kaisa, site, filters, found):
    visits = {
        "housing": make_visit(site=site, themes=[Theme.OTHER, Theme.HOUSING]),
        "phone": make_visit(site=site, contact_type=ContactType.PHONE),
        "named": make_visit(site=site, client=make_client(home_site=site), created_by=kaisa),
        "old": make_visit(site=site, date=date(2025, 1, 31)),
    }
    response = client.get(URL, ALL | filters)
    assert set(rows(response)) == {visits[name].pk for name in found}
    assert response.context["totals"]["visits"] == len(found)


def test_filters_by_an_expert_of_my_sites_only(client, kaisa, site):
    expert, stranger = make_expert(sites=[site]), make_expert(sites=[make_site()])
    with_expert = make_visit(site=site, experts=[expert, make_expert(sites=[site])])
    make_visit(site=site)
    assert rows(client.get(URL, {"expert": expert.pk})) == [with_expert.pk]
    refused = client.get(URL, {"expert": stranger.pk})
    assert list(refused.context["filter"].form.errors) == ["expert"]
    assert rows(refused) == []


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"date_from": "31.2.2025"}, "date_from"),
        ({"date_from": "2025-03-02", "date_to": "2025-03-01"}, "date_to"),
        ({"theme": "nonsense"}, "theme"),
        ({"site": "999999999"}, "site"),
        ({"site": "x"}, "site"),
    ],
)
def test_a_wrong_filter_is_told_beside_the_field_and_shows_nothing(client, kaisa, site, filters, field):
    make_visit(site=site, note="salainen muistiinpano")
    response = client.get(URL, filters)
    assert list(response.context["filter"].form.errors) == [field]
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert "salainen" not in page
    assert 'class="stats' not in page


def test_another_sites_visits_are_never_listed(client, kaisa):
    elsewhere = make_site()
    make_visit(site=elsewhere, client=make_client(home_site=elsewhere, last_name="Vieras"))
    page = client.get(URL, ALL | {"site": ""})
    assert rows(page) == []
    assert "Vieras" not in page.content.decode()


def test_several_sites_one_at_first_all_on_request(client):
    akaa, urjala = make_site(name="Akaa"), make_site(name="Urjala")
    user = make_user(Role.COUNSELLOR)
    client.force_login(user)
    first, second = make_visit(site=akaa), make_visit(site=urjala)
    assert rows(client.get(URL)) == [first.pk]
    assert set(rows(client.get(URL, {"site": ""}))) == {first.pk, second.pk}


def test_only_counsellors(client, site):
    for role in (Role.MANAGER, Role.ADMIN, Role.EXPERT, Role.DPO, Role.REPORT_READER):
        client.force_login(make_user(role, site=site))
        assert client.get(URL).status_code == 403
    client.logout()
    assert client.get(URL).status_code == 302


def test_queries_do_not_grow_with_rows(client, kaisa, site):
    experts = [make_expert(sites=[site]) for _number in range(2)]

    def add(count):
        for _number in range(count):
            make_visit(site=site, client=make_client(home_site=site), experts=experts, created_by=kaisa)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(URL).status_code == 200
        return len(captured)

    add(3)
    few = queries()
    add(47)
    assert queries() == few


def test_empty_list_says_what_to_do(client, kaisa):
    page = client.get(URL)
    assert rows(page) == []
    assert 'class="empty"' in page.content.decode()
    assert page.content.decode().count("<h1") == 1
