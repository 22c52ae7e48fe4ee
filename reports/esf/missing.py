"""What is missing of the participants of a scope, as numbers only: by field, and by who sees to it. Never a name of
a young person; those who may see names have their own list (clients/eura.py)."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.lacking import CHECK_6M, CHECK_28D, LACKS, Lack, lacks_of
from clients.models import Participation
from clients.models.participation import REPORTED_MONTHS
from clients.responsible import Responsible, responsible_for
from network.access import counting
from network.dates import months_after
from reports.figures import Scope

_WITH_DEADLINE = frozenset({"labour_end", "placement", "qualification", CHECK_28D, CHECK_6M})


@dataclass(frozen=True)
class FieldRow:
    """One field: in how many records it is missing, of how many it is asked; late = None where nothing has a day."""

    code: str
    label: str
    missing: int
    asked: int
    late: int | None


@dataclass(frozen=True)
class WorkerRow:
    """Somebody at work, or with no name an Ohjaamo: records that lack something, answers in all, records late."""

    name: str
    is_site: bool
    email: str
    expert: int | None
    records: int
    answers: int
    late: int

    def words(self, address: str) -> str:
        """What to write to them: numbers and where their list is."""
        records = ngettext(
            "%(n)s record of a project participant still lacks something.",
            "%(n)s records of project participants still lack something.",
            self.records,
        ) % {"n": self.records}
        late = ""
        if self.late:
            late = ngettext("%(n)s of them is late.", "%(n)s of them are late.", self.late) % {"n": self.late}
        where = _("You find them, with a link to each missing field, here: %(address)s") % {"address": address}
        return " ".join(part for part in (_("Hello!"), records, late, where) if part)


@dataclass(frozen=True)
class MissingNumbers:
    """records: participations started in the period; lacking: those of them that lack something."""

    records: int
    lacking: int
    late: int
    fields: list[FieldRow]
    workers: list[WorkerRow]
    is_closed: bool


def missing_numbers(scope: Scope, today: date) -> MissingNumbers:
    """Counts the records of the scope; the caller has checked the right to exact figures.

    A record is a participation, for each is written to EURA by itself: somebody in two sub-projects has two.
    """
    dates = (scope.start, scope.end)
    with counting():
        rows = Participation.objects.filter(project__in=scope.projects, start_date__range=dates).order_by("pk")
        rows = list(rows.select_related("client__home_site", "project"))
        lacks = {row.pk: lacks_of(row, today) for row in rows}
        workers = responsible_for([row for row in rows if lacks[row.pk]], today)
    late = [pk for pk, found in lacks.items() if _any_late(found, today)]
    closed = scope.project.end_date < months_after(today, -REPORTED_MONTHS)
    return MissingNumbers(
        records=len(rows),
        lacking=sum(map(bool, lacks.values())),
        late=len(late),
        fields=_fields(rows, lacks, today),
        workers=_workers(rows, lacks, workers, today),
        is_closed=closed,
    )


def _any_late(lacks: Iterable[Lack], today: date) -> bool:
    return any(lack.is_late(today) for lack in lacks)


def _fields(rows: list[Participation], lacks: dict[int, list[Lack]], today: date) -> list[FieldRow]:
    found = [lack for each in lacks.values() for lack in each]
    missing = Counter(lack.code for lack in found)
    late = Counter(lack.code for lack in found if lack.is_late(today))
    asked = Counter(code for row in rows for code in asked_of(row, today))
    return [
        FieldRow(code, str(label), missing[code], asked[code], late[code] if code in _WITH_DEADLINE else None)
        for code, label in LACKS.items()
    ]


def asked_of(row: Participation, today: date) -> list[str]:
    """The fields that are asked of this record on `today`, given or not."""
    ended = not row.is_open_on(today)
    left_out = {
        "unemployed_since": row.labour_start != "unemployed",
        CHECK_6M: not ended or (row.status_6m_from > today and not row.status_6m),
    } | dict.fromkeys(("labour_end", "placement", "qualification", CHECK_28D), not ended)
    return [code for code in LACKS if not left_out.get(code, False)]


def _workers(rows: list[Participation], lacks: dict, workers: dict[int, Responsible], today: date) -> list[WorkerRow]:
    grouped: dict[tuple, list[list[Lack]]] = defaultdict(list)
    for row in rows:
        if lacks[row.pk]:
            grouped[_whose(row, workers.get(row.pk))].append(lacks[row.pk])
    found = [
        WorkerRow(*who, len(each), sum(map(len, each)), sum(_any_late(one, today) for one in each))
        for who, each in grouped.items()
    ]
    return sorted(found, key=lambda row: (row.is_site, -row.records, row.name))


def _whose(row: Participation, worker: Responsible | None) -> tuple:
    if worker:
        return worker.name, False, worker.email, worker.expert
    site = row.client.home_site
    return (site.name if site else _("No home Ohjaamo")), True, "", None
