"""Three months after: the list of what is due, written in place; and who guided somebody here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from clients.access import get_client_or_404, open_client
from clients.actions.followups import record_incoming, write_followup
from clients.codes import FollowupResult
from clients.followups import followups_due, followups_to_do
from clients.forms.followup import FollowupForm, IncomingForm
from clients.models import IncomingReferral, Referral
from network.access import Permission, sites_for
from network.pages import needs, say_saved

from .once import redirect_once
from .referral_send import sending_site

INCOMING = gettext_noop("who guided here")
PER_PAGE = 50


@require_safe
@needs(Permission.SEE_CLIENTS)
def followup_list(request: HttpRequest) -> HttpResponse:
    """The follow-ups due, oldest first; the user's own ones when asked for."""
    return _list(request)


def _list(request: HttpRequest, wrong: tuple[int, FollowupForm] | None = None) -> HttpResponse:
    today, mine = timezone.localdate(), request.GET.get("mine") == "1"
    rows = followups_to_do(request.user, today) if mine else followups_due(request.user, today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for referral in page:
        referral.form = wrong[1] if wrong and wrong[0] == referral.pk else None
    here = reverse("clients:followup_list") + ("?mine=1" if mine else "")
    context = {"page_obj": page, "mine": mine, "today": today, "here": here, "form": wrong[1] if wrong else None}
    return render(request, "clients/followup_list.html", context)


@require_POST
@needs(Permission.SEE_CLIENTS)
def followup_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a result with one tap, from the list, the person's referral, or after a visit was saved."""
    referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=pk)
    get_client_or_404(request.user, referral.client_id)
    form = FollowupForm(request.POST)
    if not form.is_valid() or not _write(request, referral, form):
        return _list(request, (referral.pk, form))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "clients:followup_list")


def _write(request: HttpRequest, referral: Referral, form: FollowupForm) -> bool:
    result, day = FollowupResult(form.cleaned_data["result"]), form.cleaned_data["followup_date"]
    try:
        is_first = write_followup(by=request.user, referral=referral, result=result, day=day)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    if is_first:
        say_saved(request)
    else:
        messages.info(request, _("Somebody has written this follow-up already. It stays as it was."))
    return True


@needs(Permission.SEE_CLIENTS)
def incoming_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who guided the person here."""
    client = open_client(request.user, pk, what=INCOMING)
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    form = IncomingForm(
        request.POST or None,
        instance=IncomingReferral(client=client),
        sites=sites,
        initial={"site": sending_site(request)},
    )
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            record_incoming(by=request.user, incoming=form.save(commit=False))
            say_saved(request)
            return reverse("clients:client_detail", args=[client.pk])

        if answer := redirect_once(request, form, write):
            return answer
    return render(request, "clients/incoming_form.html", {"form": form, "client": client})
