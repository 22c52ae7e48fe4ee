"""The database itself keeps people's rows from those who may not see them (trust: coverage, no context, equality)."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.models import AccessRecord, Client, ClientSite, Participation, Referral, Visit
from network.access import acting_as, acting_as_system, counting
from network.models import Role, RoleAssignment
from services.models import SignUp
from tests.factories import (
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

pytestmark = pytest.mark.django_db

# Columns by which a row tells of a person.
PERSON_COLUMNS = {"client_id", "visit_id"}
PERSON_TABLES = sorted(
    model._meta.db_table
    for model in apps.get_models()
    if model in {Client, SignUp}
    or model._meta.db_table == "clients_clientevent"
    or (model._meta.app_label == "clients" and PERSON_COLUMNS & {field.column for field in model._meta.concrete_fields})
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
    with acting_as_system("test"):
        visit.experts.through.objects.create(visit=visit, expert=make_expert(sites=[site]))
        for row in (client, visit, referral, participation):
            row.version += 1
            row.save(update_fields=["version"])
        visit.experts.through.objects.all().delete()
        visit.experts.through.objects.create(visit=visit, expert=make_expert(sites=[site]))
        AccessRecord.objects.create(user=user, client_id=client.pk, what="test", reason="role")
    make_sign_up(make_event(site))


def test_every_table_with_people_is_found():
    assert set(PERSON_TABLES) == {
        "clients_accessrecord",
        "clients_client",
        "clients_clientevent",
        "clients_clientsite",
        "clients_participation",
        "clients_participationevent",
        "clients_referral",
        "clients_referralevent",
        "clients_visit",
        "clients_visitevent",
        "clients_visitexpert",
        "clients_visitexpertevent",
        "services_signup",
    }


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


@pytest.mark.parametrize("table", PERSON_TABLES)
def test_without_context_there_are_no_rows_and_no_errors(table):
    everything_exists()
    with acting_as_system("test"):
        assert rows(f"SELECT count(*) > 0 FROM {table}") == [(True,)]
    # Set once and ended, the setting is the empty string rather than NULL: both must answer with nothing.
    assert rows(f"SELECT count(*) FROM {table}") == [(0,)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute('RESET ohjaamo."user"')
        cursor.execute("RESET ohjaamo.scope")
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchall() == [(0,)]


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    roles=st.lists(st.tuples(st.sampled_from(Role.values), st.integers(-1, 2)), max_size=4),
    homes=st.lists(st.integers(-1, 2), min_size=1, max_size=5),
    visits=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.booleans()), max_size=6),
    active=st.booleans(),
)
def test_querysets_and_row_security_agree(roles, homes, visits, active):
    """Random users, homes and visits: the filter of the application and the policy of the database see the same."""
    with transaction.atomic():
        sites = [make_site() for _ in range(3)]
        user = make_user(is_active=active)
        for role, number in set(roles):
            RoleAssignment.objects.create(user=user, role=role, site=sites[number] if number >= 0 else None)
        clients = [make_client(home_site=sites[home] if home >= 0 else None) for home in homes]
        for who, where, is_withdrawn in visits:
            client = clients[who] if who < len(clients) else None
            withdrawn_at = timezone.now() if is_withdrawn else None
            make_visit(site=sites[where], client=client, withdrawn_at=withdrawn_at)
        for client in clients:
            make_referral(client=client)
            make_participation(client=client)
        compare_all(user)
        transaction.set_rollback(True)


def compare_all(user) -> None:
    models = [Client, Visit, Referral, Participation]
    with acting_as(user):
        by_database = [set(model.objects.values_list("pk", flat=True)) for model in models]
    with acting_as_system("test"):
        by_filter = [set(model.objects.visible_to(user).values_list("pk", flat=True)) for model in models]
    assert by_database == by_filter
