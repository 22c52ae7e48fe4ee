"""What can be chosen in the filters of the workbench."""

from clients.models import Client, IncomingReferral, Referral
from network.access import counting
from network.codes import LANGUAGES
from network.models import Agency, Municipality
from reports.figures import Scope
from reports.workbench.dimensions import DIMENSIONS, NONE, Dimension, Frame

# The period says when, the choice of Ohjaamos where.
_ELSEWHERE = {"month", "quarter", "year", "site"}
# Dimensions that may be left empty in a record.
_MAYBE = {
    "language", "municipality", "life_situation", "agency", "accompanied", "event_type", "joint", "card", "grade",
    "continued", "project", "area", "labour_end",
}  # fmt: skip


def is_filter(dimension: Dimension) -> bool:
    """Whether the workbench filters by this dimension."""
    return dimension.key not in _ELSEWHERE


def filter_choices(dimension: Dimension, scope: Scope) -> list[tuple[str, str]]:
    """(code, name) of what may be chosen; call after the right to the project's exact figures was checked."""
    found = frozenset(_codes(dimension.key, scope) | ({NONE} if dimension.key in _MAYBE else set()))
    return list(dimension.names(Frame(scope, scope.end, found)).items())


def _codes(key: str, scope: Scope) -> set[str]:
    """The codes of a dimension that has no list of its own."""
    if key == "language":
        return {code for code, _label in LANGUAGES}
    if key == "grade":
        return {str(grade) for grade in range(4, 11)}
    if key == "project":
        return {project.code for project in scope.projects}
    with counting():
        if key == "municipality":
            known = Client.objects.order_by().values("municipality").distinct()
            return set(Municipality.objects.filter(pk__in=known).values_list("code", flat=True))
        if key == "agency":
            receiving = Referral.objects.order_by().values("to_agency")
            sending = IncomingReferral.objects.order_by().values("agency")
            agencies = Agency.objects.filter(pk__in=receiving) | Agency.objects.filter(pk__in=sending)
            return set(agencies.values_list("key", flat=True))
    return set()


def filter_dimensions(keys) -> list[Dimension]:
    """The dimensions by which a measure with these dimensions is filtered."""
    return [DIMENSIONS[key] for key in DIMENSIONS if key in keys and is_filter(DIMENSIONS[key])]
