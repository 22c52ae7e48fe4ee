"""Tables of what was held and done: joint gatherings, recruiting, development, pilots, the people in the project."""

from django.utils.translation import gettext as _

from network.models.logbook import DevelopmentKind
from reports.definitions import definition_of
from reports.overview.rows import lines, spreads
from reports.overview.subject import Subject
from reports.overview.table import Column, Table
from services.codes import EventType


def joint(subject: Subject) -> Table:
    """Gatherings with other Ohjaamos by type of event; those of no type are in the foot only."""
    found = subject.figures["joint"]
    rows = tuple(
        (str(EventType(code).label), row["events"], row["headcount"], "")
        for code, row in found["by_event_type"].items()
        if row["events"]
    )
    columns = (
        Column(_("Type of event")),
        Column(_("Gatherings"), "integer"),
        Column(_("Encounters"), "integer"),
        Column(_("Encounters per gathering"), "decimal"),
    )
    foot = (_("In all"), found["events"], found["headcount"], found["mean"])
    return Table("joint", _("With other Ohjaamos"), definition_of("joint"), columns, rows, foot, wide=True)


def recruiting(subject: Subject) -> Table:
    """Candidates and heads per recruiting event, and what employers need."""
    found = subject.figures["recruiting"]
    rows = [
        (label, f"recruiting.{name}", found[name])
        for name, label in (
            ("candidates", _("Candidates per recruiting event")),
            ("heads", _("Heads per recruiting event")),
            ("employers_need", _("People whom employers need")),
        )
    ]
    return spreads("recruiting", _("Recruiting"), _("What"), rows)


def developments(subject: Subject) -> Table:
    """Entries and person-days by kind."""
    found = subject.figures["developments"]
    rows = tuple(
        (str(DevelopmentKind(code).label), row["entries"], row["person_days"])
        for code, row in found["by_kind"].items()
        if row["entries"]
    )
    columns = (Column(_("Kind")), Column(_("Entries"), "integer"), Column(_("Person-days"), "decimal"))
    foot = (_("In all"), found["entries"], found["person_days"])
    title = _("Development in person-days")
    return Table("developments-days", title, definition_of("developments"), columns, rows, foot)


def pilots(subject: Subject) -> Table:
    found = subject.figures["pilots"]
    rows = [
        (_("Participation pilots"), "pilots.number", found["number"]),
        (_("Young people taking part"), "pilots.headcount", found["headcount"]),
    ]
    return lines("pilots", _("Participation pilots"), _("What"), rows)


def staff(subject: Subject) -> Table:
    """Experts with a role in the project, by role; whoever had two is in both, and once in all."""
    found = subject.figures["staff"]
    rows = tuple((role or "–", n) for role, n in found["by_role"].items())
    columns = (Column(_("Role")), Column(_("Experts"), "integer"))
    foot = (_("In all, each once"), found["experts"])
    return Table("staff", _("Roles in the project"), definition_of("staff.by_role"), columns, rows, foot)


def staff_by_funding(subject: Subject) -> Table:
    """Experts by who pays for their role, and by role."""
    found = subject.figures["staff"]["by_funding"]
    rows = tuple(
        (f"{payer or _('Not given')}: {role or '–'}", n) for payer, roles in found.items() for role, n in roles.items()
    )
    columns = (Column(_("Paid from, and role")), Column(_("Experts"), "integer"))
    title = _("Roles by who pays for them")
    return Table("staff-funding", title, definition_of("staff.by_funding"), columns, rows)


EVENTS = [joint, recruiting]
DEVELOPMENT = [developments, pilots, staff, staff_by_funding]
