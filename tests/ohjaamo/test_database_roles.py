import pytest
from django.db import ProgrammingError, connection


@pytest.fixture
def cursor(db):
    with connection.cursor() as cursor:
        yield cursor


def test_tests_run_as_a_role_that_row_level_security_binds(cursor):
    cursor.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    name, *powers = cursor.fetchone()
    assert name.endswith("_app")
    assert powers == [False, False, False, False]


def test_app_role_owns_nothing(cursor):
    cursor.execute("SELECT count(*) FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')")
    assert cursor.fetchone() == (0,)


def test_app_role_may_do_its_work_on_every_table_but_not_empty_one(cursor):
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT'))"
    )
    assert cursor.fetchall() == []
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        " AND has_table_privilege(oid, 'TRUNCATE')"
    )
    assert cursor.fetchall() == []


@pytest.mark.parametrize("statement", ["CREATE TABLE mine (a int)", "CREATE SCHEMA mine", "TRUNCATE auth_group"])
def test_app_role_may_not(cursor, statement):
    with pytest.raises(ProgrammingError, match="permission denied"):
        cursor.execute(statement)


def test_extensions_and_finnish_letters(cursor):
    cursor.execute("SELECT extname FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname")
    assert [name for (name,) in cursor.fetchall()] == ["btree_gist", "fuzzystrmatch", "pg_trgm", "unaccent"]
    cursor.execute("SELECT lower('ÄÖÅ'), similarity('Hämäläinen', 'hämäläinen')")
    assert cursor.fetchone() == ("äöå", 1.0)
