from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import Permission, sites_for
from network.current_site import current_site
from network.pages import needs, say_saved
from services.access import campaigns_edited_by
from services.codes import JobStatus
from services.forms.campaign import CampaignForm
from services.models import Campaign

PER_PAGE = 30


@needs(Permission.EDIT_PROGRAMME)
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The campaigns of the user's Ohjaamos, the latest first, with how many posts wait and are open."""
    today = timezone.localdate()
    is_open = Q(posts__status=JobStatus.APPROVED, posts__apply_by__gte=today)
    campaigns = campaigns_edited_by(request.user).prefetch_related("sites")
    campaigns = campaigns.annotate(
        open_posts=Count("posts", filter=is_open),
        waiting_posts=Count("posts", filter=Q(posts__status=JobStatus.SUBMITTED)),
    ).order_by("-starts", "name", "pk")
    page = Paginator(campaigns, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "services/campaign_list.html", {"page": page, "today": today})


def _saved(form: CampaignForm) -> bool:
    """Whether it is in; somebody may have taken the address in the meantime."""
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("slug", _("Another campaign has taken this address just now. Choose another."))
    return form.is_valid()


def _form_page(request: HttpRequest, campaign: Campaign | None, initial: dict | None = None) -> HttpResponse:
    sites = sites_for(request.user, Permission.EDIT_PROGRAMME)
    form = CampaignForm(request.POST or None, instance=campaign, initial=initial, sites=sites)
    if form.is_valid() and _saved(form):
        say_saved(request)
        return redirect("services:campaign_list")
    stored = Campaign.objects.get(pk=campaign.pk) if campaign else None
    return render(request, "services/campaign_form.html", {"form": form, "campaign": stored})


@needs(Permission.EDIT_PROGRAMME)
def campaign_create(request: HttpRequest) -> HttpResponse:
    site = current_site(request)
    return _form_page(request, None, {"sites": [site] if site else []})


@needs(Permission.EDIT_PROGRAMME)
def campaign_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, get_object_or_404(campaigns_edited_by(request.user), pk=pk))
