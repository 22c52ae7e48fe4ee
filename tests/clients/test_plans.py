from datetime import date, timedelta
from io import BytesIO

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from clients.actions import plans as act
from clients.models import Draft, Goal, Plan, PlanVersion, Step
from clients.plan_versions import changes
from clients.plans import next_meeting, plan_view, plans_to_review
from network import handover
from network.access import acting_as, acting_as_client, acting_as_system
from tests.factories import make_agency, make_client, make_expert
from tests.path_factories import (
    make_consent,
    make_goal,
    make_meeting,
    make_partner,
    make_plan,
    make_step,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def pekka(site, veera):
    """An expert of another agency whom Veera lets see her plan."""
    agency = make_agency()
    make_consent(veera, agency=agency, scopes=["basic", "plan"])
    user = make_partner(sites=[site], agency=agency)
    user.browser = Browser()
    user.browser.force_login(user)
    return user


def page(plan, slot: str = "") -> str:
    return reverse("clients:plan_detail", args=[plan.pk]) + (f"?open={slot}" if slot else "")


def stored(model) -> list:
    with acting_as_system("test"):
        return list(model.objects.order_by("pk"))


def test_from_nothing_to_an_agreed_plan_by_two_agencies(client, kaisa, veera, pekka):
    person = reverse("clients:client_detail", args=[veera.pk])
    assert "Suunnitelmaa ei vielä ole." in client.get(person).content.decode()
    start = reverse("clients:plan_start", args=[veera.pk])
    first, again = client.post(start), pekka.browser.post(start)
    (plan,) = stored(Plan)
    assert first.url == again.url == page(plan)
    assert (plan.client_id, plan.created_by) == (veera.pk, kaisa)

    typed = {"submission_key": "a", "words": "Haluan töihin <b>kahvilaan</b>", "theme": "work"}
    for _time in range(2):
        answer = client.post(page(plan, "new-goal"), typed)
    (goal,) = stored(Goal)
    assert answer.url == f"{page(plan)}#goal-{goal.pk}"
    assert (goal.words, goal.theme, goal.by_client) == ("Haluan töihin kahvilaan", "work", False)

    expert = make_expert(user=None, agency=make_agency(name_fi="Työpaja"), sites=[veera.home_site])
    step = {"submission_key": "b", "text": "Tehdään ansioluettelo", "doer": "expert"}
    wrong = pekka.browser.post(page(plan, f"new-step-{goal.pk}"), step)
    assert wrong.context["form"].errors == {"expert": ["Valitse asiantuntija, joka tekee sen."]}
    early = (timezone.localdate(plan.created_at) - timedelta(days=1)).isoformat()
    wrong = pekka.browser.post(page(plan, f"new-step-{goal.pk}"), step | {"expert": expert.pk, "due_on": early})
    assert list(wrong.context["form"].errors) == ["due_on"]
    pekka.browser.post(page(plan, f"new-step-{goal.pk}"), step | {"expert": expert.pk, "due_on": "2125-01-01"})
    (saved,) = stored(Step)
    assert (saved.text, saved.expert, saved.due_on) == ("Tehdään ansioluettelo", expert, date(2125, 1, 1))

    client.post(reverse("clients:plan_act", args=[plan.pk]), {"act": f"done-step-{saved.pk}"})
    review = (TODAY + timedelta(days=60)).isoformat()
    past = client.post(page(plan, "agree"), {"version": 1, "agreed_on": TODAY, "review_on": TODAY})
    assert list(past.context["form"].errors) == ["review_on"]
    client.post(page(plan, "agree"), {"version": 1, "agreed_on": TODAY.isoformat(), "review_on": review})
    (version,) = stored(PlanVersion)
    (plan,) = stored(Plan)
    assert (plan.agreed_on, plan.review_on.isoformat(), version.number) == (TODAY, review, 1)
    (kept,) = version.content["goals"]
    assert (kept["words"], kept["steps"][0]["done_on"]) == ("Haluan töihin kahvilaan", TODAY.isoformat())
    shown = client.get(person).content.decode()
    assert "Haluan töihin kahvilaan" in shown
    assert "1/1 askel tehty" in shown


@pytest.mark.parametrize("what", ["goal", "step", "proposal"])
def test_the_second_of_two_writers_sees_both_texts_and_loses_nothing(client, kaisa, veera, pekka, what):
    plan = make_plan(veera, proposal="Alku")
    goal = make_goal(plan, words="Alku")
    step = make_step(goal, text="Alku")
    slot, field, row = {
        "goal": (f"goal-{goal.pk}", "words", goal),
        "step": (f"step-{step.pk}", "text", step),
        "proposal": ("proposal", "proposal", plan),
    }[what]
    more = {"doer": "client"} if what == "step" else {}
    opened = [browser.get(page(plan, slot)).context["form"] for browser in (client, pekka.browser)]
    version = {form["version"].value() for form in opened}
    assert version == {1}
    client.post(page(plan, slot), {"version": 1, field: "Kaisan teksti"} | more)
    refused = pekka.browser.post(page(plan, slot), {"version": 1, field: "Pekan teksti"} | more)
    texts = [(row.mine, row.newest) for row in refused.context["form"].differences()]
    assert ("Pekan teksti", "Kaisan teksti") in texts
    _before, _mark, shown = refused.content.decode().partition('class="is-mine"')
    assert shown.index("Pekan teksti") < shown.index("Kaisan teksti")
    with acting_as_system("test"):
        row.refresh_from_db()
    assert getattr(row, field) == "Kaisan teksti"
    again = refused.context["form"]["version"].value()
    pekka.browser.post(page(plan, slot), {"version": again, field: "Molempien teksti"} | more)
    with acting_as_system("test"):
        row.refresh_from_db()
    assert (getattr(row, field), row.version) == ("Molempien teksti", 3)


def test_nothing_typed_is_lost_when_it_has_no_place_any_more(client, kaisa, veera, pekka):
    plan = make_plan(veera)
    goal = make_goal(plan)
    step = make_step(goal)
    acts = reverse("clients:plan_act", args=[plan.pk])
    client.post(acts, {"act": f"remove-goal-{goal.pk}"})
    assert stored(Goal) == [goal]  # it has a step: it is closed, not taken out
    client.post(acts, {"act": f"remove-step-{step.pk}"})
    refused = pekka.browser.post(page(plan, f"step-{step.pk}"), {"version": 1, "text": "Soitetaan kotiin"})
    assert (refused.status_code, refused.context["lost"]) == (409, ["Soitetaan kotiin"])
    assert "Soitetaan kotiin" in refused.content.decode()
    assert client.post(acts, {"act": f"done-step-{step.pk}"}).url == page(plan)

    # A goal closed twice: the second sees the first one's word.
    closing = {"version": 1, "result": "reached", "result_note": "Avaimet saatu"}
    client.post(page(plan, f"result-{goal.pk}"), closing)
    second = pekka.browser.post(
        page(plan, f"result-{goal.pk}"), closing | {"result": "partly", "result_note": "Kesken"}
    )
    assert ("Kesken", "Avaimet saatu") in [(row.mine, row.newest) for row in second.context["form"].differences()]
    with acting_as_system("test"):
        goal.refresh_from_db()
    assert (goal.result, goal.closed_on, goal.version) == ("reached", TODAY, 2)

    # A consent withdrawn while the form was open: not found, and what had been typed is in the author's drafts.
    kept = {
        "key": f"plan_proposal:{plan.pk}",
        "client": veera.pk,
        "author": pekka.pk,
        "fields": {"proposal": ["Oma ehdotus"]},
    }
    saved = pekka.browser.post(reverse("clients:draft_save"), kept, content_type="application/json")
    assert saved.status_code == 204
    with acting_as_system("test"):
        veera.consents.update(withdrawn_at=timezone.now())
    for slot in ("proposal", f"goal-{goal.pk}", ""):
        assert pekka.browser.post(page(plan, slot), {"version": 1, "proposal": "Ehdotus"}).status_code == 404
    assert pekka.browser.get(page(plan)).status_code == 404
    assert "Oma ehdotus" in pekka.browser.get(reverse("clients:draft_list")).content.decode()
    assert [draft.user for draft in stored(Draft)] == [pekka]


def test_the_young_person_writes_in_their_own_plan_and_in_no_other(veera, site, client, kaisa):
    plan = make_plan(veera, review_on=TODAY)
    goal = make_goal(plan)
    step = make_step(goal)
    stranger = make_plan(make_client(home_site=site))
    meeting = make_meeting(veera, starts_at=timezone.now() + timedelta(days=2))
    make_meeting(veera, cancelled_at=timezone.now(), starts_at=timezone.now() + timedelta(days=1))
    with acting_as_client(veera.pk):
        assert plan_view(veera) == plan
        assert next_meeting(veera) == meeting
        own = act.add_goal(plan=plan, words="Oma koira", by_client=True)
        assert act.tick_step(step=step, done=True, by_client=True).done_by_client
        assert Plan.objects.filter(pk=stranger.pk).first() is None
    shown = client.get(page(plan)).content.decode()
    assert (shown.count("badge-sun"), own.position) == (2, 1)
    with acting_as(kaisa):
        assert list(plans_to_review(kaisa, TODAY)) == [plan]
        assert list(plans_to_review(kaisa, TODAY - timedelta(days=1))) == []


def test_order_closing_and_what_goes_on(client, kaisa, veera):
    plan = make_plan(veera)
    one, two = make_goal(plan, words="Eka", position=1), make_goal(plan, words="Toka", position=2)
    make_step(two, text="Tehty", done_on=TODAY)
    make_step(two, text="Tekemättä")
    client.post(reverse("clients:plan_act", args=[plan.pk]), {"act": f"up-goal-{two.pk}"})
    with acting_as(kaisa):
        assert [goal.words for goal in plan_view(veera).goals.all()] == ["Toka", "Eka"]
        act.close_goal(goal=one, result="reached", by=kaisa)
    address = reverse("clients:plan_close", args=[plan.pk])
    typed = {"version": 1, "closed_on": TODAY.isoformat(), "summary": "Hyvin meni", "continuation": "Paja jatkaa"}
    wrong = client.post(address, typed | {"summary": "", "closed_on": "2125-01-01"})
    assert list(wrong.context["form"].errors) == ["closed_on", "summary"]
    answer = client.post(address, typed | {"continue_goals": "on"})
    old, fresh = stored(Plan)
    assert (old.closed_on, old.summary, fresh.proposal, answer.url) == (TODAY, "Hyvin meni", "Paja jatkaa", page(fresh))
    with acting_as(kaisa):
        (goal,) = plan_view(veera).goals.all()
        assert (goal.words, [step.text for step in goal.steps.all()]) == ("Toka", ["Tekemättä"])
        with pytest.raises(act.ClosedPlanError):
            act.add_goal(plan=old, words="Myöhässä", by=kaisa)
        with pytest.raises(act.ClosedPlanError):
            act.close_plan(plan=old, day=TODAY, summary="Taas", by=kaisa)
    late = client.post(page(old, "new-goal"), {"submission_key": "c", "words": "Myöhässä", "theme": ""})
    assert (late.status_code, late.context["lost"]) == (409, ["Myöhässä"])
    assert "Hyvin meni" in client.get(page(old)).content.decode()


def test_versions_are_compared_and_queries_stay_constant(client, kaisa, veera, django_assert_max_num_queries):
    plan = make_plan(veera)
    goal = make_goal(plan, words="Oma koti")
    step = make_step(goal, text="Hakemus")
    with acting_as(kaisa):
        first = act.agree(plan=plan, agreed_on=TODAY, review_on=None, by=kaisa)
        act.tick_step(step=step, done=True, by=kaisa)
        goal.words = "Oma koti keskustassa"
        act.save_goal(goal=goal, by=kaisa)
        new = act.add_goal(plan=plan, words="Ajokortti", by=kaisa)
        second = act.agree(plan=plan, agreed_on=TODAY, review_on=None, by=kaisa)
        act.remove_goal(goal=new, by=kaisa)
    found = [(change.kind, change.text, change.before) for change in changes(first.content, second.content)]
    assert found == [
        ("changed", "Oma koti keskustassa", "Oma koti"),
        ("done", "Hakemus", ""),
        ("added", "Ajokortti", ""),
    ]
    shown = client.get(reverse("clients:plan_version", args=[plan.pk, 2]))
    assert [change.text for change in shown.context["since"]] == ["Ajokortti"]
    assert shown.context["before"] == first

    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(60) as captured:
            client.get(page(plan))
        counts.append(len(captured))
        for number in range(3):
            make_step(make_goal(plan, words=f"Tavoite {number}"), text="Askel")
    assert counts[0] == counts[1]


def test_the_printed_sheet_is_one_page_in_the_chosen_language(client, kaisa, veera):
    plan = make_plan(veera, agreed_on=TODAY)
    for number in range(5):
        goal = make_goal(plan, words=f"Haluan saada asian {number} kuntoon")
        for _step in range(3):
            make_step(goal, text="Soitetaan ja sovitaan aika")
    path = reverse("clients:plan_pdf", args=[plan.pk])
    answer = client.get(path, {"language": "sv"})
    assert veera.first_name not in answer["Content-Disposition"] + path
    reader = PdfReader(BytesIO(answer.content))
    assert (len(reader.pages), reader.trailer["/Root"]["/Lang"]) == (1, "sv")
    text = reader.pages[0].extract_text()
    assert text.count("Soitetaan ja sovitaan aika") == 15


def test_the_part_on_the_page_of_a_person_needs_the_scope(veera, site):
    agency = make_agency()
    make_consent(veera, agency=agency, scopes=["basic"])
    stranger = make_partner(sites=[site], agency=agency)
    make_goal(make_plan(veera), words="Salainen toive")
    browser = Browser()
    browser.force_login(stranger)
    shown = browser.get(reverse("clients:client_detail", args=[veera.pk]))
    assert (shown.status_code, "Salainen toive" in shown.content.decode()) == (200, False)
    assert browser.post(reverse("clients:plan_start", args=[veera.pk])).status_code == 404


def test_steps_and_meetings_move_when_an_expert_leaves(veera, site):
    leaving, staying = make_expert(sites=[site]), make_expert(sites=[site])
    goal = make_goal(make_plan(veera))
    undone = make_step(goal, doer="expert", expert=leaving)
    done = make_step(goal, doer="expert", expert=leaving, done_on=TODAY)
    coming = make_meeting(veera, experts=[leaving])
    past = make_meeting(veera, experts=[leaving], starts_at=timezone.now() - timedelta(days=3), held_on=TODAY)
    work = {str(row.name): row.count for row in handover.open_work(leaving, TODAY)}
    assert work == {"Suunnitelmien tekemättömät askeleet": 1, "Tulevat tapaamiset nuorten kanssa": 1}
    handover.hand_over(expert=leaving, to=staying, day=TODAY)
    with acting_as_system("test"):
        assert [Step.objects.get(pk=row.pk).expert for row in (undone, done)] == [staying, leaving]
        assert [list(row.experts.all()) for row in (coming, past)] == [[staying], [leaving]]
    assert handover.open_work(leaving, TODAY) == []
