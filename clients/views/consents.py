"""Consents: the list, asking for one, signing on the screen, withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from django.views.decorators.http import require_POST
from django_filters.views import FilterView

from clients.access import get_client_or_404, open_client
from clients.actions.consents import give_consents, withdraw_all, withdraw_consent
from clients.codes import ConsentGiven
from clients.consent_texts import TEXTS, consent_text, spoken_language
from clients.consents import asking_site, of_my_people, receiver, shown, with_marks
from clients.filters.consent import ConsentFilter
from clients.forms.consent import ConsentForm, SignForm, TermsForm
from clients.models import Client
from network.access import Permission
from network.current_site import current_site
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("consents")


@method_decorator(needs(Permission.SEE_CLIENTS), name="dispatch")
class ConsentList(FilterView):
    filterset_class = ConsentFilter
    template_name = "clients/consent_list.html"
    paginate_by = 50

    def get_queryset(self):
        return with_marks(of_my_people(self.request.user)).order_by("valid_to", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today = timezone.localdate()
        return context | {"rows": shown(context["page_obj"].object_list, today), "today": today}


def _to_person(client: Client) -> str:
    return reverse("clients:client_detail", args=[client.pk]) + "#consents"


@needs(Permission.SEE_CLIENTS)
def consent_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the person for consent: told or written it is recorded here, on the screen the next page is theirs."""
    client = open_client(request.user, pk, what=PAGE)
    site = asking_site(request.user, client, current_site(request))
    form = ConsentForm(request.POST or None, client=client, site=site, initial=_beginning(request, client))
    if request.method == "POST" and form.is_valid():
        page = "consent_paper" if form.is_for_paper else "consent_sign" if form.is_for_screen else ""
        if page:
            return redirect(f"{reverse(f'clients:{page}', args=[client.pk])}?{form.address}")

        def write() -> str:
            how = {"given": form.cleaned_data["given"], "witness": form.cleaned_data["witness"]}
            _give(request, form, **how, **form.guardian)
            return _to_person(client)

        if answer := redirect_once(request, form, write):
            return answer
    return render(request, "clients/consent_form.html", {"form": form, "client": client})


def _beginning(request: HttpRequest, client: Client) -> dict:
    """What the form begins with: what the address says (back from the paper), or like the consent that it names."""
    if "agencies" in request.GET:
        several = {name: request.GET.getlist(name) for name in ("agencies", "scopes")}
        single = ("valid_from", "valid_to", "language", "given")
        return several | {name: request.GET[name] for name in single if name in request.GET}
    return _like_old(request, client)


def _like_old(request: HttpRequest, client: Client) -> dict:
    """The form filled in like the consent that is to be renewed; nothing when there is none."""
    number = request.GET.get("renew", "")
    rows = of_my_people(request.user).filter(client=client, agency__isnull=False).select_related("agency__successor")
    old = rows.filter(pk=number).first() if number.isascii() and number.isdigit() and len(number) < 19 else None
    if old is None:
        return {}
    agency = old.agency if old.agency.is_valid_on(timezone.localdate()) else old.agency.successor
    same = {"scopes": old.scopes, "language": old.language if old.language in dict(TEXTS) else "fi"}
    return same | ({"agencies": [agency.pk]} if agency else {})


def _give(request: HttpRequest, form: TermsForm, **how) -> None:
    """Record what the form says."""
    chosen = form.cleaned_data
    terms = {name: chosen[name] for name in ("agencies", "scopes", "valid_from", "valid_to", "language")}
    give_consents(by=request.user, client=form.client, site=form.site, **terms, **how)
    say_saved(request)


@needs(Permission.SEE_CLIENTS)
def consent_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The young person reads the text in a language they choose, and signs; the address has the terms."""
    client = open_client(request.user, pk, what=PAGE)
    site = asking_site(request.user, client, current_site(request))
    terms = TermsForm(request.GET, client=client, site=site)
    if not terms.is_valid():
        return redirect("clients:consent_create", client.pk)
    language = terms.cleaned_data["language"]
    with override(spoken_language(language)):
        form = SignForm(request.POST or None, client=client, site=site)
        is_signed = request.method == "POST" and form.is_valid()
    if is_signed:

        def write() -> str:
            signed = {name: form.cleaned_data[name] for name in ("signature", "signature_name")}
            _give(request, terms, given=ConsentGiven.TABLET, **signed, **form.guardian)
            return f"{reverse('clients:consent_thanks', args=[client.pk])}?language={language}"

        if answer := redirect_once(request, form, write):
            return answer
    with override(spoken_language(language)):
        context = {"form": form, "client": client, "site": site, "text": consent_text(terms.terms)}
        return render(request, "clients/consent_sign.html", context | {"texts": TEXTS, "language": language})


@needs(Permission.SEE_CLIENTS)
def consent_thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """After signing, the screen says that it is done and shows nothing of the person."""
    client = get_client_or_404(request.user, pk)
    language = request.GET.get("language", "")
    with override(spoken_language(language)):
        return render(request, "clients/consent_thanks.html", {"client": client, "back": _to_person(client)})


@require_POST
@needs(Permission.SEE_CLIENTS)
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End one consent, at once and everywhere."""
    seen = of_my_people(request.user).select_related("agency", "referral__to_agency")
    consent = get_object_or_404(seen, pk=pk)
    client = open_client(request.user, consent.client_id, what=PAGE)
    withdraw_consent(by=request.user, consent=consent)
    who = receiver(consent) or _("The receiver of the referral")
    messages.success(request, _("Withdrawn. %(agency)s sees nothing more by this consent.") % {"agency": who})
    return redirect(_to_person(client))


@require_POST
@needs(Permission.SEE_CLIENTS)
def consent_withdraw_all(request: HttpRequest, pk: int) -> HttpResponse:
    """End all of the person's consents, at once and everywhere."""
    client = open_client(request.user, pk, what=PAGE)
    withdraw_all(by=request.user, client=client)
    messages.success(request, _("Withdrawn. No other agency sees anything by a consent any more."))
    return redirect(_to_person(client))
