"""Which rows exist, in the file or in the database: what references may name, and what rules ask about them."""

from collections.abc import Iterable
from datetime import date

from clients.models import Client
from network.models import Area, Municipality, Project, Site

from .tables import BY_NAME, MUNICIPALITIES, REGIONS, TABLES


class Keys:
    """The keys of all tables that others refer to; those in the file are added as it is read."""

    def __init__(self):
        referred = {column.refers_to for table in TABLES for column in table.columns} - {""}
        self.of: dict[str, set] = {name: set(stored_numbers(name)) for name in referred if name in BY_NAME}
        municipalities = Municipality.objects.values_list("code", "region_code")
        self.of[MUNICIPALITIES] = {code for code, _region in municipalities}
        self.of[REGIONS] = {region for _code, region in municipalities}
        self.age_limits: dict[str, int | None] = dict(Site.objects.values_list("key", "age_limit"))
        self.birth_dates: dict[str, date | None] = dict(Client.objects.values_list("key", "birth_date"))
        self.parents: dict[str, str | None] = dict(Project.objects.values_list("code", "parent__code"))

    def add_parents(self, pairs: Iterable[tuple[str, str | None]]) -> None:
        """Projects of the file with their parents (None = none); they replace what is stored."""
        for code, parent in pairs:
            self.of["projects"].add(code)
            self.parents[code] = parent

    def goes_round(self, code: str) -> bool:
        """Whether the project is, through its parents, a sub-project of itself."""
        seen, parent = set(), self.parents.get(code)
        while parent and parent not in seen:
            if parent == code:
                return True
            seen.add(parent)
            parent = self.parents.get(parent)
        return False


def stored_numbers(table: str) -> dict:
    """The database's number of each stored row by its key; areas by (project, name)."""
    if table == "areas":
        return {(project, name): pk for project, name, pk in Area.objects.values_list("project__code", "name", "pk")}
    key = BY_NAME[table].key[0]
    return dict(BY_NAME[table].model.objects.values_list(key, "pk"))


def kept_keys() -> dict[str, str]:
    """The key of each person who was merged into another → the key of the person kept, at the end of the chain."""
    into = dict(Client.objects.filter(merged_into__isnull=False).values_list("key", "merged_into__key"))

    def end(key: str) -> str:
        while key in into:
            key = into[key]
        return key

    return {key: end(key) for key in into}
