#!/usr/bin/env python
"""Django's command line; before a command that needs the database, the database is made ready."""

import os
import signal
import sys
import warnings

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from ohjaamo import database

# Commands that work without a database; all others get a ready one.
WITHOUT_DATABASE = {
    "--help", "--version", "-h", "check", "collectstatic", "compilemessages", "diffsettings", "findstatic",
    "help", "makemessages", "makemigrations", "optimizemigration", "startapp", "startproject", "version",
}  # fmt: skip
# Commands that change tables or need to own them; all others run as the role that row-level security binds.
AS_OWNER = {
    "createcachetable", "flush", "lintmigrations", "migrate", "pgtrigger", "sqlflush", "sqlmigrate",
    "squashmigrations",
}  # fmt: skip


def needs_database(arguments: list[str]) -> bool:
    """Whether the command line (without the program's name) has to reach the database."""
    if not arguments or {"--help", "-h"} & set(arguments[1:]):
        return False
    if arguments[0] == "check":
        return any(argument.startswith("--database") for argument in arguments)
    return arguments[0] not in WITHOUT_DATABASE


def make_database_ready(*, first_migration: bool) -> None:
    """Starts and prepares the database; the settings, read first, get the passwords made on the way."""
    configured = settings.DATABASES["default"]  # a wrong setting stops here, before anything is made
    database.ensure(migrate=first_migration)
    configured.update(database.current())


def main() -> None:
    """Runs the command; problems with the database end it with their message instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohjaamo.settings")
    # A terminated command still lets go of the embedded server.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    arguments = sys.argv[1:]
    command = arguments[0] if arguments else "help"
    if command in AS_OWNER:
        os.environ.setdefault("OHJAAMO_DB_ROLE", "owner")
    if command == "serve" and "--demo" in arguments:
        os.environ["OHJAAMO_DEMO"] = "1"
    # makemigrations compares with the database only when there is one.
    warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    try:
        if needs_database(arguments) and not os.environ.get("OHJAAMO_DATABASE_READY"):
            make_database_ready(first_migration=command != "migrate")
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, *database.PROBLEMS) as problem:
        sys.exit(f"Error: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
