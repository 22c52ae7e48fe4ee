"""Two entries of one person become one with nothing lost, and two again exactly as they were."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import UniqueConstraint
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pghistory.models import Event

from clients.actions.merges import MergeRefusedError, forget_merges, merge_clients, undo_merge
from clients.merge_record import OWN_RULES, label_of, moved_relations, relations
from clients.models import (
    AccessRecord,
    CaseWorker,
    Client,
    ClientMerge,
    ClientSite,
    Consent,
    NotSamePerson,
    Plan,
    Visit,
)
from network.access import acting_as, acting_as_system, counting
from reports.figures.clients import distinct, visitors
from reports.figures.scope import build_scope
from tests.factories import (
    make_agency,
    make_client,
    make_expert,
    make_participation,
    make_project,
    make_site,
    make_user,
    make_visit,
)
from tests.path_factories import (
    make_case_worker,
    make_consent,
    make_draft,
    make_goal,
    make_not_same_person,
    make_note,
    make_own_page,
    make_plan,
    make_whole_path,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def everything() -> dict:
    """All rows about people but the records of merges and openings."""
    models = [model for model in apps.get_app_config("clients").get_models() if not issubclass(model, Event)]
    with acting_as_system("test"):
        return {
            model: sorted(map(repr, model._base_manager.values()))
            for model in models
            if model not in (ClientMerge, AccessRecord, ClientSite)
        } | {ClientSite: set(ClientSite.objects.values_list("client", "site"))}


def pointing_at(person) -> set[str]:
    with acting_as_system("test"):
        found = [field for field in relations() if field.model._base_manager.filter(**{field.name: person.pk}).exists()]
    return {label_of(field) for field in found}


def merge(user, kept, dropped, **choices) -> ClientMerge:
    with acting_as(user):
        return merge_clients(by=user, kept=kept, dropped=dropped, **choices)


@pytest.fixture
def twin(site):
    return make_client(
        first_name="Wera", last_name="Virta", birth_date="2004-05-17", phone="+358401234567", home_site=site
    )


def test_every_relation_moves_or_has_a_rule_of_its_own(kaisa, veera, twin):
    """Nothing that names a person is forgotten: neither today's tables nor those to come."""
    assert set(OWN_RULES) == {label_of(field) for field in relations()} - {label_of(one) for one in moved_relations()}
    once_per_person = {
        constraint.name
        for field in relations()
        for constraint in field.model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and field.name in constraint.fields
    }
    assert once_per_person == {
        "clients_plan_one_open",
        "clients_ownpage_one_open",
        "clients_caseworker_once",
        "clients_clientsite_once",
        "clients_notsameperson_once",
    }
    make_whole_path(veera, kaisa)
    make_whole_path(twin, make_user())
    for person in (veera, twin):
        make_participation(client=person, project=make_project())
        make_visit(client=person, site=make_site())
    before = everything()
    assert pointing_at(twin) >= {label_of(one) for one in moved_relations()}
    row = merge(kaisa, veera, twin, from_dropped=["phone"])
    assert pointing_at(twin) <= set(OWN_RULES)
    with acting_as(kaisa):
        merged = Client.objects.get(pk=veera.pk)
        assert (merged.phone.as_e164, merged.first_name) == ("+358401234567", "Veera")
        assert not Client.objects.filter(pk=twin.pk).exists()
        assert undo_merge(by=kaisa, merge=row).pk == twin.pk
    assert everything() == before


def test_own_rules_and_what_is_written_afterwards(kaisa, site, veera, twin):
    agency, narrow, both = make_agency(), make_agency(), make_agency()
    make_consent(veera, agency=agency)
    make_consent(twin, agency=agency, withdrawn_at=timezone.now())
    make_consent(veera, agency=narrow, scopes=["basic", "plan"])
    make_consent(twin, agency=narrow, scopes=["basic", "visits", "plan"], valid_to=TODAY + timedelta(days=9))
    make_consent(twin, agency=both)
    common, other = make_plan(veera), make_plan(twin, summary="Alku")
    make_goal(common, words="Koti")
    make_goal(other, words="Työ")
    pages = make_own_page(veera), make_own_page(twin)
    expert = make_expert(sites=[site])
    make_case_worker(veera, expert)
    make_case_worker(twin, expert, since=TODAY - timedelta(days=30))
    make_draft(veera, kaisa, key=f"note:{veera.pk}", content={"body": ["Yksi"]})
    make_draft(twin, kaisa, key=f"note:{twin.pk}", content={"body": ["Kaksi"]})
    stranger, elsewhere = make_client(home_site=site), make_site()
    make_not_same_person(twin, stranger)
    make_visit(client=twin, site=elsewhere)
    row = merge(kaisa, veera, twin)
    with acting_as(kaisa):
        consents = {one.agency_id: one for one in Consent.objects.filter(client=veera).order_by("pk")}
        assert not Consent.objects.filter(agency=agency, withdrawn_at__isnull=True).exists()
        left = Consent.objects.get(agency=narrow, withdrawn_at=None)
        assert (left.client, left.scopes, left.valid_to) == (veera, ["basic", "plan"], TODAY + timedelta(days=9))
        assert Consent.objects.get(agency=narrow, withdrawn_at=left.recorded_at).client == veera
        assert consents[both.pk].withdrawn_at is None
        assert [goal.words for goal in Plan.objects.get(client=veera, closed_on=None).goals.all()] == ["Koti", "Työ"]
        closed = Plan.objects.get(client=veera, closed_on=TODAY)
        assert closed.summary.startswith("Alku\n\n")
        assert [page.pk for page in veera.own_pages.filter(closed_at=None)] == [pages[0].pk]
        assert CaseWorker.objects.filter(client=veera, until=None).count() == 1
        assert veera.drafts.get(key=f"note:{veera.pk}").content == {"body": ["Yksi\n\nKaksi"]}
        assert NotSamePerson.objects.filter(one=min(veera.pk, stranger.pk), other=max(veera.pk, stranger.pk)).exists()
    note = make_note(veera, kaisa)
    with acting_as_system("test"):
        assert ClientSite.objects.filter(client=veera, site=elsewhere).exists()
        Consent.objects.filter(agency=both).update(withdrawn_at=timezone.now())
        Consent.objects.filter(pk=left.pk).update(withdrawn_at=timezone.now())
    with acting_as(kaisa):
        undo_merge(by=kaisa, merge=row)
        with pytest.raises(MergeRefusedError) as refused:
            undo_merge(by=kaisa, merge=row)
        assert refused.value.reason == "done"
        assert [one.pk for one in veera.notes.all()] == [note.pk]
        assert Plan.objects.get(client=twin).closed_on is None
        assert Consent.objects.get(agency=both).withdrawn_at is not None
        # The one no of the two who were one holds for both.
        assert not Consent.objects.filter(agency=narrow, withdrawn_at=None).exists()
        assert Consent.objects.get(agency=agency, client=veera).withdrawn_at is None
        assert not NotSamePerson.objects.filter(one=veera.pk).exists()
    with acting_as_system("test"):
        assert not ClientSite.objects.filter(client=veera, site=elsewhere).exists()


def test_refusals_figures_and_forgetting(kaisa, site, veera, twin):
    project = make_project(sites=[site], start_date=TODAY - timedelta(days=90), end_date=TODAY + timedelta(days=90))
    sub = make_project(parent=project)
    rows = [make_participation(client=one, project=which) for one, which in ((veera, project), (twin, sub))]
    for person in (veera, twin):
        make_visit(client=person, site=site)
    with acting_as(kaisa), pytest.raises(MergeRefusedError) as refused:
        merge_clients(by=kaisa, kept=veera, dropped=twin)
    assert refused.value.projects == [project]
    assert pointing_at(twin) >= {"clients.participation.client", "clients.visit.client"}
    with acting_as_system("test"):
        rows[1].end_date = TODAY - timedelta(days=1)
        rows[1].save()
    stranger = make_user(*kaisa.roles.values_list("role", flat=True), site=make_site())
    with acting_as(stranger), pytest.raises(MergeRefusedError):
        merge_clients(by=stranger, kept=veera, dropped=twin)
    with counting():
        assert distinct(visitors(build_scope(project))) == 2
    first = merge(kaisa, veera, twin)
    third = make_client(home_site=site, first_name="Vera")
    second = merge(kaisa, veera, third)
    with counting():
        assert distinct(visitors(build_scope(project))) == 1
    with acting_as(kaisa), pytest.raises(MergeRefusedError) as refused:
        undo_merge(by=kaisa, merge=first)
    assert refused.value.reason == "later"
    with acting_as(kaisa):
        undo_merge(by=kaisa, merge=second)
    late = timezone.now() + timedelta(days=30)
    straggler = make_visit(client=twin, site=site)
    with acting_as_system("test"):
        assert forget_merges(now=timezone.now()) == 0
        assert Visit.objects.get(pk=straggler.pk).client_id == veera.pk
        assert forget_merges(now=late) == 1
        assert forget_merges(now=late) == 0
        forgotten = Client.objects.get(pk=twin.pk)
        assert (forgotten.last_name, forgotten.phone, forgotten.birth_date) == ("", "", None)
        assert (forgotten.key, forgotten.merged_into_id) == (twin.key, veera.pk)
        assert not Client.pgh_event_model.objects.filter(pgh_obj_id=twin.pk).exists()
    with acting_as(kaisa), pytest.raises(MergeRefusedError) as refused:
        undo_merge(by=kaisa, merge=first, now=late)
    assert refused.value.reason == "late"


def test_pages(client, kaisa, site, veera, twin, django_assert_num_queries):
    listed = reverse("clients:duplicate_list")
    page = client.get(listed)
    assert [[one.pk for one in pair] for pair in page.context["rows"]] == [[veera.pk, twin.pk]]
    with CaptureQueriesContext(connection) as few:
        client.get(listed)
    others = [make_client(last_name=f"Saman{end}", home_site=site) for end in ("lainen", "lainenn")]
    with django_assert_num_queries(len(few)):
        assert len(client.get(listed).context["rows"]) == 2
    make_not_same_person(*others)
    address = reverse("clients:client_merge", args=[veera.pk, twin.pk])
    page = client.get(address)
    assert page.context["form"].differing == ["first_name"]
    assert page.context["form"].filled == ["phone"]
    sent = {"seen": page.context["form"].now, "first_name": "dropped"}
    with acting_as_system("test"):
        Client.objects.filter(pk=twin.pk).update(version=7)
    assert client.post(address, sent).context["form"].non_field_errors()
    answer = client.post(address, sent | {"seen": f"{veera.version}-7"})
    assert answer["Location"] == reverse("clients:client_detail", args=[veera.pk])
    assert "Wera" in client.get(answer["Location"]).content.decode()
    assert client.get(address).status_code == 404
    with acting_as_system("test"):
        seen = AccessRecord.objects.filter(user=kaisa, what="merged with another entry")
        assert set(seen.values_list("client_id", flat=True)) == {veera.pk, twin.pk}
    # The opening of the one that was joined is told with those of the one kept.
    told = client.get(reverse("clients:seen_by", args=[veera.pk])).context["report"]
    with acting_as_system("test"):
        assert told.times == AccessRecord.objects.filter(client_id__in=[veera.pk, twin.pk]).count()
    row = client.get(reverse("clients:merge_list")).context["page_obj"][0]
    undo = reverse("clients:merge_undo", args=[row.pk])
    assert client.get(undo).status_code == 200
    client.post(undo)
    assert client.get(reverse("clients:client_detail", args=[twin.pk])).status_code == 200
    client.post(reverse("clients:duplicate_dismiss", args=[veera.pk, twin.pk]))
    assert client.get(listed).context["rows"] == []
    assert client.post(undo, follow=True).status_code == 200
