"""One referral as its sender sees it: how far it has come, and what to do next."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clients.access import open_client
from clients.actions.referral_answers import AnsweredMeanwhileError, close_referral
from clients.actions.referrals import acknowledge, agree_on_time, ask_other_time, send_again
from clients.actions.reply_links import consents_to_receiver
from clients.codes import ReferralClosing, ReferralStatus
from clients.forms.referral_answer import ClosingForm
from clients.models import Client, Referral
from clients.receivers import LANGUAGES
from clients.referral_notes import note_of
from clients.referrals import path_of, referrals_received, with_meetings
from network.access import Permission
from network.pages import needs, say_saved

from .referral_send import say_not_mailed

PAGE = gettext_noop("referral")
NOTE = gettext_noop("note about a referral")


def get_sent(request: HttpRequest, pk: int, what: str) -> Referral:
    """The referral with its person, whose opening is recorded; 404 unless the user counsels where they are known."""
    rows = Referral.objects.visible_to(request.user).select_related("to_agency", "to_expert", "from_expert", "site")
    referral = get_object_or_404(with_meetings(rows, request.user), pk=pk)
    referral.client = open_client(request.user, referral.client_id, what=what)
    return referral


@require_safe
@needs(Permission.SEE_SHARED)
def referral_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The path of a referral, and its next step; those who only received it go where they answer it."""
    known = Client.objects.known_to(request.user).filter(referrals=pk).exists()
    if not known and referrals_received(request.user).filter(pk=pk).exists():
        return redirect("clients:referral_answer", pk=pk)
    referral = get_sent(request, pk, PAGE)
    return _page(request, referral, ClosingForm(referral=referral))


def _page(request: HttpRequest, referral: Referral, form: ClosingForm) -> HttpResponse:
    now = timezone.now()
    is_sent, is_under_way = referral.sent_at is not None, referral.status in ("sent", "accepted")
    context = {
        "referral": referral,
        "client": referral.client,
        "path": path_of(referral, referral.standing_meetings, timezone.localdate(now)),
        "form": form,
        "is_under_way": is_sent and is_under_way,
        "is_to_us": is_sent and is_under_way and referrals_received(request.user).filter(pk=referral.pk).exists(),
        "has_consent": is_sent and consents_to_receiver(referral, now).exists(),
        "is_unanswered": referral.closing == ReferralClosing.UNANSWERED,
        "is_proposed": referral.status == ReferralStatus.SENT and referral.proposed_at is not None,
        "links": list(referral.reply_links.all()[:5]) if is_sent else [],
        "is_due": referral.is_followup_due(timezone.localdate(now)),
        "today": timezone.localdate(now),
    }
    return render(request, "clients/referral_detail.html", context)


def _step(request: HttpRequest, pk: int, act: Callable[[Referral, int], bool | Referral]) -> HttpResponse:
    """Do one thing to the referral as it was when the page was opened, and go back to its page."""
    referral = get_sent(request, pk, PAGE)
    version = request.POST.get("version", "")
    try:
        mailed = act(referral, int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0)
    except AnsweredMeanwhileError:
        messages.warning(request, _("Something has changed meanwhile, so nothing was done. This is how it is now."))
    else:
        say_saved(request) if mailed else say_not_mailed(request)
    return redirect("clients:referral_detail", pk=pk)


@require_POST
@needs(Permission.SEE_CLIENTS)
def referral_time_suits(request: HttpRequest, pk: int) -> HttpResponse:
    """The time that the receiver proposed suits."""

    def act(referral: Referral, version: int) -> Referral:
        return agree_on_time(by=request.user, referral=referral, version=version, now=timezone.now())

    return _step(request, pk, act)


@require_POST
@needs(Permission.SEE_CLIENTS)
def referral_other_time(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not suit: ask for another."""

    def act(referral: Referral, version: int) -> bool:
        return ask_other_time(by=request.user, referral=referral, version=version, now=timezone.now())

    return _step(request, pk, act)


@require_POST
@needs(Permission.SEE_CLIENTS)
def referral_send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new mail to the receiver, with a new link."""

    def act(referral: Referral, version: int) -> bool:
        return send_again(by=request.user, referral=referral, version=version, now=timezone.now())

    return _step(request, pk, act)


@require_POST
@needs(Permission.SEE_CLIENTS)
def referral_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The sender knows: declined, or without an answer."""
    return _step(request, pk, lambda referral, _v: acknowledge(by=request.user, referral=referral, now=timezone.now()))


@require_POST
@needs(Permission.SEE_CLIENTS)
def referral_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The sender writes how it ended, when they know it before the receiver tells."""
    referral = get_sent(request, pk, PAGE)
    form = ClosingForm(request.POST, referral=referral)
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            close_referral(
                by=request.user,
                referral=referral,
                version=cleaned["version"],
                closing=ReferralClosing(cleaned["closing"]),
                arrived_on=cleaned.get("arrived_on"),
                now=timezone.now(),
            )
        except AnsweredMeanwhileError as error:
            form.tell_changed(error.referral)
        else:
            say_saved(request)
            return redirect("clients:referral_detail", pk=pk)
    return _page(request, referral, form)


@require_safe
@needs(Permission.SEE_CLIENTS)
def referral_note(request: HttpRequest, pk: int) -> HttpResponse:
    """The state of the referral for the young person: a text message to copy, and a page to print."""
    referral = get_sent(request, pk, NOTE)
    asked = request.GET.get("language", "")
    language = asked if asked in LANGUAGES else (get_language() or "fi")[:2]
    context = {
        "referral": referral,
        "client": referral.client,
        "language": language,
        "languages": LANGUAGES,
        "note": note_of(referral, referral.standing_meetings, language),
    }
    return render(request, "clients/referral_note.html", context)
