"""What is counted over: a project with its sub-projects, between two days, at its sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from network.dates import EARLIEST_DAY, latest_day, out_of_time
from network.models import Project, Site

# What can be counted: the months before and after are days of the calendar too.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MOST_YEARS = 30  # that a page shows at a time


class ScopeError(ValueError):
    """A scope that cannot be: the message is for people, `field` tells where it belongs in a form."""

    def __init__(self, message: str, field: str):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Scope:
    """Made by build_scope. Both days are included; sites are sorted by key.

    projects: the project first, then its sub-projects at any depth.
    """

    project: Project
    start: date
    end: date
    sites: tuple[Site, ...]
    projects: tuple[Project, ...]

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def as_dict(self) -> dict:
        """The scope as the interchange contract writes it."""
        return {
            "project": self.project.code,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "sites": [site.key for site in self.sites],
        }


def build_scope(
    project: Project, start: date | None = None, end: date | None = None, sites: Iterable[str] | None = None
) -> Scope:
    """The scope of `project`; without days its own, without site keys all its sites.

    A project with sites of its own has those, one without has those of its sub-projects. Raises ScopeError when
    the days are in the wrong order or out of all time, or a site is not the project's.
    """
    start, end = start or project.start_date, end or project.end_date
    _check_days(start, end)
    own = {site.key: site for site in project.all_sites()}
    wanted = set(own) if sites is None else set(sites)
    strangers = sorted(wanted - set(own))
    if strangers:
        message = _("Not an Ohjaamo of project %(project)s: %(sites)s.")
        raise ScopeError(message % {"project": project.code, "sites": ", ".join(strangers)}, "sites")
    return Scope(project, start, end, tuple(own[key] for key in sorted(wanted)), tuple(project.family()))


def asked_scope(project: Project, start: date | None, end: date | None, sites: Iterable[str] | None) -> Scope:
    """The scope of days that somebody typed on a page: as `build_scope`, but refuses days that nobody can mean, and
    spans whose months would take minutes to draw. A project's own days are always right."""
    start, end = start or project.start_date, end or project.end_date
    first, last = min(EARLIEST_DAY, project.start_date), max(latest_day(), project.end_date)
    for day, field in ((start, "start"), (end, "end")):
        if not first <= day <= last:
            raise ScopeError(out_of_time(), field)
    within = project.start_date <= start and end <= project.end_date
    if not within and end - start > timedelta(366 * MOST_YEARS):
        message = _("Choose at most %(years)s years at a time.")
        raise ScopeError(message % {"years": MOST_YEARS}, "end")
    return build_scope(project, start, end, sites)


def _check_days(start: date, end: date) -> None:
    for day, field in ((start, "start"), (end, "end")):
        if not FIRST_DAY <= day <= LAST_DAY:
            days = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
            raise ScopeError(_("Choose a day from %(first)s to %(last)s.") % days, field)
    if start > end:
        raise ScopeError(_("The first day is after the last day."), "end")


def descendants(project_id: int, projects: Iterable[Project]) -> set[int]:
    """The ids of a project and its sub-projects at any depth, found among `projects`."""
    projects, found = list(projects), {project_id}
    while True:
        more = {project.pk for project in projects if project.parent_id in found} - found
        if not more:
            return found
        found |= more
