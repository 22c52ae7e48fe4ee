import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients.access import record_access
from network.access import acting_as
from network.models import Role
from tests.factories import make_client, make_site, make_user

pytestmark = pytest.mark.django_db
LIST = reverse("clients:access_record_list")


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def kaisa(site):
    return make_user(Role.COUNSELLOR, site=site)


@pytest.fixture
def dpo(client):
    user = make_user(Role.DPO, language="fi")
    client.force_login(user)
    return user


def rows(response) -> list[tuple]:
    return [(record.user_id, record.client_id) for record in response.context["page_obj"]]


def test_who_when_what_why_without_names(client, site, kaisa, dpo):
    person = make_client(home_site=site, first_name="Salla", last_name="Salainen")
    client.force_login(kaisa)
    client.get(reverse("clients:client_detail", args=[person.pk]))
    client.force_login(dpo)
    response = client.get(LIST)
    assert rows(response) == [(kaisa.pk, person.pk)]
    page = response.content.decode()
    assert kaisa.full_name in page
    assert f">{person.pk}<" in page
    assert "nuoren sivu" in page
    assert "Salainen" not in page
    assert "Salla" not in page


def test_filters_by_user_and_client(client, site, kaisa, dpo):
    other = make_user(Role.COUNSELLOR, site=site)
    first, second = make_client(home_site=site), make_client(home_site=site)
    for user, person in ((kaisa, first), (kaisa, second), (other, first)):
        with acting_as(user):
            record_access(user, person, what="page")
    assert set(rows(client.get(LIST, {"user": kaisa.pk}))) == {(kaisa.pk, first.pk), (kaisa.pk, second.pk)}
    assert set(rows(client.get(LIST, {"client": first.pk}))) == {(kaisa.pk, first.pk), (other.pk, first.pk)}
    assert rows(client.get(LIST, {"user": other.pk, "client": second.pk})) == []


def test_filters_by_day_of_this_country(client, site, kaisa, dpo):
    person = make_client(home_site=site)
    with acting_as(kaisa):
        record_access(kaisa, person, what="page")
    today = timezone.localdate().isoformat()
    assert rows(client.get(LIST, {"date_from": today, "date_to": today})) == [(kaisa.pk, person.pk)]
    assert rows(client.get(LIST, {"date_from": "2020-01-01", "date_to": "2020-12-31"})) == []


@pytest.mark.parametrize("number", ["abc", "-1", "1.5", str(2**63)])
def test_a_wrong_number_is_told_beside_the_field(client, site, kaisa, dpo, number):
    with acting_as(kaisa):
        record_access(kaisa, make_client(home_site=site), what="page")
    response = client.get(LIST, {"client": number})
    assert list(response.context["filter"].form.errors) == ["client"]
    assert rows(response) == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_time_are_days_like_others(client, site, kaisa, dpo, day):
    response = client.get(LIST, {"date_from": day, "date_to": day})
    assert response.status_code == 200
    assert rows(response) == []


def test_only_the_data_protection_officer(client, site):
    for role in (Role.COUNSELLOR, Role.MANAGER, Role.ADMIN, Role.EXPERT, Role.REPORT_READER):
        client.force_login(make_user(role, site=site))
        assert client.get(LIST).status_code == 403


def test_queries_do_not_grow_with_rows(client, site, kaisa, dpo):
    person = make_client(home_site=site)

    def add(count):
        with acting_as(kaisa):
            for _number in range(count):
                record_access(kaisa, person, what="page")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    add(3)
    few = queries()
    add(297)
    assert queries() == few
    assert client.get(LIST).context["paginator"].count == 300
