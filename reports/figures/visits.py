"""Visits: acts, not people. A visit that was withdrawn never counts."""

from django.db.models import Count, F, Func, Sum
from django.db.models.functions import TruncMonth

from clients.codes import ContactType, Theme
from clients.models import Visit
from clients.models.visit import VisitQuerySet
from reports.figures.lists import by_code
from reports.figures.scope import Scope


class Unnest(Func):
    """One row per element of an array."""

    function = "unnest"
    set_returning = True


def visits_in(scope: Scope) -> VisitQuerySet:
    """The visits that count: standing, at a site of the scope, on a day of the scope."""
    dates = (scope.start, scope.end)
    return Visit.objects.standing().filter(site__in=scope.sites, date__range=dates).order_by()


def total(scope: Scope) -> int:
    """Visits, named and anonymous."""
    return visits_in(scope).count()


def anonymous(scope: Scope) -> int:
    """Visits without a client."""
    return visits_in(scope).filter(client__isnull=True).count()


def minutes(scope: Scope) -> int:
    """The sum of the minutes that were given; a visit without minutes adds none."""
    return visits_in(scope).aggregate(minutes=Sum("minutes"))["minutes"] or 0


def by_contact_type(scope: Scope) -> dict[str, int]:
    """Visits by channel; the channels add up to the total."""
    rows = visits_in(scope).values("contact_type").annotate(n=Count("pk"))
    return by_code(ContactType.values, rows.values_list("contact_type", "n"))


def by_theme(scope: Scope) -> dict[str, int]:
    """Visits by theme: a visit counts once under each of its themes, so the themes add up to more than the total."""
    rows = visits_in(scope).annotate(theme=Unnest(F("themes"))).values("theme").annotate(n=Count("pk", distinct=True))
    return by_code(Theme.values, rows.values_list("theme", "n"))


def by_site(scope: Scope) -> dict[str, int]:
    """Visits by key of site, every site of the scope."""
    rows = visits_in(scope).values("site__key").annotate(n=Count("pk"))
    return by_code([site.key for site in scope.sites], rows.values_list("site__key", "n"))


def by_month(scope: Scope) -> dict[str, int]:
    """Visits by calendar month ("2021-02") in order; only the months that have visits."""
    rows = visits_in(scope).annotate(month=TruncMonth("date")).values("month").annotate(n=Count("pk"))
    return {month.isoformat()[:7]: n for month, n in rows.order_by("month").values_list("month", "n")}


def visits(scope: Scope) -> dict:
    """All figures of visits."""
    return {
        "total": total(scope),
        "anonymous": anonymous(scope),
        "minutes": minutes(scope),
        "by_contact_type": by_contact_type(scope),
        "by_theme": by_theme(scope),
        "by_site": by_site(scope),
        "by_month": by_month(scope),
    }
