"""Assessments of service need by several professions, side by side."""

from dataclasses import dataclass

from django.utils.functional import Promise

from clients.codes import NeedLevel
from clients.models import AREAS, Assessment

TEXTS = ("strengths", "obstacles", "summary")


@dataclass(frozen=True)
class Cell:
    """What one assessment says of one thing: a level's code ("" for texts), and the words ("" = nothing)."""

    assessment: Assessment
    level: str
    words: str


@dataclass(frozen=True)
class Line:
    """One thing that the assessments look at, and what each says of it; `differ` when their levels are not the same."""

    label: str | Promise
    cells: list[Cell]

    @property
    def differ(self) -> bool:
        return len({cell.level for cell in self.cells if cell.level}) > 1


def comparison(assessments: list[Assessment]) -> list[Line]:
    """The table of `assessments`, one column for each in the given order: areas first, then the texts."""
    areas = [Line(_name(area), [_level(row, area) for row in assessments]) for area in AREAS]
    return areas + [Line(_name(text), [Cell(row, "", getattr(row, text)) for row in assessments]) for text in TEXTS]


def _name(field: str) -> str | Promise:
    return Assessment._meta.get_field(field).verbose_name


def _level(assessment: Assessment, area: str) -> Cell:
    level = getattr(assessment, area)
    return Cell(assessment, level, str(NeedLevel(level).label) if level else "")


def newest_of_each(assessments: list[Assessment]) -> list[Assessment]:
    """Of `assessments`, newest first, those that no later one by the same author in the same profession replaces."""
    seen, newest = set(), []
    for row in assessments:
        who = (row.author_id, row.profession.casefold())
        # What is not signed yet replaces nothing.
        if row.signed_at is None or who not in seen:
            newest.append(row)
        if row.signed_at:
            seen.add(who)
    return newest
