"""The database of a test run: a throwaway server, one migrated template, and a copy of it per test process.

The template is kept between runs and made anew when a migration (or anything that one imports) changes. Tests
connect as the app role, so that row-level security binds them as it binds the real thing.
"""

import ast
import hashlib
import os
import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

from ohjaamo import database, postgres, roles
from ohjaamo.database import BASE_DIR, READY, Place

APPS = ["network", "services", "clients", "reports"]
LOCK_KEY = database.LOCK_KEY + 1


def test_place() -> Place:
    """Where the test databases are: in the server of DATABASE_URL, else in an embedded one of their own."""
    data = Path(os.environ.get("OHJAAMO_TEST_DATA") or BASE_DIR / "var" / "test").resolve()
    return Place(data, os.environ.get("DATABASE_URL", ""), durable=False)


class TestDatabase:
    """The copy of the template that one test process works on."""

    __test__ = False

    def __init__(self, worker: str):
        self.place = test_place()
        self.template = replace(self.place, other_name=f"test_template_{fingerprint()}")
        self.copy = replace(self.place, other_name=f"test_{os.getpid()}_{worker}")

    def create(self) -> None:
        """Makes the copy, the template first if need be, and points Django to the copy as the app role."""
        _join(self.place)
        with self._alone() as cursor:
            _drop_leftovers(cursor, keep=self.template.name)
            if not database.is_ready(self.template):
                self._make_template(cursor)
            self._clone(cursor)
        _point_django_to(self.copy, "app")
        # Tests that commit end in a flush; a fresh copy also restores what migrations had put in.
        connection.ops.execute_sql_flush = lambda statements: self.restore()

    def restore(self) -> None:
        """Replaces the copy by a fresh one."""
        connection.close()
        with self._alone() as cursor:
            self._clone(cursor)

    def drop(self) -> None:
        """Removes the copy and lets go of the server."""
        connection.close()
        with self._alone() as cursor:
            _drop(cursor, self.copy.name)
        if self.place.embedded:
            postgres.join(self.place.data, durable=False).leave()

    def _make_template(self, cursor) -> None:
        _drop(cursor, self.template.name)
        roles.prepare(self.template)
        _point_django_to(self.template, "owner")
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        roles.mark(self.template, READY)

    def _clone(self, cursor) -> None:
        _drop(cursor, self.copy.name)
        names = [sql.Identifier(part) for part in (self.copy.name, self.template.name)]
        owner = sql.Identifier(self.place.role("owner")["user"])
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(*names, owner))

    @contextmanager
    def _alone(self):
        """A cursor of the administrator while no other test process makes or drops databases."""
        admin = database.connect_admin(self.place)
        try:
            with admin.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
                yield cursor
        finally:
            admin.close()


@contextmanager
def another_database(name: str):
    """The place of one more, empty database on the server of the tests, with its roles; removed at the end."""
    place = replace(test_place(), other_name=f"test_{os.getpid()}_{name}")
    roles.prepare(place)
    try:
        yield place
    finally:
        drop_database(place, place.name)


@contextmanager
def connected_to(place: Place, kind: str):
    """Django works in that database, as the `kind` of role (owner, app)."""
    before = dict(connection.settings_dict)
    _point_django_to(place, kind)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def drop_database(place: Place, name: str) -> None:
    """Removes a database from the server of the place."""
    admin = database.connect_admin(place)
    with admin.cursor() as cursor:
        _drop(cursor, name)
    admin.close()


def fingerprint() -> str:
    """A digest of all that the migrated template depends on."""
    digest = hashlib.sha256(" ".join(settings.INSTALLED_APPS).encode())
    sources = {path for app in APPS for path in (BASE_DIR / app).glob("migrations/*.py")}
    sources |= {Path(roles.__file__), BASE_DIR / "uv.lock"}
    waiting = list(sources)
    while waiting:
        new = _imports(waiting.pop()) - sources
        sources |= new
        waiting += new
    data = {path for app in APPS for path in (BASE_DIR / app).rglob("*") if path.suffix in {".csv", ".sql", ".json"}}
    for path in sorted(sources | data):
        digest.update(f"{path.relative_to(BASE_DIR)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _imports(path: Path) -> set[Path]:
    """The files of our own apps that a Python file imports."""
    if path.suffix != ".py":
        return set()
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    places = [BASE_DIR.joinpath(*name.split(".")) for name in names if name.split(".")[0] in APPS]
    files = [file for place in places for file in (place.with_suffix(".py"), place / "__init__.py")]
    return {file for file in files if file.exists()}


def _join(place: Place) -> None:
    try:
        database.join(place)
    except postgres.PostgresError:
        # Without fsync a killed machine may leave a broken cluster; nothing in it is worth keeping.
        shutil.rmtree(place.data / "postgres", ignore_errors=True)
        database.join(place)


def _point_django_to(place: Place, kind: str) -> None:
    connection.close()
    connection.settings_dict.update(database.django_settings(place.role(kind)))


def _drop(cursor, name: str) -> None:
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _drop_leftovers(cursor, keep: str) -> None:
    """Removes outdated templates, and copies whose test process was killed."""
    cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_(template_[0-9a-f]{16}|[0-9]+_.*)$'")
    for (name,) in cursor.fetchall():
        process = name.split("_")[1]
        abandoned = name != keep if process == "template" else not psutil.pid_exists(int(process))
        if abandoned:
            _drop(cursor, name)
