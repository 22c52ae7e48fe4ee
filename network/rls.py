"""Row-level security in migrations: one way to write it, so that no table with people in it is left half-closed.

Policies never name roles: the owner is CURRENT_USER while migrating, everybody else is PUBLIC.
"""

from django.db.migrations.operations import RunSQL

# Uncorrelated subselects: evaluated once per statement, not per row.
COUNSELLOR_SITES = "(SELECT network_sites('counsellor'))::bigint[]"
DPO_SITES = "(SELECT network_sites('dpo'))::bigint[]"
CURRENT_USER_ID = "(SELECT network_current_user())"
CURRENT_CLIENT_ID = "(SELECT network_current_client())"
MY_AGENCIES = "(SELECT network_agencies())::bigint[]"
MY_EXPERTS = "(SELECT network_experts())::bigint[]"
READING = "(SELECT network_scope()) IN ('system', 'figures')"
WRITING = "(SELECT network_scope()) = 'system'"


def _policies(table: str, *conditions: str) -> str:
    # A subselect names the row it is asked for as THIS.
    read, write, delete = (condition.replace("THIS.", f"{table}.") for condition in conditions)
    return f"""
            CREATE POLICY app_read ON {table} FOR SELECT USING ({READING} OR {read});
            CREATE POLICY app_insert ON {table} FOR INSERT WITH CHECK ({WRITING} OR {write});
            CREATE POLICY app_update ON {table} FOR UPDATE
                USING ({WRITING} OR {write}) WITH CHECK ({WRITING} OR {write});
            CREATE POLICY app_delete ON {table} FOR DELETE USING ({WRITING} OR {delete});
        """


def _no_policies(table: str) -> str:
    return "".join(f"DROP POLICY app_{act} ON {table};" for act in ("read", "insert", "update", "delete"))


def changed_row_security(
    table: str, *, read: str, write: str, was_read: str, was_write: str, delete: str = "false"
) -> RunSQL:
    """New conditions for a table that is closed already (`delete` stays as it was)."""
    return RunSQL(
        sql=_no_policies(table) + _policies(table, read, write, delete),
        reverse_sql=_no_policies(table) + _policies(table, was_read, was_write, delete),
    )


def row_security(table: str, *, read: str, write: str, delete: str = "false") -> RunSQL:
    """Close `table`: rows are read, written or deleted where these SQL conditions on its columns hold.

    The system scope may do everything, the figures scope may read.
    """
    return RunSQL(
        sql=f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY owner ON {table} TO CURRENT_USER USING (true) WITH CHECK (true);
            {_policies(table, read, write, delete)}
        """,
        reverse_sql=f"""
            DROP POLICY owner ON {table};
            {_no_policies(table)}
            ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )
