"""Work in a process of its own that outlives the request: how it is begun, tells its progress, and is seen to live.

The process holds a lock in the database as long as it lives, so a killed one is noticed at once; the lock and the
progress go over a connection of their own, for the work itself is one long transaction.
"""

import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

STARTING = timedelta(seconds=30)  # that a process may take before it holds its lock


class CancelledError(Exception):
    """The user has cancelled the work while it was being done."""


def start(command: str, *arguments: int | str) -> None:
    """Run `manage.py COMMAND ARGUMENTS` in a process of its own."""
    words = [sys.executable, str(settings.BASE_DIR / "manage.py"), command, *map(str, arguments)]
    child = subprocess.Popen(words, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    threading.Thread(target=child.wait, daemon=True).start()


def is_gone(lock_class: int, pk: int, begun_at: datetime) -> bool:
    """Whether the process that began this work at `begun_at` holds its lock no longer."""
    if timezone.now() - begun_at < STARTING:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [lock_class, pk],
        )
        return cursor.fetchone()[0] == 0


class Watcher:
    """Holds the lock of one piece of work (`alone`: whether it got it) and tells its progress while it is done."""

    def __init__(self, lock_class: int, pk: int):
        self.lock_class, self.pk = lock_class, pk
        self.alone = False

    def __enter__(self) -> "Watcher":
        self.connection = connections.create_connection("default")
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [self.lock_class, self.pk])
            self.alone = cursor.fetchone()[0]
        return self

    def __exit__(self, *error) -> None:
        self.connection.close()  # lets go of the lock

    def store(self, update: str, values: Sequence) -> None:
        """Store how far it is with an UPDATE of the row that is worked on. Raises CancelledError if there is none."""
        with self.connection.cursor() as cursor:
            cursor.execute(update, values)
            if not cursor.rowcount:
                raise CancelledError
