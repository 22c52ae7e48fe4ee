from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Invitation, Role, User
from tests.factories import PASSWORD, make_invitation, make_site, make_user
from tests.forms import errors, posted, rows_data, text_of
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
SECRET = "tosi-salainen"
LINK = f"/invitation/{SECRET}/"
TWICE = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def admin(client, site):
    client.user = make_user(Role.ADMIN, site=site, language="en")
    client.force_login(client.user)
    return client


@pytest.fixture
def invited(site):
    return make_invitation(secret=SECRET, user=make_user(Role.COUNSELLOR, site=site, email="uusi@example.org"))


def act(client, name, invitation):
    return client.post(reverse(f"network:{name}", args=[invitation.pk]))


def states(client):
    return [state for _row, state in client.get(reverse("network:invitation_list")).context["rows"]]


def test_only_a_fingerprint_is_stored(invited):
    row = Invitation.objects.values().get()
    assert SECRET not in str(row)
    assert (row["expires_at"] - row["sent_at"]).days == 14


def test_a_bad_password_is_refused_with_reasons_and_the_link_lives(invited):
    response = Client().post(LINK, {"new_password1": "lyhyt", "new_password2": "lyhyt"})
    assert list(errors(response)) == ["new_password2"]
    response = Client().post(LINK, {"new_password1": PASSWORD, "new_password2": PASSWORD + "x"})
    assert list(errors(response)) == ["new_password2"]
    assert Client().post(LINK, TWICE).status_code == 302


def test_a_link_works_once(invited):
    browser = Client()
    assert browser.post(LINK, TWICE)["Location"] == reverse("home")
    assert browser.session["_auth_user_id"] == str(invited.user.pk)
    invited.refresh_from_db()
    assert invited.state_at(timezone.now()) == "accepted"
    other = {"new_password1": PASSWORD + "2", "new_password2": PASSWORD + "2"}
    assert Client().post(LINK, other).status_code == 410
    assert User.objects.get(pk=invited.user.pk).check_password(PASSWORD)


def test_dead_links_say_so(invited):
    page = Client(headers={"accept-language": "en"}).get("/invitation/mika-lie/")
    assert page.status_code == 410
    assert "The link is no longer valid" in text_of(page)
    Invitation.objects.update(expires_at=timezone.now())
    assert Client().get(LINK).status_code == 410


@pytest.mark.parametrize("fields", [{"is_active": False}, {"password": "pbkdf2_sha256$1$a$b"}])
def test_a_closed_or_opened_login_takes_no_invitation(invited, fields):
    User.objects.filter(pk=invited.user.pk).update(**fields)
    assert Client().post(LINK, TWICE).status_code == 410


def test_take_back(admin, invited):
    assert states(admin) == ["open"]
    act(admin, "invitation_revoke", invited)
    assert states(admin) == ["revoked"]
    assert Client().post(LINK, TWICE).status_code == 410


def test_send_again_kills_the_first_link(admin, invited, settings):
    with mail_server(settings) as server:
        act(admin, "invitation_send", invited)
    assert [mail["To"] for mail in server.messages] == ["uusi@example.org"]
    assert states(admin) == ["open", "revoked"]
    assert Client().get(LINK).status_code == 410


def test_a_mail_that_fails_keeps_the_first_link(admin, invited, settings):
    with mail_server(settings, refusal="550 no such box"):
        act(admin, "invitation_send", invited)
    assert states(admin) == ["open"]
    assert Client().get(LINK).status_code == 200


def test_who_has_a_password_is_not_invited_again(admin, invited, settings):
    Client().post(LINK, TWICE)
    with mail_server(settings) as server:
        act(admin, "invitation_send", invited)
    assert server.messages == []
    assert states(admin) == ["accepted"]


def test_too_old(admin, invited):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert states(admin) == ["expired"]


def test_an_admin_of_one_site_meddles_with_no_others(admin, site):
    elsewhere = make_invitation(user=make_user(Role.COUNSELLOR, site=make_site()))
    both = make_invitation(user=make_user(Role.COUNSELLOR, site=site))
    both.user.roles.create(role=Role.ADMIN, site=None)
    assert states(admin) == []
    for name in ("invitation_send", "invitation_revoke"):
        for invitation in (elsewhere, both):
            assert act(admin, name, invitation).status_code == 404


def test_a_new_address_or_a_closed_login_takes_the_link_back(admin, invited):
    address = reverse("network:user_edit", args=[invited.user.pk])
    roles = rows_data("roles", {"role": "counsellor", "site": invited.user.roles.get().site_id}, initial=0)
    admin.post(address, posted(admin.get(address).context["form"]) | roles | {"email": "toinen@example.org"})
    assert states(admin) == ["revoked"]
    again = make_invitation(user=invited.user)
    admin.post(reverse("network:user_set_active", args=[invited.user.pk]), {"active": "no"})
    again.refresh_from_db()
    assert again.state_at(timezone.now()) == "revoked"


def test_queries_of_the_list_do_not_grow(admin, invited, site, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        admin.get(reverse("network:invitation_list"))
    for _number in range(2):
        make_invitation(user=make_user(Role.EXPERT, site=site), sent_by=admin.user)
    with django_assert_num_queries(len(one)):
        assert states(admin) == ["open"] * 3
