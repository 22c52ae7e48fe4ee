"""The heads of an event are counted once, on a page that knows the rest; uncounted events wait in sight."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Gathering
from network.models import Role
from services.codes import EventStatus
from services.models import Event
from tests.factories import make_campaign, make_event, make_gathering, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def held(site, days=-1, **fields):
    return make_event(site, date=TODAY() + timedelta(days), status=EventStatus.PUBLISHED, **fields)


def address(event) -> str:
    return reverse("clients:event_count", args=[event.pk])


def test_the_event_tells_the_rest(client, kaisa, site):
    campaign = make_campaign(sites=[site], name="Kesäduuni")
    event = held(site, kind="popup", event_type="recruitment", campaign=campaign, title_fi="Täsmärekry")
    event.joint_sites.add(make_site())
    data = posted(client.get(address(event)).context["form"])
    counted = data | {"headcount": "12", "women": "5", "candidates": "9", "hired": "2"}
    assert client.post(address(event), counted)["Location"] == reverse("services:event_detail", args=[event.pk])
    row = Gathering.objects.get()
    assert (row.event, row.site, row.date, row.kind, row.event_type) == (
        event,
        site,
        event.date,
        "popup",
        "recruitment",
    )
    assert (row.title, row.headcount, row.women, row.joint, row.campaign) == ("Täsmärekry", 12, 5, True, "Kesäduuni")
    event.refresh_from_db()
    assert (event.candidates, event.hired, event.version) == (9, 2, 2)
    # The same page sent twice counts once, and another page is refused.
    client.post(address(event), counted)
    again = client.post(address(event), counted | {"submission_key": "another"}, follow=True)
    assert "Tämän tapahtuman kävijät on jo laskettu." in text_of(again)
    assert Gathering.objects.count() == 1


def test_refusals(client, kaisa, site):
    event = held(site, event_type="recruitment")
    data = posted(client.get(address(event)).context["form"]) | {"headcount": "3", "women": "4", "hired": "1"}
    assert set(errors(client.post(address(event), data))) == {"women", "hired"}
    for other in (held(site, 1), make_event(site, date=TODAY() - timedelta(1), status=EventStatus.CANCELLED)):
        page = client.get(address(other))
        assert page.context["refusal"] != ""
        client.post(address(other), {"headcount": "3", "submission_key": f"key-{other.pk}"})
    assert Gathering.objects.count() == 0
    assert client.get(address(held(make_site()))).status_code == 404


def test_what_waits_is_told_at_the_counter_and_on_the_programme(client, kaisa, site):
    old, withdrawn = held(site, -20), held(site, -2)
    make_gathering(site=site, event=withdrawn, withdrawn_at=timezone.now())
    make_gathering(site=site, event=held(site, -3))
    held(site, 1)
    held(make_site())
    make_event(site, date=TODAY() - timedelta(5))
    assert list(client.get(reverse("clients:uncounted_list")).context["page"].object_list) == [old, withdrawn]
    for page in ("clients:counter", "services:event_list"):
        assert "Tapahtumia ilman kävijämäärää: 2" in text_of(client.get(reverse(page)))
    client.force_login(make_user(Role.MANAGER, site=site))
    assert "Tapahtumia ilman" not in text_of(client.get(reverse("services:event_list")))
    assert client.get(address(old)).status_code == 403
    assert Event.objects.count() == 6
