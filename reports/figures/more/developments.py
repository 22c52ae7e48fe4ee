"""Development work in person-days, pilots of participation, and the people paid to do the work."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Q, Sum

from network.models import Development, StaffAssignment
from network.models.logbook import DevelopmentKind
from reports.figures.more.scoped import here
from reports.figures.scope import Scope
from services.models import Pilot


def developments(scope: Scope) -> dict:
    """Development logged for the scope's projects on a day of the scope: entries and person-days, in all and by kind.

    An entry without person-days adds none.
    """
    rows = Development.objects.filter(project__in=scope.projects, date__range=(scope.start, scope.end)).order_by()
    found = {
        kind: (n, days or Decimal(0))
        for kind, n, days in rows.values_list("kind").annotate(Count("pk"), Sum("person_days"))
    }
    none = (0, Decimal(0))
    by_kind = {
        code: dict(zip(("entries", "person_days"), found.get(code, none), strict=True))
        for code in DevelopmentKind.values
    }
    return {
        "entries": sum(row["entries"] for row in by_kind.values()),
        "person_days": sum((row["person_days"] for row in by_kind.values()), Decimal(0)),
        "by_kind": by_kind,
    }


def pilots(scope: Scope) -> dict[str, int]:
    """Participation pilots begun in the scope at its sites, of its projects or of none; young people in them.

    headcount: heads, for one young person may have been in many.
    """
    rows = Pilot.objects.filter(here(scope), started__range=(scope.start, scope.end))
    found = rows.aggregate(n=Count("pk"), heads=Sum("headcount"))
    return {"number": found["n"], "headcount": found["heads"] or 0}


def staff(scope: Scope) -> dict:
    """Experts with a role in the scope's projects on a day of the scope, each once; and by role, each once per role.

    A role is free text: the same words with other capitals are the same role, written as it was typed first.
    """
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=scope.end)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=scope.start)
    rows = StaffAssignment.objects.filter(begun, lasting, project__in=scope.projects)
    experts, names, roles = set(), {}, defaultdict(set)
    for expert, role in rows.order_by("pk").values_list("expert", "role"):
        experts.add(expert)
        role = " ".join(role.split())
        roles[names.setdefault(role.casefold(), role)].add(expert)
    return {"experts": len(experts), "by_role": {role: len(roles[role]) for role in sorted(roles)}}
