"""Referring a person onwards: to a receiver who answers, or written down only."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.access import open_client
from clients.actions.drafts import forget_draft
from clients.actions.referrals import save_referral, send_referral
from clients.drafts import draft_for
from clients.forms.referral_send import ReferralSendForm
from clients.models import Client
from network.access import Permission, sites_for
from network.current_site import current_site
from network.models import Expert, Site
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("sending a referral")


def sending_site(request: HttpRequest) -> Site:
    """From where the user sends: the Ohjaamo chosen in the header if they counsel there, else their first."""
    sites, chosen = sites_for(request.user, Permission.SEE_CLIENTS), current_site(request)
    return sites.filter(pk=chosen.pk if chosen else None).first() or sites.first()


@needs(Permission.SEE_CLIENTS)
def referral_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a referral of the person; without consent the page offers what can be done instead."""
    client = open_client(request.user, pk, what=PAGE)
    draft = draft_for(request.user, f"referral:{client.pk}", client)
    form = ReferralSendForm(request.POST or None, client=client, site=sending_site(request), initial=draft.initial)
    if request.method == "POST" and form.is_valid():
        try:
            answer = redirect_once(request, form, lambda: _write(request, form, client))
        except ValidationError as error:
            _tell(form, error)
        else:
            if answer:
                forget_draft(request.user, draft.key)
                return answer
    agencies = client.consents.in_force(timezone.localdate()).filter(agency__isnull=False).select_related("agency")
    context = {"form": form, "client": client, "consenting": list(agencies), "draft": draft}
    return render(request, "clients/referral_send.html", context)


def _write(request: HttpRequest, form: ReferralSendForm, client: Client) -> str:
    referral = form.save(commit=False)
    mine = Expert.objects.filter(user=request.user).valid_on(referral.date)
    referral.from_expert = mine.first()
    if form.writes_down:
        save_referral(referral=referral, by=request.user)
        say_saved(request)
    elif send_referral(by=request.user, referral=referral, consent=form.consent_fields(), now=timezone.now()):
        messages.success(
            request, _("The referral was sent. The answer comes to this page and to your list of things to do.")
        )
    else:
        say_not_mailed(request)
    return reverse("clients:referral_detail", args=[referral.pk])


def say_not_mailed(request: HttpRequest) -> None:
    """Tell that it is kept, and that the mail goes out later."""
    messages.warning(request, _("Saved, but the mail server did not take the mail. It is tried again by itself."))


def _tell(form: ReferralSendForm, error: ValidationError) -> None:
    """Beside the field if the form shows it, else on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
