"""Signing up without an account: the order of coming, the waiting list, links, mail, who may see names."""

import time as clock
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail, signing
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from network.access import acting_as, acting_as_system
from network.models import Role
from services.actions import sign_ups
from services.codes import EventStatus
from services.forms.public import SALT
from services.models import Event, SignUp
from services.places import lines_of, places_of
from services.public import public_address
from tests.factories import make_event, make_sign_up, make_site, make_user
from tests.forms import errors, posted, text_of
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site(slug="testila")


@pytest.fixture
def event(site):
    tomorrow = timezone.localdate() + timedelta(1)
    return make_event(site, date=tomorrow, status=EventStatus.PUBLISHED, sign_up=True, capacity=2, title_sv="Verkstad")


def at(name: str, event: Event, language="en", **parts) -> str:
    return public_address(name, language, slug=event.site.slug, uid=event.uid, **parts)


def typed(name="Nella", **fields) -> dict:
    return {
        "name": name,
        "contact": "",
        "homepage": "",
        "opened": signing.dumps(int(clock.time()) - 9, salt=SALT),
    } | fields


def sign_up(client, event, name="Nella", language="en", **fields) -> str:
    """Signs somebody up on the public page; the address of the thanks."""
    response = client.post(at("sign_up", event, language), typed(name, **fields))
    assert response.status_code == 302, errors(response)
    return response["Location"]


def queue(event) -> list[tuple]:
    with acting_as_system("test"):
        return [(line.sign_up.name, line.has_place) for line in lines_of(Event.objects.get(pk=event.pk))]


def token(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


def test_places_go_in_the_order_of_coming_and_a_cancellation_moves_the_queue(client, event):
    thanks = [sign_up(client, event, name) for name in ("Aatu", "Iida", "Milo", "Sumu")]
    assert "You have a place. Welcome!" in text_of(client.get(thanks[1]))
    assert "You are number 2 on the waiting list." in text_of(client.get(thanks[3]))
    cancel = at("sign_up_cancel", event, token=token(thanks[0]))
    assert "Cancel your sign-up?" in text_of(client.get(cancel))
    assert "Your sign-up is cancelled" in text_of(client.post(cancel))
    assert queue(event) == [("Iida", True), ("Milo", True), ("Sumu", False)]
    assert "You have a place. Welcome!" in text_of(client.get(thanks[2]))
    for used in (cancel, thanks[0], at("sign_up_cancel", event, token="unknown")):
        answer = client.get(used)
        assert (answer.status_code, "This link does not work any more" in text_of(answer)) == (404, True)
    assert client.post(cancel).status_code == 404
    with acting_as_system("test"):
        gone = SignUp.objects.get(cancelled_at__isnull=False)
    assert (gone.name, gone.contact) == ("", "")


def test_pressed_twice_is_one_sign_up(client, event):
    assert sign_up(client, event) == sign_up(client, event)
    assert queue(event) == [("Nella", True)]


@pytest.mark.parametrize(
    "fields",
    [
        {"status": EventStatus.CANCELLED},
        {"sign_up": False},
        {"date": timezone.localdate() - timedelta(1)},
    ],
)
def test_closed(client, event, fields):
    Event.objects.filter(pk=event.pk).update(**fields)
    for answer in (client.get(at("sign_up", event)), client.post(at("sign_up", event), typed())):
        assert "Sign-up is closed" in text_of(answer)
    assert queue(event) == []


def test_drafts_and_hidden_sites_are_not_found(client, event):
    Event.objects.filter(pk=event.pk).update(status=EventStatus.DRAFT)
    assert {client.get(at(name, event)).status_code for name in ("event", "event_ics", "sign_up")} == {404}
    Event.objects.filter(pk=event.pk).update(status=EventStatus.PUBLISHED)
    event.site.is_public = False
    event.site.save()
    assert {client.get(at(name, event)).status_code for name in ("event", "event_ics", "sign_up")} == {404}


def test_refusals(client, event):
    assert set(errors(client.post(at("sign_up", event), typed("")))) == {"name"}
    assert set(errors(client.post(at("sign_up", event), typed(contact="nella@")))) == {"contact"}
    assert set(errors(client.post(at("sign_up", event), typed(homepage="x")))) == {""}
    for number in range(40):
        sign_up(client, event, f"N{number}")
    assert set(errors(client.post(at("sign_up", event), typed("Liikaa")))) == {""}
    assert len(queue(event)) == 40


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_public_pages_in_every_language(client, event, language):
    thanks = sign_up(client, event, language=language)
    cancel = at("sign_up_cancel", event, language, token=token(thanks))
    for page in [at("event", event, language), at("sign_up", event, language), thanks, cancel]:
        answer = client.get(page)
        text = answer.content.decode()
        assert (text.count("<h1"), f'<html lang="{language}">' in text) == (1, True)
        assert {"fi": "Työpaja", "sv": "Verkstad", "en": "Työpaja"}[language] in text
        assert "sessionid" not in answer.cookies


def test_mail_tells_of_the_place_and_a_failure_loses_nothing(
    client, event, settings, django_capture_on_commit_callbacks
):
    with mail_server(settings) as server:
        with django_capture_on_commit_callbacks(execute=True):
            first = sign_up(client, event, "Aatu", "sv", contact="aatu@example.org")
        sign_up(client, event, "Iida")
        sign_up(client, event, "Milo", contact="milo@example.org")
        sign_up(client, event, "Sumu", contact="040 123")
        with django_capture_on_commit_callbacks(execute=True):
            client.post(at("sign_up_cancel", event, token=token(first)))
    told = [(message["To"], message["Subject"]) for message in server.messages]
    assert told == [("aatu@example.org", "Du har anmält dig"), ("milo@example.org", "A place became free for you")]
    link = f"http://testserver{at('sign_up_cancel', event, 'sv', token=token(first))}"
    assert link in server.messages[0].get_content()
    with acting_as_system("test"):
        second = event.sign_ups.standing().first().token
    with mail_server(settings, refusal="550 no"), django_capture_on_commit_callbacks(execute=True):
        client.post(at("sign_up_cancel", event, token=second))
        sign_up(client, event, "Lumi", contact="lumi@example.org")
    assert queue(event) == [("Milo", True), ("Sumu", True), ("Lumi", False)]


def test_whom_to_call_stands_on_the_list(client, event, site):
    first = sign_up(client, event, "Aatu")
    for name, contact in (("Iida", "040 1"), ("Milo", "040 2"), ("Sumu", "040 3")):
        sign_up(client, event, name, contact=contact)
    client.post(at("sign_up_cancel", event, token=token(first)))
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    page = client.get(reverse("services:sign_up_list", args=[event.pk]))
    assert [(line.sign_up.name, line.call) for line, _field in page.context["rows"]] == [
        ("Iida", ""),
        ("Milo", "040 2"),
        ("Sumu", ""),
    ]
    assert "A place came free. Call: 040 2" in text_of(page)


def test_staff_add_take_off_and_note_who_came(client, event, site):
    counsellor = make_user(Role.COUNSELLOR, site=site)
    client.force_login(counsellor)
    client.post(reverse("services:sign_up_create", args=[event.pk]), {"name": "<i>Aatu</i>", "contact": ""})
    other = make_sign_up(event, name="Iida")
    Event.objects.filter(pk=event.pk).update(date=timezone.localdate())
    address = reverse("services:sign_up_list", args=[event.pk])
    client.post(address, {f"came-{other.pk}": "yes"})
    with acting_as(counsellor):
        assert list(event.sign_ups.values_list("name", "attended")) == [("Aatu", None), ("Iida", True)]
    client.post(reverse("services:sign_up_remove", args=[event.pk, other.pk]))
    assert queue(event) == [("Aatu", True)]
    assert client.get(reverse("services:sign_up_remove", args=[event.pk, other.pk])).status_code == 404


def test_names_are_for_the_sites_counsellors_and_numbers_for_others(event, site):
    make_sign_up(event)
    seen = {}
    for role in Role:
        with acting_as(make_user(role, site=site)):
            seen[role] = (SignUp.objects.count(), places_of([event])[event.pk].standing)
    assert seen == {role: (1 if role == Role.COUNSELLOR else 0, 1) for role in Role}
    with acting_as(make_user(Role.COUNSELLOR, site=make_site())):
        assert SignUp.objects.count() == 0


def test_a_week_after_the_event_everything_is_erased(event, site):
    make_sign_up(event)
    early = timezone.now() + timedelta(days=7)
    with acting_as_system("test"):
        assert sign_ups.forget(now=early) == 0
        assert sign_ups.forget(now=early + timedelta(days=1)) == 1
        assert SignUp.objects.count() == 0


def test_more_places_move_the_queue_and_tell(client, event, site, django_capture_on_commit_callbacks):
    for name in ("a", "b", "c"):
        make_sign_up(event, name=name, contact=f"{name}@example.org")
    client.force_login(make_user(Role.MANAGER, site=site))
    address = reverse("services:event_edit", args=[event.pk])
    form = client.get(address).context["form"]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, posted(form) | {"capacity": "3"})
    assert [message.to for message in mail.outbox] == [["c@example.org"]]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("services:event_cancel", args=[event.pk]))
    assert [message.to for message in mail.outbox[1:]] == [["a@example.org"], ["b@example.org"], ["c@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_never_overbook():
    tomorrow = timezone.localdate() + timedelta(1)
    event = make_event(make_site(), date=tomorrow, status=EventStatus.PUBLISHED, sign_up=True, capacity=5)

    def one(number: int) -> None:
        try:
            sign_ups.sign_up(event=event, name=f"N{number}", contact="", language="fi", address=str)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(one, range(20)))
    with acting_as_system("test"):
        lines = lines_of(event)
        times = [line.sign_up.created_at for line in lines]
    assert [line.has_place for line in lines] == [True] * 5 + [False] * 15
    assert times == sorted(set(times))
