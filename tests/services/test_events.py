from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import Role
from services.codes import EventStatus
from services.models import Event
from tests.factories import make_event, make_expert, make_gathering, make_sign_up, make_site, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db
LIST = reverse("services:event_list")
MAY = date(2030, 5, 1)


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def counsellor(client, site):
    user = make_user(Role.COUNSELLOR, site=site, language="en")
    client.force_login(user)
    return client


def on(name, event):
    return reverse(f"services:{name}", args=[event.pk])


def entries(response) -> list:
    return [(entry.event.title_fi, entry.event.status) for entry in response.context["month"].entries]


def new_event(client, site, **fields) -> dict:
    form = client.get(reverse("services:event_create")).context["form"]
    usual = {"site": site.pk, "title_fi": "Kielikahvila", "date": "2030-05-02", "starts": "13:00"}
    return posted(form) | usual | fields


def test_a_month_and_its_neighbours(counsellor, site):
    make_event(site, date=date(2030, 4, 30))
    first = make_event(site, date=MAY, title_fi="Vappu")
    last = make_event(site, date=date(2030, 5, 31), title_fi="Kesä")
    make_event(make_site(), date=MAY)
    page = counsellor.get(LIST, {"month": "2030-05"})
    assert [entry.event for entry in page.context["month"].entries] == [first, last]
    assert page.context["month"].before == date(2030, 4, 1)
    assert page.context["month"].after == date(2030, 6, 1)
    assert [len(week.days) for week in page.context["month"].weeks] == [7] * 5
    for wrong in ("2030-13", "x", "99999-01", ""):
        assert counsellor.get(LIST, {"month": wrong}).context["month"].first == timezone.localdate().replace(day=1)


def test_the_month_is_published_and_says_how_many(counsellor, site):
    drafts = [make_event(site, date=MAY, title_fi="A"), make_event(site, date=date(2030, 5, 31), title_fi="B")]
    make_event(site, date=date(2030, 6, 1), title_fi="C")
    cancelled = make_event(site, date=MAY, title_fi="D", status=EventStatus.CANCELLED)
    foreign = make_event(make_site(), date=MAY)
    assert entries(counsellor.get(LIST, {"month": "2030-05", "show": "drafts"})) == [("A", "draft"), ("B", "draft")]
    page = counsellor.post(reverse("services:month_publish"), {"month": "2030-05"}, follow=True)
    assert "May 2030: 2 events were published." in text_of(page)
    published = set(Event.objects.filter(status=EventStatus.PUBLISHED))
    assert published == set(drafts)
    assert {Event.objects.get(pk=event.pk).status for event in (cancelled, foreign)} == {"cancelled", "draft"}
    assert {event.version for event in published} == {2}


def test_create_cleans_texts_and_saves_once(counsellor, site):
    expert = make_expert(sites=[site])
    data = new_event(
        counsellor, site, description_fi="<b>Tule</b><script>x</script> mukaan", experts=[expert.pk],
        languages=["fi", "sv"], sign_up="on", capacity="8", kind="group",
    )  # fmt: skip
    for _time in range(2):
        response = counsellor.post(reverse("services:event_create"), data)
    event = Event.objects.get()
    assert response["Location"] == on("event_detail", event)
    assert (event.description_fi, event.capacity, event.kind, event.status) == ("Tule mukaan", 8, "group", "draft")
    assert list(event.experts.all()) == [expert]


def test_refusals(counsellor, site):
    stranger = make_expert(sites=[make_site()])
    data = new_event(
        counsellor, site, title_fi="", date="2030-02-30", ends="13:00", capacity="0", experts=[stranger.pk]
    )
    response = counsellor.post(reverse("services:event_create"), data)
    assert set(errors(response)) == {"title_fi", "date", "ends", "capacity", "experts"}
    assert errors(response)["ends"] == ["The event ends before it starts."]
    assert Event.objects.count() == 0


def test_somebody_elses_change_is_not_lost(counsellor, site):
    event = make_event(site, date=MAY)
    data = posted(counsellor.get(on("event_edit", event)).context["form"])
    counsellor.post(on("event_edit", event), data | {"title_fi": "Ensimmäinen"})
    again = counsellor.post(on("event_edit", event), data | {"title_fi": "Toinen"})
    assert set(errors(again)) == {""}
    event.refresh_from_db()
    assert (event.title_fi, event.version) == ("Ensimmäinen", 2)


def test_a_draft_goes_and_what_is_in_use_is_called_off(counsellor, site):
    draft, used, counted = (make_event(site, date=MAY, sign_up=True) for _ in range(3))
    make_sign_up(used)
    make_gathering(site=site, event=counted)
    for event in (draft, used, counted):
        counsellor.post(on("event_delete", event))
    assert set(Event.objects.all()) == {used, counted}
    assert "This event cannot be removed." in text_of(counsellor.get(on("event_delete", used)))
    counsellor.post(on("event_cancel", used))
    used.refresh_from_db()
    assert used.status == EventStatus.CANCELLED
    assert entries(counsellor.get(LIST, {"month": "2030-05"})) == [("Työpaja", "cancelled"), ("Työpaja", "draft")]


def test_the_same_again_starts_from_another_event(counsellor, site):
    event = make_event(site, date=MAY, title_sv="Verkstad", capacity=9, sign_up=True, languages=["fi"])
    form = counsellor.get(reverse("services:event_create"), {"copy": event.pk}).context["form"]
    shown = {name: form[name].value() for name in ("title_fi", "title_sv", "capacity", "languages", "site", "date")}
    assert shown == {
        "title_fi": "Työpaja",
        "title_sv": "Verkstad",
        "capacity": 9,
        "languages": ["fi"],
        "site": site.pk,
        "date": None,
    }
    foreign = make_event(make_site(), date=MAY)
    assert counsellor.get(reverse("services:event_create"), {"copy": foreign.pk}).status_code == 404


def test_recruiting_events_in_figures(counsellor, site):
    base = {"event_type": "recruitment", "status": EventStatus.PUBLISHED}
    for day, candidates, hired in ((1, 4, 1), (2, 10, 2), (3, None, None)):
        make_event(site, date=date(2030, 5, day), candidates=candidates, hired=hired, posts=5, **base)
    make_event(site, date=date(2030, 6, 1), candidates=99, **base)
    make_event(make_site(), date=MAY, candidates=99, **base)
    page = counsellor.get(reverse("services:recruiting"), {"first": "2030-05-01", "last": "2030-05-31"})
    found = page.context["found"]
    assert (found.held, found.counted, found.candidates, found.hired, found.posts) == (3, 2, 14, 3, 15)
    assert (found.average, found.fewest, found.most) == (7, 4, 10)
    wrong = counsellor.get(reverse("services:recruiting"), {"first": "2030-05-31", "last": "2030-05-01"})
    assert errors(wrong) == {"last": ["The last day is before the first."]}


def test_candidates_outlive_a_change_of_the_title(counsellor, site):
    yesterday = timezone.localdate() - timedelta(days=1)
    event = make_event(site, date=yesterday, event_type="recruitment", candidates=9, hired=2)
    page = counsellor.get(on("event_edit", event))
    drawn = page.content.decode()
    typed = {name: value for name, value in posted(page.context["form"]).items() if f'name="{name}"' in drawn}
    counsellor.post(on("event_edit", event), typed | {"title_fi": "Täsmärekry"})
    event.refresh_from_db()
    assert (event.title_fi, event.candidates, event.hired) == ("Täsmärekry", 9, 2)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_in_every_language(client, site, language):
    client.force_login(make_user(Role.COUNSELLOR, site=site, language=language))
    event = make_event(site, title_sv="Verkstad", title_en="Workshop", sign_up=True, capacity=1)
    make_sign_up(event)
    pages = [LIST, reverse("services:event_create"), reverse("services:recruiting")]
    names = ("event_detail", "event_edit", "event_cancel", "event_delete", "sign_up_list", "sign_up_create")
    for page in [*pages, *(on(name, event) for name in names)]:
        text = client.get(page).content.decode()
        assert (page, text.count("<h1")) == (page, 1)
        assert f'<html lang="{language}">' in text
    assert {"fi": "Työpaja", "sv": "Verkstad", "en": "Workshop"}[language] in client.get(LIST).content.decode()


def test_experts_see_the_programme_without_counts(client, site):
    event = make_event(site, sign_up=True, capacity=1)
    make_sign_up(event)
    client.force_login(make_user(Role.EXPERT, site=site, language="en"))
    assert "Signed up" not in text_of(client.get(LIST)) + text_of(client.get(on("event_detail", event)))
    assert client.get(on("sign_up_list", event)).status_code == 403


def test_queries_do_not_grow(counsellor, site, django_assert_num_queries):
    def add(number):
        for hour in range(number):
            event = make_event(site, date=timezone.localdate(), starts=time(hour), sign_up=True, capacity=2)
            make_sign_up(event)
            make_event(site, date=timezone.localdate() - timedelta(1), status=EventStatus.PUBLISHED)

    add(1)
    with CaptureQueriesContext(connection) as few:
        counsellor.get(LIST)
    add(3)
    with django_assert_num_queries(len(few)):
        counsellor.get(LIST)
