"""Targets against results: of a project or one of its sub-projects, on screen, as Excel and as CSV."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.access import Permission
from network.pages import needs
from network.scopes import projects_edited_by
from network.spreadsheets import CSV_TYPE, XLSX_TYPE, download, write_csv, write_workbook
from reports.access import SeenProject, chosen_or_404, projects_for
from reports.targets import read, results
from reports.targets.tables import Answer, answer, sheets
from reports.views.no_project import no_project


def _asked(request: HttpRequest) -> tuple[list[SeenProject], SeenProject | None]:
    """The projects to choose from, and the chosen one; 404 for a stranger's."""
    projects = projects_for(request.user, Permission.SEE_EXACT_FIGURES)
    return projects, chosen_or_404(projects, request.GET.get("project", ""))


def _answer(chosen: SeenProject) -> Answer:
    ground = read(chosen.project)
    return answer(ground, results(ground, timezone.localdate()))


@needs(Permission.SEE_EXACT_FIGURES)
@require_safe
def target_results(request: HttpRequest) -> HttpResponse:
    projects, chosen = _asked(request)
    if chosen is None:
        return no_project(request, _("Targets against results"))
    parent = next((one.project for one in projects if one.project.pk == chosen.project.parent_id), None)
    context = {
        "projects": projects,
        "chosen": chosen,
        "parent": parent,
        "parent_url": reverse("reports:target_results", query={"project": parent.code}) if parent else "",
        "told": _answer(chosen),
        "today": timezone.localdate(),
        "may_edit": projects_edited_by(request.user).filter(pk=chosen.project.pk).exists(),
    }
    return render(request, "reports/target_results.html", context)


def _sheets(request: HttpRequest) -> tuple[str, str, list]:
    """Code and name of the project, and its tables for a download."""
    _projects, chosen = _asked(request)
    if chosen is None:
        raise Http404
    return chosen.project.code, chosen.project.name, sheets(_answer(chosen))


def _file_name(code: str, *more: str) -> str:
    return "-".join(["targets", code, timezone.localdate().isoformat(), *more])


@needs(Permission.SEE_EXACT_FIGURES)
@require_safe
def target_results_xlsx(request: HttpRequest) -> HttpResponse:
    """All tables of the page, a sheet each."""
    code, name, found = _sheets(request)
    content = write_workbook([sheet for _key, sheet in found], title=name)
    return download(content, f"{_file_name(code)}.xlsx", XLSX_TYPE)


@needs(Permission.SEE_EXACT_FIGURES)
@require_safe
def target_results_csv(request: HttpRequest) -> HttpResponse:
    """One table of the page by its key; without a key the first, with all targets."""
    code, _name, found = _sheets(request)
    key = request.GET.get("table", found[0][0])
    sheet = dict(found).get(key)
    if sheet is None:
        raise Http404
    return download(write_csv(sheet.columns, sheet.rows), f"{_file_name(code, key)}.csv", CSV_TYPE)
