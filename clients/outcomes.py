"""What services a young person has used and what came of it: the part of their page, the sections of the list."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.utils.functional import cached_property

from clients.access import Sight
from clients.models import HousingGuidance, PlacementPeriod, ServiceUse, WageSubsidy
from clients.outcome_figures import (
    Continued,
    Counted,
    Housing,
    Money,
    at_sites,
    continued_after_subsidy,
    housing,
    placements,
    wage_subsidies,
    within,
)

SERVICES_SHOWN = 8
ROWS = ("cards", "services", "placements", "housing", "subsidies")


def outcomes_part(sight: Sight) -> dict:
    """The part of a person's page: services used as far as they may be seen; what came of it for those who know them.

    Four queries at most.
    """
    uses = ServiceUse.objects.visible_to(sight.user).standing().filter(client=sight.client)
    uses = list(uses.select_related("service", "site"))
    for use in uses:
        use.is_expired = use.has_expired(sight.today)
        use.is_mendable = sight.known
    context = {
        "cards": [use for use in uses if use.card],
        "services": [use for use in uses if not use.card][:SERVICES_SHOWN],
        "services_left_out": max(sum(not use.card for use in uses) - SERVICES_SHOWN, 0),
        "known": sight.known,
    }
    if sight.known:
        context |= {
            "housing": list(HousingGuidance.objects.filter(client=sight.client)),
            "placements": list(PlacementPeriod.objects.filter(client=sight.client).select_related("employer")),
            "subsidies": list(WageSubsidy.objects.filter(client=sight.client).select_related("employer")),
        }
    return context | {"has_rows": any(context.get(name) for name in ROWS)}


@dataclass
class Section:
    """One section of the outcomes: its rows (the page of them that is shown), and its figures."""

    slug: str
    rows: QuerySet
    page: Page | None = None
    housing: Housing | None = None
    placements: list[Counted] | None = None
    money: list[Money] | None = None
    continued: Continued | None = None

    @cached_property
    def totals(self) -> dict:
        """Periods and people of the rows, apart; sums of a section's lines would count a person twice."""
        people = self.rows.order_by().values("client").distinct().count()
        return {"times": self.page.paginator.count, "people": people}

    @property
    def euros(self):
        """All the money of the wage subsidies."""
        return sum(line.euros for line in self.money or [])

    @property
    def template(self) -> str:
        return f"clients/_outcome_{self.slug}.html"


def sections_of(user, scope: dict, today: date) -> list[Section]:
    """The three sections within `scope` (first, last, sites), of the people known to `user`, as of `today`."""
    homes, places, subsidies = (
        model.objects.visible_to(user).select_related("client")
        for model in (HousingGuidance, PlacementPeriod, WageSubsidy)
    )
    places, subsidies = places.select_related("employer"), subsidies.select_related("employer", "project")

    def chosen(rows: QuerySet) -> QuerySet:
        return at_sites(within(rows, "started_on", scope["first"], scope["last"]), scope["sites"])

    return [
        Section("placements", chosen(places), placements=placements(places, **scope)),
        Section(
            "housing",
            chosen(homes).order_by(F("outcome_on").desc(nulls_first=True), "-pk"),
            housing=housing(homes, **scope),
        ),
        Section(
            "subsidies",
            chosen(subsidies),
            money=wage_subsidies(subsidies, **scope),
            continued=continued_after_subsidy(subsidies, today=today, **scope),
        ),
    ]
