from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Role
from services.models import Event
from tests.factories import make_site, make_user
from tests.forms import errors

pytestmark = pytest.mark.django_db
LIST = reverse("services:event_list")
EDITORS = {Role.COUNSELLOR, Role.MANAGER, Role.ADMIN}


def make_event(site, days=0, **fields):
    day = timezone.localdate() + timedelta(days=days)
    return Event.objects.create(**{"site": site, "title_fi": "Työpaja", "date": day, "starts": time(13)} | fields)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


@pytest.mark.parametrize("role", Role)
def test_who_may_do_what(client, site, role):
    event = make_event(site)
    client.force_login(make_user(role, site=site))
    pages = [LIST, reverse("services:event_create")]
    pages += [reverse(f"services:{name}", args=[event.pk]) for name in ("event_edit", "event_delete")]
    reads, edits = role != Role.REPORT_READER, role in EDITORS
    assert [client.get(page).status_code for page in pages] == [200 if reads else 403, *[200 if edits else 403] * 3]
    assert client.post(pages[3]).status_code == (302 if edits else 403)
    assert Event.objects.count() == (0 if edits else 1)


def test_another_sites_event_is_not_found(counsellor):
    event = make_event(make_site())
    for name in ("event_edit", "event_delete"):
        assert counsellor.get(reverse(f"services:{name}", args=[event.pk])).status_code == 404
        assert counsellor.post(reverse(f"services:{name}", args=[event.pk])).status_code == 404
    assert Event.objects.count() == 1


def test_coming_and_past(counsellor, site):
    last, today, soon = make_event(site, -1), make_event(site), make_event(site, 1)
    earlier = make_event(site, -9)
    make_event(make_site())
    assert list(counsellor.get(LIST).context["page"].object_list) == [today, soon]
    assert list(counsellor.get(LIST, {"when": "past"}).context["page"].object_list) == [last, earlier]


def test_create_and_edit(counsellor, site):
    data = {
        "site": site.pk,
        "title_fi": "Kielikahvila",
        "title_sv": "Språkkafé",
        "date": "2030-05-02",
        "starts": "13:00",
    }
    counsellor.post(reverse("services:event_create"), data)
    event = Event.objects.get()
    assert (event.title_sv, event.date.isoformat(), event.starts, event.ends) == (
        "Språkkafé",
        "2030-05-02",
        time(13),
        None,
    )
    counsellor.post(reverse("services:event_edit", args=[event.pk]), data | {"ends": "15:00", "place": "Kirjasto"})
    event.refresh_from_db()
    assert (event.ends, event.place) == (time(15), "Kirjasto")


def test_refusals(counsellor, site):
    data = {"site": make_site().pk, "title_fi": "", "date": "2030-02-30", "starts": "13:00", "ends": "13:00"}
    response = counsellor.post(reverse("services:event_create"), data)
    assert set(errors(response)) == {"site", "title_fi", "date", "ends"}
    assert errors(response)["ends"] == ["The event ends before it starts."]
    assert Event.objects.count() == 0


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_in_every_language(client, site, language):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language=language))
    event = make_event(site, title_sv="Verkstad", title_en="Workshop")
    pages = [LIST, reverse("services:event_create"), reverse("services:check_in_point"), reverse("services:shift_list")]
    pages += [reverse("services:event_delete", args=[event.pk])]
    for page in pages:
        text = client.get(page).content.decode()
        assert (page, text.count("<h1>")) == (page, 1)
        assert f'<html lang="{language}">' in text
    title = {"fi": "Työpaja", "sv": "Verkstad", "en": "Workshop"}[language]
    assert title in client.get(LIST).content.decode()


def test_queries_do_not_grow(counsellor, site, django_assert_num_queries):
    for days in range(3):
        make_event(site, days)
    with CaptureQueriesContext(connection) as few:
        counsellor.get(LIST)
    for days in range(3, 300):
        make_event(site, days)
    with django_assert_num_queries(len(few)):
        assert counsellor.get(LIST).context["page"].paginator.count == 300
