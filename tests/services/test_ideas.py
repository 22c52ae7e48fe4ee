from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Role
from services.codes import Channel, IdeaStatus
from services.models import Event, Idea
from services.public import public_address
from tests.factories import make_idea, make_site, make_user
from tests.forms import errors, posted, public_data, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Koivula")


@pytest.fixture
def counsellor(client, site):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    return client


def send(client, site, **fields):
    return client.post(public_address("idea", "en", slug=site.slug), public_data(text="Board games") | fields)


def test_an_idea_becomes_an_event_and_is_told_to_all(client, site):
    answer = send(client, site, text="  <b>Pizza</b> evening<script>alert(1)</script> ")
    assert answer["Location"] == public_address("idea", "en", slug=site.slug) + "?sent"
    assert "Thank you for the idea!" in text_of(client.get(answer["Location"]))
    idea = Idea.objects.get()
    assert (idea.text, idea.channel, idea.language, idea.status) == ("Pizza evening", Channel.WEB, "en", "new")

    client.force_login(make_user(Role.COUNSELLOR, site=site, language="en"))
    page = reverse("services:idea_detail", args=[idea.pk])
    event = Event.objects.create(
        site=site, title_fi="Pizzailta", date=timezone.localdate(), starts=time(16), status="published"
    )
    data = posted(client.get(page).context["form"]) | {"event": event.pk, "is_published": "on"}
    assert errors(client.post(page, data)) == {
        "answer_fi": ["Tell what you did before it is shown on the public page."]
    }
    data |= {"public_text": "A pizza evening", "answer_fi": "Pizzaa tehtiin", "answer_en": "We baked"}
    assert client.post(page, data)["Location"] == page
    idea.refresh_from_db()
    assert (idea.status, idea.event, idea.answered_on) == (
        IdeaStatus.IN_PROGRAMME,
        event,
        timezone.localdate(),
    )

    client.logout()
    seen = text_of(client.get(public_address("ideas", "en", slug=site.slug)))
    assert "1 idea has come to Ohjaamo Koivula, 1 is answered here." in seen
    assert "A pizza evening" in seen
    assert "We baked" in seen
    assert "Pizzailta" in seen
    assert "Pizzaa tehtiin" in text_of(client.get(public_address("ideas", "fi", slug=site.slug)))


def test_what_is_not_published_stays_inside(client, site):
    make_idea(site=site, text="Secret words", answer_fi="Vastaus", public_text="Shown words")
    make_idea(site=site, text="Own words", answer_fi="Vastattu", is_published=True, answered_on=timezone.localdate())
    make_idea(answer_fi="Muualla", is_published=True, answered_on=timezone.localdate())
    seen = text_of(client.get(public_address("ideas", "en", slug=site.slug)))
    assert "2 ideas have come to Ohjaamo Koivula, 1 of them are answered here." in seen
    assert [word in seen for word in ("Vastattu", "Own words", "Shown words", "Secret words", "Muualla")] == [
        True,
        *[False] * 4,
    ]


def test_an_event_is_made_of_an_idea(counsellor, site):
    idea = make_idea(site=site, text="Lautapelejä\nperjantaisin")
    page = f"{reverse('services:event_create')}?idea={idea.pk}"
    form = counsellor.get(page).context["form"]
    assert form["title_fi"].value() == "Lautapelejä perjantaisin"
    data = posted(form) | {"date": timezone.localdate().isoformat(), "starts": "14:00"}
    assert counsellor.post(page, data).status_code == 302
    idea.refresh_from_db()
    assert (idea.status, idea.event) == (IdeaStatus.IN_PROGRAMME, Event.objects.get())


def test_an_idea_of_another_site_is_not_tied(counsellor, site):
    other = make_idea(text="Muualla")
    page = f"{reverse('services:event_create')}?idea={other.pk}"
    data = posted(counsellor.get(page).context["form"]) | {
        "title_fi": "Peli",
        "date": timezone.localdate().isoformat(),
        "starts": "14:00",
    }
    assert counsellor.post(page, data).status_code == 302
    other.refresh_from_db()
    assert (other.status, other.event) == (IdeaStatus.NEW, None)


@pytest.mark.parametrize(
    "fields", [{"homepage": "https://example.org"}, {"opened": ""}, {"text": " "}, {"text": "x" * 1001}]
)
def test_spam_and_empty_ideas_are_not_taken(client, site, fields):
    answer = send(client, site, **fields)
    assert (answer.status_code, Idea.objects.count()) == (200, 0)
    assert errors(answer) != {}


def test_two_clicks_make_one_idea(client, site):
    assert [send(client, site).status_code for _click in range(2)] == [302, 302]
    assert Idea.objects.count() == 1


def test_a_flood_is_stopped_after_ten(client, site):
    assert [send(client, site, text=f"Idea {n}").status_code for n in range(11)] == [302] * 10 + [200]
    assert Idea.objects.count() == 10
    assert send(client, site, REMOTE_ADDR="x").context["form"]["text"].value() == "Board games"


def test_no_public_page_no_form(client):
    hidden = make_site(is_public=False)
    pages = [public_address(name, "fi", slug=hidden.slug) for name in ("idea", "ideas", "feedback", "jobs", "post_job")]
    assert [client.get(page).status_code for page in pages] == [404] * 5


def test_staff_write_an_idea_down_and_remove_it(counsellor, site):
    answer = counsellor.post(reverse("services:idea_create"), {"text": "Kävelyretki"})
    assert answer["Location"] == reverse("services:idea_list")
    idea = Idea.objects.get()
    assert (idea.site, idea.text, idea.channel) == (site, "Kävelyretki", Channel.STAFF)
    page = reverse("services:idea_delete", args=[idea.pk])
    counsellor.get(page)
    assert Idea.objects.count() == 1
    counsellor.post(page)
    assert Idea.objects.count() == 0


def test_an_older_form_does_not_write_over(counsellor, site):
    page = reverse("services:idea_detail", args=[make_idea(site=site).pk])
    data = posted(counsellor.get(page).context["form"])
    assert counsellor.post(page, data | {"answer_fi": "Ensin"}).status_code == 302
    answer = counsellor.post(page, data | {"answer_fi": "Sitten"})
    assert answer.context["form"]["answer_fi"].value() == "Sitten"
    assert Idea.objects.get().answer_fi == "Ensin"


def test_the_list_shows_new_ones_first_and_asks_as_often_for_many(counsellor, site):
    event = Event.objects.create(site=site, title_fi="Retki", date=timezone.localdate(), starts=time(12))
    now, page = timezone.now(), reverse("services:idea_list")
    make_idea(site=site, text="Vanha", received_at=now - timedelta(days=9))
    with CaptureQueriesContext(connection) as one:
        counsellor.get(page)
    make_idea(site=site, text="Tehty", status=IdeaStatus.DONE, event=event, received_at=now)
    make_idea(site=site, text="Uusi", received_at=now - timedelta(days=1))
    with CaptureQueriesContext(connection) as three:
        answer = counsellor.get(page)
    assert [idea.text for idea in answer.context["page"]] == ["Uusi", "Vanha", "Tehty"]
    assert len(three) == len(one)
    assert [idea.text for idea in counsellor.get(page, {"status": "done"}).context["page"]] == ["Tehty"]
