"""The database itself keeps people's rows from those who may not see them (trust: coverage, no context, equality)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.codes import ConsentScope
from clients.models import AccessRecord, Client, ClientSite, Referral, Visit
from network.access import acting_as, acting_as_system, counting
from network.models import Role, RoleAssignment
from services.models import SignUp
from tests.factories import (
    make_agency,
    make_client,
    make_event,
    make_expert,
    make_participation,
    make_referral,
    make_sign_up,
    make_site,
    make_user,
    make_visit,
)
from tests.path_factories import (
    make_assessment,
    make_case_worker,
    make_client_profile,
    make_consent,
    make_consultation,
    make_data_request,
    make_housing,
    make_incoming_referral,
    make_measurement,
    make_meeting,
    make_merge,
    make_message,
    make_note,
    make_own_page,
    make_placement,
    make_plan,
    make_refusal,
    make_screening,
    make_screening_case,
    make_service_use,
    make_wage_subsidy,
    make_whole_path,
)

pytestmark = pytest.mark.django_db

# Everything of the clients' app tells of a person, but these: head counts of nobody, and the tools of guidance.
NOT_ABOUT_PEOPLE = {
    "clients_gathering",
    "clients_gatheringevent",
    "clients_measure",
    "clients_measurearea",
    "clients_profile",
    "clients_profileset",
}
PERSON_TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models(include_auto_created=True)
    if model is SignUp
    or (model._meta.app_label == "clients" and not model._meta.proxy and model._meta.db_table not in NOT_ABOUT_PEOPLE)
)


def rows(sql: str, *parameters) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def everything_exists() -> None:
    """At least one row in every table with people, so that seeing none means something."""
    site = make_site()
    user = make_user(Role.COUNSELLOR, site=site)
    client = make_client(home_site=site)
    visit = make_visit(site=site, client=client)
    referral, participation = make_referral(client=client), make_participation(client=client)
    path = make_whole_path(client, user)
    with acting_as_system("test"):
        visit.experts.through.objects.create(visit=visit, expert=make_expert(sites=[site]))
        for row in (client, visit, referral, participation, *path.values()):
            if hasattr(row, "version"):
                row.version += 1
                row.save(update_fields=["version"])
        visit.experts.through.objects.all().delete()
        visit.experts.through.objects.create(visit=visit, expert=make_expert(sites=[site]))
        AccessRecord.objects.create(user=user, client_id=client.pk, what="test", reason="role")
    make_sign_up(make_event(site))


def test_every_table_with_people_is_found():
    tables = {
        row[0] for row in rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'clients\\_%%'")
    }
    assert tables | {"services_signup"} == {*PERSON_TABLES, *NOT_ABOUT_PEOPLE}


@pytest.mark.parametrize("table", PERSON_TABLES)
def test_row_security_is_enabled_forced_and_complete(table):
    assert rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", table) == [(True, True)]
    policies = rows(
        "SELECT cmd, qual IS NOT NULL, with_check IS NOT NULL FROM pg_policies"
        " WHERE tablename = %s AND 'public' = ANY(roles) ORDER BY cmd",
        table,
    )
    assert policies == [
        ("DELETE", True, False),
        ("INSERT", False, True),
        ("SELECT", True, False),
        ("UPDATE", True, True),
    ]


def test_the_tests_run_as_a_role_that_row_security_binds():
    assert rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == [(False, False)]
    assert rows("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == [(0,)]


def numbers() -> dict[str, int]:
    """How many rows of each table with people the caller sees."""
    return {table: rows(f"SELECT count(*) FROM {table}")[0][0] for table in PERSON_TABLES}


def test_without_context_there_are_no_rows_and_no_errors():
    everything_exists()
    with acting_as_system("test"):
        assert [table for table, number in numbers().items() if not number] == []
    # Set once and ended, the setting is the empty string rather than NULL: both must answer with nothing.
    nothing = dict.fromkeys(PERSON_TABLES, 0)
    assert numbers() == nothing
    with transaction.atomic():
        for setting in ("user", "scope", "client"):
            with connection.cursor() as cursor:
                cursor.execute(f'RESET ohjaamo."{setting}"')
        assert numbers() == nothing


def test_figures_read_but_never_write():
    client = make_client(home_site=make_site())
    with counting():
        assert Client.objects.count() == 1
        assert Client.objects.update(first_name="Toinen") == 0
        assert Client.objects.filter(pk=client.pk).values_list("first_name", flat=True).get() == "Veera"
    with counting(), pytest.raises(ProgrammingError), transaction.atomic():
        Client.objects.create(first_name="Uusi")


def test_a_counsellor_cannot_write_for_another_site():
    mine, other = make_site(), make_site()
    stranger = make_client(home_site=other)
    with acting_as(make_user(Role.COUNSELLOR, site=mine)):
        for attempt in (
            lambda: Visit.objects.create(site=other, themes=["other"]),
            lambda: Visit.objects.create(site=mine, client_id=stranger.pk, themes=["other"]),
            lambda: Client.objects.create(first_name="Uusi", home_site=other),
            lambda: Referral.objects.create(client_id=stranger.pk, target="work"),
            lambda: ClientSite.objects.create(client_id=stranger.pk, site=mine),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                attempt()
        assert Client.objects.filter(pk=stranger.pk).update(first_name="Vaihdettu") == 0


def test_a_site_forgets_whose_only_visit_was_withdrawn():
    site, home = make_site(), make_site()
    visit = make_visit(site=site, client=make_client(home_site=home))
    with acting_as_system("test"):
        assert set(ClientSite.objects.values_list("site", flat=True)) == {site.pk, home.pk}
        visit.withdrawn_at = timezone.now()
        visit.save(update_fields=["withdrawn_at"])
        assert set(ClientSite.objects.values_list("site", flat=True)) == {home.pk}


def test_access_records_are_never_changed():
    user = make_user(Role.COUNSELLOR)
    with acting_as_system("test"):
        AccessRecord.objects.create(user=user, client_id=1, what="test", reason="role")
        for change in (
            lambda: AccessRecord.objects.update(what="other"),
            lambda: AccessRecord.objects.all()._raw_delete("default"),
            lambda: rows("TRUNCATE clients_accessrecord"),
        ):
            with pytest.raises(ProgrammingError), transaction.atomic():
                change()
        assert AccessRecord.objects.values_list("what", flat=True).get() == "test"


def test_history_keeps_what_a_row_said_before():
    site = make_site()
    user = make_user(Role.COUNSELLOR, site=site)
    visit = make_visit(site=site, note="ennen")
    with acting_as(user):
        Visit.objects.filter(pk=visit.pk).update(note="jälkeen")
        before = apps.get_model("clients", "VisitEvent").objects.get(pgh_obj_id=visit.pk)
        assert before.note == "ennen"
        assert before.pgh_context.metadata == {"user": user.pk}


EVERYTHING_ABOUT_A_PERSON = [
    model
    for model in apps.get_app_config("clients").get_models()
    if hasattr(model.objects, "visible_to") and model._meta.db_table in PERSON_TABLES
]
STATUSES = ["sent", "accepted", "declined", "arrived", "closed"]
numbers_of = st.integers(0, 2)
days = st.integers(-1, 1)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=st.lists(st.tuples(st.sampled_from(Role.values), st.integers(-1, 2)), max_size=4),
    entries=st.lists(st.tuples(numbers_of, days), max_size=1),
    homes=st.lists(st.integers(-1, 2), min_size=1, max_size=3),
    visits=st.lists(st.tuples(st.integers(0, 4), numbers_of, st.booleans()), max_size=4),
    consents=st.lists(
        st.tuples(numbers_of, numbers_of, st.booleans(), st.sets(st.sampled_from(ConsentScope.values)), days, days),
        max_size=4,
    ),
    referrals=st.lists(
        st.tuples(numbers_of, numbers_of, st.sampled_from(STATUSES), st.sampled_from([None, "me", "other"])), max_size=3
    ),
    active=st.booleans(),
)
def test_querysets_and_row_security_agree(roles, entries, homes, visits, consents, referrals, active):
    """Random users, agencies, homes, visits, consents and days: filter and policy see the same, table by table."""
    today = timezone.localdate()
    with transaction.atomic():
        sites, agencies = [make_site() for _ in range(3)], [make_agency() for _ in range(3)]
        user = make_user(is_active=active)
        for role, number in set(roles):
            RoleAssignment.objects.create(user=user, role=role, site=sites[number] if number >= 0 else None)
        me = None
        for number, ends in entries:
            me = make_expert(agency=agencies[number], user=user, valid_to=today + timedelta(ends))
        clients = [make_client(home_site=sites[home] if home >= 0 else None) for home in homes]
        for who, where, is_withdrawn in visits:
            client = clients[who] if who < len(clients) else None
            withdrawn_at = timezone.now() if is_withdrawn else None
            make_visit(site=sites[where], client=client, withdrawn_at=withdrawn_at)
        for who, agency, is_withdrawn, scopes, starts, ends in consents:
            make_consent(
                clients[who % len(clients)],
                agency=agencies[agency],
                scopes=["basic", *sorted(scopes - {"basic"})],
                valid_from=today + timedelta(min(starts, ends)),
                valid_to=today + timedelta(max(starts, ends)),
                withdrawn_at=timezone.now() if is_withdrawn else None,
            )
        for who, agency, status, expert in referrals:
            client = clients[who % len(clients)]
            to_expert = {"me": me, "other": make_expert(agency=agencies[agency]), None: None}[expert]
            make_consent(
                client,
                referral=make_referral(client=client, to_agency=agencies[agency], to_expert=to_expert, status=status),
            )
        for number, client in enumerate(clients):
            make_participation(client=client)
            give_one_of_each(client, user if number else make_user(), agencies[number], sites[number])
        compare_all(user)
        transaction.set_rollback(True)


def give_one_of_each(client, author, agency, site) -> None:
    make_note(client, author)
    make_note(client, agency=agency, audience="agency")
    make_case_worker(client)
    make_assessment(client)
    make_plan(client)
    make_meeting(client)
    make_measurement(client)
    make_client_profile(client)
    make_own_page(client)
    make_message(client)
    make_data_request(client)
    make_consultation(to_agency=agency, site=site)
    make_refusal(client)
    make_incoming_referral(client, site=site)
    make_service_use(client, site=site)
    make_housing(client, site=site)
    make_placement(client)
    make_wage_subsidy(client)
    make_screening_case(make_screening(site))
    make_merge(client, make_client())


def compare_all(user) -> None:
    with acting_as(user):
        by_database = {model.__name__: set(model.objects.values_list("pk")) for model in EVERYTHING_ABOUT_A_PERSON}
    with acting_as_system("test"):
        by_filter = {
            model.__name__: set(model.objects.visible_to(user).values_list("pk")) for model in EVERYTHING_ABOUT_A_PERSON
        }
    # Pages ask with both at once; the filter must then find all the rows that it needs to read.
    with acting_as(user):
        by_both = {
            model.__name__: set(model.objects.visible_to(user).values_list("pk")) for model in EVERYTHING_ABOUT_A_PERSON
        }
    assert by_database == by_filter
    assert by_database == by_both
