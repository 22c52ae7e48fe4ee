from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.models import Role
from services.actions.check_ins import MOST_WAITING, PAUSE
from services.models import CheckIn, CheckInPoint
from tests.factories import make_site, make_user
from tests.forms import errors, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def point():
    return CheckInPoint.objects.create(site=make_site(name="Ohjaamo Akaa"))


def address(point, **query):
    return reverse("services:check_in", args=[point.secret], query=query or None)


def waiting(point):
    return [row.nickname for row in CheckIn.objects.waiting(point.site)]


def came(point, ago, nickname="Joku"):
    """Somebody who checked in some time ago."""
    return CheckIn.objects.create(site=point.site, nickname=nickname, arrived_at=timezone.now() - ago)


def test_i_am_here(client, point):
    response = client.post(address(point), {"nickname": " Kaisa "}, follow=True)
    assert waiting(point) == ["Kaisa"]
    assert response.redirect_chain == [(address(point, lang="fi", done="1"), 302)]
    page = text_of(response)
    assert "Kiva kun tulit!" in page
    assert "Kaisa" not in page  # the next to come sees nobody's name


def test_without_a_name(client, point):
    client.post(address(point), {"nickname": ""})
    assert waiting(point) == [""]


def test_no_cookie_but_the_one_that_protects_the_form(client, point):
    client.get(address(point))
    client.post(address(point), {"nickname": "Kaisa"})
    client.get(address(point, lang="sv", done="1"))
    assert list(client.cookies) == ["csrftoken"]


def test_the_form_is_protected(point):
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(address(point), {"nickname": "Kaisa"}).status_code == 403
    assert waiting(point) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Moi! Tervetuloa."), ("sv", "Hej! Välkommen."), ("en", "Hi! Welcome."), ("xx", "Moi! Tervetuloa.")],
)
def test_three_languages_by_address(client, point, language, words):
    response = client.get(address(point, lang=language), headers={"Accept-Language": "en"})
    page = response.content.decode()
    assert words in page
    assert page.count("<h1>") == 1
    assert f'<html lang="{language if language != "xx" else "fi"}">' in page
    assert "no-store" in response["Cache-Control"]


def test_pressing_twice_is_one_person(client, point):
    for _press in range(2):
        assert client.post(address(point), {"nickname": "Kaisa"}).status_code == 302
    assert waiting(point) == ["Kaisa"]


def test_a_flood_is_slowed_down(client, point):
    client.post(address(point), {"nickname": "Kaisa"})
    response = client.post(address(point, lang="en"), {"nickname": "Ville"})
    message = "Somebody pressed the button just now. Wait five seconds and press again."
    assert list(errors(response)) == [""]
    assert message in text_of(response)
    assert 'value="Ville"' in response.content.decode()
    assert waiting(point) == ["Kaisa"]
    CheckIn.objects.update(arrived_at=timezone.now() - PAUSE)
    assert client.post(address(point), {"nickname": "Ville"}).status_code == 302
    assert waiting(point) == ["Kaisa", "Ville"]


def test_so_many_wait_and_no_more(client, point):
    elsewhere = CheckInPoint.objects.create(site=make_site())
    for number in range(MOST_WAITING):
        came(point, timedelta(seconds=60 + number))
    response = client.post(address(point, lang="en"), {"nickname": "Ville"})
    message = "Many people are waiting already. Come in and talk to somebody of the staff."
    assert list(errors(response)) == [""]
    assert message in text_of(response)
    assert len(waiting(point)) == 30
    assert client.post(address(elsewhere), {"nickname": "Ville"}).status_code == 302
    met = CheckIn.objects.filter(site=point.site).first()
    CheckIn.objects.filter(pk=met.pk).update(met_at=timezone.now())
    assert client.post(address(point), {"nickname": "Ville"}).status_code == 302


def test_earlier_days_are_erased(client, point):
    came(point, timedelta(days=1), "Eilinen")
    came(CheckInPoint.objects.create(site=make_site()), timedelta(days=2), "Muualla")
    client.post(address(point), {"nickname": "Kaisa"})
    assert [row.nickname for row in CheckIn.objects.all()] == ["Kaisa"]


def test_a_name_too_long_is_refused(client, point):
    assert list(errors(client.post(address(point), {"nickname": "x" * 41}))) == ["nickname"]
    assert CheckIn.objects.count() == 0


def test_an_unknown_address_and_one_that_is_off(client, point):
    assert client.get(reverse("services:check_in", args=["guess"])).status_code == 404
    CheckInPoint.objects.update(is_on=False)
    response = client.post(address(point, lang="en"), {"nickname": "Kaisa"})
    assert response.status_code == 404
    assert "This tablet is not in use now." in text_of(response)
    assert CheckIn.objects.count() == 0


STAFF = reverse("services:check_in_point")


@pytest.mark.parametrize("role", Role)
def test_who_keeps_the_tablet(client, point, role):
    client.force_login(make_user(role, site=point.site))
    allowed = role in {Role.COUNSELLOR, Role.MANAGER, Role.ADMIN}
    assert client.get(STAFF).status_code == (200 if allowed else 403)
    assert client.post(STAFF, {"do": "off"}).status_code == (302 if allowed else 403)
    assert CheckInPoint.objects.get().is_on is not allowed


def test_on_off_and_a_new_address(client):
    site = make_site()
    client.force_login(make_user(Role.COUNSELLOR, site=site))
    client.get(STAFF)
    assert CheckInPoint.objects.count() == 0
    client.post(STAFF, {"do": "on"})
    first = CheckInPoint.objects.get(site=site)
    assert f"http://testserver{address(first)}" in client.get(STAFF).content.decode()
    client.post(STAFF, {"do": "off"})
    client.post(STAFF, {"do": "on"})
    assert CheckInPoint.objects.get().secret == first.secret
    client.post(STAFF, {"do": "renew"})
    second = CheckInPoint.objects.get()
    assert second.secret != first.secret
    assert client.get(address(first)).status_code == 404
    assert client.get(address(second)).status_code == 200
