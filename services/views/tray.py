"""The service tray: what each agency gives, by help theme."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from network.access import Permission
from network.checking import look_at
from network.codes import Theme
from network.current_site import current_site
from network.pages import needs, say_saved
from network.scopes import agencies_edited_by
from network.upkeep import ask_to_delete, saves
from services.actions.services import STEPS, set_state
from services.codes import ServiceStatus
from services.filters.service import ServiceFilter
from services.forms.service import ServiceForm
from services.models import Service
from services.scopes import get_service_to_edit, services_edited_by, services_seen_by

BUTTONS = {
    ServiceStatus.ACTIVE: gettext_lazy("Take into use"),
    ServiceStatus.PAUSED: gettext_lazy("Pause"),
    ServiceStatus.ENDED: gettext_lazy("End the service"),
}


@needs(Permission.SEE_DIRECTORY)
def service_list(request: HttpRequest) -> HttpResponse:
    """Services under the six help themes; htmx asks for the list alone."""
    found = ServiceFilter(request.GET, queryset=services_seen_by(request.user))
    services = found.services()
    context = {
        "filter": found,
        "groups": found.groups(services),
        "count": len(services),
        "may_add": agencies_edited_by(request.user).exists(),
    }
    return render(request, "services/service_list.html", context)


def ages_of(service: Service) -> str:
    """The ages it is for, in words; "" when for all."""
    ages = {"youngest": service.min_age, "oldest": service.max_age}
    if service.min_age is not None and service.max_age is not None:
        return _("%(youngest)d–%(oldest)d years") % ages
    if service.min_age is not None:
        return _("from the age of %(youngest)d") % ages
    return _("up to the age of %(oldest)d") % ages if service.max_age is not None else ""


@needs(Permission.SEE_DIRECTORY)
def service_detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = services_seen_by(request.user).select_related("agency", "checked_by").prefetch_related("sites")
    service = get_object_or_404(rows, pk=pk)
    context = {
        "service": service,
        "topics": [Theme(topic) for topic in service.topics],
        "ages": ages_of(service),
        # Ended services and drafts are nobody's to check.
        "is_stale": service.is_told and service.is_stale_on(timezone.localdate()),
        "may_edit": services_edited_by(request.user).filter(pk=pk).exists(),
        "steps": [(state, BUTTONS[state]) for state in STEPS[service.status]],
    }
    return render(request, "services/service_detail.html", context)


def _saved(request: HttpRequest, form: ServiceForm) -> HttpResponse | None:
    """Who saves an entry has looked at it."""
    look_at(form.instance, by=request.user)
    return redirect("services:service_detail", form.instance.pk) if saves(request, form) else None


@needs(Permission.SEE_DIRECTORY)
def service_create(request: HttpRequest) -> HttpResponse:
    """A new service of an agency that the user keeps up; ?agency= proposes one."""
    agencies = agencies_edited_by(request.user)
    first = list(agencies.values_list("pk", flat=True)[:2])
    if not first:
        raise PermissionDenied
    site = current_site(request)
    initial = {
        "agency": request.GET.get("agency") or (first[0] if len(first) == 1 else None),
        "sites": [site.pk] if site else [],
        "languages": ["fi"],
        "status": ServiceStatus.ACTIVE,
    }
    form = ServiceForm(request.POST or None, agencies=agencies, initial=initial)
    context = {"form": form, "service": None}
    return _saved(request, form) or render(request, "services/service_form.html", context)


@needs(Permission.SEE_DIRECTORY)
def service_edit(request: HttpRequest, pk: int) -> HttpResponse:
    service = get_service_to_edit(request.user, pk)
    form = ServiceForm(request.POST or None, instance=service, agencies=agencies_edited_by(request.user))
    answer = _saved(request, form)
    if answer:
        return answer
    return render(request, "services/service_form.html", {"form": form, "service": Service.objects.get(pk=pk)})


@require_POST
@needs(Permission.SEE_DIRECTORY)
def service_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Take into use, pause or end, by a button."""
    service = get_service_to_edit(request.user, pk)
    if set_state(service=service, state=request.POST.get("state", ""), by=request.user):
        say_saved(request)
    else:
        messages.warning(request, _("Nothing was changed: the service is in another state already."))
    return redirect("services:service_detail", pk)


@needs(Permission.SEE_DIRECTORY)
def service_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Only a draft goes for good; what was in use is ended, so that the past stays readable."""
    service = get_service_to_edit(request.user, pk)
    refused = ""
    if service.status != ServiceStatus.DRAFT:
        refused = _("This service has been in use. End it instead: it leaves the tray, the public pages and open data.")
    back = reverse("services:service_list") if not refused else reverse("services:service_detail", args=[pk])
    return ask_to_delete(request, service, back=back, refused=refused)
