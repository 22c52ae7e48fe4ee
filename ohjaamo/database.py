"""Which PostgreSQL holds the data, as which role, made ready before Django connects.

Nothing here needs Django: settings.py asks `configuration` what to connect to, manage.py and wsgi.py call
`ensure` before Django starts. Two roles: `<database>_owner` owns everything and runs migrations,
`<database>_app` owns nothing and does all the rest, so that row-level security binds it.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg2
from psycopg2.extensions import parse_dsn

from ohjaamo import passwords, postgres, roles
from ohjaamo.os_user import UserError
from ohjaamo.postgres import PORT, PostgresError, Server
from ohjaamo.roles import RolesError

BASE_DIR = Path(__file__).resolve().parent.parent
DEFAULT_NAME = "ohjaamo"
# The comment on a database that has its rights, extensions and first migrations; a new number redoes them.
READY = "ohjaamo database, prepared 1"
LOCK_KEY = 4_718_306_552  # of the advisory lock; any number, but the same in every process
OLDEST = 150_000

Parameters = dict[str, str]  # libpq's names: host, port, user, password, dbname, sslmode ...


class DatabaseNotReadyError(Exception):
    """The database cannot be used; the message is for whoever started the program."""


PROBLEMS = (DatabaseNotReadyError, PostgresError, UserError, RolesError)


@dataclass(frozen=True)
class Place:
    """Where the data lives and how to connect to it as each role."""

    data: Path
    url: str = ""
    owner_url: str = ""
    durable: bool = True
    other_name: str = ""  # another database than the named one, with the roles of that one

    @property
    def embedded(self) -> bool:
        return not self.url

    @cached_property
    def given(self) -> Parameters:
        """Parameters of DATABASE_URL or of the embedded server's superuser, with the database's name."""
        if self.embedded:
            return Server(self.data).admin | {"dbname": DEFAULT_NAME}
        return {"dbname": DEFAULT_NAME} | _parsed("DATABASE_URL", self.url)

    @property
    def name(self) -> str:
        return self.other_name or self.given["dbname"]

    @property
    def admin(self) -> Parameters | None:
        """Of a role that may make roles and databases; None when both roles were made by an administrator."""
        return None if self.owner_url else self.given

    def role(self, kind: str) -> Parameters:
        """Parameters of the "owner" or "app" role, with what is known of its password now."""
        if self.owner_url:
            owner = _parsed("DATABASE_OWNER_URL", self.owner_url)
            return (self.given if kind == "app" else owner) | {"dbname": self.name}
        parameters = self.given | {"user": f"{self.given['dbname']}_{kind}", "dbname": self.name}
        parameters.pop("password", None)
        password = None if self.embedded else passwords.read(self.data, self.key).get(kind)
        return parameters | ({"password": password} if password else {})

    @property
    def key(self) -> str:
        """What the passwords are kept under."""
        return f"{self.given.get('host', 'localhost')}:{self.given.get('port', PORT)}/{self.given['dbname']}"


def here() -> Place:
    """The place that the environment names."""
    environment = os.environ
    data = Path(environment.get("OHJAAMO_DATA") or BASE_DIR / "var").resolve()
    durable = environment.get("OHJAAMO_THROWAWAY") != "1"
    urls = environment.get("DATABASE_URL", ""), environment.get("DATABASE_OWNER_URL", "")
    return Place(data, *urls, durable=durable)


def configuration(*, data_dir: Path, database_url: str = "", owner_url: str = "") -> dict:
    """Django's DATABASES["default"] for the role in OHJAAMO_DB_ROLE (app unless set); connects to nothing."""
    role = os.environ.get("OHJAAMO_DB_ROLE", "app")
    if role not in {"app", "owner"}:
        raise DatabaseNotReadyError(f"OHJAAMO_DB_ROLE is {role!r}; it may be app or owner.")
    return django_settings(Place(data_dir, database_url, owner_url).role(role))


def current() -> dict:
    """The configuration for the place that the environment names, with what is known of it now."""
    place = here()
    return configuration(data_dir=place.data, database_url=place.url, owner_url=place.owner_url)


def django_settings(parameters: Parameters) -> dict:
    """libpq's parameters as Django's DATABASES["default"]."""
    options = dict(parameters)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{name: options.pop(parameter, "") for name, parameter in names.items()},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "ohjaamo"} | options,
    }


def ensure(place: Place | None = None, *, migrate: bool = True) -> Place:
    """Makes the database ready: server, roles, rights, extensions and (at the very first start) migrations.

    Quick when all is there, safe when several processes start at once. Raises one of PROBLEMS.
    """
    place = place or here()
    join(place)
    if not is_ready(place):
        with _one_at_a_time(place):
            if not is_ready(place):
                roles.prepare(place)
                if migrate:
                    run_migrations(place)
                    roles.mark(place, READY)
    return place


def join(place: Place) -> None:
    """Makes the data folder and starts the embedded server, if that is the one to use."""
    passwords.make_folder(place.data)
    if place.embedded:
        postgres.join(place.data, durable=place.durable)


def is_ready(place: Place) -> bool:
    """Whether the app role can connect to a database that has been prepared."""
    try:
        connection = psycopg2.connect(**place.role("app"), connect_timeout=10)
    except psycopg2.OperationalError:
        return False
    try:
        _refuse_old(connection)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
            )
            return cursor.fetchone()[0] == READY
    finally:
        connection.close()


def run_migrations(place: Place) -> None:
    """Runs `manage.py migrate` as the owner role in a process of its own, silently.

    Without the system checks, which would read every page first: `manage.py check` runs them, and what endangers the
    data (a superuser as the app role) is refused before.
    """
    done = subprocess.run(  # noqa: S603
        [sys.executable, str(BASE_DIR / "manage.py"), "migrate", "--no-input", "--verbosity", "0", "--skip-checks"],
        env=child_environment(place) | {"OHJAAMO_DB_ROLE": "owner"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode:
        raise DatabaseNotReadyError(f"The database could not be migrated:\n{done.stderr.strip()}")


def child_environment(place: Place) -> dict[str, str]:
    """The environment for a child process that finds the database ready, in the same place."""
    return os.environ | {
        "OHJAAMO_DATA": str(place.data),
        "DATABASE_URL": place.url,
        "DATABASE_OWNER_URL": place.owner_url,
        "OHJAAMO_DATABASE_READY": "1",
    }


def connect_admin(place: Place):
    """A connection that may make roles and databases, to a database that surely exists."""
    for name in ["postgres", place.given["dbname"]]:
        try:
            connection = psycopg2.connect(**(place.admin | {"dbname": name}), connect_timeout=10)
        except psycopg2.OperationalError as error:
            problem = error
        else:
            connection.autocommit = True
            return connection
    raise _unreachable("DATABASE_URL", problem)


def _parsed(variable: str, url: str) -> Parameters:
    try:
        parameters = parse_dsn(url)
    except psycopg2.ProgrammingError as error:
        raise DatabaseNotReadyError(
            f"{variable} is not a database address such as postgresql://user:password@host:5432/ohjaamo."
        ) from error
    return parameters


@contextmanager
def _one_at_a_time(place: Place):
    if place.admin is None:
        try:
            connection = psycopg2.connect(**place.role("owner"), connect_timeout=10)
        except psycopg2.OperationalError as error:
            raise _unreachable("DATABASE_OWNER_URL", error) from error
        connection.autocommit = True
    else:
        connection = connect_admin(place)
    try:
        _refuse_old(connection)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        yield
    finally:
        connection.close()


def _refuse_old(connection) -> None:
    if connection.server_version < OLDEST:
        found = connection.server_version // 10_000
        raise DatabaseNotReadyError(f"The server runs PostgreSQL {found}; Ohjaamo needs 15 or newer.")


def _unreachable(variable: str, error: Exception) -> DatabaseNotReadyError:
    return DatabaseNotReadyError(f"The database in {variable} cannot be reached: {str(error).strip()}")
