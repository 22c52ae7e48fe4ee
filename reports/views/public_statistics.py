"""The public statistics: the manager turns them on after looking at them; everybody reads them."""

import json

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import Permission, sites_for
from network.models import Site
from network.pages import needs
from network.spreadsheets import CSV_TYPE, Column, write_csv
from reports.actions.public_statistics import set_public_statistics
from reports.forms.public_statistics import PublicStatisticsForm
from reports.masking import Masked
from reports.models import PublicStatistics
from reports.public_statistics import (
    LICENCE,
    LICENCE_ADDRESS,
    Statistics,
    count_statistics,
    first_year_of,
    kept_statistics,
)
from reports.public_tables import tables
from services.public import public_page
from services.public_cache import cached_page
from services.views.public_site import get_public_site

COLUMNS = ("year", "until", "figure", "value")


def _sites(request: HttpRequest):
    return sites_for(request.user, Permission.SEE_EXACT_FIGURES)


@needs(Permission.SEE_EXACT_FIGURES)
def public_statistics(request: HttpRequest) -> HttpResponse:
    """The manager's Ohjaamos, each with whether its statistics are public."""
    sites = _sites(request).select_related("public_statistics").order_by("name")
    return render(request, "reports/public_statistics.html", {"sites": sites})


@needs(Permission.SEE_EXACT_FIGURES)
def public_statistics_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What exactly one Ohjaamo would show, and the switch."""
    site = get_object_or_404(_sites(request), pk=pk)
    setting = _setting(site)
    today = timezone.localdate()
    first = first_year_of(site)
    years = list(range(first, today.year + 1)) if first else []
    shown = count_statistics(site, setting.first_year, today)
    form = PublicStatisticsForm(request.POST or None, instance=setting, years=years)
    if form.is_valid() and _saves(request, form):
        return redirect("reports:public_statistics_edit", pk=site.pk)
    # What is stored, not what was typed, says whether the numbers are public.
    context = {"site": site, "setting": _setting(site), "form": form, "statistics": shown, "tables": tables(shown)}
    return render(request, "reports/public_statistics_edit.html", context)


def _setting(site: Site) -> PublicStatistics:
    """The stored setting; a first one counts from 0, so that a form opened before somebody else's first is noticed."""
    return PublicStatistics.objects.filter(site=site).first() or PublicStatistics(site=site, version=0)


def _saves(request: HttpRequest, form: PublicStatisticsForm) -> bool:
    """Whether the setting was saved; another first one at this very moment is said above the form."""
    try:
        with transaction.atomic():
            setting = set_public_statistics(setting=form.instance, by=request.user)
    except IntegrityError:
        form.add_error(None, _("Somebody else saved the same thing at this very moment. Check it and save again."))
        return False
    told = _("The statistics of %(site)s are public now.") if setting.is_on else _("%(site)s shows no statistics now.")
    messages.success(request, told % {"site": setting.site})
    return True


def _statistics_or_404(slug: str) -> Statistics:
    site = get_public_site(slug)
    setting = PublicStatistics.objects.filter(site=site, is_on=True).first()
    if setting is None:
        raise Http404
    return kept_statistics(site, setting)


@public_page
@cached_page()
def statistics(request: HttpRequest, slug: str) -> HttpResponse:
    """The masked numbers of an Ohjaamo by year."""
    found = _statistics_or_404(slug)
    context = {
        "site": found.site,
        "statistics": found,
        "tables": tables(found),
        "licence": LICENCE,
        "licence_address": LICENCE_ADDRESS,
    }
    return render(request, "public/statistics.html", context)


@public_page
@cached_page()
def statistics_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same numbers, one per row."""
    found = _statistics_or_404(slug)
    kinds = ("integer", "date", "text", "text")
    columns = [Column(name, kind) for name, kind in zip(COLUMNS, kinds, strict=True)]
    rows = [(year.year, year.until, ".".join(path), _plain(value)) for year, path, value in found.numbers()]
    return HttpResponse(write_csv(columns, rows), content_type=CSV_TYPE)


@public_page
@cached_page()
def statistics_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same numbers for programs, with their licence."""
    found = _statistics_or_404(slug)
    content = {
        "name": str(found.site),
        "counted_on": found.counted_on.isoformat(),
        "licence": {"name": LICENCE, "address": LICENCE_ADDRESS},
        "marks": {"<5": "1 to 4", "hidden": "left out, as smaller numbers could be computed from it"},
        "years": [
            {"year": year.year, "until": year.until.isoformat(), "so_far": year.so_far, **_plain_all(year.figures)}
            for year in found.years
        ],
    }
    return HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")


def _plain(value) -> int | float | str | None:
    """A number, or the mark that stands for it, in the same words in all languages."""
    if isinstance(value, Masked):
        return "<5" if value is Masked.SMALL else "hidden"
    return value if value is None or isinstance(value, int) else float(value)


def _plain_all(figures: dict) -> dict:
    return {name: _plain_all(value) if isinstance(value, dict) else _plain(value) for name, value in figures.items()}
