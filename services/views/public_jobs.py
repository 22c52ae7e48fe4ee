"""The job board as everybody sees it: posts open today, by Ohjaamo and by campaign."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from services.codes import JobStatus
from services.filters.job_post import JobPostFilter
from services.job_posting import job_posting
from services.models import Campaign, JobPost
from services.public import public_page
from services.public_cache import cached_page
from services.structured_data import data_script
from services.views.public_forms import get_public_site

# What may stand in the address of a list; a value outside the codes is not found.
FILTERS = ("kind", "industry", "municipality")
SHOWN = [JobStatus.APPROVED, JobStatus.CLOSED]


def _open_posts(request: HttpRequest, **where) -> dict:
    today = timezone.localdate()
    posts = JobPost.objects.open_on(today).filter(site__is_public=True, **where)
    chosen = JobPostFilter(request.GET or None, queryset=posts)
    if chosen.is_bound and not chosen.is_valid():
        raise Http404
    return {"filter": chosen, "posts": chosen.qs.select_related("site", "municipality"), "today": today}


@public_page
@cached_page(*FILTERS)
def jobs(request: HttpRequest, slug: str) -> HttpResponse:
    """The posts of an Ohjaamo that can be applied for today; ?kind= &industry= &municipality= narrow them."""
    site = get_public_site(slug)
    campaigns = Campaign.objects.running_on(timezone.localdate()).filter(sites=site)
    page = {"site": site, "campaigns": campaigns} | _open_posts(request, site=site)
    return render(request, "public/job_list.html", page)


@public_page
@cached_page()
def job(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One post, with structured data; one that is over says so (410), one never shown is not found."""
    site = get_public_site(slug)
    posts = JobPost.objects.select_related("site__municipality", "municipality", "campaign")
    post = get_object_or_404(posts, pk=pk, site=site, status__in=SHOWN, approved_at__isnull=False)
    is_open = post.is_open_on(timezone.localdate())
    here = request.build_absolute_uri(request.path)
    script = data_script(job_posting(post, here)) if is_open else ""
    page = {"site": site, "post": post, "is_open": is_open, "structured_data": script}
    return render(request, "public/job_detail.html", page, status=200 if is_open else 410)


@public_page
@cached_page(*FILTERS)
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """A campaign's own page: what it is and, on its days, its open posts."""
    shown = get_object_or_404(Campaign.objects.published(), slug=slug)
    page = _open_posts(request, campaign=shown)
    today = page["today"]
    page |= {
        "campaign": shown,
        "sites": shown.sites.filter(is_public=True),
        "is_running": shown.is_running_on(today),
        "is_over": shown.ends < today,
        "takes_posts": shown.takes_posts and shown.ends >= today,
    }
    return render(request, "public/campaign.html", page)
