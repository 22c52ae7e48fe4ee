"""What the records lack or where they do not agree: targets, exits, missing data, sub-projects. Counts only."""

from collections import Counter
from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.codes import INTAKE, MEASURES
from network.models import Project, Target
from reports.charts import percent_of
from reports.figures.participants import is_complete, participants_in
from reports.figures.targets import actual
from reports.report.checks.base import Finding, Material, Place, Severity, address, page
from reports.report.texts import Items, Part, TextTable, plain

FEW, MANY = 50, 150  # per cent of a target: less or more wants a word in the chapter
_MEASURES = dict(MEASURES)


def no_data(material: Material) -> Iterator[Finding]:
    """A report on nothing."""
    figures = material.data.figures
    counted = (figures["visits"]["total"], figures["gatherings"]["events"], figures["referrals"]["total"])
    if not any(counted) and not material.data.rows:
        why = _("Nothing is recorded for this project and period: all numbers would be 0. Check sites and period.")
        places = [_project(material.data.project, _("The project's sites and period"))]
        yield Finding("no_data", Severity.ERROR, _("The project has no data in this period"), why, places)


def period(material: Material) -> Iterator[Finding]:
    """A period that is not within the project's."""
    report, project = material.report, material.data.project
    if project.start_date <= report.period_start and report.period_end <= project.end_date:
        return
    apart = report.period_end < project.start_date or report.period_start > project.end_date
    days = _days(project.start_date, project.end_date)
    why = _("The project runs %(days)s. What is counted outside of it does not belong to the project.") % {"days": days}
    severity = Severity.ERROR if apart else Severity.NOTICE
    places = [_project(project, _days(*report.days))]
    yield Finding("period", severity, _("The period reaches outside the project"), why, places)


def _days(first, last) -> str:
    return "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in (first, last))


def _project(project: Project, detail: str = "") -> Place:
    return page(project.name, "network:project_detail", project.pk, detail=detail)


def exits(material: Material) -> Iterator[Finding]:
    """Participations without an exit although the project has ended."""
    ended = {one.pk: one for one in material.data.scope.projects if one.end_date < timezone.localdate()}
    found = Counter(row.project_id for row in material.data.rows if row.end_date is None and row.project_id in ended)
    total = sum(found.values())
    if total:
        title = ngettext(
            "%(count)s participation has no exit after the project's end",
            "%(count)s participations have no exit after the project's end",
            total,
        )
        why = _("Who has no exit counts under no result. The counsellors enter exits on the young person's page.")
        places = [_indicators(ended[pk], count) for pk, count in found.items()]
        yield Finding("exits", Severity.NOTICE, title % {"count": total}, why, places)


def missing_data(material: Material) -> Iterator[Finding]:
    """Participants of whom the funder's data are not complete."""
    found = participants_in(material.data.scope, material.data.rows)
    lacking = sum(not is_complete(one) for one in found)
    if lacking:
        title = ngettext(
            "%(count)s of %(all)s participants lacks data", "%(count)s of %(all)s participants lack data", lacking
        )
        why = _("Gender, birth date, labour-market status or education is not given: the indicators leave them out.")
        places = [_indicators(material.data.project, lacking)]
        title = title % {"count": lacking, "all": len(found)}
        yield Finding("missing_data", Severity.NOTICE, title, why, places)


def _indicators(project: Project, count: int) -> Place:
    where = address("reports:indicators")
    return Place(project.name, where and f"{where}?{urlencode({'project': project.code})}", str(count))


def sub_projects(material: Material) -> Iterator[Finding]:
    """Participants of sub-projects that do not add up to those of the whole: somebody is in several."""
    data = material.data
    if not data.children:
        return
    whole = len(data.people_of(data.project))
    direct = [one for one in data.scope.projects if one.parent_id == data.project.pk]
    parts = {one: len(data.people_of(one)) for one in direct}
    own = len({row.client_id for row in data.rows if row.project_id == data.project.pk})
    total = sum(parts.values()) + own
    if total != whole:
        why = _(
            "The sub-projects have %(total)s participants together, the whole project %(whole)s: %(more)s took part in"
            " more than one. Both numbers are right; say so where they stand side by side."
        )
        told = {"total": total, "whole": whole, "more": total - whole}
        places = [_project(one, str(count)) for one, count in parts.items()]
        title = _("Participants of the sub-projects do not add up")
        yield Finding("sub_projects", Severity.NOTICE, title, why % told, places)


def targets(material: Material) -> Iterator[Finding]:
    """Targets without a result, and those far from it of which no chapter says a word."""
    said = _said(material)
    none, far = [], []
    for target in material.data.targets:
        if not target.target or target.period_end > material.report.period_end:
            continue
        reached = actual(target, material.data.people_of(target.project))
        if not reached:
            none.append(_target(target, reached))
        elif not FEW <= percent_of(reached, target.target) <= MANY and not _is_told(target, said):
            far.append(_target(target, reached))
    if none:
        title = ngettext("%(count)s target has no result", "%(count)s targets have no result", len(none))
        why = _("Nobody counts towards it: either nothing was reached, or period, area or exits are not recorded.")
        yield Finding("no_results", Severity.NOTICE, title % {"count": len(none)}, why, none)
    if far:
        title = ngettext(
            "%(count)s target was missed or passed by far, and no chapter says why",
            "%(count)s targets were missed or passed by far, and no chapter says why",
            len(far),
        )
        why = _(
            "Less than half or more than one and a half times the target. The chapter on targets should explain it."
        )
        yield Finding("far_targets", Severity.NOTICE, title % {"count": len(far)}, why, far)


def _target(target: Target, reached: int) -> Place:
    place = [target.period, target.area.name if target.area else "", str(_MEASURES[target.measure])]
    label = ", ".join(part for part in place if part)
    detail = _("%(reached)s of %(target)s") % {"reached": reached, "target": target.target}
    return page(label, "network:target_edit", target.project_id, target.pk, detail=detail)


def _said(material: Material) -> str:
    """What the chapters say that print the targets, in small letters."""
    printing = {"intake_targets", "placements"}
    found = [one for one in material.with_text if printing.intersection(one.section.live)]
    return " ".join(_letters(part) for one in found for part in one.parts).casefold()


def _letters(part: Part) -> str:
    if isinstance(part, Items):
        return " ".join(_letters(one) for item in part.items for one in item)
    if isinstance(part, TextTable):
        return " ".join(plain(line) for row in (part.head, *part.rows) for line in row)
    return " ".join(plain(line) for line in getattr(part, "lines", ()))


def _is_told(target: Target, said: str) -> bool:
    """Whether the area is named, or where there is none, the period or that there were targets at all."""
    if target.area:
        # Names are inflected: Valkeakoski, Valkeakoskella.
        return target.area.name[: max(4, len(target.area.name) - 3)].casefold() in said
    return target.period.casefold() in said or any(word in said for word in ("tavoit", "mål", "target"))


def target_sums(material: Material) -> Iterator[Finding]:
    """Targets of sub-projects that are part of the whole's and are together more than it."""
    project, found = material.data.project, []
    for whole in material.data.targets:
        if whole.project_id != project.pk or whole.measure != INTAKE or whole.area:
            continue
        parts = [
            one
            for one in material.data.targets
            if one.included_in_parent and one.project.parent_id == project.pk and _is_same(one, whole)
        ]
        if parts and sum(one.target for one in parts) != whole.target:
            detail = _("together %(total)s, the whole %(target)s")
            told = detail % {"total": sum(one.target for one in parts), "target": whole.target}
            found.append(page(whole.period, "network:target_edit", project.pk, whole.pk, detail=told))
    if found:
        why = _("A target is never a sum, so nothing is changed here; but the reader of the report will add them up.")
        title = _("Targets of the sub-projects do not add up to that of the whole")
        yield Finding("target_sums", Severity.NOTICE, title, why, found)


def _is_same(one: Target, other: Target) -> bool:
    days = (other.period_start, other.period_end)
    return (one.period_start, one.period_end) == days and one.measure == other.measure and not one.area
