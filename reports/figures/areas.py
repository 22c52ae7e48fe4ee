"""The areas of a project: named groups of municipalities by which its placements and targets are told apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from network.models import Area, Project


@dataclass
class AreaRow:
    """An area without the database: id, project, name, codes of its municipalities."""

    pk: int
    project_id: int
    name: str
    municipalities: set[str] = field(default_factory=set)


def load_areas(projects: Iterable[Project]) -> list[AreaRow]:
    """The areas of these projects by name; one query."""
    found = {}
    rows = Area.objects.filter(project__in=projects).order_by()
    for pk, project_id, name, municipality in rows.values_list("pk", "project_id", "name", "municipalities"):
        area = found.setdefault(pk, AreaRow(pk, project_id, name))
        if municipality:
            area.municipalities.add(municipality)
    return sorted(found.values(), key=lambda area: (area.name, area.pk))


def areas_of(project: Project, areas: list[AreaRow]) -> list[AreaRow]:
    """The project's own areas; a project without any has those of its sub-projects."""
    return [area for area in areas if area.project_id == project.pk] or areas


def area_by_municipality(areas: list[AreaRow]) -> dict[str, str]:
    """The name of the area that holds each municipality; of two that do, the first by name."""
    holders = defaultdict(list)
    for area in areas:
        for code in area.municipalities:
            holders[code].append(area.name)
    return {code: min(names) for code, names in holders.items()}
