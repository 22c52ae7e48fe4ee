"""Pages that belong to no app."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ohjaamo.navigation import items_for


def home(request: HttpRequest) -> HttpResponse:
    """To the first page of the user's header: the counter, the figures or the network; without a role, an explanation."""
    items, upkeep = items_for(request.user)
    if items or upkeep:
        return redirect((items + upkeep)[0].url)
    return render(request, "home.html")
