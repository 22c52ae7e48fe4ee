"""The reports being written: which there are, one with its chapters, beginning one, its settings, deleting it."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.access import Permission, has, require
from network.pages import needs, say_saved
from reports.access import authors_of, get_project_or_404, get_report_or_404, projects_for
from reports.actions.chapters import NotWritableError, share_out
from reports.actions.reports import begin_report, change_report, delete_report, may_be_deleted
from reports.forms.chapter import AuthorsForm
from reports.forms.report import BeginForm, SettingsForm
from reports.issuing.way import report_way
from reports.models import Logo, Report
from reports.report.layouts import LAYOUTS
from reports.report.outline import outline
from reports.report.progress import LANGUAGE_NAMES, next_step, overview, rows


def names_of(report: Report, language: str) -> dict:
    """What every page about a report in one language shows of it."""
    return {
        "report": report,
        "project": report.project,
        "layout": LAYOUTS[report.layout],
        "language": language,
        "language_name": LANGUAGE_NAMES[language],
    }


def report_list(request: HttpRequest) -> HttpResponse:
    """The reports that the user may write, by project; a report reader goes on to those that were issued."""
    if not has(request.user, Permission.EDIT_REPORTS):
        require(request.user, Permission.SEE_FIGURES)
        return redirect("reports:issued_list")
    projects = [seen.project for seen in projects_for(request.user, Permission.EDIT_REPORTS)]
    found = rows(projects)
    context = {
        "rows": [(one, found[one.pk]) for one in projects if one.pk in found],
        "without": [one for one in projects if one.pk not in found],
    }
    return render(request, "reports/report_list.html", context)


@needs(Permission.EDIT_REPORTS)
def report_detail(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The chapters of a report in one language: how far each is, who writes it, what comes next."""
    report = get_report_or_404(request.user, pk, language)
    found = overview(report, language, request.user)
    context = {
        "overview": found,
        "next": next_step(report, found, request.user),
        "way": report_way(report),
        "logo_count": Logo.objects.filter(project=report.project).count(),
        "image_count": report.images.count(),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in report.languages],
        "may_be_deleted": may_be_deleted(report),
    }
    return render(request, "reports/report_detail.html", context | names_of(report, language))


@needs(Permission.EDIT_REPORTS)
def report_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a report of a project."""
    project = get_project_or_404(request.user, pk)
    form = BeginForm(request.POST or None, instance=Report(project=project), initial={"languages": ["fi"]})
    if request.method == "POST" and form.is_valid() and _stored(begin_report, form, request):
        report = form.instance
        messages.success(request, _("The report is begun. Its figures are there already; write the chapters."))
        return redirect("reports:report_detail", report.pk, report.languages[0])
    return render(request, "reports/report_form.html", {"form": form, "project": project})


@needs(Permission.EDIT_REPORTS)
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a report's title, period, languages, small numbers while it is being written."""
    report = get_report_or_404(request.user, pk)
    language = report.languages[0]
    if not report.is_writable:
        messages.error(request, _("The report is not open for writing any more."))
        return redirect("reports:report_detail", pk, language)
    form = SettingsForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid() and _stored(change_report, form, request):
        say_saved(request)
        return redirect("reports:report_detail", pk, form.instance.languages[0])
    return render(request, "reports/report_form.html", {"form": form} | names_of(report, language))


def _stored(action, form: SettingsForm, request: HttpRequest) -> bool:
    """Whether the report was stored; else another one took its place meanwhile, and the form says so."""
    try:
        with transaction.atomic():
            action(report=form.instance, by=request.user)
    except IntegrityError:
        form.say_twin()
    except NotWritableError as error:
        form.add_error(None, str(error))
    return not form.errors


@needs(Permission.EDIT_REPORTS)
def report_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete a report in which nothing was written."""
    report = get_report_or_404(request.user, pk)
    if request.method == "POST":
        if report.is_writable and delete_report(report=report, by=request.user):
            messages.success(request, _("The report was deleted."))
            return redirect("reports:report_list")
        messages.error(request, _("Something has been written in this report or it has been out, so it is kept."))
        return redirect("reports:report_detail", pk, report.languages[0])
    context = names_of(report, report.languages[0]) | {"may_be_deleted": may_be_deleted(report)}
    return render(request, "reports/report_delete.html", context)


@needs(Permission.EDIT_REPORTS)
def chapter_authors(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Share the chapters out among those who may write them."""
    report = get_report_or_404(request.user, pk, language)
    sections = [one for one in outline(report.layout, language, report.project.family()[1:]) if one.writable]
    stored = report.chapters.filter(language=language).values_list("slug", "author")
    options = {"sections": sections, "authors": authors_of(report.project), "initial": dict(stored)}
    form = AuthorsForm(request.POST or None, **options)
    if request.method == "POST" and form.is_valid():
        try:
            share_out(report=report, language=language, authors=form.cleaned_data, by=request.user)
        except NotWritableError as error:
            messages.error(request, str(error))
        else:
            say_saved(request)
        return redirect("reports:report_detail", pk, language)
    return render(request, "reports/chapter_authors.html", {"form": form} | names_of(report, language))
