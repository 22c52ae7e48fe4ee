"""Adding a young person."""

import zlib
from datetime import date

from django.db import connection, transaction

from clients.access import record_access
from clients.models import AccessReason, Client
from clients.search import possible_duplicates
from network.access import Permission, require
from network.models import Site

ADDED = "person added"


class PossibleDuplicatesError(Exception):
    """Nobody was added: there are people who may be the same one, in `clients`."""

    def __init__(self, clients: list[Client]):
        super().__init__(f"{len(clients)} possible duplicates")
        self.clients = clients


@transaction.atomic
def create_client(
    *, by, site: Site, first_name: str, last_name: str, birth_date: date | None, is_new: bool = False
) -> Client:
    """Add a young person whose home Ohjaamo is `site`.

    Unless the caller says that the person is new in spite of likenesses (`is_new`), raises PossibleDuplicatesError
    when somebody known may be the same. Two additions at once wait for each other, so that the second sees the first.
    """
    require(by, Permission.LOG_VISITS, site)
    _wait_for_others(birth_date)
    alike = [] if is_new else possible_duplicates(by, first_name=first_name, last_name=last_name, birth_date=birth_date)
    if alike:
        raise PossibleDuplicatesError(alike)
    client = Client.objects.create(
        first_name=first_name, last_name=last_name, birth_date=birth_date, home_site=site, created_by=by
    )
    record_access(by, client, what=ADDED, reason=AccessReason.CREATED)
    return client


def _wait_for_others(birth_date: date | None) -> None:
    """Let one addition of somebody born on this day at a time through, until the end of the transaction."""
    lock = zlib.crc32(f"client born {birth_date}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
