"""A real PostgreSQL server, with passwords, behind DATABASE_URL."""

import json
import shutil
import tempfile
from pathlib import Path

import psycopg2
import pytest

from ohjaamo import database, postgres, roles
from ohjaamo.database import Place
from tests.serving import environment, manage


@pytest.fixture(scope="module")
def server():
    """A server on which everybody but its superuser needs a password."""
    folder = Path(tempfile.mkdtemp(prefix="ohjaamo-real-"))
    server = postgres.Server(folder, durable=False)
    server.join()
    (server.folder / "pg_hba.conf").write_text("local all postgres trust\nlocal all all scram-sha-256\n")
    run(server, "SELECT pg_reload_conf()")
    run(server, "CREATE ROLE plain LOGIN PASSWORD 'plain'")
    run(server, "CREATE ROLE manager LOGIN CREATEDB CREATEROLE PASSWORD 'manager'")
    yield server
    server.leave()
    shutil.rmtree(folder)


@pytest.fixture
def url(server):
    """Makes an address of the server for a user and a database."""
    return lambda user, name: f"postgresql://{user}:{user}@/{name}?host={server.socket_folder}&port=5432"


def run(server, *statements: str) -> list:
    """Runs statements as the superuser, outside a transaction; the rows of the last, if it has any."""
    connection = psycopg2.connect(**server.admin)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def prepared(place: Place) -> Place:
    """The place, ready but for its migrations."""
    database.ensure(place, migrate=False)
    roles.mark(place, database.READY)
    return place


@pytest.mark.parametrize("admin", ["postgres", "manager"])
def test_first_start_makes_roles_database_and_rights(server, url, tmp_path, admin):
    name = f"fresh_{admin}"
    place = prepared(Place(tmp_path, url(admin, name)))
    assert database.is_ready(place)
    owner = run(server, f"SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '{name}'")
    assert owner == [(f"{name}_owner",)]
    powers = run(
        server,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles"
        f" WHERE rolname IN ('{name}_owner', '{name}_app') ORDER BY rolname",
    )
    assert powers == [(f"{name}_{kind}", False, False, False, False, True) for kind in ("app", "owner")]
    assert (tmp_path / "database.json").stat().st_mode & 0o777 == 0o600
    with psycopg2.connect(**place.role("owner")) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY, name text)")
    with psycopg2.connect(**place.role("app")) as connection, connection.cursor() as cursor:
        cursor.execute("INSERT INTO thing (name) VALUES ('a') RETURNING id")
        assert cursor.fetchone() == (1,)
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("ALTER TABLE thing ADD COLUMN other text")


def test_lost_passwords_are_set_anew(url, tmp_path):
    place = prepared(Place(tmp_path, url("postgres", "lost")))
    kept = tmp_path / "database.json"
    before = json.loads(kept.read_text())
    kept.unlink()
    assert not database.is_ready(place)
    database.ensure(place, migrate=False)
    assert database.is_ready(place)
    assert list(json.loads(kept.read_text())) == list(before)
    assert json.loads(kept.read_text()) != before


def test_user_without_rights_gets_the_sql_that_helps(server, url, tmp_path):
    place = Place(tmp_path, url("plain", "given"))
    with pytest.raises(roles.RolesError) as caught:
        database.ensure(place)
    message = str(caught.value)
    assert message.startswith("The user plain in DATABASE_URL may not create roles.")
    told = [line.strip() for line in message.splitlines() if line.strip().startswith("CREATE")]
    assert len(told) == 3
    run(server, *[line.replace("'...'", "'secret'") for line in told])
    address = url("{}", "given").replace("{}:{}", "{}:secret")
    pair = Place(tmp_path, address.format("given_app"), address.format("given_owner"))
    assert database.is_ready(prepared(pair))
    assert not (tmp_path / "database.json").exists()


def test_superuser_as_the_app_role_is_refused(server, url, tmp_path):
    run(server, "CREATE DATABASE risky")
    place = Place(tmp_path, url("postgres", "risky"), url("postgres", "risky"))
    with pytest.raises(roles.RolesError, match=r"^The database role postgres is a superuser, so it would read past"):
        database.ensure(place, migrate=False)


def test_role_with_bypassrls_is_refused(server, url, tmp_path):
    run(server, "CREATE ROLE bypasser LOGIN BYPASSRLS PASSWORD 'bypasser'", "CREATE DATABASE risky_too")
    place = Place(tmp_path, url("bypasser", "risky_too"), url("postgres", "risky_too"))
    with pytest.raises(roles.RolesError, match=r"^The database role bypasser has BYPASSRLS"):
        database.ensure(place, migrate=False)


def test_app_role_that_owns_tables_is_refused(server, url, tmp_path):
    place = prepared(Place(tmp_path, url("postgres", "owning")))
    with psycopg2.connect(**place.role("owner")) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE thing (id int)")
    run(server, "GRANT owning_owner TO owning_app")
    with (
        psycopg2.connect(**place.role("app")) as connection,
        pytest.raises(roles.RolesError, match=r"^The database role owning_app owns 1 tables"),
    ):
        roles.refuse_privileged(connection.cursor())


def test_serve_and_check_refuse_a_superuser(url, tmp_path, server):
    run(server, "CREATE DATABASE whole")
    address = url("postgres", "whole")
    where = environment(tmp_path, DATABASE_URL=address, DATABASE_OWNER_URL=address)
    done = manage("serve", environment=where)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: The database role postgres is a superuser")
    done = manage("check", "--database", "default", environment=where | {"OHJAAMO_DATABASE_READY": "1"})
    assert done.returncode == 1
    assert "(ohjaamo.E001) The database role postgres is a superuser" in done.stderr


def test_whole_first_start_on_a_real_server(url, tmp_path):
    where = environment(tmp_path / "data", DATABASE_URL=url("manager", "complete"))
    done = manage("check", "--database", "default", environment=where)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"
    done = manage("showmigrations", "--plan", environment=where)
    assert "[ ]" not in done.stdout
    assert not (tmp_path / "data" / "postgres").exists()


def test_other_encodings_are_refused(server, url, tmp_path):
    run(
        server,
        "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc TEMPLATE template0",
    )
    with pytest.raises(roles.RolesError, match=r"^The database's encoding is LATIN1"):
        database.ensure(Place(tmp_path, url("postgres", "latin")))


def test_unreachable_server(tmp_path):
    with pytest.raises(database.DatabaseNotReadyError, match=r"^The database in DATABASE_URL cannot be reached"):
        database.ensure(Place(tmp_path, f"postgresql://postgres@/ohjaamo?host={tmp_path}"))


def test_address_that_is_none(tmp_path):
    with pytest.raises(database.DatabaseNotReadyError, match=r"^DATABASE_URL is not a database address"):
        database.ensure(Place(tmp_path, "mysql://root@localhost/ohjaamo"))
