"""Pages that belong to no app."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ohjaamo.design import SampleForm
from ohjaamo.navigation import items_for


def home(request: HttpRequest) -> HttpResponse:
    """To the first page of the user's header: the counter, what waits for an expert, figures or network.

    Without a role an explanation.
    """
    items, upkeep = items_for(request.user)
    if items or upkeep:
        return redirect((items + upkeep)[0].url)
    return render(request, "home.html")


@login_not_required
def design(request: HttpRequest) -> HttpResponse:
    """Every component in all its states, for those who build pages; only in demo and debug mode."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    pages = Paginator(range(1, 1226), 50)
    wrong = SampleForm({"day": "2026-02-31", "minutes": "-5", "note": "x"}, auto_id="wrong_%s")
    context = {"form": SampleForm(), "wrong": wrong, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "design.html", context)
