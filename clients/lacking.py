"""What the record of a participation still lacks, field by field, with the place where it is given.

One list for the participations, the EURA preparation, and the numbers that a manager sees.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.codes import Gender, LabourStart
from clients.models import Client, Participation

CHECK_28D, CHECK_6M = "checked_28d_on", "status_6m"
_PERSON, _START, _END = ("gender", "birth_date"), ("labour_start", "education_isced"), ("labour_end", "qualification")
# The fields in the order of the forms; what EURA's own two forms ask is in EURA.
LACKS = {
    "gender": _("gender"),
    "birth_date": _("date of birth"),
    "labour_start": _("labour-market status at start"),
    "education_isced": _("highest education completed at start"),
    "unemployed_since": _("unemployed since"),
    "municipality": _("home municipality at start"),
    "labour_end": _("labour-market status at end"),
    "placement": _("placement"),
    "qualification": _("gained a qualification"),
    CHECK_28D: pgettext_lazy("missing", "check of the exit data within 28 days"),
    CHECK_6M: _("situation six months after"),
}
EURA = frozenset({*_START, *_END})
CHECKS = frozenset({CHECK_28D, CHECK_6M})
_TEXTS = frozenset({"labour_start", "labour_end", "placement"})
_AT_END = frozenset({"labour_end", "placement", "qualification", CHECK_28D})


@dataclass(frozen=True)
class Lack:
    """One answer that is missing: its field, the page and field where it is given, and its last day if it has one."""

    code: str
    url: str
    due: date | None = None

    @property
    def label(self) -> str:
        return str(LACKS[self.code])

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


def lacks_of(row: Participation, today: date) -> list[Lack]:
    """What `row` (with its client) lacks on `today`, in the order of LACKS.

    The exit data are asked for once the participation has ended, the check within 28 days of that, the situation
    after six months when they are full.
    """
    person, own = _address("client_edit", row.client_id), _address("participation_edit", row.pk)
    found = [Lack(name, f"{person}#id_{name}") for name in _PERSON if _is_unknown(row.client, name)]
    wanted = [*_START, *(["unemployed_since"] if row.labour_start == LabourStart.UNEMPLOYED else []), "municipality_id"]
    missing = [name.removesuffix("_id") for name in wanted if getattr(row, name) in ("", None)]
    found += [Lack(name, f"{own}#id_{name}") for name in missing]
    return found + ([] if row.is_open_on(today) else _at_end(row, own, today))


def _at_end(row: Participation, own: str, today: date) -> list[Lack]:
    names = ("labour_end", "placement", "qualification")
    found = [Lack(name, f"{own}#id_{name}", row.check_28d_by) for name in names if getattr(row, name) in ("", None)]
    if row.checked_28d_on is None:
        found.append(Lack(CHECK_28D, f"{own}#id_{CHECK_28D}", row.check_28d_by))
    if not row.status_6m and row.status_6m_from <= today:
        found.append(Lack(CHECK_6M, f"{own}#id_{CHECK_6M}", row.status_6m_from))
    return found


def _address(page: str, pk: int) -> str:
    return reverse(f"clients:{page}", args=[pk])


def _is_unknown(person: Client, name: str) -> bool:
    return person.gender == Gender.UNKNOWN if name == "gender" else person.birth_date is None


def lacking(rows: QuerySet[Participation], code: str, today: date) -> QuerySet[Participation]:
    """Those of `rows` that lack the answer `code`, by the same rules as lacks_of."""
    of_person = {"gender": Q(client__gender=Gender.UNKNOWN), "birth_date": Q(client__birth_date__isnull=True)}
    if code in of_person:
        return rows.filter(of_person[code])
    if code == CHECK_6M:
        return rows.status_6m_due(today)
    blank = Q(**{code: ""}) if code in _TEXTS else Q(**{f"{code}__isnull": True})
    if code in _AT_END:
        rows = rows.ended_by(today)
    if code == "unemployed_since":
        rows = rows.filter(labour_start=LabourStart.UNEMPLOYED)
    return rows.filter(blank)
