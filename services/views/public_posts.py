"""The employer's side of the job board: send a post without a login, see its state, close it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from network.models import Site
from services.actions.job_posts import close, submit, tell_employer
from services.actions.public_forms import count_use
from services.codes import JobStatus
from services.forms.job_post import PublicPostForm
from services.models import Campaign, JobPost
from services.public import public_address, public_page, sender_of
from services.views.public_forms import get_public_site, taken

MAY_BE_CLOSED = [JobStatus.SUBMITTED, JobStatus.APPROVED]


def _form_page(request: HttpRequest, sites, page: dict, campaign: Campaign | None = None) -> HttpResponse:
    form = PublicPostForm(request.POST or None, instance=JobPost(campaign=campaign), sites=sites)
    made: list[tuple[JobPost, bool]] = []

    def write() -> None:
        count_use(form="job_post", address=sender_of(request), now=timezone.now())
        made.append(submit(post=form.save(commit=False)))

    if not taken(form, write):
        return render(request, "public/job_post_form.html", page | {"form": form, "campaign": campaign})
    [(post, is_new)] = made
    own = public_address("post_own", token=post.token)
    link = request.build_absolute_uri(own)
    mailed = is_new and tell_employer(post=post, link=link, language=get_language())
    return redirect(f"{own}?sent={'mail' if mailed else 'page'}")


@public_page
def post_job(request: HttpRequest, slug: str) -> HttpResponse:
    """An employer's form for a post on the board of one Ohjaamo."""
    site = get_public_site(slug)
    return _form_page(request, Site.objects.filter(pk=site.pk), {"site": site})


@public_page
def campaign_post(request: HttpRequest, slug: str) -> HttpResponse:
    """The same for a campaign that takes posts, at the one of its Ohjaamos that the employer chooses."""
    taking = Campaign.objects.taking_posts_on(timezone.localdate())
    campaign = get_object_or_404(taking, slug=slug)
    sites = campaign.sites.filter(is_public=True)
    get_object_or_404(sites[:1])
    return _form_page(request, sites, {"site": None}, campaign)


@never_cache
@public_page
def post_own(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the employer's private link: the state of the post; a POST closes it."""
    post = get_object_or_404(JobPost.objects.select_related("site", "campaign", "municipality"), token=token)
    if request.method == "POST":
        if post.status in MAY_BE_CLOSED:
            close(post=post)
        return redirect(public_address("post_own", token=token))
    today = timezone.localdate()
    page = {
        "post": post,
        "sent": request.GET.get("sent", ""),
        "link": request.build_absolute_uri(public_address("post_own", token=token)),
        "may_close": post.status in MAY_BE_CLOSED,
        "is_open": post.is_open_on(today),
        "is_expired": post.status == JobStatus.APPROVED and post.apply_by < today,
    }
    return render(request, "public/job_post_own.html", page)
