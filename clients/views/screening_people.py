"""People onto a screening list: one by one, pasted from a spreadsheet, from those known."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.actions.screenings import AlreadyListedError, add_case, add_cases, identities_on
from clients.forms.screening import CaseAddForm, PasteForm
from clients.models import Client, ScreeningCase
from clients.screening_codes import ScreeningSource
from clients.screening_paste import PastedRow, read_rows
from clients.search import find_clients, parse
from network.access import Permission
from network.pages import needs, say_saved

from .once import redirect_once
from .screenings import get_screening_or_404, is_number

LONGEST_SEARCH = 100


@needs(Permission.SEE_CLIENTS)
def screening_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody onto the list by hand; the form stays for the next one."""
    screening = get_screening_or_404(request.user, pk)
    last = screening.cases.order_by("-pk").values_list("source", flat=True).first()
    form = CaseAddForm(
        request.POST or None, instance=ScreeningCase(screening=screening), initial={"source": last or ""}
    )
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            add_case(case=form.save(commit=False), by=request.user, is_another=form.cleaned_data["another"])
            say_saved(request)
            return reverse("clients:screening_add", args=[pk])

        try:
            if answer := redirect_once(request, form, write):
                return answer
        except AlreadyListedError:
            form.add_error("last_name", _("Is on the list already. If it is somebody else, tick the box below."))
    return render(request, "clients/screening_add.html", {"form": form, "screening": screening})


@needs(Permission.SEE_CLIENTS)
def screening_known(request: HttpRequest, pk: int) -> HttpResponse:
    """People known here onto the list; the search comes by POST, so that no name is in an address."""
    screening = get_screening_or_404(request.user, pk)
    text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    picked = request.POST.get("pick", "")
    if is_number(picked):
        _add_known(request, screening, int(picked))
        return redirect("clients:screening_known", pk=pk)
    known = Client.objects.known_to(request.user)
    hits = find_clients(request.user, parse(text)).people if text else []
    mine = set(known.filter(pk__in=[one.pk for one in hits]).values_list("pk", flat=True))
    listed = set(screening.cases.filter(client__in=mine).values_list("client", flat=True))
    people = [(one, one.pk in listed) for one in hits if one.pk in mine]
    context = {"screening": screening, "query": text, "people": people}
    return render(request, "clients/screening_known.html", context)


def _add_known(request: HttpRequest, screening, number: int) -> None:
    """Put the client of this number on the list, unless they are on it or not known to the user."""
    client = Client.objects.known_to(request.user).filter(pk=number).first()
    if client is None or not (client.last_name or client.first_name):
        messages.error(request, _("Nobody was added."))
        return
    case = ScreeningCase(
        screening=screening,
        client=client,
        first_name=client.first_name if client.last_name else "",
        last_name=client.last_name or client.first_name,
        birth_date=client.birth_date,
        source=ScreeningSource.OTHER,
    )
    try:
        add_case(case=case, by=request.user)
        say_saved(request)
    except AlreadyListedError:
        messages.warning(request, _("Is on the list already."))


@needs(Permission.SEE_CLIENTS)
def screening_paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows from a spreadsheet: first how they are understood, then onto the list; faulty ones stay to be mended."""
    screening = get_screening_or_404(request.user, pk)
    form, rows = PasteForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        rows = _read(form.cleaned_data, screening)
        right = [row for row in rows if not row.errors]
        if "save" in request.POST and right:
            added = add_cases(screening=screening, cases=[row.as_case(screening) for row in right], by=request.user)
            text = ngettext("%(added)s person was added.", "%(added)s people were added.", added)
            messages.success(request, text % {"added": added})
            rows = [row for row in rows if row.errors]
            if not rows:
                return redirect("clients:screening_detail", pk=pk)
            left = request.POST.copy()
            left["rows"] = "\n".join(row.text for row in rows)
            form = PasteForm(left)
    return render(request, "clients/screening_paste.html", _preview(form, rows) | {"screening": screening})


def _read(chosen: dict, screening) -> list[PastedRow]:
    return read_rows(
        chosen["rows"],
        today=timezone.localdate(),
        source=chosen["source"],
        first_name_first=chosen["order"] == PasteForm.FIRST,
        known=identities_on(screening),
    )


def _preview(form: PasteForm, rows: list[PastedRow]) -> dict:
    right = [row for row in rows if not row.errors]
    names = dict(ScreeningSource.choices)
    for row in rows:
        row.source_name = names.get(row.source, "")
    return {"form": form, "rows": rows, "right": len(right), "wrong": len(rows) - len(right)}
