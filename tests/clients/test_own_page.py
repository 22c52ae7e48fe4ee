"""The young person's own page: link, code, what it shows and takes, and whom it keeps out."""

import logging
import re
from datetime import timedelta
from html import unescape
from io import StringIO

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients import models as path
from clients.actions.own_pages import forget_codes
from clients.codes import StepDoer
from clients.messages import messages_to_do
from clients.models import AccessRecord, Client, Consent, DataRequest, Goal, Message, OwnPage, OwnPageCode, Plan, Step
from network.access import acting_as, acting_as_client, acting_as_system
from network.models import Role
from services.models import FormUse
from tests.factories import make_agency, make_client, make_expert, make_referral, make_user
from tests.forms import errors, text_of
from tests.path_factories import (
    make_case_worker,
    make_consent,
    make_goal,
    make_meeting,
    make_message,
    make_partner,
    make_plan,
    make_step,
    make_whole_path,
)
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
WRONG = "000000"


def act(client, name, person, data=None):
    return client.post(reverse(f"clients:{name}", args=[person.pk]), data or {})


def new_link(client, person, **fields) -> str:
    """The path of a new link to the person's page, as the counsellor sees it once."""
    data = {"wanted": "on", "language": "fi", "email": "", "valid_to": timezone.localdate() + timedelta(days=365)}
    return "/own/" + act(client, "own_page_open", person, data | fields).context["link"].split("/own/")[1]


def new_code(client, person) -> str:
    return act(client, "own_page_code", person).context["code"]


def phone(link, code) -> Browser:
    """The young person's phone, after the code."""
    browser = Browser()
    browser.post(link, {"code": code})
    return browser


@pytest.fixture
def link(client, kaisa, veera):
    return new_link(client, veera)


@pytest.fixture
def veeras_phone(client, link, veera):
    return phone(link, new_code(client, veera))


def rows(model, **fields):
    with acting_as_system("test"):
        return list(model.objects.filter(**fields))


def test_the_link_opens_with_a_code_once_and_only_fingerprints_are_kept(client, kaisa, veera, link):
    code = new_code(client, veera)
    browser = Browser()
    door = browser.get(link)
    assert "Kuusi numeroa" in text_of(door)
    assert "Veera" not in text_of(door)
    entered = browser.post(link, {"code": f" {code} "})
    assert (entered.status_code, entered["Location"]) == (302, link)
    cookie = browser.cookies["ohjaamo_own"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == ("/own/", True, "Lax", 7200)
    page = browser.get(link)
    assert "Moi, Veera!" in text_of(page)
    assert [page[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")] == [
        "no-store",
        "noindex, nofollow",
        "same-origin",
    ]
    # The same code again, on another phone, and on the page of somebody else.
    assert errors(Browser().post(link, {"code": code}))["code"]
    other = make_client(home_site=veera.home_site, first_name="Toinen")
    others = new_link(client, other)
    new_code(client, other)
    assert errors(Browser().post(others, {"code": new_code(client, veera)}))["code"]
    # A cookie of one page opens no other.
    assert "Toinen" not in text_of(browser.get(others))
    with acting_as_system("test"):
        stored = str([*OwnPage.objects.values(), *OwnPageCode.objects.values()])
    assert link.split("/")[2] not in stored
    assert code.replace(" ", "") not in re.findall(r"'(\d{6})'", stored)
    assert browser.get(f"/own/sv{link[4:]}")["Content-Language"] == "sv"
    # The young person's own reading is recorded nowhere.
    with acting_as(make_user(Role.DPO)):
        assert set(AccessRecord.objects.values_list("user", flat=True)) == {kaisa.pk}


def test_a_code_can_be_tried_five_times(client, veera, link):
    code = new_code(client, veera).replace(" ", "")
    wrong = "111111" if code == WRONG else WRONG
    for _time in range(5):
        assert errors(Browser().post(link, {"code": wrong}))["code"]
    assert errors(Browser().post(link, {"code": code}))["code"]
    assert Browser().post(link, {"code": new_code(client, veera)}).status_code == 302
    with acting_as_system("test"):
        FormUse.objects.bulk_create(FormUse(form="own_code", mark=FormUse.objects.first().mark) for _time in range(30))
    fresh = new_code(client, veera)
    assert list(errors(Browser().post(link, {"code": fresh}))) == [""]


def test_codes_come_by_mail_and_the_answer_never_tells_whether(client, kaisa, veera, link, settings):
    assert "sähköpostisi" in text_of(Browser().post(link, {"send": "yes"}))
    without = new_link(client, make_client(home_site=veera.home_site))
    mailed = new_link(client, veera, email="veera@example.org", language="sv")
    with mail_server(settings) as server:
        said = Browser().post(mailed.replace("/own/sv/", "/own/"), {"send": "yes"})
        assert text_of(said) == text_of(Browser().post(without, {"send": "yes"}))
        [mail] = server.messages
        assert (mail["to"], mail["subject"]) == ("veera@example.org", "Din kod")
        [code] = re.findall(r"\b\d{6}\b", mail.get_content())
        assert Browser().post(mailed, {"code": code}).status_code == 302
        for _time in range(7):
            Browser().post(mailed, {"send": "yes"})
        assert len(server.messages) == 5
    # Mailed codes live for a quarter of an hour, those read out for a day; a month later they are erased.
    new_code(client, veera)
    lives = {row.made_by_id: row.expires_at - row.made_at for row in rows(OwnPageCode, used_at__isnull=True)[:2]}
    assert lives[kaisa.pk] == timedelta(hours=24)
    with acting_as_system("test"):
        assert forget_codes(now=timezone.now() + timedelta(days=40)) == 6
        assert OwnPageCode.objects.count() == 0


def test_a_mail_server_that_refuses_changes_nothing(client, kaisa, veera, settings):
    link = new_link(client, veera, email="veera@example.org")
    with mail_server(settings, refusal="550 no"):
        assert Browser().post(link, {"send": "yes"}).status_code == 200


def test_a_young_person_sees_no_row_of_anybody_else(veera, kaisa):
    mine, other = make_whole_path(veera, kaisa), make_client(home_site=veera.home_site)
    make_whole_path(other, kaisa)
    own = {"Consent": 2, "CaseWorker": 1, "Plan": 1, "Goal": 1, "Step": 1, "PlanVersion": 1, "Meeting": 1}
    own |= {"Message": 1, "DataRequest": 1, "OwnPage": 1, "OwnPageCode": 1}
    with acting_as_client(veera.pk):
        seen = {name: getattr(path, name).objects.count() for name in mine}
        assert {name: count for name, count in seen.items() if count} == own
        assert list(Client.objects.values_list("pk", flat=True)) == [veera.pk]
        assert path.Visit.objects.count() == path.AccessRecord.objects.count() == 0
        for name in ("Consent", "Plan", "Message", "DataRequest", "OwnPage", "Meeting", "CaseWorker"):
            assert set(getattr(path, name).objects.values_list("client", flat=True)) == {veera.pk}


def test_everything_on_the_page(client, kaisa, veera, link, veeras_phone, settings):
    expert = make_expert(first_name="Oma", last_name="Ohjaaja", title="uraohjaaja", user=kaisa, email="oma@example.org")
    make_case_worker(veera, expert)
    consent, partner = make_consent(veera), make_partner(sites=[veera.home_site])
    theirs = make_consent(veera, agency=partner.expert.agency)
    make_consent(veera, referral=make_referral(client=veera, to_agency=make_agency(name_fi="Diakoniatyö")))
    goal = make_goal(make_plan(veera), words="Haluan oman kodin")
    step, others = (
        make_step(goal, text="Soitan asuntotoimistoon"),
        make_step(goal, doer=StepDoer.OTHER, doer_name="Äiti"),
    )
    make_meeting(veera, starts_at=timezone.now() + timedelta(days=3), remote_link="https://example.org/kokous")
    shown = text_of(veeras_phone.get(link))
    told = [
        "Haluan oman kodin",
        "Soitan asuntotoimistoon",
        "Äiti",
        "Oma Ohjaaja",
        "uraohjaaja",
        str(consent.agency),
        "Diakoniatyö",
    ]
    assert [words for words in told if words not in shown] == []
    assert "https://example.org/kokous" in veeras_phone.get(link).content.decode()
    # GETs change nothing.
    for place in (f"steps/{step.pk}/", "goals/", f"consents/{consent.pk}/", "close/", "out/", "messages/read/"):
        veeras_phone.get(link + place)
    assert [row.done_on for row in rows(Step)] == [None, None]
    assert rows(OwnPage)[0].closed_at is None
    for pk in (step.pk, others.pk):
        veeras_phone.post(f"{link}steps/{pk}/", {"done": "yes"})
    assert {row.pk: (row.done_on, row.done_by_client) for row in rows(Step)} == {
        step.pk: (timezone.localdate(), True),
        others.pk: (None, False),
    }
    veeras_phone.post(f"{link}steps/{step.pk}/", {"done": "no"})
    assert rows(Step, pk=step.pk)[0].done_on is None
    for _time in range(2):
        veeras_phone.post(f"{link}goals/", {"goal-words": "Ajokortti"})
        withdrawn = veeras_phone.post(f"{link}consents/{theirs.pk}/")
    assert withdrawn["Location"] == f"{link}?done=withdrawn#consents"
    assert [(row.words, row.by_client) for row in rows(Goal)] == [("Haluan oman kodin", False), ("Ajokortti", True)]
    row = rows(Consent, pk=theirs.pk)[0]
    assert (row.withdrawn_on_own_page, row.withdrawn_by, row.version) == (True, None, 2)
    with acting_as(partner):
        assert not Client.objects.visible_to(partner).exists()
    shown = text_of(client.get(reverse("clients:client_detail", args=[veera.pk])))
    assert "Viimeksi käytetty" in shown
    veeras_phone.post(f"{link}out/")
    assert "Veera" not in text_of(veeras_phone.get(link))


def test_a_first_goal_begins_a_plan_and_others_plans_stay_shut(client, veera, link, veeras_phone):
    other = make_client(home_site=veera.home_site)
    step, consent = make_step(make_goal(make_plan(other))), make_consent(other)
    assert veeras_phone.post(f"{link}goals/", {"goal-words": "Töihin"})["Location"] == f"{link}?done=goal#plan"
    assert [(row.client_id, row.created_by) for row in rows(Plan, client=veera)] == [(veera.pk, None)]
    veeras_phone.post(f"{link}steps/{step.pk}/", {"done": "yes"})
    assert veeras_phone.post(f"{link}consents/{consent.pk}/").status_code == 404
    assert rows(Step)[0].done_on is None
    assert rows(Consent)[0].withdrawn_at is None


def test_messages_go_both_ways_and_mail_tells_no_more_than_that(client, kaisa, veera, settings):
    link = new_link(client, veera, email="veera@example.org")
    veeras_phone = phone(link, new_code(client, veera))
    colleague = make_user(Role.COUNSELLOR, site=veera.home_site)
    make_case_worker(veera, make_expert(user=kaisa, email="oma@example.org"))
    messages = reverse("clients:message_list", args=[veera.pk])
    with mail_server(settings) as server:
        for words in ("Moi, <script>alert(1)</script>voinko <b>tulla</b> huomenna?", "Tai ylihuomenna?"):
            veeras_phone.post(f"{link}messages/", {"message-body": words})
            veeras_phone.post(f"{link}messages/", {"message-body": words})
        [told] = server.messages
        assert told["to"] == "oma@example.org"
        assert not {"Veera", "Virta", "huomenna"} & set(re.findall(r"\w+", told["subject"] + told.get_content()))
        assert [row.body for row in rows(Message)] == ["Tai ylihuomenna?", "Moi, voinko tulla huomenna?"]
        for user, count in ((kaisa, 2), (colleague, 0)):
            with acting_as(user):
                assert messages_to_do(user, timezone.localdate()).count() == count
        client.post(messages, {"body": "Tule vaan!"})
        assert [row["to"] for row in server.messages] == ["oma@example.org", "veera@example.org"]
    with acting_as(kaisa):
        assert not messages_to_do(kaisa, timezone.localdate()).exists()
    assert "Tule vaan!" in text_of(veeras_phone.get(link))
    assert [row.read_at for row in rows(Message, author=kaisa)] == [None]
    veeras_phone.post(f"{link}messages/read/")
    assert [row.read_at is None for row in rows(Message, author=kaisa)] == [False]
    # Nobody with a login works with the other one: who knows them sees it.
    make_message(make_client(home_site=veera.home_site))
    with acting_as(colleague):
        assert messages_to_do(colleague, timezone.localdate()).count() == 1
    # A partner who may see the plan reads and answers; one who may see only the basic data does not.
    for scopes, status in ((["basic"], 404), (["basic", "plan"], 200)):
        partner = make_partner(sites=[veera.home_site])
        make_consent(veera, agency=partner.expert.agency, scopes=scopes)
        theirs = Browser()
        theirs.force_login(partner)
        assert theirs.get(messages).status_code == status
    # A consent withdrawn during the open form: the answer is refused, its text is kept for its author.
    veeras_phone.post(f"{link}consents/{rows(Consent)[0].pk}/")
    assert theirs.post(messages, {"body": "Pitkä vastaus"}).status_code == 404
    assert [row.content["body"] for row in rows(path.Draft, user=partner)] == [["Pitkä vastaus"]]


def test_bad_input_stands_beside_its_field_and_nothing_typed_is_lost(veera, link, veeras_phone):
    long = "ä" * 10_000
    for place, name, text in (
        ("goals/", "goal-words", long),
        ("messages/", "message-body", long),
        ("my-data/", "request-text", long),
        ("goals/", "goal-words", "  "),
        ("goals/", "goal-words", "<b></b>"),
    ):
        answer = veeras_phone.post(link + place, {name: text, "request-kind": "copy"})
        assert answer.status_code == 200
        assert answer.context["bound"].errors
        assert text.strip() in unescape(answer.content.decode())
    assert "kerro" in text_of(veeras_phone.post(f"{link}my-data/", {"request-kind": "correct"})).lower()
    assert rows(Goal) == rows(Message) == rows(DataRequest) == []


def test_what_was_written_while_the_visit_ran_out_comes_along_with_the_code(client, veera, link, veeras_phone):
    veeras_phone.cookies.clear()
    asked = veeras_phone.post(f"{link}messages/", {"message-body": "Pitkä viesti"})
    assert asked.context["kept"] == [("message-body", "Pitkä viesti")]
    kept = {"message-body": "Pitkä viesti", "code": new_code(client, veera)}
    assert veeras_phone.post(f"{link}messages/", kept)["Location"] == f"{link}?done=message#messages"
    assert [row.body for row in rows(Message)] == ["Pitkä viesti"]
    with acting_as_system("test"):
        OwnPageCode.objects.update(expires_at=timezone.now())
    assert "Veera" not in text_of(veeras_phone.get(link))


def test_every_dead_link_says_the_same(client, kaisa, veera, link, veeras_phone):
    stderr = next(handler for handler in logging.getLogger().handlers if handler.name == "stderr")
    log, before = StringIO(), stderr.stream
    stderr.setStream(log)
    answers = [Browser().get("/own/ei-tällaista/")]
    fresh = new_link(client, veera)  # replaces the link whose form is open on the phone
    answers.append(veeras_phone.post(f"{link}goals/", {"goal-words": "Myöhässä"}))
    act(client, "own_page_close", veera)
    act(client, "own_page_close", veera)
    answers.append(Browser().get(fresh))
    assert act(client, "own_page_code", veera).status_code == 302
    late = new_link(client, veera)
    with acting_as_system("test"):
        OwnPage.objects.filter(closed_at__isnull=True).update(valid_to=timezone.localdate() - timedelta(days=1))
    answers.append(Browser().get(late))
    merged = make_client(home_site=veera.home_site)
    merged_link = new_link(client, merged)
    with acting_as_system("test"):
        Client.objects.filter(pk=merged.pk).update(merged_into=veera)
    answers.append(Browser().get(merged_link))
    stderr.setStream(before)
    assert {answer.status_code for answer in answers} == {404}
    assert len({text_of(answer) for answer in answers}) == 1
    assert "/own/" in log.getvalue()
    assert link.split("/")[2] not in log.getvalue()
    assert rows(Goal) == []


def test_the_young_person_closes_the_page(client, veera, link, veeras_phone):
    assert veeras_phone.get(f"{link}close/").status_code == 200
    assert "suljettu" in text_of(veeras_phone.post(f"{link}close/"))
    assert veeras_phone.get(link).status_code == 404
    assert rows(OwnPage)[0].closed_by is None
    refused = act(client, "own_page_open", veera, {"language": "fi", "valid_to": "2020-01-01"})
    assert sorted(errors(refused)) == ["valid_to", "wanted"]


def test_requests_of_own_data_are_answered_within_a_month(client, kaisa, veera, link, veeras_phone):
    for _time in range(2):
        veeras_phone.post(f"{link}my-data/", {"request-kind": "correct", "request-text": "Nimi on väärin"})
    [request] = rows(DataRequest)
    with acting_as_system("test"):
        DataRequest.objects.update(made_at=timezone.make_aware(timezone.datetime(2026, 1, 31, 12)))
    one, all_of_them = reverse("clients:data_request_handle", args=[request.pk]), reverse("clients:data_request_list")
    assert "Veera Virta" in text_of(client.get(all_of_them))
    officer, stranger = Browser(), Browser()
    officer.force_login(dpo := make_user(Role.DPO))
    stranger.force_login(make_user(Role.COUNSELLOR))
    shown = text_of(officer.get(all_of_them))
    assert "Veera" not in shown
    assert "28.2.2026" in shown
    assert "myöhässä" in shown
    assert "Veera Virta" in text_of(officer.get(one))
    with acting_as(dpo):
        assert [row.client_id for row in AccessRecord.objects.filter(user=dpo)] == [veera.pk]
    assert officer.post(one, {"answer": "Nimi korjattu."})["Location"] == all_of_them
    again = client.post(one, {"answer": "Minäkin korjasin."})
    assert list(errors(again)) == [""]
    assert "Minäkin korjasin." in text_of(again)
    assert [(row.answer, row.handled_by_id) for row in rows(DataRequest)] == [("Nimi korjattu.", dpo.pk)]
    assert "Nimi korjattu." in text_of(veeras_phone.get(link))


def test_the_page_asks_as_much_of_one_as_of_three(veera, kaisa, link, veeras_phone, django_assert_num_queries):
    def fill(count):
        goal = make_goal(make_plan(veera) if count == 1 else rows(Plan)[0])
        for _number in range(count):
            make_step(goal, doer=StepDoer.EXPERT, expert=make_expert())
            make_consent(veera)
            make_case_worker(veera)
            make_message(veera, author=make_user())
        return goal

    fill(1)
    veeras_phone.get(link)
    with django_assert_num_queries(31):
        veeras_phone.get(link)
    fill(3)
    with django_assert_num_queries(31):
        veeras_phone.get(link)
