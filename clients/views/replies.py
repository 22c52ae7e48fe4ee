"""The page behind the link in a mail: answering a referral or a question without a login."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from clients.actions.consultations import AnsweredAlreadyError
from clients.actions.referral_answers import AnsweredMeanwhileError
from clients.actions.replies import answer_by_link, answer_question_by_link, close_by_link, read_link
from clients.actions.reply_links import DeadLinkError
from clients.codes import ReferralClosing, ReferralStatus
from clients.forms.consultation import ConsultationAnswerForm
from clients.forms.referral_answer import AnswerForm
from clients.models import ReplyLink
from clients.referrals import facts_of

from .referral_inbox import form_for

PAGE = gettext_noop("referral, by the link in the mail")


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def reply(request: HttpRequest, secret: str) -> HttpResponse:
    """Read and answer by a link. Looking at the page does nothing; nobody is asked who they are."""
    try:
        link = read_link(secret, what=PAGE, now=timezone.now())
        answer = _question(request, secret, link) if link.consultation_id else _referral(request, secret, link)
    except DeadLinkError as dead:
        answer = _dead(request, dead)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    # Nobody else learns the address. "no-referrer" would make browsers send our own forms with "Origin: null": refused.
    answer["Referrer-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store, private"
    return answer


reply.is_public = True


def _dead(request: HttpRequest, dead: DeadLinkError) -> HttpResponse:
    of = (dead.link.referral or dead.link.consultation) if dead.link else None
    typed = (request.POST.get("words") or request.POST.get("answer") or "").strip()
    context = {"why": dead.why.value, "site": of.site if of else None, "typed": typed}
    return render(request, "clients/reply_dead.html", context, status=410)


def _referral(request: HttpRequest, secret: str, link: ReplyLink) -> HttpResponse:
    referral = link.referral
    form = form_for(referral, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _thanks(request, *_write(secret, form))
        except AnsweredMeanwhileError as error:
            form.tell_changed(error.referral)
    context = {"referral": referral, "site": referral.site, "facts": facts_of(referral.client), "form": form}
    return render(request, "clients/reply.html", context | {"last_moment": link.expires_at})


def _write(secret: str, form) -> tuple:
    now, version = timezone.now(), form.cleaned_data["version"]
    if isinstance(form, AnswerForm):
        return answer_by_link(secret=secret, version=version, answer=form.answer(), now=now)
    closing, arrived = ReferralClosing(form.cleaned_data["closing"]), form.cleaned_data.get("arrived_on")
    referral = close_by_link(secret=secret, version=version, closing=closing, arrived_on=arrived, now=now)
    return referral, False


def _thanks(request: HttpRequest, referral, mailed: bool) -> HttpResponse:
    is_accepted = referral.status == ReferralStatus.ACCEPTED
    context = {"site": referral.site, "is_accepted": is_accepted, "mailed": mailed}
    return render(request, "clients/reply_thanks.html", context)


def _question(request: HttpRequest, secret: str, link: ReplyLink) -> HttpResponse:
    form = ConsultationAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = answer_question_by_link(secret=secret, text=form.cleaned_data["answer"], now=timezone.now())
        except AnsweredAlreadyError:
            form.tell_answered()
        else:
            context = {"site": asked.site, "is_accepted": False, "mailed": False}
            return render(request, "clients/reply_thanks.html", context)
    context = {"consultation": link.consultation, "site": link.consultation.site, "form": form}
    return render(request, "clients/reply_question.html", context | {"last_moment": link.expires_at})
