from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import Permission, sites_for
from network.current_site import current_site
from network.pages import needs, say_saved
from services.access import get_at_own_site, site_at_hand
from services.actions.job_posts import ExpiredError, approve, close, reject, tell_employer
from services.codes import JobStatus
from services.forms.job_post import ApproveForm, JobPostForm, RejectForm
from services.models import JobPost
from services.public import public_address

PER_PAGE = 40


def _tabs(posts, today) -> list[dict]:
    """The states that staff ask for, each with its condition and how many there are."""
    open_now = Q(status=JobStatus.APPROVED, apply_by__gte=today)
    states = [
        ("", _("All"), Q()),
        ("waiting", _("Waiting for approval"), Q(status=JobStatus.SUBMITTED)),
        ("open", _("Open now"), open_now),
        ("over", _("Over or closed"), Q(status=JobStatus.CLOSED) | Q(status=JobStatus.APPROVED, apply_by__lt=today)),
        ("rejected", _("Rejected"), Q(status=JobStatus.REJECTED)),
    ]
    counts = posts.order_by().aggregate(**{f"n_{key}": Count("pk", filter=where) for key, _label, where in states})
    return [{"key": key, "label": label, "where": where, "n": counts[f"n_{key}"]} for key, label, where in states]


@needs(Permission.EDIT_PROGRAMME)
def job_post_list(request: HttpRequest) -> HttpResponse:
    """The current site's posts: those that wait first, then by their last day; ?state= shows one state only."""
    site, today = site_at_hand(request), timezone.localdate()
    posts = JobPost.objects.filter(site=site)
    tabs = _tabs(posts, today)
    chosen = next((tab for tab in tabs if tab["key"] == request.GET.get("state")), tabs[0])
    rank = Case(
        When(status=JobStatus.SUBMITTED, then=Value(0)),
        When(status=JobStatus.APPROVED, apply_by__gte=today, then=Value(1)),
        default=Value(2),
    )
    rows = posts.filter(chosen["where"]).select_related("municipality", "campaign")
    rows = rows.order_by(rank, F("apply_by").asc(), "pk")
    context = {
        "site": site,
        "today": today,
        "tabs": tabs,
        "state": chosen["key"],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "services/job_post_list.html", context)


def _form_page(request: HttpRequest, post: JobPost | None, initial: dict | None = None) -> HttpResponse:
    sites = sites_for(request.user, Permission.EDIT_PROGRAMME)
    form = JobPostForm(request.POST or None, instance=post, initial=initial, sites=sites)
    if form.is_valid():
        saved = form.save()
        say_saved(request)
        return redirect("services:job_post_detail", saved.pk)
    stored = JobPost.objects.get(pk=post.pk) if post else None
    return render(request, "services/job_post_form.html", {"form": form, "post": stored})


@needs(Permission.EDIT_PROGRAMME)
def job_post_create(request: HttpRequest) -> HttpResponse:
    """Write down a post that came by phone or mail."""
    return _form_page(request, None, {"site": current_site(request)})


def _get_post(request: HttpRequest, pk: int) -> JobPost:
    rows = JobPost.objects.select_related("site", "campaign", "employer", "municipality", "approved_by")
    return get_at_own_site(request.user, rows, pk)


@needs(Permission.EDIT_PROGRAMME)
def job_post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, _get_post(request, pk))


def _detail(request: HttpRequest, post: JobPost, form: ApproveForm) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "post": post,
        "form": form,
        "today": today,
        "is_open": post.is_open_on(today),
        "is_expired": post.apply_by < today,
    }
    return render(request, "services/job_post_detail.html", context)


@needs(Permission.EDIT_PROGRAMME)
def job_post_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole post with its contact person, and what can be done with it."""
    post = _get_post(request, pk)
    return _detail(request, post, ApproveForm(post=post))


def _tell(request: HttpRequest, post: JobPost) -> None:
    """Mail the employer, and say on the next page whether the mail went."""
    own = public_address("post_own", "fi", token=post.token)
    if tell_employer(post=post, link=request.build_absolute_uri(own)):
        messages.info(request, _("The employer was told by mail."))
    elif post.contact_email:
        messages.warning(request, _("The mail to the employer did not go. Tell them in another way."))
    else:
        messages.warning(request, _("The employer gave no e-mail address. Tell them in another way."))


@require_POST
@needs(Permission.EDIT_PROGRAMME)
def job_post_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the post to everybody, tied to an employer of the register."""
    post = _get_post(request, pk)
    form = ApproveForm(request.POST, post=post)
    if not form.is_valid():
        return _detail(request, post, form)
    try:
        post = approve(post=post, employer=form.cleaned_data["employer"], by=request.user, now=timezone.now())
    except ExpiredError:
        messages.error(request, _("The last day for applying has passed. Change it first."))
    else:
        say_saved(request)
        _tell(request, post)
    return redirect("services:job_post_detail", pk)


@needs(Permission.EDIT_PROGRAMME)
def job_post_reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason; a POST rejects and mails it."""
    post = _get_post(request, pk)
    form = RejectForm(request.POST or None)
    if form.is_valid():
        _tell(request, reject(post=post, reason=form.cleaned_data["reason"], by=request.user))
        return redirect("services:job_post_detail", pk)
    return render(request, "services/job_post_reject.html", {"form": form, "post": post})


@require_POST
@needs(Permission.EDIT_PROGRAMME)
def job_post_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The places are filled: take the post off the page."""
    close(post=_get_post(request, pk))
    say_saved(request)
    return redirect("services:job_post_detail", pk)
