"""Short records as tables: publicity, development, problems, pilots, roles, groups. Without records, no table."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.models import BodyMember, Development, Problem, Publicity, StaffAssignment
from network.workload import period_of
from reports.charts import grouped
from reports.masking import Masked, Shown
from reports.masking.values import is_small
from reports.report.blocks import Block, Cell, Table, number, total_label
from reports.report.data import ReportData
from reports.report.texts import clean
from services.models import Pilot

NOTHING = "–"


def _day(day) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _days(first, last) -> str:
    return f"{_day(first)}–{_day(last) if last else ''}"


def _decimal(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return number_format(value, decimal_pos=0 if whole else 1, force_grouping=True)


def _heads(*texts: str) -> list[list[Cell]]:
    return [[Cell(str(text), "col") for text in texts]]


def _line(label: str, *texts: str) -> list[Cell]:
    """A row header and cells of words."""
    return [Cell(clean(str(label)), "row"), *(Cell(clean(str(text)) or NOTHING) for text in texts)]


def _of(model, data: ReportData):
    """The entries of the project and its sub-projects, the oldest first as they happened."""
    return model.objects.filter(project__in=data.scope.projects).select_related("project").order_by("date", "pk")


def _counted(title: str, count: int) -> str:
    return f"{title} (n = {grouped(count)})"


def publicity(data: ReportData) -> list[Block]:
    """Where the project was seen or heard: the publicity log."""
    rows = [
        _line(_day(entry.date), entry.get_medium_display(), entry.outlet, f"{entry.title} {entry.url}".strip())
        for entry in _of(Publicity, data)
    ]
    if not rows:
        return []
    what = _("Each time the project was logged as seen or heard, by day.")
    heads = _heads(_("Date"), _("Medium"), _("Where"), _("What it was about"))
    return [Table("publicity", _counted(_("Publicity"), len(rows)), what, heads, rows)]


def problems(data: ReportData) -> list[Block]:
    """What stood in the way, what is recommended, and when it was solved."""
    rows = [
        _line(
            _day(entry.date), entry.problem, entry.recommendation, _day(entry.solved_on) if entry.solved_on else NOTHING
        )
        for entry in _of(Problem, data)
    ]
    if not rows:
        return []
    what = _("Problems as they were logged during the project, with what is recommended.")
    heads = _heads(_("Date"), _("Problem"), _("Recommendation"), _("Solved on"))
    return [Table("problems", _counted(_("Problems and recommendations"), len(rows)), what, heads, rows)]


def developments(data: ReportData) -> list[Block]:
    """What was tried, made or bought to do the work better, with the person-days and their sum."""
    entries = list(_of(Development, data))
    if not entries:
        return []
    rows = [
        [
            *_line(_day(entry.date), entry.get_kind_display(), entry.title),
            number(NOTHING if entry.person_days is None else _decimal(entry.person_days)),
        ]
        for entry in entries
    ]
    given = [entry.person_days for entry in entries if entry.person_days is not None]
    foot = [[Cell(total_label(), "row", span=3), number(_decimal(sum(given)))]] if given else []
    heads = [[*_heads(_("Date"), _("Kind"), _("Development"))[0], Cell(_("Person-days"), "col", numeric=True)]]
    what = _("Development work as it was logged. Person-days are summed over the rows that have them.")
    return [Table("developments", _counted(_("Development"), len(rows)), what, heads, rows, foot=foot)]


def pilots(data: ReportData) -> list[Block]:
    """Ways of working tried together with young people, each once."""
    found = list(Pilot.objects.filter(project__in=data.scope.projects).select_related("site").order_by("started", "pk"))
    hides = data.masks is not None and any(is_small(pilot.headcount or 0) for pilot in found)
    rows = [
        [*_line(pilot.title, pilot.site.name, _days(pilot.started, pilot.ended)), number(_heads_of(pilot, hides))]
        for pilot in found
    ]
    if not rows:
        return []
    heads = [[*_heads(_("Pilot"), _("Ohjaamo"), _("Dates"))[0], Cell(_("Young people"), "col", numeric=True)]]
    what = _("Ways of working tried together with young people. One young person may have been in many.")
    return [Table("pilots", _counted(_("Participation pilots"), len(rows)), what, heads, rows)]


def _heads_of(pilot: Pilot, hides: bool) -> Shown | str:
    """The young people of a pilot; with a small one among them none is told, as their sum is."""
    if pilot.headcount is None:
        return NOTHING
    return Masked.HIDDEN if hides else pilot.headcount


def project_team(data: ReportData) -> list[Block]:
    """Roles with their shares of working time and dates; no names."""
    staff = StaffAssignment.objects.filter(project__in=data.scope.projects).select_related("project")
    ordered = sorted(staff, key=lambda row: (*period_of(row), row.role, row.pk))
    rows = [
        [
            Cell(clean(row.role), "row"),
            number(_("%(share)s%%") % {"share": row.time_share}),
            Cell(_days(*period_of(row))),
            Cell(clean(row.funding) or NOTHING),
        ]
        for row in ordered
    ]
    if not rows:
        return []
    heads = _heads(_("Role"), _("Share of time"), _("Dates"), _("Paid from"))
    heads[0][1] = Cell(_("Share of time"), "col", numeric=True)
    what = _("Each line is one person's role and its share of the working time.")
    return [Table("project-team", _("The project team"), what, heads, rows)]


def steering(data: ReportData) -> list[Block]:
    """The members of each group that steers the project, by whom they speak for; those who left have an end."""
    members = BodyMember.objects.filter(body__project__in=data.scope.projects)
    members = members.select_related("body", "agency").order_by("body__kind", "body__name", "body_id", "pk")
    groups: dict = {}
    for member in members:
        groups.setdefault(member.body, []).append(member)
    return [_group(body, sorted(seats, key=lambda seat: seat.rank)) for body, seats in groups.items()]


def _group(body, seats: Iterable[BodyMember]) -> Table:
    rows = [_line(seat.name, seat.get_role_display(), seat.speaks_for, _term(seat)) for seat in seats]
    heads = _heads(_("Name"), _("Role"), _("Speaks for"), _("Dates"))
    what = ngettext("%(count)d member.", "%(count)d members.", len(rows)) % {"count": len(rows)}
    return Table(f"body-{body.pk}", clean(body.name), what, heads, rows)


def _term(seat: BodyMember) -> str:
    if not (seat.valid_from or seat.valid_to):
        return NOTHING
    return f"{_day(seat.valid_from) if seat.valid_from else ''}–{_day(seat.valid_to) if seat.valid_to else ''}"
