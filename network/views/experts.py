from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from network.access import Permission, has, require, sites_for
from network.changes import changes_of
from network.checking import look_at
from network.forms.expert import ColleagueForm, EntryForm, ExpertForm
from network.models import Agency, Expert
from network.pages import needs
from network.scopes import (
    contact_duties_of,
    experts_edited_by,
    experts_managed_by,
    get_to_edit,
    sites_edited_by,
    users_managed_by,
)
from network.upkeep import saves


@needs(Permission.SEE_DIRECTORY)
def expert_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Expert.objects.select_related("agency", "user", "checked_by").prefetch_related("sites")
    expert, today = get_object_or_404(rows, pk=pk), timezone.localdate()
    may_edit = experts_edited_by(request.user).filter(pk=pk).exists()
    context = {
        "expert": expert,
        "today": today,
        "may_edit": may_edit,
        "is_stale": expert.is_valid_on(today) and expert.is_stale_on(today),
        "changes": changes_of(expert) if may_edit else [],
    }
    return render(request, "network/expert_detail.html", context)


def _form_for(request: HttpRequest, expert: Expert | None = None) -> EntryForm:
    """The form that suits what the user may change: all of it, all but the login, or their own entry."""
    user, today = request.user, timezone.localdate()
    common = {"instance": expert, "initial": {"agency": request.GET.get("agency")} if expert is None else None}
    managed = experts_managed_by(user)
    if managed.filter(pk=expert.pk).exists() if expert else has(user, Permission.EDIT_DIRECTORY):
        return ExpertForm(
            request.POST or None,
            **common,
            sites=sites_edited_by(user),
            agencies=Agency.objects.all(),
            users=users_managed_by(user),
            today=today,
        )
    agencies = Agency.objects.filter(pk__in=contact_duties_of(user).order_by().values("agency"))
    if expert and not agencies.filter(pk=expert.agency_id).exists():
        return EntryForm(request.POST or None, instance=expert)
    sites = sites_for(user, Permission.SEE_DIRECTORY)
    return ColleagueForm(request.POST or None, **common, sites=sites, agencies=agencies, today=today)


@needs(Permission.SEE_DIRECTORY)
def expert_create(request: HttpRequest) -> HttpResponse:
    """By an admin, or by an agency's contact person for that agency."""
    if not contact_duties_of(request.user).exists():
        require(request.user, Permission.EDIT_DIRECTORY)
    form = _form_for(request)
    look_at(form.instance, by=request.user)
    if saves(request, form):
        # A form sent twice has made its expert the first time; this one has none of its own.
        pk = form.instance.pk
        return redirect("network:expert_detail", pk) if pk else redirect("network:directory")
    return render(request, "network/expert_form.html", {"form": form, "expert": None})


@needs(Permission.SEE_DIRECTORY)
def expert_edit(request: HttpRequest, pk: int) -> HttpResponse:
    expert = get_to_edit(pk, seen=Expert.objects.all(), edited=experts_edited_by(request.user))
    form = _form_for(request, expert)
    look_at(form.instance, by=request.user)
    if saves(request, form):
        return redirect("network:expert_detail", pk)
    return render(request, "network/expert_form.html", {"form": form, "expert": Expert.objects.get(pk=pk)})
