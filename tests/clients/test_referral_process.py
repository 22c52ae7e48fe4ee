"""From sending a referral to the third month after: sender, receiver in the app, and the numbers that come of it."""

import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from clients.codes import ConsentScope, ReferralClosing, ReferralStatus
from clients.models import AccessRecord, Consent, Consultation, Referral
from clients.referrals import path_of, referrals_to_do
from network.access import acting_as, acting_as_system
from network.models import Role
from tests.clients.referrals import consent_to, open_as, send_form, sent
from tests.factories import make_agency, make_client, make_expert, make_project, make_referral, make_site, make_user
from tests.forms import errors
from tests.path_factories import make_consent, make_meeting, make_partner
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
INBOX = reverse("clients:referral_inbox")


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa", key="akaa", phone="+358401234567")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


@pytest.fixture
def kela(site):
    return make_partner(sites=[site], agency=make_agency(name_fi="Kela"), language="en")


def address(name: str, row) -> str:
    return reverse(f"clients:{name}", args=[row.pk])


def stored(pk: int) -> Referral:
    with acting_as_system("test"):
        return Referral.objects.select_related("to_agency", "site").get(pk=pk)


def to_do(user) -> set[int]:
    with acting_as(user):
        return set(referrals_to_do(user, timezone.localdate()).values_list("pk", flat=True))


def answer(client, referral, **fields):
    typed = {"version": stored(referral.pk).version, "kind": "accept"} | fields
    return client.post(address("referral_answer", referral), typed)


def test_send_to_an_expert_with_consent_and_once(client, kaisa, site, kela, settings):
    person, expert = make_client(home_site=site, phone="+358409998887"), kela.expert
    page = address("referral_send", person)
    fields = send_form(to_expert=expert.pk, scopes=["plan"])
    with mail_server(settings) as server:
        first = client.post(page, fields)
        assert client.post(page, fields).url == first.url
    with acting_as_system("test"):
        referral, consent = Referral.objects.get(), Consent.objects.get()
    assert first.url == address("referral_detail", referral)
    assert (referral.to_agency, referral.to_expert, referral.status) == (expert.agency, expert, "sent")
    assert (referral.sent_by, referral.site, referral.accompanied, referral.reason) == (
        kaisa,
        site,
        True,
        "Rahat loppu",
    )
    assert referral.reminded_on == timezone.localdate()
    assert (consent.referral_id, consent.scopes, consent.given, consent.witness) == (
        referral.pk,
        [ConsentScope.BASIC, ConsentScope.PLAN],
        "spoken",
        "Aino Ohjaaja",
    )
    [mail] = server.messages
    assert mail["To"] == kela.email
    text = mail["Subject"] + mail.get_content()
    assert address("referral_answer", referral) in text
    for secret in (person.first_name, person.last_name, "998887", "Rahat", str(referral.get_target_display())):
        assert secret not in text
    # The receiver sees the person as far as the consent goes, in the inbox and behind it; a colleague does not.
    client.force_login(kela)
    assert [row.pk for row in client.get(INBOX).context["to_answer"]] == [referral.pk]
    assert client.get(address("referral_detail", referral)).url == address("referral_answer", referral)
    seen = client.get(address("referral_answer", referral))
    assert person.full_name in seen.content.decode()
    assert "040 9998887" in seen.content.decode()
    with acting_as_system("test"):
        record = AccessRecord.objects.filter(user=kela).get()
    assert (record.client_id, record.reason, record.via) == (person.pk, "referral", "Kela")
    client.force_login(make_partner(sites=[site], agency=expert.agency))
    assert client.get(INBOX).context["is_empty"]
    assert client.get(address("referral_answer", referral)).status_code == 404


def test_without_consent_nothing_is_sent_and_other_ways_are_offered(client, kaisa, site, kela):
    person, agency = make_client(home_site=site), kela.expert.agency
    page = address("referral_send", person)
    refused = client.post(page, send_form(to_agency=agency.pk, consent="none"))
    assert errors(refused) == {"consent": ["Without consent nothing is sent. Choose below what to do instead."]}
    text = refused.content.decode()
    assert "Rahat loppu" in text
    ask = f"{reverse('clients:consultation_create')}?to_agency={agency.pk}&amp;to_expert=&amp;target=finances"
    assert ask in text
    assert 'name="write_down"' in text
    # An agency's consent that is not there, or is over, is none.
    make_consent(person, agency=agency, valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    missing = client.post(page, send_form(to_agency=agency.pk, consent="agency"))
    assert errors(missing) == {"consent": ["The agency has no consent in force. Ask for one for this referral."]}
    with acting_as_system("test"):
        assert Referral.objects.count() == 0
    written = client.post(page, send_form(to_agency=agency.pk, consent="none", write_down="1"))
    with acting_as_system("test"):
        referral = Referral.objects.get()
        assert Consent.objects.filter(referral__isnull=False).count() == 0
        assert Consultation.objects.count() == 0
    assert written.url == address("referral_detail", referral)
    assert (referral.sent_at, referral.sent_by, referral.to_agency) == (None, None, agency)
    client.force_login(kela)
    assert client.get(INBOX).context["is_empty"]
    # With a consent of the agency in force that one is enough.
    make_consent(person, agency=agency)
    client.force_login(kaisa)
    assert client.post(page, send_form(to_agency=agency.pk, consent="agency", submission_key="b")).status_code == 302
    client.force_login(kela)
    assert len(client.get(INBOX).context["to_answer"]) == 1


def test_errors_stand_beside_the_fields(client, kaisa, site, kela):
    page = address("referral_send", make_client(home_site=site))
    nobody = make_agency()
    for fields, wrong in [
        ({}, {"to_agency": ["Choose an agency or an expert."]}),
        (
            {"to_agency": nobody.pk, "to_expert": kela.expert.pk},
            {"to_expert": ["The expert works at another agency. Choose one of the two."]},
        ),
        (
            {"to_expert": kela.expert.pk, "reason": "", "given": "", "witness": ""},
            {
                "reason": ["Tell the receiver in a few words what it is about."],
                "given": ["Choose how the consent was given."],
            },
        ),
        (
            {"to_expert": kela.expert.pk, "given": "paper", "witness": ""},
            {"witness": ["Write who witnessed it, or where the paper is kept."]},
        ),
        (
            {"to_expert": kela.expert.pk, "valid_to": "2020-01-01"},
            {"valid_to": ["The last day of the consent is before the first."]},
        ),
    ]:
        assert errors(client.post(page, send_form(**fields))) == wrong
    [message] = errors(client.post(page, send_form(to_agency=nobody.pk)))["to_agency"]
    assert message.startswith("Nobody there would get it")
    with acting_as_system("test"):
        assert Referral.objects.count() == 0


def test_accept_decline_and_two_answers_at_once(client, kaisa, site, kela):
    open_one, declined = sent(site, kela, kaisa), sent(site, kela, kaisa)
    colleague = make_partner(sites=[site], agency=kela.expert.agency, language="en")
    assert to_do(kela) == {open_one.pk, declined.pk}
    assert to_do(kaisa) == set()
    client.force_login(kela)
    bare = answer(client, declined, kind="decline")
    assert errors(bare) == {"decline_reason": ["Choose why not, so that the Ohjaamo knows where to look next."]}
    assert answer(client, open_one, kind="accept", words="Tervetuloa").url == INBOX
    assert answer(client, declined, kind="decline", decline_reason="no_room").url == INBOX
    row = stored(open_one.pk)
    assert (row.status, row.answer, row.answered_by, row.version) == ("accepted", "Tervetuloa", kela, 2)
    # What was declined is closed to the receiver from now on: the consent was for this referral alone.
    assert client.get(address("referral_answer", declined)).status_code == 404
    # The colleague's page was opened before; what they typed comes back.
    client.force_login(colleague)
    late = client.post(address("referral_answer", open_one), {"version": 1, "closing": "not_arrived", "arrived_on": ""})
    assert errors(late) == {
        "": ["Somebody else has answered or changed this meanwhile. Nothing of yours was saved. Now it is: Accepted."]
    }
    gone = client.post(address("referral_answer", declined), {"version": 1, "kind": "accept", "words": "Oma tekstini"})
    assert gone.status_code == 404
    assert "Oma tekstini" in gone.content.decode()
    assert stored(open_one.pk).status == "accepted"
    assert to_do(kaisa) == {declined.pk}
    client.force_login(kaisa)
    elsewhere = {"version": 2, "date": timezone.localdate(), "target": "work", "status": "declined"}
    assert (
        client.post(address("referral_edit", declined), elsewhere | {"to_agency": make_agency().pk}).status_code == 302
    )
    assert stored(declined.pk).to_agency == kela.expert.agency
    client.post(address("referral_acknowledge", declined))
    assert to_do(kaisa) == set()


def test_a_proposed_time_goes_back_and_forth(client, kaisa, site, kela):
    referral, moment = sent(site, kela, kaisa), timezone.localtime() + timedelta(days=3)
    client.force_login(kela)
    typed = {"kind": "propose", "proposed_date": moment.date().isoformat(), "proposed_time": "10:30"}
    yesterday = (moment - timedelta(days=9)).date().isoformat()
    past = answer(client, referral, **typed | {"proposed_date": yesterday})
    assert errors(past) == {"proposed_date": ["The time you propose is over already."]}
    answer(client, referral, **typed)
    row = stored(referral.pk)
    assert (row.status, timezone.localtime(row.proposed_at).strftime("%H.%M")) == ("sent", "10.30")
    assert (to_do(kela), to_do(kaisa)) == (set(), {referral.pk})
    client.force_login(kaisa)
    client.post(address("referral_other_time", referral), {"version": row.version})
    assert (to_do(kela), to_do(kaisa)) == ({referral.pk}, set())
    client.force_login(kela)
    answer(client, referral, **typed)
    client.force_login(kaisa)
    for old in ("1", "9" * 5000):  # as the page was long ago, or as no page ever was
        client.post(address("referral_time_suits", referral), {"version": old})
    assert stored(referral.pk).status == "sent"
    client.post(address("referral_time_suits", referral), {"version": stored(referral.pk).version})
    assert stored(referral.pk).status == "accepted"
    for language, words in {"fi": "Aikasi on", "sv": "Din tid är", "en": "Your time is"}.items():
        note = client.get(address("referral_note", referral), {"language": language}).context["note"]
        assert words in note
        assert "Kela" in note
        assert referral.client.last_name not in note
        assert site.name in note


def test_consent_withdrawn_while_the_receiver_writes(client, kaisa, site, kela):
    referral = sent(site, kela, kaisa)
    client.force_login(kela)
    assert client.get(address("referral_answer", referral)).status_code == 200
    with acting_as_system("test"):
        Consent.objects.filter(referral=referral).update(withdrawn_at=timezone.now(), withdrawn_by=kaisa)
    refused = client.post(address("referral_answer", referral), {"version": 1, "kind": "accept", "words": "Oma teksti"})
    assert refused.status_code == 404
    assert "Oma teksti" in refused.content.decode()
    assert stored(referral.pk).status == "sent"
    assert to_do(kaisa) == {referral.pk}


def test_accompanied_handover_to_the_numbers_of_the_third_month(client, kaisa, site, kela):
    make_project(code="P1", sites=[site], start_date=date(2025, 1, 1), end_date=date(2025, 12, 31))
    referral = sent(site, kela, kaisa, date=date(2025, 3, 2), accompanied=True)
    unreached = sent(site, kela, kaisa, date=date(2025, 3, 3))

    def states() -> list[str]:
        client.force_login(kaisa)
        return [step.state for step in client.get(address("referral_detail", referral)).context["path"]]

    assert states() == ["done", "now", "ahead", "ahead", "now"]
    client.force_login(kela)
    answer(client, referral)
    assert states() == ["done", "done", "now", "ahead", "now"]
    make_meeting(referral.client, referral=referral, held_on=date(2025, 3, 9), experts=[kela.expert])
    assert states() == ["done", "done", "done", "ahead", "now"]
    client.force_login(kela)
    early = {"version": stored(referral.pk).version, "closing": "arrived", "arrived_on": "2025-03-01"}
    wrong = client.post(address("referral_answer", referral), early)
    assert errors(wrong) == {"arrived_on": ["The arrival is before the referral."]}
    client.post(address("referral_answer", referral), early | {"arrived_on": "2025-03-10"})
    row = stored(referral.pk)
    assert (row.status, row.closing, row.arrived_on) == ("arrived", ReferralClosing.ARRIVED, date(2025, 3, 10))
    client.force_login(kaisa)
    write = address("followup_write", referral)
    client.post(write, {"result": "attached", "followup_date": "2025-06-03"})
    client.post(address("followup_write", unreached), {"result": "unreached", "followup_date": "2025-06-04"})
    assert states() == ["done", "done", "done", "done", "done"]
    out = StringIO()
    call_command("figures", "--project", "P1", "--to", "2025-10-31", stdout=out)
    found = json.loads(out.getvalue())["referrals"]
    assert (found["total"], found["accompanied"]) == (2, 1)
    assert found["attachment"] == {"due": 2, "followed_up": 1, "attached": 1, "unreached": 1}


@override("en")
def test_the_path_of_one_that_was_only_written_down():
    referral = Referral(date=date(2026, 3, 2), status=ReferralStatus.SENT)
    steps = path_of(referral, [], date(2026, 4, 1))
    assert [(str(step.label), step.state) for step in steps] == [
        ("Written down", "done"),
        ("Accepted", "ahead"),
        ("Arrived", "ahead"),
        ("3 months", "ahead"),
    ]


def test_how_agencies_answer_is_told_from_five_referrals_on(client, site, kela):
    writer = make_user(Role.COUNSELLOR, site=site)
    monday = timezone.make_aware(datetime(2026, 3, 30, 9, 0))
    # Answered after 1, 2 and 4 working days: Good Friday, the weekend and Easter Monday do not count.
    for number, (status, days) in enumerate(
        [("accepted", 1), ("declined", 2), ("arrived", 8), ("sent", None), ("not_arrived", 0)]
    ):
        answered = monday + timedelta(days=days) if days is not None else None
        sent(site, kela, writer, status=status, sent_at=monday, answered_at=answered, date=date(2026, 3, 30))
        if number < 4:
            sent(site, make_partner(sites=[site]), writer, sent_at=monday, date=date(2026, 3, 30))
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    period = {"date_from": "2026-01-01", "date_to": "2026-12-31"}
    counted = client.get(reverse("clients:response_times"), period).context["counted"]
    [row] = counted.agencies
    assert (row.agency, row.sent, row.answered, row.days) == ("Kela", 5, 4, 1.5)
    assert (row.accepted, row.declined, row.arrived, row.unanswered) == (3, 1, 1, 0)
    assert (counted.others, counted.hidden) == (None, 4)
    sent(site, make_partner(sites=[site]), writer, sent_at=monday, date=date(2026, 3, 30))
    page = client.get(reverse("clients:response_times"), period)
    assert page.context["counted"].others.sent == 5
    assert client.get(reverse("clients:response_times_xlsx"), period).status_code == 200
    assert (
        client.get(reverse("clients:response_times"), {"date_from": "2020-01-01", "date_to": "2020-12-31"})
        .context["counted"]
        .agencies
        == []
    )
    client.force_login(make_user(Role.MANAGER, site=make_site()))
    assert client.get(reverse("clients:response_times"), period).context["counted"].agencies == []


def test_lists_cost_the_same_with_one_and_with_many(client, kaisa, site, kela):
    person = sent(site, kela, kaisa).client
    make_referral(client=person, to_agency=make_agency(), from_expert=make_expert())
    pages = [(kela, INBOX), (kaisa, address("client_detail", person)), (kaisa, reverse("clients:followup_list"))]

    def costs() -> list[int]:
        found = []
        for user, page in pages:
            client.force_login(user)
            found.append(open_as(client, page))
        return found

    few = costs()
    for _number in range(3):
        make_referral(client=person, to_agency=make_agency(), from_expert=make_expert())
        consent_to(sent(site, kela, kaisa, client=person))
    assert costs() == few
