"""Writing a chapter: its page, how it will be printed, text from Word, the picker of figures and pictures."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clients.actions.drafts import forget_draft
from clients.drafts import also_typing, draft_for
from network.access import Permission
from network.forms.rows import hold_errors
from network.models import User
from network.pages import needs, say_saved
from reports.access import authors_of, get_report_or_404
from reports.actions.chapters import NotWritableError, open_chapter, write_chapter
from reports.chapter_history import base_text
from reports.forms.chapter import ChapterForm, WordFileForm
from reports.forms.comment import CommentForm
from reports.models import Chapter
from reports.picker import Wanted, offer
from reports.report.desk import Desk, open_desk
from reports.report.differences import merged, side_by_side
from reports.report.word import LARGEST_HTML, NotWordError, markdown_of_html
from reports.views.reports import names_of


def get_desk_or_404(request: HttpRequest, pk: int, language: str, slug: str) -> Desk:
    """The chapter that the user may write; 404 for what has no text of its own."""
    desk = open_desk(get_report_or_404(request.user, pk, language), language, slug)
    if desk is None:
        raise Http404
    return desk


@needs(Permission.EDIT_REPORTS)
def chapter_edit(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """Write one chapter beside its guidance and its figures; two writers at once lose nothing."""
    desk = get_desk_or_404(request, pk, language, slug)
    if not desk.report.is_writable:
        return chapter_page(
            request, desk, ChapterForm(instance=stored_or_new(desk)), typed=request.POST.get("text", "")
        )
    if request.method != "POST":
        draft = draft_for(request.user, desk.draft_key)
        form = ChapterForm(instance=stored_or_new(desk), initial=draft.initial)
        return chapter_page(request, desk, form, draft=draft)
    form = ChapterForm(request.POST, instance=open_chapter(**desk.place))
    for button, answer in (("preview", _previewed), ("bring", _brought), ("merge", _brought_together)):
        if button in request.POST:
            return answer(request, desk)
    if not form.is_valid():
        return chapter_page(request, desk, form)
    try:
        write_chapter(chapter=form.instance, by=request.user)
    except NotWritableError:
        return chapter_page(request, desk, form, typed=form.cleaned_data["text"])
    forget_draft(request.user, desk.draft_key)
    say_saved(request)
    return redirect("reports:chapter_edit", *desk.address)


def stored_or_new(desk: Desk) -> Chapter:
    """The chapter as it is stored, or one that is not."""
    return Chapter.objects.filter(**desk.place).first() or Chapter(**desk.place)


def also_writing(request: HttpRequest, desk: Desk) -> list[User]:
    """The others who have this chapter under their hands now and may write it; one question while there are none."""
    found = also_typing(request.user, desk.draft_key) if desk.report.is_writable else []
    return list(authors_of(desk.report.project).filter(pk__in=found)) if found else []


def _unjudged(request: HttpRequest, desk: Desk, text: str | None = None) -> ChapterForm:
    """The form as it was typed, or with another text, which nobody has asked to save yet."""
    data: QueryDict = request.POST.copy()
    if text is not None:
        data["text"] = text
    form = ChapterForm(data, instance=stored_or_new(desk))
    hold_errors(form)
    return form


def _previewed(request: HttpRequest, desk: Desk) -> HttpResponse:
    return chapter_page(request, desk, _unjudged(request, desk), tab="preview")


def _brought(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The text of a Word file below what is typed, to be looked through; nothing is saved."""
    word = WordFileForm(request.POST, request.FILES)
    if not word.is_valid():
        return chapter_page(request, desk, _unjudged(request, desk), word=word)
    typed = request.POST.get("text", "").rstrip()
    text = f"{typed}\n\n{word.cleaned_data['word']}".lstrip()
    messages.info(request, _("The text of the file is in the form. Look it through and save it."))
    return chapter_page(request, desk, _unjudged(request, desk, text))


def _brought_together(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Both writers' changes in one text, to be looked through; nothing is saved."""
    stored = stored_or_new(desk)
    base = base_text(stored, request.POST["merge"])
    typed = request.POST.get("text", "").replace("\r\n", "\n")
    messages.info(
        request,
        _("Both texts are in the form. Where both of you changed the same place, both stand there: choose and save."),
    )
    return chapter_page(request, desk, _unjudged(request, desk, merged(base, typed, stored.text)))


def chapter_page(request: HttpRequest, desk: Desk, form: ChapterForm, **more) -> HttpResponse:
    """The page of a chapter. more: what is other than usual (draft, typed, tab, word, comment_form)."""
    stored = Chapter.objects.filter(**desk.place).select_related("updated_by", "author").first()
    text = form["text"].value() or ""
    newest = getattr(form, "newest", None)
    figures = desk.figures()
    comments = list(stored.comments.select_related("by", "done_by")) if stored else []
    context = {
        "form": form,
        "desk": desk,
        "section": desk.section,
        "stored": stored,
        "also_writing": also_writing(request, desk),
        "figures": figures,
        "tab": _tab(request, default="figures" if figures else "preview"),
        "printed": desk.printed(text),
        "judged": desk.judged(text),
        "comments": comments,
        "open_comments": sum(comment.done_at is None for comment in comments),
        "comment_form": CommentForm(prefix="comment"),
        "word": WordFileForm(),
        "neighbours": desk.neighbours,
        "newest": newest,
        "differences": side_by_side(newest.text, text.replace("\r\n", "\n")) if newest else [],
        "base_version": request.POST.get("version", ""),
        "draft": None,
        "typed": "",
    }
    return render(request, "reports/report_chapter.html", context | names_of(desk.report, desk.language) | more)


def _tab(request: HttpRequest, *, default: str) -> str:
    wanted = request.GET.get("tab", "")
    return wanted if wanted in ("preview", "figures", "comments") else default


@require_POST
@needs(Permission.EDIT_REPORTS)
def chapter_preview(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """The chapter as it would be printed with the text that was sent; nothing is stored."""
    desk = get_desk_or_404(request, pk, language, slug)
    text = request.POST.get("text", "")[: 2 * ChapterForm.base_fields["text"].max_length]
    context = {"printed": desk.printed(text), "judged": desk.judged(text), "section": desk.section}
    return render(request, "reports/_chapter_preview.html", context | names_of(desk.report, language))


@require_POST
@needs(Permission.EDIT_REPORTS)
def chapter_paste(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """The Markdown of pasted HTML (the file "html"), as plain text; 400 for what cannot be read."""
    get_desk_or_404(request, pk, language, slug)
    upload = request.FILES.get("html")
    if upload is None or upload.size > 4 * LARGEST_HTML:
        return HttpResponse(status=400)
    try:
        text = markdown_of_html(upload.read().decode("utf-8", "replace"))
    except NotWordError:
        return HttpResponse(status=400)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@needs(Permission.EDIT_REPORTS)
def chapter_insert(request: HttpRequest, pk: int, language: str, slug: str) -> HttpResponse:
    """What can be put into the text: figures, tables and charts, pictures, each with its code. A page or a dialog."""
    desk = get_desk_or_404(request, pk, language, slug)
    wanted = Wanted.read(request.GET)
    context = {"wanted": wanted, "offer": offer(desk, wanted), "desk": desk, "section": desk.section}
    page = "reports/_chapter_insert.html" if request.htmx else "reports/chapter_insert.html"
    return render(request, page, context | names_of(desk.report, language))
