from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clients import outcome_figures
from clients.cards import expiry_of
from clients.codes import Card, ConsentScope, ServiceKind
from clients.models import AccessRecord, ServiceUse
from network.access import acting_as
from network.models import Expert, Role
from tests.factories import make_client, make_event, make_site, make_user
from tests.forms import errors, posted, text_of
from tests.path_factories import make_consent, make_partner, make_service_use

pytestmark = pytest.mark.django_db
LIST, GROUP = reverse("clients:service_use_list"), reverse("clients:service_use_group")


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return user


def address(name: str, row) -> str:
    return reverse(f"clients:service_use_{name}", args=[row.pk])


def typed(site, **fields) -> dict:
    card = {"kind": "card_training", "card": "first_aid", "passed": "true", "date": "2025-03-01"}
    return {"submission_key": "k", "site": site.pk} | card | fields


def uses_of(user) -> list[ServiceUse]:
    with acting_as(user):
        return list(ServiceUse.objects.order_by("pk").select_related("client"))


def test_one_person_logged_once_mended_and_withdrawn(client, kaisa, site, veera):
    for _time in range(2):
        answer = client.post(address("create", veera), typed(site))
        assert answer.url == reverse("clients:client_detail", args=[veera.pk])
    (use,) = uses_of(kaisa)
    assert (use.client, use.card, use.passed, use.batch) == (veera, "first_aid", True, None)
    assert (use.card_expires_on, use.created_by) == (date(2028, 3, 1), kaisa)
    assert "First aid card" in text_of(client.get(address("create", veera)))
    form = client.get(address("edit", use)).context["form"]
    assert "reason" not in form.fields
    data = posted(form) | {"card": "hygiene", "card_expires_on": ""}
    assert client.post(address("edit", use), data).status_code == 302
    assert client.post(address("edit", use), data).status_code == 200
    (use,) = uses_of(kaisa)
    assert (use.card, use.card_expires_on, use.version) == ("hygiene", None, 2)
    assert client.post(address("withdraw", use)).status_code == 302
    assert client.get(address("edit", use)).status_code == 404
    assert (uses_of(kaisa)[0].withdrawn_at is None, client.get(LIST).context["totals"]["times"]) == (False, 0)


def test_later_a_correction_needs_a_reason_and_a_result_does_not(client, kaisa, site, veera):
    use = make_service_use(
        veera, card=Card.HOT_WORK, date=date(2024, 2, 29), created_at=timezone.now() - timedelta(days=9)
    )
    data = posted(client.get(address("edit", use)).context["form"])
    assert client.post(address("edit", use), data | {"passed": "true"}).status_code == 302
    assert uses_of(kaisa)[0].card_expires_on == date(2029, 2, 28)
    data = posted(client.get(address("edit", use)).context["form"]) | {"date": "2024-02-28"}
    assert errors(client.post(address("edit", use), data)) == {"reason": ["Say why it is changed."]}
    assert client.post(address("edit", use), data | {"reason": "Wrong day"}).status_code == 302
    assert errors(client.post(address("withdraw", use))) == {"reason": ["This field is required."]}
    assert client.post(address("withdraw", use), {"reason": "It was Väinö"}).status_code == 302
    with acting_as(kaisa):
        told = ServiceUse.objects.values_list("change_reason", "withdrawn_by")
        assert list(told.filter(client=veera)) == [("It was Väinö", kaisa.pk)]
        before = apps.get_model("clients", "ServiceUseEvent").objects.order_by("pgh_id")
        assert list(before.values_list("change_reason", "date")) == [
            ("", date(2024, 2, 29)),
            ("", date(2024, 2, 29)),
            ("Wrong day", date(2024, 2, 28)),
        ]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"kind": ""}, {"kind": ["This field is required."]}),
        ({"card": ""}, {"card": ["Choose the card."]}),
        ({"date": "2125-01-01"}, {"date": ["The date is in the future."]}),
        ({"date": "1925-01-01"}, {"date": ["The date is too far in the past."]}),
        ({"ends": "2025-02-01"}, {"ends": ["The last day is before the first."]}),
        (
            {"card": "alcohol", "card_expires_on": "2026-01-01"},
            {"card_expires_on": ["This card does not expire. Leave the date empty."]},
        ),
        (
            {"passed": "false", "card_expires_on": "2026-01-01"},
            {"card_expires_on": ["The training was not passed, so there is no card to expire."]},
        ),
        ({"card_expires_on": "2025-01-01"}, {"card_expires_on": ["The card expires before the training."]}),
    ],
)
def test_errors_stand_beside_the_fields(client, kaisa, site, veera, fields, found):
    assert errors(client.post(address("create", veera), typed(site, **fields))) == found
    assert uses_of(kaisa) == []


def test_another_kind_keeps_nothing_of_a_card(client, kaisa, site, veera):
    fields = {"kind": "group", "title": "Sewing <b>group</b>", "card_expires_on": "2029-01-01"}
    assert client.post(address("create", veera), typed(site, **fields)).status_code == 302
    (use,) = uses_of(kaisa)
    assert (use.kind, use.title, use.card, use.passed, use.card_expires_on) == (
        "group",
        "Sewing group",
        "",
        None,
        None,
    )


def test_only_some_cards_expire_by_themselves():
    assert {
        card: expiry_of(card, date(2024, 2, 29)) for card in ("first_aid", "work_safety", "hygiene", "forklift")
    } == {
        "first_aid": date(2027, 2, 28),
        "work_safety": date(2029, 2, 28),
        "hygiene": None,
        "forklift": None,
    }


def test_a_group_is_picked_and_logged_at_once(client, kaisa, site):
    people = [make_client(first_name=f"Nuori{n}", last_name="Ryhmä", home_site=site) for n in range(15)]
    people[3] = make_client(first_name="Kerttu", last_name="Kukka", home_site=site)
    stranger = make_client(first_name="Kerttu", last_name="Kukka", home_site=make_site())
    page = client.post(GROUP, {"q": "kerttu kuk", "do": "search", "title": "Keittiö", "kind": "group"})
    assert [person.client for person in page.context["picker"].found] == [people[3]]
    assert (page.context["form"]["title"].value(), page.context["form"]["kind"].value()) == ("Keittiö", "group")
    picked = client.post(GROUP, {"pick": people[3].pk, "people": people[0].pk}, headers={"HX-Request": "true"})
    assert [chip.client for chip in picked.context["picker"].chips] == [people[0], people[3]]
    assert picked["HX-Trigger-After-Settle"] == "ohjaamo:picked"
    data = typed(site, kind="group", title="Keittiö", people=[person.pk for person in people])
    refused = client.post(GROUP, data | {"people": [stranger.pk]})
    assert errors(refused) == {"people": ["A person who was picked cannot be found. Pick them again."]}
    assert errors(client.post(GROUP, data | {"people": []})) == {"people": ["Pick those who took part."]}
    forgotten = client.post(GROUP, data | {"q": "Kerttu"})
    left_out = "A name is in the search, but nobody was picked for it. Pick them, or empty it."
    assert errors(forgotten) == {"people": [left_out]}
    for _time in range(2):
        assert client.post(GROUP, data).url == LIST
    uses = uses_of(kaisa)
    assert {use.client for use in uses} == set(people)
    assert len({use.batch for use in uses} - {None}) == 1
    with acting_as(kaisa):
        assert AccessRecord.objects.filter(what="service logged", user=kaisa).count() == 15
    assert client.get(LIST, {"date_from": ""}).context["totals"] == {"times": 15, "people": 15}


def test_a_group_of_an_event_is_logged_once_for_each(client, kaisa, site, veera):
    event = make_event(site, title_fi="Työnhakupaja", date=timezone.localdate() - timedelta(days=2))
    here = f"{GROUP}?event={event.pk}"
    form = client.get(here).context["form"]
    assert (form["title"].value(), form["kind"].value(), form["site"].value()) == ("Työnhakupaja", "group", site.pk)
    data = posted(form) | {"people": veera.pk}
    assert client.post(here, data).url == LIST
    assert uses_of(kaisa)[0].event_id == event.pk
    again = client.post(here, data | {"submission_key": "other"})
    assert errors(again) == {"people": ["Logged for this event already: Veera Virta. Take them off the list."]}
    assert client.get(f"{GROUP}?event={make_event(make_site()).pk}").status_code == 404


def test_list_figures_and_page_of_the_person(client, kaisa, site, veera):
    other = make_client(home_site=site)
    year = timezone.localdate().year
    make_service_use(veera, card=Card.FIRST_AID, date=date(2020, 1, 1), card_expires_on=date(2023, 1, 1))
    make_service_use(veera, card=Card.HYGIENE, date=date(year, 1, 1))
    make_service_use(veera, card=Card.HYGIENE, date=date(year, 1, 1))
    make_service_use(other, kind=ServiceKind.GROUP, date=date(year, 1, 1))
    make_service_use(other, kind=ServiceKind.GROUP, withdrawn_at=timezone.now())
    make_service_use(make_client(home_site=make_site()))
    page = client.get(LIST)
    assert page.context["totals"] == {"times": 3, "people": 2}
    lines = [(line.code, line.times, line.people) for line in page.context["kinds"]]
    assert lines == [("card_training", 2, 1), ("group", 1, 1)]
    assert client.get(LIST, {"date_from": "", "expired": "on"}).context["totals"] == {"times": 1, "people": 1}
    assert client.get(LIST, {"card": "hygiene"}).context["totals"] == {"times": 2, "people": 1}
    with acting_as(kaisa):
        cards = outcome_figures.card_trainings(ServiceUse.objects.all(), last=date(2022, 1, 1), sites=[site])
    assert [(line.code, line.times, line.people) for line in cards] == [("first_aid", 1, 1)]
    text = text_of(client.get(reverse("clients:client_detail", args=[veera.pk])))
    assert "First aid card 1 Jan 2020 expired 1 Jan 2023" in text


def test_who_sees_and_how_many_queries(client, kaisa, site, veera):
    use = make_service_use(veera)
    detail = reverse("clients:client_detail", args=[veera.pk])
    for scopes, seen in (([ConsentScope.BASIC], False), ([ConsentScope.BASIC, ConsentScope.VISITS], True)):
        partner = make_partner(sites=[site], language="en")
        make_consent(veera, agency=Expert.objects.get(user=partner).agency, scopes=scopes)
        client.force_login(partner)
        assert ("Hygiene passport" in text_of(client.get(detail))) is seen
        assert "wage-subsidies" not in client.get(detail).content.decode()
        assert client.get(address("edit", use)).status_code == 403
    client.force_login(kaisa)
    assert client.get(address("edit", make_service_use(make_client(home_site=make_site())))).status_code == 404

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST, {"date_from": ""}).status_code == 200
        return len(captured)

    few = queries()
    for number in range(30):
        make_service_use(make_client(home_site=site), card=Card.values[number % 10])
    assert queries() == few
