"""Import with a preview, and export."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import Permission, has, has_everywhere
from reports.actions import exports, imports
from reports.forms.interchange import Contents, ExportForm, UploadForm
from reports.interchange import background
from reports.interchange.describing import TITLES, described_tables
from reports.interchange.exporting import MEDIA_TYPES
from reports.interchange.problems import Problem
from reports.models import ImportRun


def may_export(user) -> bool:
    return has(user, Permission.EXPORT_DIRECTORY) or has_everywhere(user, Permission.EXPORT_PEOPLE)


def import_data(request: HttpRequest) -> HttpResponse:
    """Upload a file; who may only export is shown that page instead."""
    if not has_everywhere(request.user, Permission.IMPORT_DATA):
        if request.method == "GET" and may_export(request.user):
            return redirect("reports:export")
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = imports.upload(by=request.user, file=form.cleaned_data["file"])
        return redirect("reports:import_run", run.pk)
    context = {"form": form, "runs": request.user.import_runs.all()[:10], "tables": described_tables()}
    return render(request, "reports/import.html", context)


def get_run_or_404(user, pk: int) -> ImportRun:
    """One's own import; anybody else's is as good as none."""
    if not has_everywhere(user, Permission.IMPORT_DATA):
        raise PermissionDenied
    return get_object_or_404(user.import_runs, pk=pk)


def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an import is, what it would do or did, what is wrong with it."""
    run = get_run_or_404(request.user, pk)
    context = {
        "run": run,
        "counts": [{"title": title, **run.counts[name]} for name, title in TITLES.items() if name in run.counts],
        "interrupted": background.is_interrupted(run),
        "errors": [Problem(**problem) for problem in run.errors],
        "warnings": [Problem(**problem) for problem in run.warnings],
    }
    return render(request, "reports/_import_run.html" if request.htmx else "reports/import_run.html", context)


@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    imports.confirm(run=get_run_or_404(request.user, pk))
    return redirect("reports:import_run", pk)


@require_POST
def import_again(request: HttpRequest, pk: int) -> HttpResponse:
    imports.begin_again(run=get_run_or_404(request.user, pk))
    return redirect("reports:import_run", pk)


@require_POST
def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    if imports.cancel(run=get_run_or_404(request.user, pk)):
        messages.success(request, _("The import was cancelled and its file deleted. Nothing was written."))
    return redirect("reports:import")


def export(request: HttpRequest) -> HttpResponse:
    """Choose what to export; the answer is the file."""
    if not may_export(request.user):
        raise PermissionDenied
    form = ExportForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _file(request, form.cleaned_data)
    may_import = has_everywhere(request.user, Permission.IMPORT_DATA)
    return render(request, "reports/export.html", {"form": form, "may_import": may_import})


def _file(request: HttpRequest, chosen: dict) -> FileResponse:
    ending = chosen["ending"]
    if chosen["contents"] == Contents.EVERYTHING:
        file = exports.export_everything(by=request.user, ending=ending, explanation=chosen["explanation"])
    else:
        file = exports.export_directory(by=request.user, ending=ending)
    name = f"ohjaamo-{timezone.localdate():%Y-%m-%d}.{ending}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPES[ending])
