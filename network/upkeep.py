"""What pages that keep up rows share: saving a form, asking before a row goes."""

from django.db import IntegrityError, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from network.pages import say_saved


def saves(request: HttpRequest, form: ModelForm) -> bool:
    """Save a valid form and say so. False when the form is not valid, or somebody else was first by a moment."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error(None, _("Somebody else saved the same thing at this very moment. Check it and save again."))
        return False
    say_saved(request)
    return True


def ask_to_delete(request: HttpRequest, row, *, back: str, refused: str = "", warning: str = "") -> HttpResponse:
    """Asks first; a POST removes `row` and goes `back` (an address or its name). A `refused` row stays and says why."""
    back = resolve_url(back)
    if request.method == "POST" and not refused:
        row.delete()
        say_saved(request)
        return redirect(back)
    context = {"thing": row, "back": back, "refused": refused, "warning": warning}
    return render(request, "network/row_delete.html", context)
