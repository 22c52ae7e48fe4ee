"""`manage.py serve`: everything that has to run, in one command."""

import os
import socket
import sys
import time
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from network.models import Site
from ohjaamo import database, postgres, roles
from ohjaamo.demo import DEMO_LOGINS
from ohjaamo.supervisor import Supervisor

LOOPBACK = {"", "127.0.0.1"}
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "python:ohjaamo.web_server", "ohjaamo.wsgi"]
HOUSEKEEPING = [sys.executable, "manage.py", "housekeeping", "--every", "600"]


class Command(BaseCommand):
    help = "Serves Ohjaamo with all that belongs to it, until Ctrl-C or SIGTERM."
    # They would read every page, which the web server does anyway; `manage.py check` runs them on their own.
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--demo", action="store_true", help="Load invented people first and show the logins.")

    def handle(self, *, demo: bool, **options) -> None:
        bind, port = os.environ.get("OHJAAMO_BIND", ""), _port()
        if settings.DEMO and bind not in LOOPBACK:
            raise CommandError("Demo mode serves this machine only: unset OHJAAMO_BIND or leave --demo out.")
        _refuse_taken(bind or "127.0.0.1", port)
        place = database.here()
        self._migrate(place)
        with connection.cursor() as cursor:
            roles.refuse_privileged(cursor)
        if demo:
            self._load_demo()
        connections.close_all()
        self._run(place, bind or "127.0.0.1", port)

    def _migrate(self, place: database.Place) -> None:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            self.stdout.write(f"Migrating the database ({len(pending)} steps) ...")
            database.run_migrations(place)

    def _load_demo(self) -> None:
        if not Site.objects.exists():
            self.stdout.write("Loading the demo ...")
            call_command("load_demo", stdout=self.stdout)

    def _run(self, place: database.Place, host: str, port: int) -> None:
        environment = database.child_environment(place)
        supervisor = Supervisor([GUNICORN], later=[HOUSEKEEPING], environment=environment, tick=_keep_database(place))
        supervisor.start()
        if _wait_until_open(supervisor, host, port):
            self._greet(host, port)
        code = supervisor.wait()
        if code:
            sys.exit(code)
        self.stdout.write("Stopped.")

    def _greet(self, host: str, port: int) -> None:
        self.stdout.write(f"\nOhjaamo is open at http://{host}:{port}/ (Ctrl-C closes it)")
        if settings.DEMO:
            self.stdout.write(f"Demo logins at http://{host}:{port}/accounts/login/ (all data is invented):")
        for login in DEMO_LOGINS if settings.DEMO else []:
            self.stdout.write(f"  {login['email']:28} {login['password']:20} {login['role']}")
        self.stdout.flush()


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT is {text!r}; it has to be a number from 1 to 65535.")
    return int(text)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on {host}:{port} ({error.strerror}). Is Ohjaamo running already? "
                "Stop it, or set PORT to another number."
            ) from error


def _wait_until_open(supervisor: Supervisor, host: str, port: int) -> bool:
    """Waits for any answer at all; False when the end came first."""
    while not supervisor.stopping and supervisor.children[0].poll() is None:
        asking = HTTPConnection(host, port, timeout=10)
        try:
            asking.request("HEAD", "/", headers={"Host": _own_name(), "Connection": "close"})
            asking.getresponse()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            asking.close()
    return False


def _own_name() -> str:
    """A host name that the app answers to without complaint."""
    name = settings.ALLOWED_HOSTS[0].lstrip(".")
    return "localhost" if name == "*" else name


def _keep_database(place: database.Place):
    """What to do at each tick: start the embedded server anew if it was killed."""

    def tick() -> None:
        if place.embedded and postgres.Server(place.data).postmaster() is None:
            database.join(place)

    return tick
