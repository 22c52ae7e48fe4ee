"""The end-of-project reports: which there are, their chapters, writing one, logos."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from network.access import Permission, has, require
from network.models import Project
from network.pages import needs, say_saved
from reports.access import projects_for
from reports.actions.chapters import open_chapter, put_logo, remove_logo, write_chapter
from reports.forms.chapter import ChapterForm
from reports.forms.logo import LogoForm
from reports.models import Chapter, Logo, LogoSlot, Report
from reports.report.context import data_address
from reports.report.html import live_html
from reports.report.layouts import LAYOUTS
from reports.report.outline import Section, find_section, outline
from reports.report.progress import LANGUAGE_NAMES, count, lines, rows


def report_list(request: HttpRequest) -> HttpResponse:
    """The reports that the user may write, by project; a report reader is told that nothing is issued yet."""
    if not has(request.user, Permission.EDIT_REPORTS):
        require(request.user, Permission.SEE_FIGURES)
        return render(request, "reports/report_not_issued.html", status=403)
    projects = [seen.project for seen in projects_for(request.user, Permission.EDIT_REPORTS)]
    found = rows(projects)
    return render(request, "reports/report_list.html", {"rows": [(one, found[one.pk]) for one in projects]})


def get_project_or_404(user, pk: int) -> Project:
    """A project on which `user` may report; 403 without the right, 404 for a stranger's."""
    require(user, Permission.EDIT_REPORTS)
    for seen in projects_for(user, Permission.EDIT_REPORTS):
        if seen.project.pk == pk:
            return seen.project
    raise Http404


def get_report_or_404(user, pk: int, language: str = "") -> Report:
    """A report that `user` may write, in one of its languages; 403 without the right, 404 for a stranger's."""
    require(user, Permission.EDIT_REPORTS)
    report = get_object_or_404(Report.objects.select_related("project"), pk=pk)
    get_project_or_404(user, report.project_id)
    if language and language not in report.languages:
        raise Http404
    return report


def _names(report: Report, language: str) -> dict:
    return {
        "report": report,
        "project": report.project,
        "layout": LAYOUTS[report.layout],
        "language": language,
        "language_name": LANGUAGE_NAMES[language],
    }


@needs(Permission.EDIT_REPORTS)
def report_detail(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    report = get_report_or_404(request.user, pk, language)
    found = lines(report, language)
    written, wanted = count(found)
    context = {
        "lines": found,
        "written": written,
        "wanted": wanted,
        "logo_count": Logo.objects.filter(project=report.project).count(),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in report.languages],
    }
    return render(request, "reports/report_detail.html", context | _names(report, language))


@needs(Permission.EDIT_REPORTS)
def chapter_edit(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """Write one chapter beside its guidance and its figures; two writers at once lose nothing."""
    report = get_report_or_404(request.user, pk, language)
    section = find_section(outline(report.layout, language, report.project.family()[1:]), slug)
    if section is None:
        raise Http404
    place = {"report": report, "language": language, "slug": slug}
    if request.method == "POST":
        form = ChapterForm(request.POST, instance=open_chapter(**place))
        if form.is_valid():
            write_chapter(chapter=form.instance, by=request.user)
            say_saved(request)
            return redirect("reports:chapter_edit", pk, language, slug)
    else:
        form = ChapterForm(instance=Chapter.objects.filter(**place).first() or Chapter(**place))
    return _chapter_page(request, form, section)


def _chapter_page(request: HttpRequest, form: ChapterForm, section: Section) -> HttpResponse:
    chapter = form.instance
    context = {
        "form": form,
        "section": section,
        "newest": getattr(form, "newest", None),
        "stored": Chapter.objects.filter(pk=chapter.pk).select_related("updated_by").first(),
        "live": live_html(chapter.report, section, chapter.language),
    }
    return render(request, "reports/report_chapter.html", context | _names(chapter.report, chapter.language))


@needs(Permission.EDIT_REPORTS)
def logo_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The three places for logos on the cover; each has its own form."""
    project = get_project_or_404(request.user, pk)
    sent = request.POST.get("slot")
    forms = {slot: LogoForm(prefix=slot) for slot in LogoSlot.values}
    if sent in forms and "remove" in request.POST:
        remove_logo(project=project, slot=sent)
        say_saved(request)
        return redirect("reports:logo_edit", pk)
    if sent in forms:
        form = forms[sent] = LogoForm(request.POST, request.FILES, prefix=sent)
        if form.is_valid():
            image, content_type = form.cleaned_data["image"]
            put_logo(project=project, slot=sent, image=image, content_type=content_type, alt=form.cleaned_data["alt"])
            say_saved(request)
            return redirect("reports:logo_edit", pk)
    logos = {logo.slot: (logo, data_address(logo)) for logo in Logo.objects.filter(project=project)}
    places = [(slot, LogoSlot(slot).label, forms[slot], logos.get(slot)) for slot in LogoSlot.values]
    return render(request, "reports/report_logos.html", {"project": project, "places": places, "forms": forms})
