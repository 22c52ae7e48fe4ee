"""The indicators of a project for those who see exact figures: numbers only, never a young person's name."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.access import Permission
from network.pages import needs
from network.spreadsheets import XLSX_TYPE, download, write_workbook
from reports.access import SeenProject, chosen_or_404, projects_for
from reports.esf import indicator_sheets, missing_numbers, read_indicators
from reports.esf.sheets import narrow_headings
from reports.forms.figures import FiguresForm
from reports.views.no_project import no_project


@dataclass(frozen=True)
class Question:
    """The projects to choose from, the chosen one, and the form with its period."""

    projects: list[SeenProject]
    chosen: SeenProject
    form: FiguresForm


def _asked(request: HttpRequest) -> Question | None:
    """The question in the address; None without any project; 404 for others' projects."""
    projects = projects_for(request.user, Permission.SEE_EXACT_FIGURES)
    chosen, today = chosen_or_404(projects, request.GET.get("project", "")), timezone.localdate()
    if chosen is None:
        return None
    # A participation belongs to no Ohjaamo, so none can be chosen.
    form = FiguresForm(request.GET, project=chosen.project, sites=[], exact=True, today=today)
    return Question(projects, chosen, form)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def indicators(request: HttpRequest) -> HttpResponse:
    """All and complete side by side, the check sums, and what is missing in numbers."""
    question = _asked(request)
    if question is None:
        return no_project(request, _("Indicators"))
    context = {"projects": question.projects, "chosen": question.chosen, "form": question.form}
    if question.form.is_valid():
        scope, today = question.form.scope, timezone.localdate()
        missing = missing_numbers(scope, today)
        address = request.build_absolute_uri(reverse("clients:eura_list"))
        words = [(row, row.words(f"{address}?mine=1" if row.expert else address)) for row in missing.workers]
        context |= {"page": read_indicators(scope), "missing": missing, "workers": words, "headings": narrow_headings()}
    return render(request, "reports/indicators.html", context)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def indicators_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    question = _asked(request)
    if question is None:
        raise Http404
    if not question.form.is_valid():
        raise BadRequest(_("These figures cannot be counted: check the period and the Ohjaamos."))
    scope = question.form.scope
    sheets = indicator_sheets(read_indicators(scope), missing_numbers(scope, timezone.localdate()))
    name = f"indicators-{scope.project.code}-{scope.start.isoformat()}-{scope.end.isoformat()}.xlsx"
    return download(write_workbook(sheets, title=scope.project.name), name, XLSX_TYPE)
