"""Targets in the catalogue: by what they are about, so that their paths stay when others are added."""

from collections.abc import Iterable

from django.utils.text import slugify
from django.utils.translation import gettext as _

from network.codes import MEASURES
from network.shares import percent_of
from reports.catalogue.entry import Entry, Value
from reports.catalogue.names import Names
from reports.definitions import definition_of

MEASURE_NAMES = dict(MEASURES)


def target_entries(targets: Iterable[dict], names: Names) -> dict[str, Entry]:
    """Each target with what was promised, its result, and the result in percent of the promise.

    targets.<project>-<period>-<area>-<measure>.target, .actual and .share; a second one of the same words ends in -2.
    """
    found: dict[str, Entry] = {}
    rows = list(targets)
    several = len({row["project"] for row in rows}) > 1
    for row in rows:
        key = _free(slugify(f"{row['project']} {row['period']} {row['area']} {row['measure']}"), found)
        label = _label(row, names.projects.get(row["project"], row["project"]) if several else "")
        share = _share(row["actual"], row["target"])
        definition = definition_of("targets")
        promised = _("The share is of: %(whole)s, n = %(n)s.") % {"whole": _("Promised"), "n": row["target"]}
        for name, last, value, unit, what in (
            ("target", _("promised"), row["target"], "count", definition),
            ("actual", _("result"), row["actual"], "count", definition),
            ("share", _("result of what was promised"), share, "percent", f"{definition} {promised}"),
        ):
            path = f"targets.{key}.{name}"
            found[path] = Entry(path, f"{label}, {last}", value, what, unit)
    return found


def _free(key: str, found: dict[str, Entry]) -> str:
    number, free = 1, key
    while f"targets.{free}.target" in found:
        number += 1
        free = f"{key}-{number}"
    return free


def _label(row: dict, project: str) -> str:
    about = [project, row["period"], row["area"], str(MEASURE_NAMES[row["measure"]])]
    return f"{_('Target')}: {', '.join(part for part in about if part)}"


def _share(part: Value, whole: int) -> int | None:
    return percent_of(part, whole) if isinstance(part, int) else None
