"""Referrals: the list, a new one from the page of a person, mending."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_noop
from django_filters.views import FilterView

from clients.access import open_client
from clients.actions.referrals import save_referral
from clients.filters import ReferralFilter
from clients.forms.referral import NewReferralForm, ReferralForm
from clients.models import Client, Referral
from network.access import Permission, has, sites_for
from network.models import Expert
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("referral")


@method_decorator(needs(Permission.SEE_SHARED), name="dispatch")
class ReferralList(FilterView):
    """The referrals of the people known at the user's Ohjaamos; who only receives some is led to those."""

    filterset_class = ReferralFilter
    template_name = "clients/referral_list.html"
    paginate_by = 50

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not has(request.user, Permission.SEE_CLIENTS):
            return redirect("clients:referral_inbox")
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        seen = Referral.objects.visible_to(self.request.user)
        return seen.select_related("client", "to_agency", "from_expert").order_by("-date", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        for referral in context["page_obj"]:
            referral.is_due = referral.is_followup_due(today)
        return context


def _page(request: HttpRequest, form: ReferralForm, client: Client, due_on: date | None = None) -> HttpResponse:
    context = {"form": form, "client": client, "due_on": due_on}
    return render(request, "clients/referral_form.html", context)


@needs(Permission.SEE_CLIENTS)
def referral_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Guide the person onwards."""
    client = open_client(request.user, pk, what=PAGE)
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    me = Expert.objects.at_sites(sites).filter(user=request.user).first()
    form = NewReferralForm(
        request.POST or None, instance=Referral(client=client), sites=sites, initial={"from_expert": me}
    )
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            save_referral(referral=form.save(commit=False), by=request.user)
            say_saved(request)
            return reverse("clients:client_detail", args=[client.pk])

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, form, client)


@needs(Permission.SEE_CLIENTS)
def referral_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a referral, write its answer or its follow-up."""
    referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
    client = open_client(request.user, referral.client_id, what=PAGE)
    due_on = referral.followup_due_on
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    form = ReferralForm(request.POST or None, instance=referral, sites=sites)
    if request.method == "POST" and form.is_valid():
        save_referral(referral=form.save(commit=False), by=request.user)
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    return _page(request, form, client, due_on)
