"""Consents on paper: the text to sign with a pen, and the text of one that was given."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_noop, override

from clients.access import open_client, open_person
from clients.consent_texts import consent_text, spoken_language, terms_of
from clients.consents import asking_site
from clients.forms.consent import TermsForm
from clients.models import Consent
from clients.signatures import HEIGHT, WIDTH
from network.access import Permission
from network.current_site import current_site
from network.pages import needs

PAGE = gettext_noop("text of a consent")


@needs(Permission.SEE_CLIENTS)
def consent_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The text with lines to sign with a pen; the address has the terms."""
    client = open_client(request.user, pk, what=PAGE)
    site = asking_site(request.user, client, current_site(request))
    form = TermsForm(request.GET, client=client, site=site)
    if not form.is_valid():
        return redirect("clients:consent_create", client.pk)
    terms, age = form.terms, client.age_on(timezone.localdate())
    under = site.guardian_under if site else None
    asks_guardian = bool(under) and (age is None or age < under)
    with override(spoken_language(terms.language)):
        context = {"client": client, "terms": terms, "text": consent_text(terms), "asks_guardian": asks_guardian}
        return render(request, "clients/consent_paper.html", context)


@needs(Permission.SEE_SHARED)
def consent_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of a consent that was given, and how; whoever sees one agency's sees nothing of the others'."""
    seen = Consent.objects.visible_to(request.user)
    consent = get_object_or_404(seen, pk=pk)
    open_person(request.user, consent.client_id, what=PAGE)
    related = ("client__home_site", "agency", "referral__to_agency", "site", "recorded_by")
    rows = list(seen.filter(batch=consent.batch, client=consent.client_id).select_related(*related).order_by("pk"))
    terms = terms_of(rows)
    with override(spoken_language(terms.language)):
        context = {"consent": rows[0], "rows": rows, "client": terms.client, "terms": terms}
        context |= {"text": consent_text(terms), "box": f"0 0 {WIDTH} {HEIGHT}"}
        return render(request, "clients/consent_print.html", context)
