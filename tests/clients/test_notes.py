"""Notes in the timeline of a person: who reads them, mending, withdrawing, what a refused form leaves behind."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from clients.codes import ConsentScope, MeetingKind, NoteAudience
from clients.models import Draft, Note
from network.access import acting_as, acting_as_system
from network.codes import Theme
from network.models import Role
from tests.factories import make_agency, make_expert, make_referral, make_user, make_visit
from tests.forms import errors, posted, text_of
from tests.path_factories import make_consent, make_meeting, make_note, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def kaisa(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    make_expert(user=user, agency=make_agency(name_fi="Nuorisopalvelut"), sites=[site])
    client.force_login(user)
    return user


def page_of(person) -> str:
    return reverse("clients:client_detail", args=[person.pk])


def add(person) -> str:
    return reverse("clients:note_create", args=[person.pk])


def edit(note) -> str:
    return reverse("clients:note_edit", args=[note.pk])


def timeline(browser, person) -> list:
    parts = browser.get(page_of(person)).context["parts"]
    (found,) = [one.content["entries"] for one in parts if one.template == "clients/_client_timeline.html"]
    return found


def bodies(browser, person) -> list[str]:
    return [entry.row.body for entry in timeline(browser, person) if isinstance(entry.row, Note)]


def test_a_note_is_written_mended_and_withdrawn_by_its_author(client, kaisa, site, veera):
    form = client.get(add(veera)).context["form"]
    data = posted(form) | {"body": "Haki kesätyötä"}
    assert client.post(add(veera), data).url == page_of(veera) + "#timeline"
    client.post(add(veera), data)  # the second click
    (entry,) = timeline(client, veera)
    note = entry.row
    assert (note.body, note.audience, note.agency, note.author) == ("Haki kesätyötä", "shared", None, kaisa)
    assert (entry.is_mine, note.mended_at) == (True, None)
    mended = posted(client.get(edit(note)).context["form"]) | {"body": "Sai kesätyön", "audience": "agency"}
    assert client.post(edit(note), mended).url == page_of(veera) + "#timeline"
    note = timeline(client, veera)[0].row
    assert (note.body, note.agency, note.version) == ("Sai kesätyön", kaisa.expert.agency, 2)
    page = text_of(client.get(page_of(veera)))
    today = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    assert f"only Nuorisopalvelut reads this · mended {today}" in page
    stale = client.post(edit(note), mended | {"body": "Vanhan päälle"})
    assert stale.context["form"].has_error("__all__", "changed_meanwhile")
    assert "Sai kesätyön" in text_of(client.get(reverse("clients:note_withdraw", args=[note.pk])))
    client.post(reverse("clients:note_withdraw", args=[note.pk]))
    assert timeline(client, veera) == []
    assert client.get(edit(note)).status_code == 404
    with acting_as(kaisa):
        history = Note.events.rel.related_model.objects.order_by("pgh_id").values_list("body", flat=True)
        assert list(history) == ["Haki kesätyötä", "Sai kesätyön"]


def test_what_does_not_belong_in_a_note(client, kaisa, veera):
    form = posted(client.get(add(veera)).context["form"])
    refused = client.post(add(veera), form | {"body": "Hetu on 170204A123X."})
    assert errors(refused) == {"body": ["There is a personal identity code in the text. Take it out."]}
    assert "Hetu on 170204A123X." in text_of(refused)
    assert errors(client.post(add(veera), form | {"body": " "})) == {"body": ["This field is required."]}
    assert list(errors(client.post(add(veera), form | {"body": "x" * 5001, "audience": "all"}))) == [
        "body",
        "audience",
    ]
    assert bodies(client, veera) == []


def test_who_reads_which_note(client, kaisa, site, veera):
    agency = make_agency()
    partner, colleague = make_partner(sites=[site], agency=agency), make_partner(sites=[site], agency=agency)
    consent = make_consent(veera, agency=agency, scopes=[ConsentScope.BASIC])
    make_note(veera, kaisa, body="Jaettu", created_at=timezone.now() - timedelta(days=1))
    own = make_note(veera, partner, body="Oman toimijan", audience=NoteAudience.AGENCY, agency=agency)
    make_note(veera, kaisa, body="Vain Kaisan", audience=NoteAudience.AGENCY)
    assert bodies(client, veera) == ["Vain Kaisan", "Jaettu"]
    client.force_login(partner)
    assert bodies(client, veera) == ["Oman toimijan"]
    assert client.get(add(veera)).status_code == 200
    client.force_login(colleague)
    assert [entry.is_mine for entry in timeline(client, veera)] == [False]
    assert client.get(edit(own)).status_code == 404
    with acting_as_system("test"):
        consent.scopes = [ConsentScope.BASIC, ConsentScope.NOTES]
        consent.save()
    assert bodies(client, veera) == ["Oman toimijan", "Jaettu"]


def test_a_refused_note_is_kept_as_a_draft(client, kaisa, site, veera):
    partner = make_partner(sites=[site])
    consent = make_consent(veera, agency=partner.expert.agency)
    client.force_login(partner)
    data = posted(client.get(add(veera)).context["form"]) | {"body": "Kirjoitettu kesken"}
    with acting_as_system("test"):
        consent.withdrawn_at = timezone.now()
        consent.save()
    refused = client.post(add(veera), data)
    assert refused.status_code == 404
    assert "Virta" not in refused.content.decode()
    with acting_as(partner):
        (draft,) = Draft.objects.all()
    assert (draft.key, draft.client_id, draft.content["body"]) == (f"note:{veera.pk}", None, ["Kirjoitettu kesken"])
    assert client.get(add(veera)).status_code == 404
    with acting_as_system("test"):
        consent.withdrawn_at = None
        consent.save()
    page = client.get(add(veera))
    assert page.context["form"]["body"].value() == "Kirjoitettu kesken"
    assert "Throw the draft away" in text_of(page) or "Heitä luonnos pois" in text_of(page)
    client.post(add(veera), posted(page.context["form"]))
    with acting_as(partner):
        assert Draft.objects.count() == 0
    assert bodies(client, veera) == ["Kirjoitettu kesken"]


def test_sensitive_themes_are_for_those_who_know_the_person(client, kaisa, site, veera):
    themes = [Theme.HEALTH, Theme.HOUSING, Theme.SUBSTANCES]
    make_visit(site=site, client=veera, themes=themes, note="Soitettu yhdessä")
    assert timeline(client, veera)[0].themes == ("Health", "Housing", "Substances")
    partner = make_partner(sites=[site], language="en")
    make_consent(veera, agency=partner.expert.agency, scopes=[ConsentScope.BASIC, ConsentScope.VISITS])
    client.force_login(partner)
    assert timeline(client, veera)[0].themes == ("other matter", "Housing")
    page = text_of(client.get(page_of(veera)))
    for hidden in ("Health", "Substances", "Soitettu yhdessä"):
        assert hidden not in page


def test_one_timeline_of_all_that_happened(client, kaisa, site, veera):
    today = timezone.localdate()
    days = [today - timedelta(days=number) for number in range(4)]
    meeting = make_meeting(veera, kind=MeetingKind.INITIAL, held_on=days[1], experts=[make_expert()])
    make_meeting(veera)
    note = make_note(veera, kaisa)
    referral = make_referral(client=veera, date=days[2])
    visit = make_visit(site=site, client=veera, date=days[3])
    assert [entry.row for entry in timeline(client, veera)] == [note, meeting, referral, visit]

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(page_of(veera))
        return len(captured)

    few = queries()
    for _number in range(3):
        make_meeting(veera, held_on=today, experts=[make_expert()])
        make_note(veera, make_user(), audience=NoteAudience.SHARED)
    assert queries() == few
