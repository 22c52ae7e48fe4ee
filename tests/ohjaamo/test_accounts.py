import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import is_mfa_enabled
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from network.models import Role
from ohjaamo import accounts
from tests.factories import make_user

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
PASSWORD = "tosi-pitka-salasana-7"


@pytest.fixture(autouse=True)
def fresh_and_quick(settings):
    """No tries counted from earlier tests, and a hash that is made for guessing a hundred times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()


@pytest.fixture
def user():
    return make_user(Role.COUNSELLOR, email="aino@example.org", password=PASSWORD)


def log_in(client, password=PASSWORD, *, address="192.0.2.1", email="aino@example.org"):
    return client.post(LOGIN, {"login": email, "password": password}, REMOTE_ADDR=address)


def logged_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_login_leads_to_the_front_page(client, user):
    response = log_in(client)
    assert (response.status_code, response.url) == (302, "/home/")
    assert logged_in(client)


def test_a_wrong_password_is_told_on_top_and_keeps_the_e_mail(client, user):
    page = log_in(client, "wrong").content.decode()
    assert "Sähköposti tai salasana on väärin." in page
    assert 'class="error-summary"' in page
    assert 'value="aino@example.org"' in page
    assert not logged_in(client)


def test_a_stranger_and_a_wrong_password_get_the_same_answer(client, user):
    def answer(email):
        page = log_in(client, "wrong", email=email).content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.split("<main")[1]).replace(email, "")

    assert answer("aino@example.org") == answer("nobody@example.org")


def test_ten_wrong_guesses_lock_the_pair_of_e_mail_and_address(client, user):
    statuses = [log_in(client, f"guess {n}").status_code for n in range(10)]
    assert statuses == [200] * 9 + [429]
    locked = log_in(client)  # the right password no longer helps
    assert locked.status_code == 429
    assert "Kirjautuminen on hetken lukossa" in locked.content.decode()
    assert not logged_in(client)


def test_other_spellings_of_the_e_mail_count_as_the_same(client, user):
    for n in range(10):
        log_in(client, f"guess {n}", email=["aino@example.org", "AINO@Example.org", " aino@example.org "][n % 3])
    assert log_in(client).status_code == 429


def test_the_owner_still_gets_in_from_another_address(client, user):
    for n in range(12):
        log_in(client, f"guess {n}")
    assert log_in(client, address="198.51.100.7").status_code == 302
    assert logged_in(client)


def test_a_lock_does_not_touch_others_at_the_same_address(client, user):
    make_user(Role.MANAGER, email="matti@example.org", password=PASSWORD)
    for n in range(10):
        log_in(client, f"guess {n}")
    assert log_in(client, email="matti@example.org").status_code == 302


def test_the_right_password_clears_the_count(client, user):
    for n in range(9):
        log_in(client, f"guess {n}")
    assert log_in(client).status_code == 302
    client.post("/accounts/logout/")
    assert [log_in(client, "wrong").status_code for _n in range(9)] == [200] * 9


def test_a_forwarded_address_is_not_believed_without_our_proxy(client, user):
    for n in range(10):
        client.post(
            LOGIN,
            {"login": "aino@example.org", "password": f"guess {n}"},
            REMOTE_ADDR="192.0.2.1",
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        )
    assert log_in(client).status_code == 429


def test_behind_our_proxy_the_caller_is_counted_and_not_the_proxy(client, user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def guess(caller, password="wrong"):
        data = {"login": "aino@example.org", "password": password}
        return client.post(LOGIN, data, REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": caller}).status_code

    assert [guess("203.0.113.9") for _n in range(10)][-1] == 429
    assert guess("198.51.100.7", PASSWORD) == 302


def test_nobody_signs_up_and_nobody_changes_their_e_mail(client, user):
    assert "Tunnukset tekee pääkäyttäjä" in client.get("/accounts/signup/").content.decode()
    client.force_login(user)
    assert client.get("/accounts/email/").status_code == 404


def test_a_closed_account_does_not_get_in(client, user):
    user.is_active = False
    user.save(update_fields=["is_active"])
    log_in(client)
    assert not logged_in(client)


def test_a_forgotten_password_is_set_by_mail(client, user):
    response = client.post("/accounts/password/reset/", {"email": "aino@example.org"}, follow=True)
    assert "Katso sähköpostisi" in response.content.decode()
    message = mail.outbox[0]
    assert (message.to, message.subject) == (["aino@example.org"], "Uusi salasana Ohjaamoon")
    link = next(line for line in message.body.splitlines() if line.startswith("http"))
    form = client.get(link.replace("http://testserver", ""), follow=True)
    assert "Anna uusi salasana" in form.content.decode()
    new = "aivan-toinen-salasana-8"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    client.logout()
    assert log_in(client).status_code == 200
    assert log_in(client, new).status_code == 302


def test_no_mail_goes_to_an_address_without_an_account(client):
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert mail.outbox == []


def code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return f"{hotp_value(secret, counter):06}"


def test_the_second_step_is_asked_for_and_its_guesses_are_limited(client, user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert log_in(client).url == reverse("mfa_authenticate")
    assert "Koodi puhelimestasi" in client.get(reverse("mfa_authenticate")).content.decode()
    pages = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode() for _n in range(6)]
    assert "Koodi on väärin tai jo käytetty." in pages[0]
    assert "Liian monta yritystä peräkkäin." in pages[5]
    cache.clear()
    assert client.post(reverse("mfa_authenticate"), {"code": code(secret)}).status_code == 302
    assert logged_in(client)


def test_the_second_step_is_turned_on_after_the_password_is_asked_again(client, user):
    client.force_login(user)
    asked = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Varmista, että se olet sinä" in asked.content.decode()
    confirmed = client.post(
        asked.redirect_chain[-1][0], {"password": PASSWORD, "next": reverse("mfa_activate_totp")}, follow=True
    )
    page = confirmed.content.decode()
    assert "QR-koodi koodisovellusta varten" in page
    secret = re.search(r'text-break">(\w+)<', page)[1]
    done = client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert is_mfa_enabled(user)
    codes = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", codes)) == 10


def test_demo_logins_show_in_demo_mode_only(settings):
    settings.DEMO = False
    assert accounts.demo_logins() == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"email": "Aino@Example.org"}, "aino@example.org"),
        ({"login": " aino@example.org "}, "aino@example.org"),
        ({}, "form@example.org"),
        (None, "form@example.org"),
    ],
)
def test_the_name_under_which_failures_count(rf, given, expected):
    request = rf.post(LOGIN, {"login": "form@example.org"})
    assert accounts.login_name(request, given) == expected
