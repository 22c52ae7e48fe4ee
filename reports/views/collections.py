"""The national collections: looked at, then taken as Excel or CSV. For those who see exact figures at the Ohjaamo."""

from django.core.exceptions import BadRequest
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clients.models import Visit
from network.access import Permission, counting, sites_for
from network.pages import needs
from network.spreadsheets import XLSX_TYPE, download
from reports.collections import LAYOUTS, Collection, collect, write_csv_archive, write_excel
from reports.collections.writing import small_numbers
from reports.forms.collections import CollectionForm

ZIP_TYPE = "application/zip"


def _form(request: HttpRequest) -> CollectionForm:
    sites = list(sites_for(request.user, Permission.SEE_EXACT_FIGURES).order_by("key"))
    today = timezone.localdate()
    with counting():
        first = Visit.objects.filter(site__in=sites).aggregate(first=Min("date"))["first"]
    return CollectionForm(request.GET, sites=sites, first=(first or today).year, today=today)


def _collection(form: CollectionForm) -> Collection:
    name, exact = form.cleaned_data["layout"], form.cleaned_data["exact"]
    return collect(name, LAYOUTS[name], form.asked, exact=exact, today=timezone.localdate())


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def collection_list(request: HttpRequest) -> HttpResponse:
    """The collections to choose from; the tables of the chosen one once it is asked for."""
    form = _form(request)
    context = {"form": form, "layouts": LAYOUTS.values()}
    if form.sites and "layout" in request.GET and form.is_valid():
        collection = _collection(form)
        context |= {"collection": collection, "small_numbers": small_numbers(collection)}
    return render(request, "reports/collection_list.html", context)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def collection_xlsx(request: HttpRequest) -> HttpResponse:
    """The chosen collection as a workbook."""
    collection = _asked_for(request)
    return download(write_excel(collection), f"{collection.file_name}.xlsx", XLSX_TYPE)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def collection_csv(request: HttpRequest) -> HttpResponse:
    """The chosen collection as CSV files in an archive."""
    collection = _asked_for(request)
    return download(write_csv_archive(collection), f"{collection.file_name}.zip", ZIP_TYPE)


def _asked_for(request: HttpRequest) -> Collection:
    """The collection in the address; a question that cannot be is a bad request (400)."""
    form = _form(request)
    if not form.sites or not form.is_valid():
        raise BadRequest(_("This collection cannot be made: check the year and the Ohjaamo."))
    return _collection(form)
