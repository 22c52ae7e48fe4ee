from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from network.access import Permission
from network.actions.agencies import settle_experts
from network.forms.agency import AgencyEndForm, AgencyForm
from network.models import Agency
from network.pages import needs, say_saved
from network.scopes import agencies_edited_by, experts_edited_by, get_to_edit


@needs(Permission.SEE_DIRECTORY)
def agency_detail(request: HttpRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency.objects.select_related("successor"), pk=pk)
    context = {
        "agency": agency,
        "predecessors": agency.predecessors.all(),
        "experts": agency.experts.prefetch_related("sites"),
        "today": timezone.localdate(),
        "may_edit": agencies_edited_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "network/agency_detail.html", context)


@needs(Permission.EDIT_DIRECTORY)
def agency_create(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        agency = form.save()
        say_saved(request)
        return redirect("network:agency_detail", agency.pk)
    return render(request, "network/agency_form.html", {"form": form, "agency": None})


def _get_to_edit(user, pk: int) -> Agency:
    return get_to_edit(pk, seen=Agency.objects.all(), edited=agencies_edited_by(user))


@needs(Permission.SEE_DIRECTORY)
def agency_edit(request: HttpRequest, pk: int) -> HttpResponse:
    agency = _get_to_edit(request.user, pk)
    form = AgencyForm(request.POST or None, instance=agency)
    if form.is_valid():
        form.save()
        say_saved(request)
        return redirect("network:agency_detail", pk)
    return render(request, "network/agency_form.html", {"form": form, "agency": Agency.objects.get(pk=pk)})


@needs(Permission.SEE_DIRECTORY)
def agency_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day, the successor, and what becomes of the experts."""
    agency = _get_to_edit(request.user, pk)
    form = AgencyEndForm(request.POST or None, instance=agency, experts_edited=experts_edited_by(request.user))
    if form.is_valid():
        form.save()
        choice = form.cleaned_data["experts"]
        settle_experts(agency=agency, experts=form.staying, choice=choice, by=request.user)
        say_saved(request)
        return redirect("network:agency_detail", pk)
    return render(request, "network/agency_end.html", {"form": form, "agency": Agency.objects.get(pk=pk)})
