"""An event for everybody: what it is, signing up without an account, taking it back by a link."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from network.access import acting_as_system
from services.actions.public_forms import count_use
from services.actions.sign_ups import ClosedError, GoneError, cancel, sign_up
from services.calendars import event_calendar
from services.forms.sign_up import SignUpForm
from services.models import Event, SignUp
from services.places import line_of, places_of
from services.public import public_address, public_page, sender_of
from services.public_cache import cached_page
from services.views.public_forms import taken

# A whole class may sign up from one school's network within an hour.
MOST_AN_HOUR = 40


def get_public_event(slug: str, uid: UUID) -> Event:
    """The published (or since cancelled) event of an Ohjaamo with a public page, or 404."""
    found = Event.objects.published().filter(site__slug=slug, site__is_public=True)
    return get_object_or_404(found.select_related("site"), uid=uid)


def _context(event: Event, **more) -> dict:
    now = timezone.now()
    return {
        "event": event,
        "site": event.site,
        "places": places_of([event]).get(event.pk),
        "is_open": event.takes_sign_ups(now),
        "is_over": event.is_over(now),
    } | more


@public_page
@cached_page()
def event(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """What, when, where, and how many places are left."""
    row = get_public_event(slug, uid)
    employers = [employer.name for employer in row.employers.all()]
    joint = [str(site) for site in row.joint_sites.all()]
    return render(request, "public/event.html", _context(row, employers=employers, joint=joint))


@public_page
def event_ics(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """The event for somebody's own calendar."""
    row = get_public_event(slug, uid)
    response = HttpResponse(event_calendar([row], row.title, get_language()), content_type="text/calendar")
    response["Content-Disposition"] = 'attachment; filename="ohjaamo.ics"'
    return response


@public_page
@never_cache
def sign_up_page(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """The form, or that (and why) there is none; thanks stand on a page of their own."""
    row = get_public_event(slug, uid)
    if not row.takes_sign_ups(timezone.now()):
        return render(request, "public/sign_up_closed.html", _context(row))
    form = SignUpForm(request.POST or None)
    made: list[SignUp] = []

    def write() -> None:
        count_use(form="sign_up", address=sender_of(request), now=timezone.now(), most=MOST_AN_HOUR)
        words = {name: form.cleaned_data[name] for name in ("name", "contact")}
        made.append(sign_up(event=row, language=get_language(), address=request.build_absolute_uri, **words))

    try:
        if taken(form, write):
            return redirect(public_address("sign_up_thanks", slug=slug, uid=uid, token=made[0].token))
    except ClosedError:
        return render(request, "public/sign_up_closed.html", _context(row))
    return render(request, "public/sign_up.html", _context(row, form=form))


@public_page
@never_cache
def sign_up_thanks(request: HttpRequest, slug: str, uid: UUID, token: str) -> HttpResponse:
    """A place, or the number on the waiting list, and the link to take it back; kept up as the queue moves."""
    row = get_public_event(slug, uid)
    with acting_as_system("sign-up"):
        found = SignUp.objects.filter(token=token, event=row).select_related("event").first()
        line = line_of(found) if found else None
    if line is None:
        return render(request, "public/sign_up_gone.html", _context(row), status=404)
    link = request.build_absolute_uri(public_address("sign_up_cancel", slug=slug, uid=uid, token=token))
    return render(request, "public/sign_up_thanks.html", _context(row, line=line, link=link))


@public_page
@never_cache
def sign_up_cancel(request: HttpRequest, slug: str, uid: UUID, token: str) -> HttpResponse:
    """GET asks, POST takes the sign-up back; a link used before says so."""
    row = get_public_event(slug, uid)
    with acting_as_system("sign-up"):
        stands = SignUp.objects.filter(token=token, event=row, cancelled_at__isnull=True).exists()
    if not stands:
        return render(request, "public/sign_up_gone.html", _context(row), status=404)
    if request.method == "POST":
        try:
            cancel(token=token, address=request.build_absolute_uri)
        except GoneError as gone:
            raise Http404 from gone
        return render(request, "public/sign_up_cancelled.html", _context(row))
    return render(request, "public/sign_up_cancel.html", _context(row))
