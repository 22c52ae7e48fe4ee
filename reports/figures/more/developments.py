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

    by_funding: by who pays ("" = not said) and role, each once in each. Roles and payers are free text: the same words
    with other capitals are the same, written as they were typed first.
    """
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=scope.end)
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=scope.start)
    rows = StaffAssignment.objects.filter(begun, lasting, project__in=scope.projects)
    found = list(rows.order_by("pk").values_list("expert", "role", "funding"))
    roles, payers = _FirstSpelling(), _FirstSpelling()
    lines = [(expert, roles.of(role), payers.of(payer)) for expert, role, payer in found]
    return {
        "experts": len({expert for expert, _role, _payer in lines}),
        "by_role": _people_by_role(lines),
        "by_funding": {
            name: _people_by_role([line for line in lines if line[2] == name])
            for name in sorted({payer for _expert, _role, payer in lines})
        },
    }


class _FirstSpelling:
    """Free texts as they were spelt first, whatever their capitals and blanks."""

    def __init__(self):
        self.known: dict[str, str] = {}

    def of(self, text: str) -> str:
        """The text as it stands in the figures."""
        text = " ".join(text.split())
        return self.known.setdefault(text.casefold(), text)


def _people_by_role(lines: list[tuple[int, str, str]]) -> dict[str, int]:
    people = defaultdict(set)
    for expert, role, _payer in lines:
        people[role].add(expert)
    return {role: len(people[role]) for role in sorted(people)}
