"""Who has seen a person's data, and a copy of everything that is kept of them."""

import json
import time
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.functional import Promise

from clients.codes import ConsentScope, NoteAudience
from clients.models import AccessReason, AccessRecord, Client
from clients.person_data import LABELS, LEFT_OUT, TOLD, fields_of, label_of
from network.access import acting_as, acting_as_system
from network.models import Role
from tests.factories import make_agency, make_client, make_site, make_user, make_visit
from tests.forms import text_of
from tests.path_factories import make_consent, make_note, make_partner, make_whole_path

pytestmark = pytest.mark.django_db


def seen_by(person) -> str:
    return reverse("clients:seen_by", args=[person.pk])


def data(person) -> str:
    return reverse("clients:person_data", args=[person.pk])


def leads_to_a_person() -> set:
    """Every model with a key to a person, or to a row of one, histories aside."""
    found, news = {Client}, {Client}
    while news:
        now, news = news, set()
        for model in apps.get_models():
            keys = [field for field in model._meta.get_fields(include_hidden=True) if field.concrete]
            is_history = hasattr(model, "pgh_obj") or model._meta.auto_created
            if model not in found and not is_history and any(field.related_model in now for field in keys):
                news.add(model)
        found |= news
    return found


def test_no_table_is_forgotten():
    assert leads_to_a_person() == set(TOLD) | set(LEFT_OUT)
    assert set(TOLD) & set(LEFT_OUT) == set()
    unnamed = {
        field.name for model in TOLD for field in fields_of(model) if not isinstance(field.verbose_name, Promise)
    }
    assert unnamed == set(LABELS)
    assert label_of(Client._meta.get_field("created_by")) == LABELS["created_by"]


def test_a_copy_of_everything_is_handed_out_and_recorded(client, kaisa, site, veera):
    own = make_whole_path(veera, kaisa)
    make_note(veera, make_user(), body="Toisen toimijan", audience=NoteAudience.AGENCY, agency=make_agency())
    make_note(veera, kaisa, body="Kaisan oma", audience=NoteAudience.AGENCY)
    make_visit(site=make_site(), client=veera, note="Toisessa Ohjaamossa")
    other = make_client(home_site=site, last_name="Sivullinen")
    make_note(other, kaisa, body="Sivullisen asia")
    page = client.get(data(veera), {"language": "en"})
    shown = text_of(page)
    for text in ("Virta", "Täytetään asuntohakemus", "Kaisan oma", "Toisessa Ohjaamossa", "Haluan omaan kotiin"):
        assert text in shown
    for text in ("Toisen toimijan", "Sivullisen", own["OwnPage"].secret_hash):
        assert text not in page.content.decode()
    assert [section.code for section in page.context["sections"] if not section.rows] == ["participation"]
    answer = client.get(data(veera), {"format": "json"})
    assert answer["Content-Disposition"] == f'attachment; filename="omat-tiedot-{veera.pk}.json"'
    content = json.loads(answer.content)["data"]
    assert list(content) == [model._meta.model_name for model in TOLD]
    assert content["client"][0]["birth_date"] == "2004-05-17"
    assert {note["body"] for note in content["note"]} == {"Tavattu tänään.", "Kaisan oma"}
    with acting_as(kaisa):
        seen = list(AccessRecord.objects.values_list("what", "reason", "via"))
    assert seen == [("copy of one's own data", "role", "Ohjaamo Akaa")] * 2


def test_the_copy_speaks_the_young_persons_language(client, kaisa, site, veera):
    assert client.get(data(veera)).context["language"] == "fi"
    swede = make_client(home_site=site, mother_tongue="sv")
    page = client.get(data(swede)).content.decode()
    assert '<html lang="sv"' in page
    assert "17.5.2004" in text_of(client.get(data(veera)))
    assert client.get(data(veera), {"language": "xx"}).context["language"] == "fi"


def test_who_may_hand_the_copy_out(client, site, veera):
    dpo, elsewhere = make_user(Role.DPO, site=site), make_user(Role.DPO, Role.COUNSELLOR, site=make_site())
    partner = make_partner(sites=[site])
    make_consent(veera, agency=partner.expert.agency)
    for user, status in ((dpo, 200), (elsewhere, 404), (partner, 403), (make_user(Role.MANAGER, site=site), 403)):
        client.force_login(user)
        assert client.get(data(veera)).status_code == status
    with acting_as_system("test"):
        assert list(AccessRecord.objects.values_list("user", "reason", "via")) == [
            (dpo.pk, AccessReason.EXPORT, "Ohjaamo Akaa")
        ]


def test_who_has_seen_the_data_in_plain_words(client, kaisa, site, veera):
    partner = make_partner(sites=[site], agency=make_agency(name_fi="Kela"))
    make_consent(veera, agency=partner.expert.agency, scopes=[ConsentScope.BASIC])
    client.force_login(partner)
    for _time in range(2):
        client.get(reverse("clients:client_detail", args=[veera.pk]))
    assert client.get(seen_by(veera)).status_code == 403
    client.force_login(kaisa)
    report = client.get(seen_by(veera), {"language": "en"}).context["report"]
    lines = {line.who: line for line in report.lines}
    assert (report.times, report.more, len(lines)) == (3, False, 2)
    line = lines[partner.full_name]
    assert (line.via, line.times, line.what) == ("Kela", 2, ("page of the person",))
    assert line.why == "The young person's consent"
    assert "Nuoren suostumus" in text_of(client.get(seen_by(veera)))
    stranger = make_client(home_site=make_site())
    assert client.get(seen_by(stranger)).status_code == 404
    client.force_login(make_user(Role.DPO, site=site))
    page = client.get(seen_by(veera))
    assert "Virta" not in page.content.decode()
    assert page.context["report"].times == 4
    assert client.get(seen_by(stranger)).status_code == 404


FILL = """
    INSERT INTO clients_accessrecord (at, user_id, via, client_id, what, reason, explanation)
    SELECT timestamptz '2020-01-01 06:00+00' + n * interval '27 minutes', %s, 'Ohjaamo Akaa', %s,
        (ARRAY['page of the person', 'note', 'plan', 'referral'])[1 + n %% 4], 'role', ''
    FROM generate_series(1, 100000) AS n
"""


def test_a_hundred_thousand_records_are_told_with_three_queries(client, kaisa, veera):
    with acting_as_system("test"), connection.cursor() as cursor:
        cursor.execute(FILL, [kaisa.pk, veera.pk])
    started = time.monotonic()
    with CaptureQueriesContext(connection) as captured:
        report = client.get(seen_by(veera)).context["report"]
    # Told, not judged: how fast a machine is fails no test.
    print(f"who has seen 100,000 times: {time.monotonic() - started:.2f} s")  # noqa: T201
    assert (report.times, len(report.lines), report.more) == (100_001, 200, True)
    assert report.people[0].first == date(2020, 1, 1)
    assert sum("clients_accessrecord" in query["sql"] for query in captured) == 3
