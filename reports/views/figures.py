from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from network.access import Permission, require
from network.spreadsheets import CSV_TYPE, XLSX_TYPE, download, write_csv, write_workbook
from reports.access import SeenProject, chosen_or_404, projects_for
from reports.forms.figures import FiguresForm
from reports.models import SavedView
from reports.overview import Subject, Table, counters, groups
from reports.overview.front import replies
from reports.views.no_project import no_project


@dataclass(frozen=True)
class Question:
    """What a request asks: the projects to choose from, the chosen one, and the form with period and sites."""

    projects: list[SeenProject]
    chosen: SeenProject
    form: FiguresForm

    def answer(self) -> Subject:
        """The figures, exact or masked as the user may see them; the form must be valid."""
        return Subject.read(self.form.scope, exact=self.chosen.exact, today=timezone.localdate())


def _asked(request: HttpRequest) -> Question | None:
    """The question in the address; None without any project. 403 without the right, 404 for others' projects."""
    require(request.user, Permission.SEE_FIGURES)
    projects = projects_for(request.user)
    chosen, today = chosen_or_404(projects, request.GET.get("project", "")), timezone.localdate()
    if chosen is None:
        return None
    sites = list(chosen.project.all_sites())
    form = FiguresForm(request.GET, project=chosen.project, sites=sites, exact=chosen.exact, today=today)
    return Question(projects, chosen, form)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    question = _asked(request)
    if question is None:
        return no_project(request, _("Figures"))
    context = {"projects": question.projects, "chosen": question.chosen, "form": question.form}
    if question.form.is_valid():
        subject = question.answer()
        context |= {
            "subject": subject,
            "counters": counters(subject),
            "groups": groups(subject, opens=question.chosen.exact),
        }
        context |= {"replies": replies(subject), "saved_views": _saved_views(request, question)}
    return render(request, "reports/figures.html", context)


def _saved_views(request: HttpRequest, question: Question):
    """The kept questions to the workbench of the chosen project; none for those who see masked figures."""
    shown = [question.chosen.project] if question.chosen.exact else []
    return SavedView.objects.seen_by(request.user, shown)


def _tables(request: HttpRequest) -> tuple[Subject, list[Table]]:
    """The figures and their tables, for a download; a question that cannot be is a bad request (400)."""
    question = _asked(request)
    if question is None:
        raise Http404
    if not question.form.is_valid():
        raise BadRequest(_("These figures cannot be counted: check the period and the Ohjaamos."))
    subject = question.answer()
    return subject, [table for group in groups(subject) for table in group.tables]


def _file_name(subject: Subject, *more: str) -> str:
    scope = subject.scope
    return "-".join(["figures", scope.project.code, scope.start.isoformat(), scope.end.isoformat(), *more])


@require_safe
def figures_xlsx(request: HttpRequest) -> HttpResponse:
    """All tables of the page, a sheet each."""
    subject, tables = _tables(request)
    content = write_workbook([table.sheet() for table in tables], title=subject.scope.project.name)
    return download(content, f"{_file_name(subject)}.xlsx", XLSX_TYPE)


@require_safe
def figures_csv(request: HttpRequest) -> HttpResponse:
    """One table of the page, by its key; without a key the first."""
    subject, tables = _tables(request)
    key = request.GET.get("table", tables[0].key)
    table = next((table for table in tables if table.key == key), None)
    if table is None:
        raise Http404
    sheet = table.sheet()
    return download(write_csv(sheet.columns, sheet.rows), f"{_file_name(subject, key)}.csv", CSV_TYPE)
