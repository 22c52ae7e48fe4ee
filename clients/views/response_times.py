"""How agencies answer referrals, for managers: numbers, never a case."""

from dataclasses import astuple

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clients.filters.response import ResponseFilter
from clients.models import Referral
from clients.response_times import LEAST, ResponseTimes, response_times
from network.access import Permission, counting, sites_for
from network.pages import needs
from network.spreadsheets import XLSX_TYPE, Column, Sheet, download, write_workbook


def _counted(request: HttpRequest) -> tuple[ResponseFilter, ResponseTimes | None]:
    """The question as asked, and its answer unless the question cannot be."""
    sites = sites_for(request.user, Permission.SEE_EXACT_FIGURES)
    asked = ResponseFilter(request.GET, Referral.objects.filter(site__in=sites), request=request)
    if not asked.is_valid():
        return asked, None
    with counting():
        return asked, response_times(asked.qs)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def response_times_page(request: HttpRequest) -> HttpResponse:
    """The table by agency."""
    asked, counted = _counted(request)
    context = {"filter": asked, "counted": counted, "least": LEAST}
    return render(request, "clients/response_times.html", context)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def response_times_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as an Excel file."""
    _asked, counted = _counted(request)
    if counted is None:
        raise BadRequest(_("These figures cannot be counted: check the period and the Ohjaamos."))
    title = _("Answers to referrals")
    content = write_workbook([_sheet(title, counted)], title=title)
    return download(content, "referral-answers.xlsx", XLSX_TYPE)


def _sheet(title: str, counted: ResponseTimes) -> Sheet:
    names = [_("Sent"), _("Answered"), _("Working days to the answer (median)"), _("Accepted"), _("Declined")]
    names += [_("Arrived"), _("Nobody answered"), _("Asked after 3 months"), _("Still in the service")]
    # A median may lie between two days, so its numbers are not of the kind "integer".
    kinds = ["text" if number == 2 else "integer" for number in range(len(names))]
    columns = [Column(_("Agency")), *(Column(name, kind) for name, kind in zip(names, kinds, strict=True))]
    answers = [*counted.agencies, *([counted.others] if counted.others else [])]
    rows = [astuple(one) for one in answers]
    return Sheet(title, columns, rows)
