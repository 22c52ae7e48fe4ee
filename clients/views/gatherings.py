"""Head counts: the list with its totals, log, mend, withdraw."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django_filters.views import FilterView

from clients.actions.gatherings import log_gathering, mend_gathering, withdraw_gathering
from clients.filters import GatheringFilter
from clients.forms.gathering import GatheringForm, NewGatheringForm
from clients.models import Gathering
from network.access import Permission, sites_for
from network.current_site import current_site
from network.pages import needs

from .once import redirect_once

CAMPAIGNS_OFFERED = 30


@method_decorator(needs(Permission.LOG_VISITS), name="dispatch")
class GatheringList(FilterView):
    filterset_class = GatheringFilter
    template_name = "clients/gathering_list.html"
    paginate_by = 50

    def get_queryset(self):
        standing = Gathering.objects.visible_to(self.request.user).standing()
        return standing.select_related("site", "created_by").order_by("-date", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for gathering in context["page_obj"]:
            gathering.is_mendable = gathering.is_mendable_by(self.request.user, today)
        return context | {"totals": self.object_list.totals()}


def _my_sites(request: HttpRequest):
    return sites_for(request.user, Permission.LOG_VISITS).order_by("name", "pk")


def _own_or_403(request: HttpRequest, pk: int) -> Gathering:
    """One's own entry of today; 404 for another site's, 403 for another's or an older one."""
    gathering = get_object_or_404(Gathering.objects.visible_to(request.user), pk=pk)
    if not gathering.is_mendable_by(request.user, timezone.localdate()):
        raise PermissionDenied
    return gathering


def _say(request: HttpRequest, gathering: Gathering) -> None:
    now = time_format(timezone.localtime(), "TIME_FORMAT")
    messages.success(
        request,
        _("Saved %(time)s: %(what)s, head count %(count)s.")
        % {"time": now, "what": gathering.get_kind_display(), "count": gathering.headcount},
    )


def _page(request: HttpRequest, form: GatheringForm) -> HttpResponse:
    mine = Gathering.objects.visible_to(request.user).exclude(campaign="")
    campaigns = mine.order_by("campaign").values_list("campaign", flat=True).distinct()[:CAMPAIGNS_OFFERED]
    return render(request, "clients/gathering_form.html", {"form": form, "campaigns": campaigns})


@needs(Permission.LOG_VISITS)
def gathering_create(request: HttpRequest) -> HttpResponse:
    """Log a head count at one of the user's Ohjaamos."""
    sites = _my_sites(request)
    form = NewGatheringForm(request.POST or None, sites=sites, initial={"site": current_site(request)})
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            _say(request, log_gathering(gathering=form.save(commit=False), by=request.user))
            return reverse("clients:gathering_list")

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, form)


@needs(Permission.LOG_VISITS)
def gathering_mend(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend one's own head count on the day it was logged."""
    gathering = _own_or_403(request, pk)
    form = GatheringForm(request.POST or None, instance=gathering, sites=_my_sites(request))
    if request.method == "POST" and form.is_valid():
        _say(request, mend_gathering(gathering=form.save(commit=False), by=request.user))
        return redirect("clients:gathering_list")
    return _page(request, form)


@needs(Permission.LOG_VISITS)
def gathering_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then withdraw one's own head count on the day it was logged."""
    gathering = _own_or_403(request, pk)
    if request.method == "POST":
        withdraw_gathering(pk=gathering.pk, by=request.user)
        messages.success(request, _("The head count was withdrawn. It is in no figure any more."))
        return redirect("clients:gathering_list")
    return render(request, "clients/gathering_withdraw.html", {"gathering": gathering})
