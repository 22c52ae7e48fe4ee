"""Rows as they are stored, in the same form as rows that were read: for comparing and for exporting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, Collate

from .tables import Column, Table

CHUNK = 2_000


@dataclass
class Stored:
    pk: int
    values: dict
    withdrawn: bool


def stored_rows(table: Table, rows: QuerySet) -> Iterator[Stored]:
    """The rows of a queryset of the table's model; read in chunks, so any number of them."""
    plain, linked = table.plain, table.linked
    annotated = rows.annotate(**{f"linked_{column.name}": _links(column) for column in linked})
    ends = ["withdrawn_at"] if table.withdrawable else []
    paths = ["pk", *(column.path for column in plain), *(f"linked_{column.name}" for column in linked), *ends]
    columns = (*plain, *linked)
    for pk, *cells in annotated.values_list(*paths).iterator(chunk_size=CHUNK):
        values = {column.name: column.kind.stored(cell) for column, cell in zip(columns, cells, strict=False)}
        yield Stored(pk, values, bool(ends) and cells[-1] is not None)


def stored_by_key(table: Table, values: Iterable[dict]) -> dict:
    """The stored rows that the given rows are about, by key."""
    first = table.key[0]
    path = next(column.path for column in table.columns if column.name == first)
    rows = table.model.objects.filter(**{f"{path}__in": {row[first] for row in values}}).order_by()
    return {table.key_of(row.values): row for row in stored_rows(table, rows)}


def all_rows(table: Table) -> QuerySet:
    """What an export holds: all standing rows, in the bytewise order of their keys; of merged ones those kept."""
    rows = table.model.objects.all()
    if table.mergeable:
        rows = rows.filter(merged_into__isnull=True)
    if table.withdrawable:
        rows = rows.filter(withdrawn_at__isnull=True)
    paths = [column.path for name in table.key for column in table.columns if column.name == name]
    return rows.order_by(*(Collate(Coalesce(F(path), Value("")), "C") for path in paths))


def _links(column: Column) -> ArraySubquery:
    """The keys that a list names, in the order in which they were given."""
    links = column.links
    rows = links.model.objects.filter(**{links.owner: OuterRef("pk")}).order_by("pk")
    return ArraySubquery(rows.values(links.path))
