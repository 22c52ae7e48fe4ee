"""What an Ohjaamo shows of itself to everybody: its masked numbers by year. Page, JSON and CSV all take them from here.

The running year is counted to the end of the last month, so that nobody reads yesterday's visitor from the difference
between two days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.utils import timezone

from network.access import counting
from network.models import Site
from reports.figures import Scope
from reports.figures.clients import clients
from reports.figures.gatherings import gatherings
from reports.figures.more.feedback import feedback
from reports.figures.network import network
from reports.figures.visits import visits
from reports.masking import Masked
from reports.masking.together import solve_together
from reports.masking.views import Path, View, shown
from reports.models import PublicStatistics
from reports.periods import last_closed_day
from services.public_cache import CACHE

MOST_YEARS = 10
LICENCE, LICENCE_ADDRESS = "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Year:
    """The masked figures of a calendar year up to `until`; so_far: the year goes on."""

    year: int
    until: date
    figures: dict

    @property
    def so_far(self) -> bool:
        return self.until < date(self.year, 12, 31)

    def at(self, *path: str) -> int | Masked | None:
        """A figure by its path."""
        found = self.figures
        for name in path:
            found = found[name]
        return found


@dataclass(frozen=True)
class Statistics:
    """What is shown of a site, counted on a day. years: the earliest first."""

    site: Site
    counted_on: date
    years: Sequence[Year]

    def numbers(self) -> Iterator[tuple[Year, Path, int | Masked | None]]:
        """Every number with its year and path, in one order for all."""
        for year in self.years:
            for path, value in _numbers(year.figures):
                yield year, path, value


def _numbers(figures: dict, above: Path = ()) -> Iterator[tuple[Path, int | Masked | None]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _numbers(value, (*above, name))
        else:
            yield (*above, name), value


def is_shown(site: Site) -> bool:
    """Whether an Ohjaamo has public statistics now."""
    return PublicStatistics.objects.filter(site=site, is_on=True).exists()


def first_year_of(site: Site) -> int | None:
    """The year of the first visit or gathering at a site; None without any."""
    with counting():
        days = [
            site.visits.standing().order_by("date").values_list("date", flat=True).first(),
            site.gatherings.standing().order_by("date").values_list("date", flat=True).first(),
        ]
    return min((day.year for day in days if day), default=None)


def kept_statistics(site: Site, setting: PublicStatistics) -> Statistics:
    """The statistics that everybody may see, counted once a day and when the manager changes the setting."""
    today = timezone.localdate()
    key = f"public-statistics-{site.pk}-{setting.version}-{today}"
    found = caches[CACHE].get(key)
    if found is None:
        found = count_statistics(site, setting.first_year, today).years
        caches[CACHE].set(key, found, DAY)
    return Statistics(site, today, found)


def count_statistics(site: Site, first_year: int | None, today: date) -> Statistics:
    """Counts and masks a site's years from `first_year` on (None = the first with records), the last ten at most.

    Years without any visit or gathering are left out.
    """
    last = last_closed_day(today)
    first = max(first_year or first_year_of(site) or last.year, last.year - MOST_YEARS + 1)
    with counting():
        counted = [_view(site, year, last) for year in range(first, last.year + 1)]
    views = [view for view in counted if view.figures["visits"]["total"] or view.figures["gatherings"]["events"]]
    cells = solve_together(views)
    return Statistics(site, today, [Year(view.start.year, view.end, shown(view, cells)) for view in views])


def _view(site: Site, year: int, last: date) -> View:
    start, end = date(year, 1, 1), min(date(year, 12, 31), last)
    return View(site.pk, start, end, _count(Scope(None, start, end, (site,), ())))


def _count(scope: Scope) -> dict:
    """The figures of a year, as reports.figures defines them; grade: of the feedback."""
    seen, people, heads, said = visits(scope), clients(scope), gatherings(scope), feedback(scope)
    return {
        "visits": {name: seen[name] for name in ("total", "by_contact_type", "by_theme")},
        "clients": {name: people[name] for name in ("distinct", "by_age_band", "by_gender")},
        "gatherings": {name: heads[name] for name in ("events", "headcount", "by_kind")},
        "feedback": {"grade": said["grade"]},
        "network": network(scope),
    }
