"""Staff open a young person's own page, give codes to it, close it."""

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from clients.access import open_client
from clients.actions.own_pages import SPOKEN_CODE_LIFE, close_own_page, give_code, open_own_page
from clients.forms.own_page import OpenOwnPageForm
from clients.models import Client, OwnPage
from clients.own_visits import own_address
from network.access import Permission
from network.pages import needs

PAGE = gettext_noop("own page of the person")
QR_DARK = "#15262b"


def _open_page(client: Client) -> OwnPage | None:
    return OwnPage.objects.filter(client=client, closed_at__isnull=True).first()


@needs(Permission.SEE_CLIENTS)
def own_page_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the page, or make a new link to it. The link is in the answer to this POST and nowhere else."""
    client = open_client(request.user, pk, what=PAGE)
    page = _open_page(client)
    initial = {"email": page.email or client.email, "language": page.language} if page else {"email": client.email}
    form = OpenOwnPageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        fields = {name: data[name] for name in ("email", "language", "valid_to")}
        made, secret = open_own_page(client=client, by=request.user, **fields)
        return _show_link(request, client, made, secret)
    return render(request, "clients/own_page_form.html", {"form": form, "client": client, "page": page})


def _show_link(request: HttpRequest, client: Client, page: OwnPage, secret: str) -> HttpResponse:
    link = request.build_absolute_uri(own_address("home", page.language, secret=secret))
    with translation.override(page.language):
        sms = _("Hi! Here is your own page at Ohjaamo: %(link)s It opens with a code that you get from us.")
    context = {
        "client": client,
        "page": page,
        "link": link,
        "sms": sms % {"link": link},
        "picture": segno.make(link, error="m", micro=False).svg_data_uri(dark=QR_DARK, border=2, scale=6),
    }
    return render(request, "clients/own_page_link.html", context)


@require_POST
@needs(Permission.SEE_CLIENTS)
def own_page_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time code to read out; it is in this answer and nowhere else."""
    client = open_client(request.user, pk, what=PAGE)
    page, now = _open_page(client), timezone.now()
    if page is None or not page.is_open(now):
        messages.error(request, _("The page is closed, or its time is over. Make a new link first."))
        return redirect("clients:client_detail", pk=client.pk)
    code = give_code(own_page=page, now=now, by=request.user)
    context = {"client": client, "code": f"{code[:3]} {code[3:]}", "until": now + SPOKEN_CODE_LIFE}
    return render(request, "clients/own_page_code.html", context)


@require_POST
@needs(Permission.SEE_CLIENTS)
def own_page_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The link and all visits end now."""
    client = open_client(request.user, pk, what=PAGE)
    page = get_object_or_404(OwnPage.objects.filter(client=client).order_by("-opened_at", "-pk")[:1])
    close_own_page(own_page=page, by=request.user)
    messages.success(request, _("The own page is closed. Its link opens nothing any more."))
    return redirect("clients:client_detail", pk=client.pk)
