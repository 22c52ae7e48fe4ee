from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from clients.campaigns import campaign_figures, gatherings_of
from network.access import Permission
from network.pages import needs
from services.access import campaigns_edited_by

MOST_EVENTS = 200


@needs(Permission.EDIT_PROGRAMME)
def campaign_figures_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What a campaign added up to, and the head counts behind it."""
    campaign = get_object_or_404(campaigns_edited_by(request.user), pk=pk)
    gatherings = gatherings_of(campaign).select_related("site", "event").order_by("date", "pk")
    context = {
        "campaign": campaign,
        "figures": campaign_figures(campaign),
        "gatherings": gatherings[:MOST_EVENTS],
    }
    return render(request, "clients/campaign_figures.html", context)
