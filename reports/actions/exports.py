"""Exports in the browser, written whole before anything is sent, so that nothing leaves without its record."""

import tempfile
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from clients.models import AccessReason, AccessRecord
from network.access import Permission, acting_as_system, sites_for
from network.models import User
from reports.interchange.exporting import Export
from reports.interchange.stored import all_rows
from reports.interchange.tables import GATHERINGS, TABLES, Table


def export_directory(*, by: User, ending: str) -> IO[bytes]:
    """The tables without people; head counts of the sites that the user is in charge of. `ending`: zip or xlsx."""
    sites = sites_for(by, Permission.EXPORT_DIRECTORY)

    def rows(table: Table) -> QuerySet:
        return all_rows(table).filter(site__in=sites) if table is GATHERINGS else all_rows(table)

    return _written(Export([table for table in TABLES if not table.about_people], rows), ending)


@transaction.atomic
def export_everything(*, by: User, ending: str, explanation: str) -> IO[bytes]:
    """All tables. Who took them and why is recorded in the same transaction; without the record there is no file."""
    AccessRecord.objects.create(user=by, what="export", reason=AccessReason.EXPORT, explanation=explanation)
    with acting_as_system("export"):
        return _written(Export(), ending)


def _written(export: Export, ending: str) -> IO[bytes]:
    """The export in an unnamed file, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115, the response closes it
    (export.to_xlsx if ending == "xlsx" else export.to_zip)(file)
    file.seek(0)
    return file
