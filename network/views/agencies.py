from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from network.access import Permission
from network.actions.agencies import StillUsedError, delete_agency, rename_agency, settle_experts
from network.changes import changes_of
from network.checking import look_at
from network.entries import agencies_without_contact
from network.forms.agency import AgencyForm, AgencyTouchForm, ContactFormSet
from network.forms.agency_end import AgencyEndForm, AgencyRenameForm
from network.forms.rows import hold_errors, one_more, wants_row
from network.models import Agency
from network.pages import needs, say_saved
from network.scopes import agencies_edited_by, agencies_managed_by, experts_managed_by, get_to_edit
from network.upkeep import saves


@needs(Permission.SEE_DIRECTORY)
def agency_detail(request: HttpRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency.objects.select_related("successor", "checked_by"), pk=pk)
    today = timezone.localdate()
    may_edit = agencies_edited_by(request.user).filter(pk=pk).exists()
    context = {
        "agency": agency,
        "predecessors": agency.predecessors.all(),
        "contacts": agency.contacts.all(),
        "experts": agency.experts.prefetch_related("sites"),
        "today": today,
        "may_edit": may_edit,
        "may_manage": agencies_managed_by(request.user).filter(pk=pk).exists(),
        "is_stale": agency.is_valid_on(today) and agency.is_stale_on(today),
        "is_unreachable": agencies_without_contact(today).filter(pk=pk).exists(),
        "changes": changes_of(agency) if may_edit else [],
    }
    return render(request, "network/agency_detail.html", context)


@needs(Permission.EDIT_DIRECTORY)
def agency_create(request: HttpRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None)
    look_at(form.instance, by=request.user)
    if saves(request, form):
        # A form sent twice has made its agency the first time; this one has none of its own.
        pk = form.instance.pk
        return redirect("network:agency_detail", pk) if pk else redirect("network:directory")
    return render(request, "network/agency_form.html", {"form": form, "agency": None})


def _get_to_edit(user, pk: int) -> Agency:
    return get_to_edit(pk, seen=Agency.objects.all(), edited=agencies_edited_by(user))


def _get_to_manage(user, pk: int) -> Agency:
    return get_to_edit(pk, seen=Agency.objects.all(), edited=agencies_managed_by(user))


@needs(Permission.SEE_DIRECTORY)
def agency_edit(request: HttpRequest, pk: int) -> HttpResponse:
    agency = _get_to_edit(request.user, pk)
    form = AgencyForm(request.POST or None, instance=agency)
    look_at(form.instance, by=request.user)
    if saves(request, form):
        return redirect("network:agency_detail", pk)
    return render(request, "network/agency_form.html", {"form": form, "agency": Agency.objects.get(pk=pk)})


def _contacts(request: HttpRequest, agency: Agency):
    """The formset as posted, with one more row if that was asked for; unposted an empty row waits at the end."""
    if request.method != "POST":
        formset = ContactFormSet(instance=agency)
        formset.extra = 1
        return formset
    data = one_more(request.POST, ContactFormSet.get_default_prefix()) if wants_row(request.POST) else request.POST
    return ContactFormSet(data, instance=agency)


@needs(Permission.SEE_DIRECTORY)
def agency_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """How the agency is reached: rows that grow."""
    agency = _get_to_edit(request.user, pk)
    formset, form = _contacts(request, agency), AgencyTouchForm(request.POST or None, instance=agency)
    if wants_row(request.POST):
        hold_errors(form, formset)
    elif request.method == "POST" and all([form.is_valid(), formset.is_valid()]):
        look_at(form.instance, by=request.user)
        form.save()
        formset.save()
        say_saved(request)
        return redirect("network:agency_detail", pk)
    return render(request, "network/agency_contacts.html", {"agency": agency, "form": form, "formset": formset})


@needs(Permission.SEE_DIRECTORY)
def agency_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day, the successor, and what becomes of the experts."""
    agency = _get_to_manage(request.user, pk)
    form = AgencyEndForm(request.POST or None, instance=agency, experts_edited=experts_managed_by(request.user))
    if form.is_valid():
        form.save()
        choice = form.cleaned_data["experts"]
        settle_experts(agency=agency, experts=form.staying, choice=choice, by=request.user)
        say_saved(request)
        return redirect("network:agency_detail", pk)
    return render(request, "network/agency_end.html", {"form": form, "agency": Agency.objects.get(pk=pk)})


@needs(Permission.SEE_DIRECTORY)
def agency_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """New names from a day on: the old row ends, the new one begins, the experts go on."""
    agency = _get_to_manage(request.user, pk)
    initial = {"name_fi": "", "name_sv": "", "name_en": ""}
    form = AgencyRenameForm(
        request.POST or None, instance=agency, initial=initial, experts_edited=experts_managed_by(request.user)
    )
    stored = Agency.objects.get(pk=pk)
    if form.is_valid():
        day = form.cleaned_data["day"]
        renamed = rename_agency(agency=stored, names=form.names, day=day, experts=form.staying, by=request.user)
        say_saved(request)
        return redirect("network:agency_detail", renamed.pk)
    return render(request, "network/agency_rename.html", {"form": form, "agency": stored})


@needs(Permission.SEE_DIRECTORY)
def agency_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete what was added by mistake; refused, with the reasons, when anything points to it."""
    agency, reasons = _get_to_manage(request.user, pk), {}
    if request.method == "POST":
        try:
            delete_agency(agency=agency, by=request.user)
        except StillUsedError as error:
            reasons = error.reasons
        else:
            say_saved(request)
            return redirect("network:directory")
    context = {"agency": agency, "reasons": reasons}
    return render(request, "network/agency_delete.html", context, status=409 if reasons else 200)
