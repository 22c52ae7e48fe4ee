from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from network.access import Permission, has_everywhere
from network.codes import language_name
from network.current_site import choose_site, sites_of
from network.forms.site import SiteForm
from network.models import Expert, Site
from network.pages import needs, say_saved
from network.scopes import get_to_edit, sites_edited_by


@needs(Permission.SEE_DIRECTORY)
def site_list(request: HttpRequest) -> HttpResponse:
    sites = Site.objects.select_related("municipality").prefetch_related("addresses")
    today = timezone.localdate()
    context = {
        "rows": [(site, site.address_on(today)) for site in sites],
        "may_add": has_everywhere(request.user, Permission.EDIT_DIRECTORY),
    }
    return render(request, "network/site_list.html", context)


@needs(Permission.SEE_DIRECTORY)
def site_detail(request: HttpRequest, pk: int) -> HttpResponse:
    site = get_object_or_404(Site.objects.select_related("municipality"), pk=pk)
    today = timezone.localdate()
    context = {
        "site": site,
        "addresses": site.addresses.all(),
        "languages": [language_name(code) for code in site.languages],
        "hours": site.opening_hours.all(),
        "exceptions": site.opening_exceptions.filter(date__gte=today),
        "expert_count": Expert.objects.at_sites([site]).valid_on(today).count(),
        "today": today,
        "may_edit": sites_edited_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "network/site_detail.html", context)


@needs(Permission.EDIT_DIRECTORY)
def site_create(request: HttpRequest) -> HttpResponse:
    """A new Ohjaamo: only by an admin of the whole installation."""
    if not has_everywhere(request.user, Permission.EDIT_DIRECTORY):
        raise PermissionDenied
    form = SiteForm(request.POST or None)
    if form.is_valid():
        site = form.save()
        say_saved(request)
        return redirect("network:site_detail", site.pk)
    return render(request, "network/site_form.html", {"form": form, "site": None})


@needs(Permission.SEE_DIRECTORY)
def site_edit(request: HttpRequest, pk: int) -> HttpResponse:
    site = get_to_edit(pk, seen=Site.objects.all(), edited=sites_edited_by(request.user))
    form = SiteForm(request.POST or None, instance=site)
    if form.is_valid():
        form.save()
        say_saved(request)
        return redirect("network:site_detail", pk)
    return render(request, "network/site_form.html", {"form": form, "site": Site.objects.get(pk=pk)})


@require_POST
def switch_site(request: HttpRequest) -> HttpResponse:
    """Work at another of one's Ohjaamos from now on, and go back to where the button was pressed."""
    site = next((site for site in sites_of(request) if str(site.pk) == request.POST.get("site")), None)
    if site is None:
        raise Http404
    choose_site(request, site)
    after = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure()):
        after = "/"
    return redirect(after)
