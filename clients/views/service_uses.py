"""Services used: the list with its totals, one person's use, mending and withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django_filters.views import FilterView

from clients.access import open_client
from clients.actions.service_uses import log_service_uses, mend_service_use, withdraw_service_use
from clients.filters import ServiceUseFilter
from clients.forms.service_use import NewServiceUseForm, ServiceUseForm, ServiceUseMendForm, ServiceUseWithdrawForm
from clients.models import Client, ServiceUse
from clients.outcome_figures import card_trainings, service_uses_by_kind
from network.access import Permission, sites_for
from network.current_site import current_site
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("service used")


@method_decorator(needs(Permission.SEE_CLIENTS), name="dispatch")
class ServiceUseList(FilterView):
    filterset_class = ServiceUseFilter
    template_name = "clients/service_use_list.html"
    paginate_by = 50

    def get_queryset(self):
        mine = sites_for(self.request.user, Permission.SEE_CLIENTS)
        seen = ServiceUse.objects.visible_to(self.request.user).standing().filter(site__in=mine)
        return seen.select_related("client", "site", "service", "created_by").order_by("-date", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for use in context["page_obj"]:
            use.is_expired = use.has_expired(today)
        figures = {"kinds": service_uses_by_kind(self.object_list), "cards": card_trainings(self.object_list)}
        return context | {"totals": self.object_list.totals()} | figures


def _my_sites(request: HttpRequest):
    return sites_for(request.user, Permission.SEE_CLIENTS)


def _page(request: HttpRequest, form: ServiceUseForm, client: Client) -> HttpResponse:
    return render(request, "clients/service_use_form.html", {"form": form, "client": client})


def _open_use(request: HttpRequest, pk: int) -> tuple[ServiceUse, Client]:
    """The standing use at one of the user's Ohjaamos and its person, whose opening is recorded; else 404."""
    seen = ServiceUse.objects.visible_to(request.user).standing().filter(site__in=_my_sites(request))
    use = get_object_or_404(seen.select_related("site", "service"), pk=pk)
    return use, open_client(request.user, use.client_id, what=PAGE)


@needs(Permission.SEE_CLIENTS)
def service_use_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Log that the person used a service."""
    client = open_client(request.user, pk, what=PAGE)
    form = NewServiceUseForm(
        request.POST or None,
        instance=ServiceUse(client=client),
        sites=_my_sites(request),
        initial={"site": current_site(request)},
    )
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            log_service_uses(by=request.user, clients=[client], **form.values())
            say_saved(request)
            return reverse("clients:client_detail", args=[client.pk])

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, form, client)


@needs(Permission.SEE_CLIENTS)
def service_use_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a use, or fill in its result."""
    use, client = _open_use(request, pk)
    form = ServiceUseMendForm(request.POST or None, instance=use, user=request.user, sites=_my_sites(request))
    if request.method == "POST" and form.is_valid():
        mend_service_use(by=request.user, use=form.save(commit=False), reason=form.cleaned_data.get("reason", ""))
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    return _page(request, form, client)


@needs(Permission.SEE_CLIENTS)
def service_use_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a use back; why, when it is not one's own of today."""
    use, client = _open_use(request, pk)
    needs_reason = not use.is_mendable_by(request.user, timezone.localdate())
    form = ServiceUseWithdrawForm(request.POST if request.method == "POST" else None) if needs_reason else None
    if request.method == "POST" and (form is None or form.is_valid()):
        withdraw_service_use(by=request.user, pk=use.pk, reason=form.cleaned_data["reason"] if form else "")
        messages.success(request, _("Withdrawn. It counts no more."))
        return redirect("clients:client_detail", pk=client.pk)
    return render(request, "clients/service_use_withdraw.html", {"use": use, "client": client, "form": form})
