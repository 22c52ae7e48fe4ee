from datetime import datetime, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients.models import Goal, Meeting
from network.access import acting_as_system
from tests.factories import make_agency, make_expert, make_referral
from tests.path_factories import make_consent, make_goal, make_meeting, make_partner, make_plan
from tests.smtp import mail_server

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=10)


@pytest.fixture
def partner(site, veera):
    agency = make_agency()
    make_consent(veera, agency=agency, scopes=["basic", "plan"])
    user = make_partner(sites=[site], agency=agency)
    user.browser = Browser()
    user.browser.force_login(user)
    return user


def stored(model):
    with acting_as_system("test"):
        return list(model.objects.order_by("pk"))


def typed(**fields) -> dict:
    when = {"day": SOON.isoformat(), "clock": "13:30", "minutes": "45"}
    return {"submission_key": "a", "kind": "network", "place": "Huone 2"} | when | fields


def test_invited_experts_get_a_mail_that_names_nobody(client, kaisa, veera, partner, settings):
    silent = make_expert(sites=[veera.home_site], email="")
    stranger = make_expert(sites=[veera.home_site], email="vieras@example.org")
    add = reverse("clients:meeting_create", args=[veera.pk])
    wrong = client.post(add, typed(place="", minutes="1"))
    assert sorted(wrong.context["form"].errors) == ["minutes", "place"]
    with mail_server(settings) as server:
        for _time in range(2):
            client.post(add, typed(experts=[partner.expert.pk], more_experts=[silent.pk, stranger.pk], others="Äiti"))
        (meeting,) = stored(Meeting)
        page = reverse("clients:meeting_detail", args=[meeting.pk])
        shown = client.get(page)
        texts = [str(message) for message in shown.context["messages"]]
        assert any(str(silent) in text and "kerro itse" in text for text in texts)
        assert shown.context["without_sight"] == sorted([silent, stranger], key=lambda row: row.sort_name)
        assert (meeting.plan, timezone.localtime(meeting.starts_at).strftime("%H.%M")) == (None, "13.30")

        edit = reverse("clients:meeting_edit", args=[meeting.pk])
        moved = typed(version=1, experts=[partner.expert.pk], place="Huone 7")
        client.post(edit, moved)
        old = partner.browser.post(edit, typed(version=1, experts=[partner.expert.pk], place="Huone 9"))
        assert ("Huone 9", "Huone 7") in [(row.mine, row.newest) for row in old.context["form"].differences()]
        partner.browser.post(reverse("clients:meeting_cancel", args=[meeting.pk]))
        again = client.post(reverse("clients:meeting_cancel", args=[meeting.pk]), follow=True)
        assert "jo pidetty tai peruttu" in again.content.decode()
    mails = [(mail["To"], mail["Subject"], mail.get_content()) for mail in server.messages]
    assert sorted((to, subject.split(" ", 2)[0]) for to, subject, _text in mails) == sorted(
        [
            (partner.email, "Kutsu"),
            ("vieras@example.org", "Kutsu"),
            ("vieras@example.org", "Tapaaminen"),
            (partner.email, "Tapaaminen"),
        ]
    )
    for _to, subject, text in mails:
        assert not {veera.first_name, veera.last_name, "Äiti"} & set((subject + " " + text).replace(".", " ").split())
    invitation = mails[0][2]
    assert f"http://testserver{page}" in invitation
    assert "Huone 2" in invitation
    assert f"{SOON.day}.{SOON.month}.{SOON.year} klo 13.30" in invitation


def test_a_mail_server_that_refuses_does_not_undo_the_meeting(client, kaisa, veera, partner, settings):
    with mail_server(settings, refusal="550 no"):
        client.post(reverse("clients:meeting_create", args=[veera.pk]), typed(experts=[partner.expert.pk]))
    (meeting,) = stored(Meeting)
    shown = client.get(reverse("clients:meeting_detail", args=[meeting.pk])).content.decode()
    assert "Sähköposti ei lähtenyt" in shown


def test_results_are_compared_with_goals_over_the_page_by_all_who_are_in_it(client, kaisa, veera, partner):
    plan = make_plan(veera)
    one, two = make_goal(plan, words="Oma koti", position=1), make_goal(plan, words="Töihin", position=2)
    begun = timezone.make_aware(datetime.combine(TODAY - timedelta(days=1), datetime.min.time()))
    meeting = make_meeting(veera, kind="closing", plan=plan, starts_at=begun)
    page = reverse("clients:meeting_detail", args=[meeting.pk])
    assert "Oma koti" in partner.browser.get(page).content.decode()
    results = {
        "version": 1,
        "held_on": begun.date().isoformat(),
        "outcome": "Paja jatkaa",
        f"goal_version_{one.pk}": 1,
        f"result_{one.pk}": "reached",
        f"note_{one.pk}": "Avaimet saatu",
        f"goal_version_{two.pk}": 1,
        f"result_{two.pk}": "open",
        f"note_{two.pk}": "",
    }
    future = client.post(page, results | {"held_on": "2125-01-01"})
    assert list(future.context["form"].errors) == ["held_on"]
    assert partner.browser.post(page, results).url == page
    (saved,) = stored(Meeting)
    first, second = stored(Goal)
    assert (saved.outcome, saved.held_on) == ("Paja jatkaa", begun.date())
    assert (first.result, first.result_note, first.closed_on) == ("reached", "Avaimet saatu", begun.date())
    assert (second.result, second.version) == ("open", 1)

    # The other wrote at the same time: both texts are shown, nothing is lost.
    late = client.post(page, results | {"outcome": "Soitetaan viikon päästä"})
    assert ("Soitetaan viikon päästä", "Paja jatkaa") in [
        (row.mine, row.newest) for row in late.context["form"].differences()
    ]
    with acting_as_system("test"):
        veera.consents.update(withdrawn_at=timezone.now())
    assert partner.browser.get(page).status_code == 404
    assert "Paja jatkaa" in client.get(page).content.decode()


def test_a_goal_changed_meanwhile_and_a_meeting_cancelled_meanwhile(client, kaisa, veera):
    plan = make_plan(veera)
    goal = make_goal(plan, result_note="Uusin sana", version=2)
    meeting = make_meeting(veera, kind="mid", plan=plan, starts_at=timezone.now() - timedelta(hours=2))
    page = reverse("clients:meeting_detail", args=[meeting.pk])
    fields = {f"goal_version_{goal.pk}": 1, f"result_{goal.pk}": "partly", f"note_{goal.pk}": "Oma sana"}
    refused = client.post(page, {"version": 1, "held_on": TODAY, "outcome": ""} | fields)
    assert "Uusin sana" in refused.context["form"].errors[f"result_{goal.pk}"][0]
    with acting_as_system("test"):
        Meeting.objects.update(cancelled_at=timezone.now())
    lost = client.post(page, {"version": 1, "held_on": TODAY, "outcome": "Pitkä teksti"})
    assert lost.context["lost"] == ["Pitkä teksti"]
    assert stored(Goal)[0].result == "open"


def test_a_handover_meeting_belongs_to_its_referral_and_no_other_persons(client, kaisa, veera):
    mine = make_referral(client=veera)
    add = reverse("clients:meeting_create", args=[veera.pk])
    client.post(f"{add}?referral={mine.pk}", typed(kind="handover"))
    (meeting,) = stored(Meeting)
    assert (meeting.referral_id, meeting.kind) == (mine.pk, "handover")
    assert client.get(f"{add}?referral={make_referral().pk}").status_code == 404
