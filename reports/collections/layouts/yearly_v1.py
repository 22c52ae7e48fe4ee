"""The year of an Ohjaamo in key figures with the year before beside it, for ministries and the city, version 1."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from clients.codes import AgeBand, ContactType, Gender, ReferralTarget
from network.codes import Theme
from reports.collections.base import Asked, Axis, Filled, Grid, Key, Layout
from reports.definitions import DEFINITIONS
from reports.figures import clients, gatherings, network, referrals, visits
from services.models import Feedback

_MAIN = {
    "visits": _("Visits"),
    "named": _("Visits of clients known by name"),
    "anonymous": _("Anonymous visits"),
    "clients": _("Different clients"),
    "gatherings": _("Gatherings"),
    "heads": _("Encounters in groups and events, not different people"),
    "referrals": _("Referrals"),
    "accompanied": _("Accompanied referrals"),
    "experts": _("Experts on the last day"),
    "agencies": _("Agencies on the last day"),
    "feedback": _("Answers to the feedback form"),
}
# Where the figures page's own definition tells of columns that are not here.
_TOLD = {
    "visits.by_theme": _("A visit counts once under each of its themes, so that these add up to more than the visits."),
    "referrals.by_target": _("Referrals by what they aim at."),
}
_OPEN_ROWS = ("gatherings", "experts", "agencies")


def _count(asked: Asked) -> dict:
    found = {
        "visits": visits.visits(asked),
        "clients": clients.clients(asked),
        "gatherings": gatherings.gatherings(asked),
        "referrals": referrals.referrals(asked),
        "network": network.network(asked),
    }
    dates = (asked.start, asked.end)
    found["feedback"] = Feedback.objects.filter(site__in=asked.sites, date__range=dates).count()
    return found


def _main(found: dict) -> dict[str, int]:
    seen, guided = found["visits"], found["referrals"]
    return {
        "visits": seen["total"],
        "named": seen["total"] - seen["anonymous"],
        "anonymous": seen["anonymous"],
        "clients": found["clients"]["distinct"],
        "gatherings": found["gatherings"]["events"],
        "heads": found["gatherings"]["headcount"],
        "referrals": guided["total"],
        "accompanied": guided["accompanied"],
        "experts": found["network"]["experts"],
        "agencies": found["network"]["agencies"],
        "feedback": found["feedback"],
    }


class _Years:
    """The figures of both years, and the grids made of them: a column per year, each a measure of its own."""

    def __init__(self, asked: Asked):
        self.found = {str(one.year): _count(one) for one in (asked, asked.before())}

    def columns(self, measure: str) -> Axis:
        return Axis("year", "", {f"{measure} {year}": year for year in self.found})

    def breakdown(self, measure: str, path: str, title, heading, names: Mapping, *, adds_up: bool = True) -> Grid:
        """visits.by_theme and the like; where it does not add up there is no total row."""
        section, name = path.split(".")
        values = {
            (code, f"{measure} {year}"): found[section][name].get(code, 0)
            for year, found in self.found.items()
            for code in names
        }
        key = path.replace(".", "-").replace("_", "-")
        axis = Axis(name, heading, names)
        told = _TOLD.get(path, DEFINITIONS[path])
        return Grid(key, title, told, axis, self.columns(measure), values, has_foot=adds_up)

    def main(self) -> list[Grid]:
        """The key figures: those that may have to be masked, then those that tell of no young person."""
        numbers = {year: _main(found) for year, found in self.found.items()}
        return [self._main_grid(numbers, masked=True), self._main_grid(numbers, masked=False)]

    def _main_grid(self, numbers: dict, *, masked: bool) -> Grid:
        names = {code: label for code, label in _MAIN.items() if (code not in _OPEN_ROWS) == masked}
        values = {(code, year): numbers[year][code] for year in numbers for code in names}
        columns = Axis("year", "", {year: year for year in numbers})
        if masked:
            title, told = _("Key figures"), _("Acts, people and heads are counted apart and never added up.")
            return _KeyFigures("key-figures", title, told, Axis("figure", _("Figure"), names), columns, values,
                               has_foot=False)  # fmt: skip
        title, told = _("Network and gatherings"), _("Numbers that tell of no young person.")
        return Grid("network", title, told, Axis("figure", _("Figure"), names), columns, values,
                    open=frozenset(numbers), has_foot=False)  # fmt: skip

    def known(self) -> list[tuple[Key, list[Key]]]:
        """Named and anonymous visits make up the visits; the accompanied are some of the referrals."""
        pairs = [("visits", ["named", "anonymous"]), ("referrals", ["accompanied"])]
        return [
            ((f"{whole} {year}",), [(f"{part} {year}",) for part in parts])
            for year in self.found
            for whole, parts in pairs
        ]


class _KeyFigures(Grid):
    """Each row is a measure of its own: its cell is the total of the tables below."""

    def cell(self, row: str, column: str) -> Key:
        return (f"{row} {column}",)


def fill(asked: Asked) -> Filled:
    """Key figures of the year and the one before, and their breakdowns."""
    years = _Years(asked)
    grids = [
        *years.main(),
        years.breakdown("visits", "visits.by_contact_type", _("Visits by channel"), _("Channel"),
                        dict(ContactType.choices)),
        years.breakdown("visits", "visits.by_site", _("Visits by Ohjaamo"), _("Ohjaamo"),
                        {site.key: site.name for site in asked.sites}),
        years.breakdown("visits", "visits.by_theme", _("Visits by theme"), _("Theme"), dict(Theme.choices),
                        adds_up=False),
        years.breakdown("clients", "clients.by_age_band", _("Different clients by age"), _("Age"),
                        dict(AgeBand.choices)),
        years.breakdown("clients", "clients.by_gender", _("Different clients by gender"), _("Gender"),
                        dict(Gender.choices)),
        years.breakdown("referrals", "referrals.by_target", _("Referrals by target"), _("Target"),
                        dict(ReferralTarget.choices)),
    ]  # fmt: skip
    return Filled(grids, years.known())


LAYOUT = Layout(
    label=_("Yearly summary"),
    version=1,
    description=_("The year in key figures with the year before beside it, for the ministries and the city."),
    source=_("Our own choice of figures; the definitions are those of the figures page."),
    fill=fill,
    order=20,
)
