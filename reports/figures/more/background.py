"""Background of the different clients: education and foreign background, and the women within each group."""

from collections import Counter
from collections.abc import Callable

from django.db.models import Count

from clients.codes import Gender, Isced
from clients.models import Client
from network.shares import percent_of
from reports.figures.scope import Scope
from reports.figures.visits import visits_in

BASIC = Isced.LEVEL_2  # lower secondary school is the basic education; without it, a level below
Row = tuple[str, int | None, bool | None]  # gender, education, foreign background


def rows(scope: Scope) -> Counter[Row]:
    """How many of the different clients with a visit in the scope have each gender, education and background."""
    visitors = visits_in(scope).filter(client__isnull=False).values("client")
    found = Client.objects.filter(pk__in=visitors).order_by()
    counts = found.values_list("gender", "education_isced", "foreign_background").annotate(n=Count("pk"))
    return Counter({tuple(row): n for *row, n in counts})


def _share(counts: Counter[Row], is_known: Callable[[Row], bool], is_meant: Callable[[Row], bool]) -> dict:
    known = sum(n for row, n in counts.items() if is_known(row))
    meant = sum(n for row, n in counts.items() if is_meant(row))
    women = sum(n for row, n in counts.items() if is_meant(row) and row[0] == Gender.FEMALE)
    shares = {"share": percent_of(meant, known), "women_share": percent_of(women, meant)}
    return {"known": known, "number": meant, "women": women} | shares


def basic_education(counts: Counter[Row]) -> dict:
    """Clients without a degree or with basic education only (ISCED 0–2), of those whose education is known.

    share: of the known. women_share: women among them, of all of them.
    """
    return _share(counts, lambda row: row[1] is not None, lambda row: row[1] is not None and row[1] <= BASIC)


def foreign_background(counts: Counter[Row]) -> dict:
    """Clients of foreign background, of those for whom it is known whether they are; women among them."""
    return _share(counts, lambda row: row[2] is not None, lambda row: row[2] is True)


def background(scope: Scope) -> dict:
    """All figures of the clients' background."""
    counts = rows(scope)
    return {"basic_education": basic_education(counts), "foreign": foreign_background(counts)}
