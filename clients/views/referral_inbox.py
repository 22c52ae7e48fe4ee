"""Referrals to us: what waits for an answer, and answering it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from clients.access import open_person
from clients.actions.referral_answers import AnsweredMeanwhileError, answer_referral, close_referral
from clients.codes import ReferralClosing, ReferralStatus
from clients.forms.referral_answer import AnswerForm, ClosingForm, ReplyForm
from clients.models import Referral
from clients.referrals import facts_of, referrals_received
from network.access import Permission
from network.pages import needs, say_saved

PAGE = gettext_noop("referral to us")
SHOWN = 200


@require_safe
@needs(Permission.SEE_SHARED)
def referral_inbox(request: HttpRequest) -> HttpResponse:
    """What was sent to the user or their agency: to answer, on the way, and the rest, newest first."""
    rows = list(referrals_received(request.user)[:SHOWN])
    to_answer = [row for row in rows if row.status == ReferralStatus.SENT and row.proposed_at is None]
    proposed = [row for row in rows if row.status == ReferralStatus.SENT and row.proposed_at is not None]
    coming = [row for row in rows if row.status == ReferralStatus.ACCEPTED]
    known = {row.pk for row in [*to_answer, *proposed, *coming]}
    context = {
        "to_answer": to_answer,
        "proposed": proposed,
        "coming": coming,
        "others": [row for row in rows if row.pk not in known],
        "is_empty": not rows,
    }
    return render(request, "clients/referral_inbox.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_SHARED)
def referral_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One referral to us: whom it is about, as far as the consent goes, and the answer."""
    referral = referrals_received(request.user).filter(pk=pk).first()
    if referral is None:
        # A consent withdrawn while the page was open: what was typed must not be lost.
        typed = request.POST.get("words", "").strip()
        return render(request, "clients/referral_gone.html", {"typed": typed}, status=404)
    sight = open_person(request.user, referral.client_id, what=PAGE)
    form = form_for(referral, request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _write(request.user, referral, form)
        except AnsweredMeanwhileError as error:
            form.tell_changed(error.referral)
        else:
            say_saved(request)
            return redirect("clients:referral_inbox")
    context = {"referral": referral, "client": sight.client, "facts": facts_of(sight.client), "form": form}
    return render(request, "clients/referral_answer.html", context)


def form_for(referral: Referral, data=None) -> ReplyForm | None:
    """What can be answered now: the referral itself, or whether the young person came; None = nothing."""
    if referral.status == ReferralStatus.SENT:
        return AnswerForm(data, referral=referral)
    return ClosingForm(data, referral=referral) if referral.status == ReferralStatus.ACCEPTED else None


def _write(user, referral: Referral, form: ReplyForm) -> None:
    now, version = timezone.now(), form.cleaned_data["version"]
    if isinstance(form, AnswerForm):
        answer_referral(by=user, referral=referral, version=version, answer=form.answer(), now=now)
        return
    closing, arrived = ReferralClosing(form.cleaned_data["closing"]), form.cleaned_data.get("arrived_on")
    close_referral(by=user, referral=referral, version=version, closing=closing, arrived_on=arrived, now=now)
