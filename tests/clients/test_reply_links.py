"""Answering without a login: the mail through a real server, its link, and all the ways in which a link dies."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.actions.referral_reminders import remind_of_referrals
from clients.actions.referrals import send_referral
from clients.models import AccessRecord, Client, Consent, Referral, ReplyLink
from clients.referrals import referrals_to_do
from network.access import acting_as, acting_as_system
from network.actions.invitations import fingerprint
from network.models import Role
from tests.clients.referrals import consent_to, sent
from tests.factories import make_agency, make_client, make_contact, make_site, make_user
from tests.forms import errors
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
SPOKEN = {"scopes": [], "given": "spoken", "witness": "Aino", "language": "fi"}


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa", phone="03 1234567")


@pytest.fixture
def kaisa(site):
    return make_user(Role.COUNSELLOR, site=site, language="en")


@pytest.fixture
def parish():
    """An agency that nobody logs in for."""
    agency = make_agency(name_fi="Seurakunta")
    make_contact(agency=agency, email="diakonia@example.org")
    return agency


@pytest.fixture
def person(site) -> Client:
    return make_client(home_site=site, first_name="Nelli", last_name="Nuorinen", email="nelli@example.org")


@pytest.fixture
def browser():
    """Somebody's browser that has never been here."""
    return Browser(headers={"accept-language": "en"})


def send(kaisa, person, agency, site) -> bool:
    referral = Referral(client=person, to_agency=agency, site=site, target="finances", reason="Vuokrarästit")
    with acting_as(kaisa):
        return send_referral(by=kaisa, referral=referral, consent=SPOKEN, now=timezone.now())


def path_in(mail) -> str:
    text = re.sub(r"=\r?\n", "", mail.get_content())
    return re.search(r"https?://[^/\s]+(/reply/\S+)", text).group(1)


def the_referral() -> Referral:
    with acting_as_system("test"):
        return Referral.objects.select_related("to_agency", "site", "client").get()


def links() -> list[ReplyLink]:
    with acting_as_system("test"):
        return list(ReplyLink.objects.order_by("pk"))


def test_from_the_mail_to_the_arrival(settings, browser, kaisa, person, parish, site):
    with mail_server(settings) as server:
        assert send(kaisa, person, parish, site)
        [mail] = server.messages
        assert (mail["To"], mail["Subject"]) == ("diakonia@example.org", "Ohjaus Ohjaamosta")
        whole = mail.as_string() + mail.get_content()
        for secret in ("Nelli", "Nuorinen", "Vuokra", "nelli@example.org", "talous"):
            assert secret not in whole
        page, version = path_in(mail), the_referral().version
        # Only a fingerprint of the secret is kept.
        assert [link.secret_hash for link in links()] == [fingerprint(page.split("/")[2])]
        # Looking does nothing, however often.
        for _time in range(2):
            seen = browser.get(page)
            assert (seen.status_code, seen["Cache-Control"], seen["Referrer-Policy"]) == (
                200,
                "no-store, private",
                "same-origin",
            )
            assert seen["X-Robots-Tag"] == "noindex, nofollow"
            assert "sessionid" not in seen.cookies
            assert "Nelli Nuorinen" in seen.content.decode()
            assert "Vuokrarästit" in seen.content.decode()
        assert (the_referral().status, the_referral().answered_at, links()[0].used_at) == ("sent", None, None)
        with acting_as_system("test"):
            record = AccessRecord.objects.filter(client_id=person.pk).last()
        assert (record.user, record.reason, record.via) == (None, "link", "Seurakunta")
        # A wrong answer leaves the link as it is.
        wrong = browser.post(page, {"version": version, "kind": "decline", "words": "Emme voi"})
        assert errors(wrong) == {"decline_reason": ["Choose why not, so that the Ohjaamo knows where to look next."]}
        assert "Emme voi" in wrong.content.decode()
        done = browser.post(page, {"version": version, "kind": "accept", "words": "Tervetuloa"})
        assert (done.status_code, done.context["mailed"]) == (200, True)
        row = the_referral()
        assert (row.status, row.answer, row.answered_by) == ("accepted", "Tervetuloa", None)
        # The second use: a calm page, nothing about the person, and what was typed comes back.
        again = browser.post(page, {"version": version, "kind": "decline", "words": "Sittenkin ei"})
        assert (again.status_code, again.context["why"]) == (410, "used")
        assert "Sittenkin ei" in again.content.decode()
        assert "Nelli" not in again.content.decode()
        assert "03 1234567" in again.content.decode()
        assert the_referral().status == "accepted"
        # The next mail leads to the confirmation of the arrival.
        arrival = path_in(server.messages[1])
    assert "Did the young person come?" in browser.get(arrival).content.decode()
    today = timezone.localdate()
    came = {"version": row.version, "closing": "arrived", "arrived_on": today.isoformat()}
    assert browser.post(arrival, came).status_code == 200
    row = the_referral()
    assert (row.status, row.closing, row.arrived_on) == ("arrived", "arrived", today)
    assert browser.get(arrival).status_code == 410


def test_a_link_dies_with_time_with_the_consent_and_with_a_newer_one(settings, browser, kaisa, person, parish, site):
    with mail_server(settings) as server:
        send(kaisa, person, parish, site)
        page = path_in(server.messages[0])
        with acting_as_system("test"):
            Consent.objects.update(withdrawn_at=timezone.now(), withdrawn_by=kaisa)
        dead = browser.get(page)
        assert (dead.status_code, dead.context["why"]) == (410, "closed")
        assert "Nelli" not in dead.content.decode()
        typed = browser.post(page, {"version": 1, "kind": "accept", "words": "Tervetuloa meille"})
        assert typed.status_code == 410
        assert "Tervetuloa meille" in typed.content.decode()
        assert the_referral().status == "sent"
        # Nobody is reminded without a consent; it stands in the sender's list instead.
        with acting_as_system("test"):
            assert remind_of_referrals(now=timezone.now() + timedelta(days=10)) == 0
        with acting_as(kaisa):
            assert list(referrals_to_do(kaisa, timezone.localdate())) == [the_referral()]
        consent_to(the_referral())
        assert browser.get(page).status_code == 200
        with acting_as_system("test"):
            ReplyLink.objects.update(expires_at=timezone.now())
        assert browser.get(page).context["why"] == "expired"
        browser.force_login(kaisa)
        browser.post(
            reverse("clients:referral_send_again", args=[the_referral().pk]), {"version": the_referral().version}
        )
        newer = path_in(server.messages[1])
        browser.logout()
        assert browser.get(page).context["why"] == "revoked"
        assert browser.get(newer).status_code == 200
    unknown = browser.get(reverse("clients:reply", args=["x" * 43]))
    assert (unknown.status_code, unknown.context["why"], unknown.context["site"]) == (410, "unknown", None)


def test_of_two_answers_one_wins_and_the_other_is_told(settings, browser, kaisa, person, parish, site):
    """The sender closes it while the receiver writes behind the link."""
    with mail_server(settings) as server:
        send(kaisa, person, parish, site)
        page, opened = path_in(server.messages[0]), the_referral().version
        other = Browser()
        other.force_login(kaisa)
        referral = the_referral()
        close = reverse("clients:referral_close", args=[referral.pk])
        assert other.post(close, {"version": opened, "closing": "no_help_available"}).status_code == 302
        late = browser.post(page, {"version": opened, "kind": "accept", "words": "Meille sopii"})
    assert (late.status_code, late.context["why"]) == (410, "revoked")
    assert "Meille sopii" in late.content.decode()
    row = the_referral()
    assert (row.status, row.closing) == ("no_help_available", "no_help_available")
    stale = other.post(close, {"version": opened, "closing": "arrived", "arrived_on": timezone.localdate().isoformat()})
    [message] = errors(stale)[""]
    assert message.startswith("Somebody else has answered or changed this meanwhile.")


def test_reminders_by_working_days_over_easter_and_then_closed(settings, browser, kaisa, person, parish, site):
    # Monday 30.3.2026; Good Friday is on 3.4. and Easter Monday on 6.4., so the third working day is Thursday 2.4.,
    # the seventh Friday 10.4. and the fourteenth Tuesday 21.4.; five more end on Tuesday 28.4.
    start = timezone.make_aware(datetime(2026, 3, 30, 10, 0))
    referral = sent(site, parish, kaisa, client=person, sent_at=start, date=start.date(), reminded_on=start.date())
    reminded = []
    with mail_server(settings) as server:
        for number in range(1, 40):
            now = start + timedelta(days=number)
            before = len(server.messages)
            with acting_as_system("test"):
                remind_of_referrals(now=now)
                remind_of_referrals(now=now)  # twice a day makes no two mails
            if len(server.messages) > before:
                reminded.append((now.day, now.month, len(server.messages) - before))
        pages = [path_in(mail) for mail in server.messages]
    assert reminded == [(2, 4, 1), (10, 4, 1), (21, 4, 1)]
    assert {mail["Subject"] for mail in server.messages} == {"Ohjaus Ohjaamosta odottaa vastaustasi"}
    row = the_referral()
    assert (row.status, row.closing, row.closed_at, row.reminders) == ("closed", "unanswered", None, 3)
    assert [bool(link.revoked_at) for link in links()] == [True, True, True]
    assert [browser.get(page).status_code for page in pages] == [410, 410, 410]
    with acting_as(kaisa):
        assert list(referrals_to_do(kaisa, timezone.localdate())) == [referral]


def test_what_the_mail_server_refuses_is_tried_again(settings, kaisa, person, parish, site):
    with mail_server(settings, refusal="550 no"):
        assert not send(kaisa, person, parish, site)
        with acting_as_system("test"):
            assert remind_of_referrals(now=timezone.now()) == 0
    assert (the_referral().reminded_on, links()) == (None, [])
    with mail_server(settings) as server, acting_as_system("test"):
        assert remind_of_referrals(now=timezone.now()) == 1
        assert remind_of_referrals(now=timezone.now()) == 0
    assert [mail["Subject"] for mail in server.messages] == ["Ohjaus Ohjaamosta"]
    assert the_referral().reminded_on == timezone.localdate()
