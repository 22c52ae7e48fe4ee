"""Answering a form that writes a new row, sent once or twice."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from clients.forms.once import SentOnceForm
from network.actions.submissions import DifferentContentError, once, submitted_content


def redirect_once(request: HttpRequest, form: SentOnceForm, write: Callable[[], str]) -> HttpResponse | None:
    """Run `write` once for this sending and go to the address it gave.

    None when the key was used with other content; the form then carries the question and is shown again.
    """
    key = form.cleaned_data["submission_key"]
    try:
        answer = once(user=request.user, key=key, content=submitted_content(request.POST), write=write)
    except DifferentContentError:
        form.ask_again()
        return None
    return redirect(answer.address)
