"""Invitations of those on a screening list: letters and messages, then the day noted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import ngettext

from clients.actions.screenings import mark_invited
from clients.forms.screening import InvitationTimeForm
from clients.models import Screening
from clients.screening_codes import ScreeningDecision
from clients.screening_invitations import invitation_message
from clients.screenings import CaseState, in_state
from network.access import Permission
from network.pages import needs

from .screenings import get_screening_or_404, is_number


@needs(Permission.SEE_CLIENTS)
def screening_invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Letters and messages for those to be invited (one of them with `case`), without reasons; then the day noted."""
    screening = get_screening_or_404(request.user, pk)
    if request.method == "POST":
        return _mark(request, screening)
    chosen = request.GET.get("case", "")
    cases = in_state(screening.cases.all(), CaseState.TO_INVITE).order_by("sort_name", "pk")
    if is_number(chosen):
        cases = screening.cases.filter(pk=int(chosen), decision=ScreeningDecision.INVITE)
    form = InvitationTimeForm(request.GET or None, initial={"language": translation.get_language()})
    offered = form.cleaned_data if form.is_bound and form.is_valid() else {}
    day, clock = offered.get("day"), offered.get("time")
    language = offered.get("language") or translation.get_language()
    cases = list(cases)
    for case in cases:
        case.message = invitation_message(case, screening.site, day, clock, language)
    context = {
        "screening": screening,
        "cases": cases,
        "chosen": chosen,
        "form": form,
        "day": day,
        "time": clock,
        "language": language,
        "address": screening.site.address_on(timezone.localdate()),
        "today": timezone.localdate(),
    }
    return render(request, "clients/screening_invitations.html", context)


def _mark(request: HttpRequest, screening: Screening) -> HttpResponse:
    """Note today as the day of the invitation."""
    numbers = [int(number) for number in request.POST.getlist("cases") if is_number(number)]
    count = mark_invited(screening=screening, numbers=numbers, day=timezone.localdate(), by=request.user)
    text = ngettext("%(count)s person marked as invited today.", "%(count)s people marked as invited today.", count)
    messages.success(request, text % {"count": count})
    return redirect("clients:screening_detail", pk=screening.pk)
