"""An Ohjaamo's dated addresses, opening hours and exceptional days: pages of rows that grow."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from network.access import Permission
from network.forms.rows import hold_errors, one_more, wants_row
from network.forms.site import AddressFormSet, ExceptionFormSet, HoursFormSet, SiteTouchForm
from network.models import Site
from network.pages import needs, say_saved
from network.scopes import get_to_edit, sites_edited_by


class Rows(NamedTuple):
    formset: type
    title: str
    lede: str
    add: str


KINDS = {
    "addresses": Rows(
        AddressFormSet,
        _("Addresses"),
        _("When the Ohjaamo moves, end the old address and add the new one: both stay known for their time."),
        _("Add another address"),
    ),
    "hours": Rows(
        HoursFormSet,
        _("Opening hours"),
        _("The hours of an ordinary week. Days that differ have a page of their own."),
        _("Add other hours"),
    ),
    "exceptions": Rows(
        ExceptionFormSet,
        _("Exceptional days"),
        _("These replace the week's hours on their day. A day without times is closed."),
        _("Add another day"),
    ),
}


def _bound(request: HttpRequest, site: Site, kind: Rows):
    """The formset as posted, with one more row if that was asked for; unposted an empty row waits at the end."""
    if request.method != "POST":
        formset = kind.formset(instance=site)
        formset.extra = 1
        return formset
    prefix = kind.formset.get_default_prefix()
    data = one_more(request.POST, prefix) if wants_row(request.POST) else request.POST
    return kind.formset(data, instance=site)


@needs(Permission.SEE_DIRECTORY)
def site_rows(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Edit one kind of rows (a key of KINDS) of the Ohjaamo `pk`."""
    site = get_to_edit(pk, seen=Site.objects.all(), edited=sites_edited_by(request.user))
    rows = KINDS[kind]
    formset = _bound(request, site, rows)
    form = SiteTouchForm(request.POST or None, instance=site)
    if wants_row(request.POST):
        hold_errors(form, formset)
    elif request.method == "POST" and all([form.is_valid(), formset.is_valid()]):
        form.save()
        formset.save()
        say_saved(request)
        return redirect("network:site_detail", pk)
    return render(request, "network/site_rows.html", {"site": site, "form": form, "formset": formset, "rows": rows})
