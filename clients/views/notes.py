"""Notes: a new one from the page of a person, mending and withdrawing one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.access import Sight, open_person
from clients.actions.drafts import forget_draft
from clients.actions.notes import save_note, withdraw_note
from clients.drafts import Kept, draft_for
from clients.forms.note import NewNoteForm, NoteForm
from clients.models import Note
from network.access import Permission, experts_of
from network.pages import needs, say_saved

from .drafts import keeps_refused
from .once import redirect_once

PAGE = gettext_noop("note")


def _options(request: HttpRequest, draft: Kept) -> dict:
    expert = experts_of(request.user).select_related("agency").first()
    return {"agency": expert.agency if expert else None, "initial": draft.initial}


def _page(request: HttpRequest, form: NoteForm, sight: Sight, draft: Kept) -> HttpResponse:
    context = {"form": form, "client": sight.client, "draft": draft}
    return render(request, "clients/note_form.html", context)


@needs(Permission.SEE_SHARED)
@keeps_refused("note")
def note_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note about the person."""
    sight = open_person(request.user, pk, what=PAGE)
    draft = draft_for(request.user, f"note:{pk}", sight.client)
    blank = Note(client=sight.client, author=request.user)
    form = NewNoteForm(request.POST or None, instance=blank, **_options(request, draft))
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            save_note(by=request.user, note=form.save(commit=False))
            forget_draft(request.user, draft.key)
            say_saved(request)
            return reverse("clients:client_detail", args=[pk]) + "#timeline"

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, form, sight, draft)


def _my_note(request: HttpRequest, pk: int) -> tuple[Note, Sight]:
    """One's own standing note of somebody whom one may see, with the opening recorded; else 404."""
    mine = Note.objects.visible_to(request.user).standing().filter(author=request.user)
    note = get_object_or_404(mine.select_related("client"), pk=pk)
    return note, open_person(request.user, note.client_id, what=PAGE)


@needs(Permission.SEE_SHARED)
@keeps_refused("note_edit")
def note_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one's own note; what it said before stays in its history."""
    note, sight = _my_note(request, pk)
    draft = draft_for(request.user, f"note_edit:{pk}", sight.client)
    form = NoteForm(request.POST or None, instance=note, **_options(request, draft))
    if request.method == "POST" and form.is_valid():
        save_note(by=request.user, note=form.save(commit=False))
        forget_draft(request.user, draft.key)
        say_saved(request)
        return redirect(reverse("clients:client_detail", args=[sight.client.pk]) + "#timeline")
    return _page(request, form, sight, draft)


@needs(Permission.SEE_SHARED)
def note_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take one's own note back."""
    note, sight = _my_note(request, pk)
    if request.method == "POST":
        withdraw_note(by=request.user, note=note)
        forget_draft(request.user, f"note_edit:{pk}")
        messages.success(request, _("The note was withdrawn. Nobody reads it any more."))
        return redirect("clients:client_detail", pk=sight.client.pk)
    return render(request, "clients/note_withdraw.html", {"note": note, "client": sight.client})
