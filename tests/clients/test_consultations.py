"""Questions without a name: asked, answered in the app or by a link, reminded of, closed."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.actions.referral_reminders import remind_of_referrals
from clients.consultations import consultations_to_do
from clients.models import Consultation
from network.access import acting_as, acting_as_system
from network.models import Role
from tests.factories import make_agency, make_contact, make_site, make_user
from tests.forms import errors
from tests.path_factories import make_consultation, make_partner
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
ASK = reverse("clients:consultation_create")
LIST = reverse("clients:consultation_list")


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


def typed(site, **fields) -> dict:
    whole = {"submission_key": "a", "site": site.pk, "question": "Mistä apua?", "urgency": "normal", "target": ""}
    return whole | fields


def the_question() -> Consultation:
    with acting_as_system("test"):
        return Consultation.objects.get()


def to_do(user) -> list[Consultation]:
    with acting_as(user):
        return list(consultations_to_do(user, timezone.localdate()))


def test_ask_and_answer_in_the_app(client, kaisa, site, settings):
    partner = make_partner(sites=[site], language="en")
    other = make_partner(sites=[site], language="en")
    carried = client.get(ASK, {"to_agency": partner.expert.agency_id, "target": "housing"}).context["form"]
    assert (str(carried["to_agency"].value()), carried["target"].value()) == (str(partner.expert.agency_id), "housing")
    assert errors(client.post(ASK, typed(site))) == {"to_agency": ["Choose an agency or an expert."]}
    [message] = errors(client.post(ASK, typed(site, to_agency=make_agency().pk)))["to_agency"]
    assert message.startswith("Nobody there would get it")
    with mail_server(settings) as server:
        page = client.post(ASK, typed(site, to_agency=partner.expert.agency_id, question="Mistä apua?")).url
    asked = the_question()
    assert (asked.sent_by, asked.site, asked.to_agency, asked.status) == (kaisa, site, partner.expert.agency, "sent")
    assert [mail["To"] for mail in server.messages] == [partner.email]
    assert page in server.messages[0].get_content()
    assert "Mistä" not in server.messages[0].get_content()
    assert (to_do(partner), to_do(kaisa), to_do(other)) == ([asked], [], [])
    client.force_login(other)
    assert client.get(page).status_code == 404
    client.force_login(partner)
    assert [row.is_to_us for row in client.get(LIST).context["page_obj"]] == [True]
    assert errors(client.post(page, {"answer": ""})) == {"answer": ["This field is required."]}
    assert client.post(page, {"answer": "Soita ensin meille."}).url == page
    late = client.post(page, {"answer": "Toinen vastaus"})
    assert late.status_code == 200
    assert the_question().answer == "Soita ensin meille."
    assert (to_do(partner), to_do(kaisa)) == ([], [asked])
    client.force_login(kaisa)
    assert "Soita ensin meille." in client.get(page).content.decode()
    client.post(reverse("clients:consultation_close", args=[asked.pk]))
    assert (the_question().status, to_do(kaisa)) == ("closed", [])


def test_answer_by_a_link_once(client, kaisa, site, settings):
    agency = make_agency()
    make_contact(agency=agency, email="neuvonta@example.org")
    with mail_server(settings) as server:
        client.post(ASK, typed(site, to_agency=agency.pk))
    page = re.search(r"/reply/\S+", re.sub(r"=\r?\n", "", server.messages[0].get_content())).group()
    browser = Browser(headers={"accept-language": "en"})
    assert "Mistä apua?" in browser.get(page).content.decode()
    assert the_question().status == "sent"
    assert browser.post(page, {"answer": "Meiltä saa."}).status_code == 200
    second = browser.post(page, {"answer": "Vielä yksi asia"})
    assert (second.status_code, second.context["why"]) == (410, "used")
    assert "Vielä yksi asia" in second.content.decode()
    row = the_question()
    assert (row.answer, row.answered_by, row.status) == ("Meiltä saa.", None, "answered")


def test_reminded_of_and_closed_without_an_answer(site, kaisa, settings):
    start = timezone.make_aware(datetime(2026, 3, 30, 10, 0))
    partner = make_partner(sites=[site])
    asked = make_consultation(
        site=site, to_agency=partner.expert.agency, sent_by=kaisa, sent_at=start, reminded_on=start.date()
    )
    days = []
    with mail_server(settings) as server:
        for number in range(1, 40):
            with acting_as_system("test"):
                if remind_of_referrals(now=start + timedelta(days=number)):
                    days.append((start + timedelta(days=number)).strftime("%d.%m."))
    assert days == ["02.04.", "10.04.", "21.04.", "28.04."]
    assert len(server.messages) == 3
    assert (the_question().status, the_question().closed_at) == ("closed", None)
    assert to_do(kaisa) == [asked]
