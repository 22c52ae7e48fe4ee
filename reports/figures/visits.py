"""Visits: acts, not people. A visit that was withdrawn never counts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from clients.codes import ContactType
from clients.models import Visit
from clients.models.visit import VisitQuerySet
from network.codes import Theme
from reports.figures.lists import by_code
from reports.figures.scope import Scope


def visits_in(scope: Scope) -> VisitQuerySet:
    """The visits that count: standing, at a site of the scope, on a day of the scope."""
    dates = (scope.start, scope.end)
    return Visit.objects.standing().filter(site__in=scope.sites, date__range=dates).order_by()


@dataclass(frozen=True)
class VisitCell:
    """The visits of one site, month, channel, named or anonymous: how many, and their minutes."""

    site_id: int
    month: date
    contact_type: str
    anonymous: bool
    visits: int
    minutes: int | None


def visit_cells(scope: Scope) -> list[VisitCell]:
    """The visits of the scope, counted once for all figures below: one query, one pass over the table."""
    rows = visits_in(scope).values_list("site_id", TruncMonth("date"), "contact_type", Q(client__isnull=True))
    return [VisitCell(*row) for row in rows.annotate(n=Count("pk"), spent=Sum("minutes"))]


def total(cells: Iterable[VisitCell]) -> int:
    """Visits, named and anonymous."""
    return sum(cell.visits for cell in cells)


def anonymous(cells: Iterable[VisitCell]) -> int:
    """Visits without a client."""
    return sum(cell.visits for cell in cells if cell.anonymous)


def minutes(cells: Iterable[VisitCell]) -> int:
    """The sum of the minutes that were given; a visit without minutes adds none."""
    return sum(cell.minutes or 0 for cell in cells)


def by_contact_type(cells: Iterable[VisitCell]) -> dict[str, int]:
    """Visits by channel; the channels add up to the total."""
    return by_code(ContactType.values, _sums(cells, lambda cell: cell.contact_type).items())


def by_theme(scope: Scope) -> dict[str, int]:
    """Visits by theme: a visit counts once under each of its themes, so they add up to more than the total."""
    counts = {theme: Count("pk", filter=Q(themes__contains=[theme])) for theme in Theme.values}
    return by_code(Theme.values, visits_in(scope).aggregate(**counts).items())


def by_site(cells: Iterable[VisitCell], scope: Scope) -> dict[str, int]:
    """Visits by key of site, every site of the scope."""
    counts = _sums(cells, lambda cell: cell.site_id)
    return {site.key: counts.get(site.pk, 0) for site in scope.sites}


def by_month(cells: Iterable[VisitCell]) -> dict[str, int]:
    """Visits by calendar month ("2021-02") in order; only the months that have visits."""
    return dict(sorted(_sums(cells, lambda cell: cell.month.isoformat()[:7]).items()))


def _sums(cells: Iterable[VisitCell], key: Callable[[VisitCell], object]) -> dict:
    sums: dict = {}
    for cell in cells:
        sums[key(cell)] = sums.get(key(cell), 0) + cell.visits
    return sums


def visits(scope: Scope) -> dict:
    """All figures of visits."""
    cells = visit_cells(scope)
    return {
        "total": total(cells),
        "anonymous": anonymous(cells),
        "minutes": minutes(cells),
        "by_contact_type": by_contact_type(cells),
        "by_theme": by_theme(scope),
        "by_site": by_site(cells, scope),
        "by_month": by_month(cells),
    }
