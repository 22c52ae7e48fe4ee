"""The workbench of figures, for managers: exact numbers of their projects, and the records behind them, nameless."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clients.models import Client
from network.access import Permission, counting
from network.pages import needs
from network.spreadsheets import CSV_TYPE, XLSX_TYPE, download, write_csv, write_workbook
from reports.access import SeenProject, chosen_or_404, projects_for
from reports.forms.workbench import WorkbenchForm
from reports.models import SavedView
from reports.views.no_project import no_project
from reports.workbench import Answer, Cell, answer, chart_of, lines_of, why_no_chart

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """The projects to choose from, the chosen one, and the form."""

    projects: list[SeenProject]
    chosen: SeenProject
    form: WorkbenchForm


def asked(request: HttpRequest) -> Asked | None:
    """The question in the address; None without any project, 404 for others' projects."""
    projects = projects_for(request.user, Permission.SEE_EXACT_FIGURES)
    chosen, today = chosen_or_404(projects, request.GET.get("project", "")), timezone.localdate()
    if chosen is None:
        return None
    sites = list(chosen.project.all_sites())
    return Asked(projects, chosen, WorkbenchForm(request.GET, project=chosen.project, sites=sites, today=today))


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def workbench(request: HttpRequest) -> HttpResponse:
    """The form, and beside it the answer as chart and table."""
    found = asked(request)
    if found is None:
        return no_project(request, _("Workbench"))
    views = SavedView.objects.seen_by(request.user, [seen.project for seen in found.projects])
    context = {"projects": found.projects, "chosen": found.chosen, "form": found.form, "saved_views": views}
    if found.form.is_valid():
        made = _answer(found.form)
        context |= {"answer": made, "figure": chart_of(made), "no_chart": why_no_chart(made)}
    return render(request, "reports/workbench.html", context)


def _answer(form: WorkbenchForm) -> Answer:
    with counting():
        return answer(form.question, timezone.localdate())


def _checked(request: HttpRequest) -> Asked:
    """For downloads and lists: a question that cannot be is a bad request (400)."""
    found = asked(request)
    if found is None:
        raise Http404
    if not found.form.is_valid():
        raise BadRequest(_("These figures cannot be counted: check the period and the Ohjaamos."))
    return found


def _file_name(form: WorkbenchForm) -> str:
    scope, measure = form.question.scope, form.question.measure
    return "-".join([measure.key, scope.project.code, scope.start.isoformat(), scope.end.isoformat()])


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def workbench_xlsx(request: HttpRequest) -> HttpResponse:
    form = _checked(request).form
    sheets = _answer(form).sheets(str(form.seen))
    return download(write_workbook(sheets, title=form.seen.name), f"{_file_name(form)}.xlsx", XLSX_TYPE)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def workbench_csv(request: HttpRequest) -> HttpResponse:
    form = _checked(request).form
    sheet = _answer(form).table.sheet()
    return download(write_csv(sheet.columns, sheet.rows), f"{_file_name(form)}.csv", CSV_TYPE)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def workbench_records(request: HttpRequest) -> HttpResponse:
    """What one number counts: lines without names, but for people whom the user may open anyway (decision 15)."""
    found = _checked(request)
    question = found.form.question
    cell = _cell(request, question.measure)
    with counting():
        made = answer(question, timezone.localdate())
        place = made.place(cell.row, cell.column)
        if place is None:
            raise Http404
        lines = lines_of(question, cell)
        page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
        shown = list(page.object_list)
    people = {line.client_id for line in shown if line.client_id}
    known = Client.objects.known_to(request.user).in_bulk(people) if people else {}
    context = {
        "chosen": found.chosen,
        "form": found.form,
        "answer": made,
        "headings": lines.headings,
        "page": page,
        "lines": [(line, known.get(line.client_id)) for line in shown],
        "any_known": bool(known),
        "place": place,
        "told": made.told(cell.row, cell.column, cell.number),
    }
    return render(request, "reports/workbench_records.html", context)


def _cell(request: HttpRequest, measure) -> Cell:
    number = request.GET.get("number", "0")
    allowed = {str(reading.number) for reading in measure.shown if reading.number is not None}
    if number not in allowed:
        raise BadRequest(_("There is no such number in this table."))
    return Cell(request.GET.get("row"), request.GET.get("column"), int(number))
