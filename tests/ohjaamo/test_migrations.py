"""A new database is made in one step (network/together.py); one in use goes through every migration. Both are equal."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests import databases

# What a schema consists of, one line each. Names that the server made up for constraints and their indexes may differ.
SCHEMA = """
    SELECT concat_ws(' ', 'column', table_name, column_name, data_type, is_nullable, column_default, collation_name,
                     generation_expression)
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT concat_ws(' ', 'constraint', conrelid::regclass, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'index', regexp_replace(indexdef, 'INDEX \\S+ ON', 'INDEX ON'))
    FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL
    SELECT concat_ws(' ', 'policy', tablename, policyname, cmd, qual, with_check)
    FROM pg_policies WHERE schemaname = 'public'
    UNION ALL
    SELECT concat_ws(' ', 'table', relname, relrowsecurity, relforcerowsecurity)
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(trigger.oid))
    FROM pg_trigger AS trigger JOIN pg_class AS one ON one.oid = trigger.tgrelid
    WHERE one.relnamespace = 'public'::regnamespace AND NOT trigger.tgisinternal
    UNION ALL
    SELECT concat_ws(' ', 'function', pg_get_functiondef(routine.oid))
    FROM pg_proc AS routine LEFT JOIN pg_depend AS part ON part.objid = routine.oid AND part.deptype = 'e'
    WHERE routine.pronamespace = 'public'::regnamespace AND routine.prokind = 'f' AND part.objid IS NULL
"""


def schema_and_data() -> tuple[set[str], list[tuple]]:
    """The schema line by line, and the rows that migrations put in."""
    with connection.cursor() as cursor:
        cursor.execute(SCHEMA)
        lines = {line for (line,) in cursor.fetchall()}
        cursor.execute("SELECT * FROM network_municipality ORDER BY code")
        return lines, cursor.fetchall()


def test_a_new_database_equals_one_that_went_through_every_migration(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        at_once = schema_and_data()
        with databases.another_database("steps") as place, databases.connected_to(place, "owner"):
            executor = MigrationExecutor(connection)
            executor.loader.replace_migrations = False
            executor.loader.build_graph()
            graph = executor.loader.graph
            executor.migrate([leaf for leaf in graph.leaf_nodes() if not graph.nodes[leaf].replaces])
            step_by_step = schema_and_data()
    assert step_by_step == at_once
