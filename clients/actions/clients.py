"""Adding a young person, or finding out with them that another Ohjaamo knows them already."""

import zlib
from datetime import date

from django.db import connection, transaction

from clients.access import record_access
from clients.likeness import alike_elsewhere
from clients.models import AccessReason, AccessRecord, Client, ClientSite
from clients.search import possible_duplicates
from network.access import Permission, acting_as_system, require
from network.models import Site

ADDED = "person added"
ASKED = "asked whether known elsewhere"
LINKED = "known elsewhere, opened here"
SAID_YES = "The young person, beside the counsellor, said yes."


class PossibleDuplicatesError(Exception):
    """Nobody was added: there are people who may be the same one.

    clients: those known at the user's sites. elsewhere: how many there are at other Ohjaamos (never who or where).
    """

    def __init__(self, clients: list[Client], elsewhere: int = 0):
        super().__init__(f"{len(clients)} possible duplicates, {elsewhere} elsewhere")
        self.clients = clients
        self.elsewhere = elsewhere


class NobodyElsewhereError(Exception):
    """There is not exactly one person elsewhere whom the young person can mean."""


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
    if not is_new:
        person = {"first_name": first_name, "last_name": last_name, "birth_date": birth_date}
        alike, elsewhere = possible_duplicates(by, **person), _elsewhere(by, **person)
        if alike or elsewhere:
            raise PossibleDuplicatesError(alike, len(elsewhere))
    client = Client.objects.create(
        first_name=first_name, last_name=last_name, birth_date=birth_date, home_site=site, created_by=by
    )
    record_access(by, client, what=ADDED, reason=AccessReason.CREATED)
    return client


@transaction.atomic
def record_asking(*, by, site: Site, first_name: str, last_name: str, birth_date: date | None) -> None:
    """Record that `by` was told that somebody of this name and birth date may be known elsewhere."""
    _record_elsewhere(by, site, _elsewhere(by, first_name, last_name, birth_date), what=ASKED)


@transaction.atomic
def link_client(*, by, site: Site, first_name: str, last_name: str, birth_date: date | None) -> Client:
    """Let `site` know the one person elsewhere whom the young person beside `by` says to be; recorded.

    Raises NobodyElsewhereError unless exactly one person of all but the same name was born on that very day.
    """
    require(by, Permission.LOG_VISITS, site)
    found = _elsewhere(by, first_name, last_name, birth_date)
    if len(found) != 1:
        raise NobodyElsewhereError
    with acting_as_system("known elsewhere, the young person said yes"):
        ClientSite.objects.get_or_create(client_id=found[0], site=site)
    _record_elsewhere(by, site, found, what=LINKED, explanation=SAID_YES)
    return Client.objects.get(pk=found[0])


def _elsewhere(by, first_name: str, last_name: str, birth_date: date | None) -> list[int]:
    """The numbers of those at other Ohjaamos whom one may be asked about: only with both names and a birth date."""
    if not (first_name and last_name and birth_date):
        return []
    with acting_as_system("is a newcomer known elsewhere"):
        return alike_elsewhere(by, first_name=first_name, last_name=last_name, birth_date=birth_date)


def _record_elsewhere(by, site: Site, numbers: list[int], *, what: str, explanation: str = "") -> None:
    AccessRecord.objects.bulk_create(
        AccessRecord(user=by, client_id=pk, what=what, reason=AccessReason.ROLE, via=site.name, explanation=explanation)
        for pk in numbers
    )


def _wait_for_others(birth_date: date | None) -> None:
    """Let one addition of somebody born on this day at a time through, until the end of the transaction."""
    lock = zlib.crc32(f"client born {birth_date}".encode())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])
