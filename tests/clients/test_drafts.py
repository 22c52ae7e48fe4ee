"""Drafts: what is typed is kept for its author alone."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.actions.drafts import forget_draft, forget_old, keep_draft
from clients.drafts import draft_for, unfinished
from clients.models import Draft
from network.access import acting_as, acting_as_system
from network.models import Role
from tests.factories import make_client, make_site, make_user
from tests.path_factories import make_consent, make_draft, make_partner

pytestmark = pytest.mark.django_db
SAVE = reverse("clients:draft_save")
LIST = reverse("clients:draft_list")


def send(browser, key="note:17", fields=None, **more):
    body = {"key": key, "fields": {"body": "Kesken"} if fields is None else fields} | more
    return browser.post(SAVE, json.dumps(body), content_type="application/json")


def kept() -> list[tuple]:
    with acting_as_system("test"):
        return list(Draft.objects.order_by("pk").values_list("user_id", "key", "client_id", "content"))


def test_a_draft_is_kept_over_the_older_one(client, kaisa, veera):
    key = f"note:{veera.pk}"
    assert send(client, key, {"body": "Ensin", "audience": []}, client=veera.pk, author=kaisa.pk).status_code == 204
    assert send(client, key, {"body": ["Sitten"], "audience": ["shared"]}, client=veera.pk).status_code == 204
    assert kept() == [(kaisa.pk, key, veera.pk, {"body": ["Sitten"], "audience": ["shared"]})]
    form = client.post(SAVE, {"key": key, "fields": json.dumps({"body": "Lomakkeena"})})
    assert (form.status_code, kept()[0][3]) == (204, {"body": ["Lomakkeena"]})
    with acting_as(kaisa):
        assert draft_for(kaisa, key).initial == {"body": "Lomakkeena"}
        forget_draft(kaisa, key)
        assert draft_for(kaisa, key, veera).kept_at is None
    assert kept() == []


def test_what_is_no_draft_is_not_kept(client, kaisa, veera):
    assert send(client, fields={"body": " \n", "version": "3", "audience": []}).status_code == 204
    for key in ("", "note:", "NOTE:1", "note:x", "note:1;drop", f"note:{'1' * 40}"):
        assert send(client, key).status_code == 400
    for fields in ([], "x", {"body": 3}, {"body": {"a": "b"}}, {"body": "x" * 200_001}):
        assert send(client, fields=fields).status_code == 400
    for number in (0, -1, 2**63, "x"):
        assert send(client, client=number).status_code == 400
    assert client.post(SAVE, "{", content_type="application/json").status_code == 400
    assert client.post(SAVE).status_code == 400
    assert send(client, author=kaisa.pk + 1).status_code == 409
    assert client.get(SAVE).status_code == 405
    client.logout()
    ended = send(client)
    assert (ended.status_code, ended["Content-Type"]) == (401, "text/plain; charset=utf-8")
    assert kept() == []


def test_a_draft_is_its_authors_after_the_consent_too(client, kaisa, veera):
    partner = make_partner(sites=[make_site()])
    consent = make_consent(veera, agency=partner.expert.agency)
    client.force_login(partner)
    key = f"note:{veera.pk}"
    stranger = make_client(home_site=make_site())
    assert send(client, key, client=veera.pk).status_code == 204
    assert send(client, "note:1", client=stranger.pk).status_code == 204
    assert [row[2] for row in kept()] == [veera.pk, None]
    page = client.get(LIST).content.decode()
    assert "Veera Virta" in page
    with acting_as_system("test"):
        consent.withdrawn_at = timezone.now()
        consent.save()
    assert send(client, key, {"body": "Jatkuu yhä"}, client=veera.pk).status_code == 204
    page = client.get(LIST).content.decode()
    assert "Virta" not in page
    assert "Jatkuu yhä" in page
    client.force_login(kaisa)
    assert client.get(LIST).context["drafts"] == []
    assert client.post(reverse("clients:draft_forget"), {"key": key}).url == LIST
    assert len(kept()) == 2


def test_old_drafts_go_and_rows_come_back(kaisa, veera):
    now = timezone.now()
    make_draft(veera, kaisa, key="note:1", updated_at=now - timedelta(days=31))
    make_draft(veera, kaisa, key="plan:2", updated_at=now - timedelta(days=29))
    with acting_as_system("test"):
        assert forget_old(now=now) == 1
    fields = {"step-1-text": ["Toinen"], "step-0-text": ["Eka"], "step-0-who": ["a", "b"], "step-TOTAL_FORMS": ["2"]}
    with acting_as(kaisa):
        keep_draft(by=kaisa, key="plan:2", fields=fields)
        assert draft_for(kaisa, "plan:2").rows("step") == [{"text": "Eka", "who": ["a", "b"]}, {"text": "Toinen"}]
        (row,) = unfinished(kaisa)
    assert (row.client, row.draft.key) == (veera, "plan:2")


def test_a_role_without_people_has_no_drafts(client):
    client.force_login(make_user(Role.MANAGER, site=make_site()))
    assert client.get(LIST).status_code == 403
