"""What pages that keep up rows share: saving a form, asking before a row goes."""

from django.db import IntegrityError, transaction
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from network.actions.submissions import DifferentContentError, once, submitted_content
from network.pages import say_saved

SAVED = "saved"


def saves(request: HttpRequest, form: ModelForm, *rows: BaseFormSet) -> bool:
    """Save a valid form with its formsets and say so. False when something is not valid or somebody else was first.

    A form with a `submission_key` (network/forms/once.py) makes one row even when it is sent twice; the second
    time its instance stays without a number.
    """
    # Each is asked, so that the page shows the errors of all.
    valid = [part.is_valid() for part in (form, *rows)]
    if not all(valid):
        return False
    try:
        with transaction.atomic():
            _write(request, form, rows)
    except IntegrityError:
        form.add_error(None, _("Somebody else saved the same thing at this very moment. Check it and save again."))
        return False
    except DifferentContentError:
        form.ask_again()
        return False
    say_saved(request)
    return True


def _write(request: HttpRequest, form: ModelForm, rows: tuple[BaseFormSet, ...]) -> None:
    def write() -> str:
        for part in (form, *rows):
            part.save()
        return SAVED

    key = form.cleaned_data.get("submission_key")
    if not key:
        write()
        return
    once(user=request.user, key=key, content=submitted_content(request.POST), write=write)


def ask_to_delete(request: HttpRequest, row, *, back: str, refused: str = "", warning: str = "") -> HttpResponse:
    """Asks first; a POST removes `row` and goes `back` (an address or its name). A `refused` row stays and says why."""
    back = resolve_url(back)
    if request.method == "POST" and not refused:
        row.delete()
        say_saved(request)
        return redirect(back)
    context = {"thing": row, "back": back, "refused": refused, "warning": warning}
    return render(request, "network/row_delete.html", context)
