"""Freshness: what waits for a check, one tap, and the reminder with its link."""

import re
import time
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.actions.reminders import remind_of_stale
from network.checking import kind_named
from network.models import Agency, AgencyContact, Expert, Role
from tests.factories import make_agency, make_contact, make_expert, make_site, make_user
from tests.forms import posted, text_of
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
NOBODY_REACHES = "Nobody can reach this agency"


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def admin(client, site):
    client.user = make_user(Role.ADMIN, site=site, language="en", first_name="Petra", last_name="P.")
    client.force_login(client.user)
    return client


def fresh(make, **fields):
    """A row that was checked today."""
    return make(checked_on=timezone.localdate(), **fields)


def confirm(client, row, **data):
    label = row._meta.label_lower
    return client.post(reverse("network:entry_confirm", args=[row.pk, label]), data)


def waiting(client):
    page = client.get(reverse("network:stale_list")).context
    return [entry.row for entry in page["own"]], [entry.row for entry in page["others"]]


def months_ago(months):
    return timezone.localdate() - timedelta(days=31 * months)


def test_what_waits_for_whom(admin, site):
    agency = fresh(make_agency, name_fi="Kela")
    stale = make_expert(agency=agency, sites=[site], checked_on=months_ago(7))
    fresh(make_expert, agency=agency, sites=[site])
    make_expert(agency=agency, sites=[site], checked_on=months_ago(7), check_every=12)
    make_expert(agency=agency, sites=[site], valid_to=timezone.localdate() - timedelta(days=1))
    foreign = make_expert(agency=agency, sites=[make_site()])
    assert waiting(admin) == ([stale], [foreign])


def test_still_right_in_one_tap(admin, site):
    expert = make_expert(agency=fresh(make_agency), sites=[site], first_name="Aino", last_name="Aalto")
    here = reverse("network:stale_list")
    assert confirm(admin, expert, next=here)["Location"] == here
    expert.refresh_from_db()
    assert (expert.checked_on, expert.checked_by) == (timezone.localdate(), admin.user)
    assert waiting(admin) == ([], [])
    detail = reverse("network:expert_detail", args=[expert.pk])
    day = timezone.localdate().strftime("%-d %b %Y")
    assert f"Checked {day}, Petra P.." in text_of(admin.get(detail))
    assert confirm(admin, expert, next="https://elsewhere.example/")["Location"] == detail
    assert admin.get(reverse("network:entry_confirm", args=[expert.pk, "network.expert"])).status_code == 405


def test_only_who_keeps_an_entry_up_confirms_it(admin, site):
    foreign = make_expert(sites=[make_site()])
    assert confirm(admin, foreign).status_code == 403
    assert admin.post(reverse("network:entry_confirm", args=[foreign.pk, "network.user"])).status_code == 404
    assert Expert.objects.get().checked_on is None


def test_saving_an_entry_counts_as_looking_at_it(admin, site):
    expert = make_expert(sites=[site])
    address = reverse("network:expert_edit", args=[expert.pk])
    admin.post(address, posted(admin.get(address).context["form"]))
    expert.refresh_from_db()
    assert (expert.checked_on, expert.checked_by) == (timezone.localdate(), admin.user)


def test_an_agency_that_nobody_reaches_is_warned_of(admin, site):
    today = timezone.localdate()
    silent, by_contact, by_expert, gone = (fresh(make_agency, name_fi=name) for name in "ABCD")
    Agency.objects.filter(pk=gone.pk).update(valid_to=today - timedelta(days=1))
    make_contact(agency=by_contact)
    make_expert(agency=by_expert, email="a@b.fi", sites=[site], checked_on=today)
    make_expert(agency=silent, email="a@b.fi", sites=[site], valid_to=today - timedelta(days=1))
    for agency, warned in ((silent, True), (by_contact, False), (by_expert, False), (gone, False)):
        page = text_of(admin.get(reverse("network:agency_detail", args=[agency.pk])))
        assert (NOBODY_REACHES in page) is warned
    assert list(admin.get(reverse("network:stale_list")).context["unreachable"]) == [silent]


def test_queries_of_the_list_do_not_grow(admin, site, django_assert_num_queries):
    make_expert(sites=[site])
    with CaptureQueriesContext(connection) as one:
        admin.get(reverse("network:stale_list"))
    for _number in range(3):
        make_expert(sites=[site])
        make_expert(sites=[make_site()])
    with django_assert_num_queries(len(one)):
        admin.get(reverse("network:stale_list"))


def remind(settings, now=None):
    """The mails of one round, {address: text}."""
    settings.ADDRESS = "http://testserver"
    with mail_server(settings) as server:
        count = remind_of_stale(now=now or timezone.now())
    assert count == len(server.messages) == len({mail["To"] for mail in server.messages})
    return {mail["To"]: mail for mail in server.messages}


def links(mail):
    return re.findall(r"http://testserver(/network/checked/\S+)", mail.get_content())


def test_whom_a_reminder_goes_to(admin, site, settings):
    """One mail each: to oneself, to the contact persons, to the agency's mailbox, to the admins of the site."""
    admin.user.email = "petra@example.org"
    admin.user.save()
    kept, boxed, bare = make_agency(name_fi="Kela"), make_agency(name_fi="Posti"), make_agency(name_fi="Hiljainen")
    person = make_user(Role.EXPERT, site=site, email="kaisa@example.org", language="sv")
    make_expert(agency=kept, sites=[site], user=person, is_agency_contact=True, first_name="Kaisa", last_name="Käki")
    fresh(make_expert, agency=kept, sites=[site], email="tuore@example.org")
    AgencyContact.objects.create(agency=boxed, name="Posti", email="posti@example.org")
    fresh(make_expert, agency=bare, sites=[site])
    make_expert(agency=bare, sites=[site], email="itse@example.org", valid_to=months_ago(1))
    mails = remind(settings)
    assert {to: len(links(mail)) for to, mail in mails.items()} == {
        "kaisa@example.org": 2,
        "posti@example.org": 1,
        "petra@example.org": 1,
    }
    assert mails["kaisa@example.org"]["Subject"] == "Stämmer de här fortfarande?"
    assert mails["posti@example.org"]["Subject"] == "Pitävätkö nämä vielä paikkansa?"
    assert "Kaisa Käki" in mails["kaisa@example.org"].get_content()


def test_at_most_every_thirty_days(site, settings):
    expert = make_expert(agency=fresh(make_agency), sites=[site], email="a@b.fi")
    now = timezone.now()
    assert list(remind(settings, now)) == ["a@b.fi"]
    expert.refresh_from_db()
    assert expert.reminded_on == timezone.localdate(now)
    assert remind(settings, now + timedelta(days=29)) == {}
    assert list(remind(settings, now + timedelta(days=30))) == ["a@b.fi"]


def test_a_refused_mail_is_tried_again(site, settings):
    make_expert(agency=fresh(make_agency), sites=[site], email="a@b.fi")
    with mail_server(settings, refusal="550 no such box"):
        assert remind_of_stale(now=timezone.now()) == 0
    assert Expert.objects.get().reminded_on is None


@pytest.fixture
def link(site, settings):
    """The path from a reminder to an expert with a login, about their own entry."""
    user = make_user(Role.EXPERT, site=site, language="en", email="aino@example.org")
    make_expert(agency=fresh(make_agency), sites=[site], user=user, first_name="Aino", last_name="Aalto", field="Velat")
    return links(remind(settings)["aino@example.org"])[0]


def test_the_link_confirms_without_a_login_and_once(link, django_user_model):
    browser = Client(headers={"accept-language": "fi"})
    page = text_of(browser.get(link))
    assert "Is this still right?" in page
    assert "Aino Aalto" in page
    assert "Velat" in page
    assert Expert.objects.get().checked_on is None  # looking does nothing yet
    assert "Aino Aalto is marked as checked today." in text_of(browser.post(link))
    expert = Expert.objects.get()
    assert (expert.checked_on, expert.checked_by) == (timezone.localdate(), expert.user)
    for response in (browser.get(link), browser.post(link)):
        assert response.status_code == 410
        assert "<h1>" in response.content.decode()


def test_a_link_dies_when_the_entry_is_checked_otherwise(link):
    Expert.objects.update(checked_on=date(2026, 1, 1))
    assert Client().get(link).status_code == 410


def test_a_link_dies_with_the_entry_and_when_bent(link):
    assert Client().get(link[:-3] + "xx/").status_code == 410
    Expert.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert Client().get(link).status_code == 410


def test_a_link_dies_after_thirty_days(link, monkeypatch):
    sent, day = time.time(), 24 * 60 * 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: sent + 29 * day)
    assert Client().get(link).status_code == 200
    monkeypatch.setattr("django.core.signing.time.time", lambda: sent + 31 * day)
    assert Client().post(link).status_code == 410
    assert Expert.objects.get().checked_on is None


def test_every_kind_of_entry_says_what_it_is(site):
    make_contact(agency=make_agency(name_fi="Kela", sector="kela"), email="a@b.fi")
    kind = kind_named("network.agency")
    facts = dict(kind.facts(kind.current(timezone.localdate()).get()))
    assert list(facts.values()) == ["Kela", "Kela", "Vaihde, +358 40 1234567, a@b.fi"]
