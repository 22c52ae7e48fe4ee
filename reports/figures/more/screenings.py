"""The funnel of all screenings of a project together."""

from django.utils.translation import gettext_lazy as _

from clients.models import Screening, ScreeningCase
from clients.screenings import funnel_of
from reports.figures.more.scoped import here
from reports.figures.scope import Scope

STEP_NAMES = {
    "screened": _("Screened"),
    "invited": _("Invited"),
    "interviewed": _("Interviewed"),
    "plan": _("Plan made"),
    "forward": _("Forward to a service"),
}


def screenings(scope: Scope) -> dict:
    """The people on the lists of the screenings begun in the scope at its sites, of its projects or of none.

    Each step with its share of the step before and of the screened; the steps are those of clients.screenings.
    Somebody on two lists counts in both.
    """
    found = list(Screening.objects.filter(here(scope), started_on__range=(scope.start, scope.end)).order_by())
    funnel = funnel_of(found, list(ScreeningCase.objects.filter(screening__in=found).order_by()))
    return {
        "screenings": len(found),
        "listed": funnel.listed,
        "steps": {step.key: step.n for step in funnel.steps},
        "of_previous": {step.key: step.of_previous for step in funnel.steps},
        "of_screened": {step.key: step.of_screened for step in funnel.steps},
        "targets": {step.key: step.target for step in funnel.steps if step.target is not None},
        "not_invited": funnel.not_invited,
        "interviews": funnel.interviews,
        "minutes_per_interview": funnel.minutes_per_interview,
    }
