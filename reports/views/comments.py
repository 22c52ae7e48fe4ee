"""What the writers of a chapter say to each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from clients.drafts import draft_for
from network.access import Permission
from network.pages import needs
from reports.access import get_report_or_404
from reports.actions.comments import add_comment, settle_comment
from reports.forms.chapter import ChapterForm
from reports.forms.comment import CommentForm
from reports.models import ChapterComment
from reports.views.chapters import chapter_page, get_desk_or_404, stored_or_new


@require_POST
@needs(Permission.EDIT_REPORTS)
def comment_create(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """Say something about a chapter."""
    desk = get_desk_or_404(request, pk, language, slug)
    form = CommentForm(request.POST, prefix="comment")
    if not form.is_valid():
        draft = draft_for(request.user, desk.draft_key)
        chapter = ChapterForm(instance=stored_or_new(desk), initial=draft.initial)
        return chapter_page(request, desk, chapter, draft=draft, comment_form=form, tab="comments")
    add_comment(**desk.place, text=form.cleaned_data["text"], by=request.user)
    return redirect(reverse("reports:chapter_edit", args=desk.address) + "?tab=comments#beside")


@require_POST
@needs(Permission.EDIT_REPORTS)
def comment_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a comment as done, or open it again."""
    comment = get_object_or_404(ChapterComment.objects.select_related("chapter"), pk=pk)
    chapter = comment.chapter
    get_report_or_404(request.user, chapter.report_id, chapter.language)
    settle_comment(comment=comment, is_done="done" in request.POST, by=request.user)
    address = reverse("reports:chapter_edit", args=[chapter.report_id, chapter.language, chapter.slug])
    return redirect(f"{address}?tab=comments#beside")
