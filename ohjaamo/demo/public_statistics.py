"""Ohjaamo Valkeakoski shows its statistics to everybody."""

from network.models import Site, User
from reports.actions.public_statistics import set_public_statistics
from reports.models import PublicStatistics


def make_public_statistics(site: Site, by: User) -> None:
    """Turned on by its manager, from the year on in which the house began to count."""
    set_public_statistics(setting=PublicStatistics(site=site, is_on=True), by=by)
