"""The tables of the figures page in their order, under headings."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.overview import participants, paths, people, services, visits, work
from reports.overview.opens import with_openings
from reports.overview.subject import Subject
from reports.overview.table import Table


@dataclass(frozen=True)
class Group:
    """Tables under one heading; key is the id to jump to.

    folds: tables in which nothing was counted are only named on the page.
    """

    key: str
    title: str
    tables: list[Table]
    folds: bool = False

    @property
    def told(self) -> list[Table]:
        """The tables that the page shows."""
        return [table for table in self.tables if not (self.folds and table.is_blank)]

    @property
    def blank(self) -> list[Table]:
        """The tables that it only names."""
        return [table for table in self.tables if self.folds and table.is_blank]


def groups(subject: Subject, *, opens: bool = False) -> list[Group]:
    """All tables of the figures page; opens: their numbers lead to their records, for those who see exact figures."""
    found = [
        ("visits", _("Visits"), visits.TABLES),
        ("clients", _("Different clients"), people.CLIENTS),
        ("gatherings", _("Groups and events"), people.GATHERINGS),
        ("referrals", _("Referrals"), people.REFERRALS),
        ("participants", _("Project participants"), participants.INDICATORS),
        ("placements", _("Placements on leaving"), participants.PLACEMENTS),
        ("targets", _("Targets and results"), participants.TARGETS),
    ]
    further = [
        ("ways", _("To work and education"), paths.WAYS),
        ("exits", _("Where they went, one by one"), paths.EXITS),
        ("services", _("Services used"), services.SERVICES),
        ("background", _("Who came, and how often"), [*services.BACKGROUND, *services.VISITS]),
        ("voices", _("What young people think"), services.VOICES),
        ("profiles", _("Client profiles"), services.PROFILES),
        ("subsidies", _("Wage subsidies"), paths.SUBSIDIES),
        ("screening", _("Screening"), paths.SCREENING),
        ("events", _("Joint and recruiting events"), work.EVENTS),
        ("development", _("Development and staff"), work.DEVELOPMENT),
    ]
    return [
        *(Group(key, title, _made(tables, subject, opens)) for key, title, tables in found),
        *(Group(key, title, _made(tables, subject, opens), folds=True) for key, title, tables in further),
    ]


def _made(tables: list[Callable[[Subject], Table]], subject: Subject, opens: bool) -> list[Table]:
    made = [make(subject) for make in tables]
    return [with_openings(table, subject) for table in made] if opens else made
