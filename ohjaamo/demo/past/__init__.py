"""Ended projects of other towns, whose published figures the demo's records add up to. All people are invented."""

from datetime import date

from network.models import Site, User
from ohjaamo.demo.past import espoo, kokoomo, valke

__all__ = ["make_past"]


def make_past(by: User) -> None:
    """Ohjaamo Espoo (2015–2018), Kokoomo (2016–2019) and Välke (2008–2011), each with a place that is closed now."""
    espoo.make(_place("espoo", "Ohjaamo Espoo", "049", date(2015, 3, 1), date(2018, 2, 28), 30), by)
    kokoomo.make(_place("kokoomo", "Kokoomo", "071", date(2016, 3, 1), date(2019, 2, 28), None), by)
    valke.make(_place("valke", "Välke", "297", date(2008, 3, 1), date(2011, 6, 30), None), by)


def _place(key: str, name: str, municipality: str, opened: date, closed: date, age_limit: int | None) -> Site:
    return Site.objects.create(
        key=key,
        name=name,
        slug=key,
        municipality_id=municipality,
        opened=opened,
        closed=closed,
        age_limit=age_limit,
        languages=["fi"],
    )
