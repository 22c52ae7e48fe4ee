"""The earlier versions of a chapter: list, what changed, restore."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import Permission
from network.pages import needs
from reports.actions.chapters import NotWritableError, restore_chapter
from reports.chapter_history import Past, versions
from reports.models import Chapter
from reports.report.desk import Desk
from reports.report.differences import side_by_side
from reports.views.chapters import get_desk_or_404
from reports.views.reports import names_of


def _past(desk: Desk) -> tuple[Chapter | None, list[Past]]:
    chapter = Chapter.objects.filter(**desk.place).first()
    return chapter, versions(chapter) if chapter else []


@needs(Permission.EDIT_REPORTS)
def chapter_history(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """All versions of a chapter; the chosen one beside the version before it."""
    desk = get_desk_or_404(request, pk, language, slug)
    _chapter, found = _past(desk)
    chosen = next((one for one in found if str(one.number) == request.GET.get("version")), found[0] if found else None)
    context = {"versions": found, "chosen": chosen, "section": desk.section}
    if chosen:
        at = found.index(chosen)
        before = found[at + 1] if at + 1 < len(found) else None
        context |= {"before": before, "differences": side_by_side(before.text if before else "", chosen.text)}
    return render(request, "reports/chapter_history.html", context | names_of(desk.report, language))


@require_POST
@needs(Permission.EDIT_REPORTS)
def chapter_restore(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """Make an earlier version the newest one."""
    desk = get_desk_or_404(request, pk, language, slug)
    chapter, found = _past(desk)
    number = request.POST.get("version", "")
    past = next((one for one in found if str(one.number) == number and one.event), None)
    if past is None:
        raise Http404
    try:
        restore_chapter(chapter=get_object_or_404(Chapter, pk=chapter.pk), text=past.text, by=request.user)
    except NotWritableError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The earlier version stands again; what was there is in the history."))
    return redirect("reports:chapter_edit", *desk.address)
