"""The tables of the figures page in their order, under headings."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.overview import participants, people, visits
from reports.overview.subject import Subject
from reports.overview.table import Table


@dataclass(frozen=True)
class Group:
    """Tables under one heading; key is the id to jump to."""

    key: str
    title: str
    tables: list[Table]


def groups(subject: Subject) -> list[Group]:
    """All tables of the figures page."""
    found = [
        ("visits", _("Visits"), visits.TABLES),
        ("clients", _("Different clients"), people.CLIENTS),
        ("gatherings", _("Groups and events"), people.GATHERINGS),
        ("referrals", _("Referrals"), people.REFERRALS),
        ("participants", _("Project participants"), participants.INDICATORS),
        ("placements", _("Placements on leaving"), participants.PLACEMENTS),
        ("targets", _("Targets and results"), participants.TARGETS),
    ]
    return [Group(key, title, _made(tables, subject)) for key, title, tables in found]


def _made(tables: list[Callable[[Subject], Table]], subject: Subject) -> list[Table]:
    return [make(subject) for make in tables]
