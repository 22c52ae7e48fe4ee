"""What the import page says of each table and column, from the same description that the import reads by."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .kinds import Clock, Code, Day, Email, Kind, Language, Many, Money, Reference, Text, Whole, YesNo
from .tables import MUNICIPALITIES, REGIONS, TABLES

TITLES = {
    "sites": gettext_lazy("Ohjaamos"),
    "agencies": gettext_lazy("Agencies"),
    "experts": gettext_lazy("Experts"),
    "projects": gettext_lazy("Projects and sub-projects"),
    "areas": gettext_lazy("Areas of projects"),
    "targets": gettext_lazy("Targets of projects"),
    "clients": gettext_lazy("Young people"),
    "visits": gettext_lazy("Visits"),
    "gatherings": gettext_lazy("Head counts"),
    "referrals": gettext_lazy("Referrals"),
    "participations": gettext_lazy("Participations in projects"),
}
NOTES = {
    "sites.age_limit": gettext_lazy("clients must be younger than this; empty = open to all"),
    "projects.parent": gettext_lazy("the project that it is a sub-project of"),
    "targets.area": gettext_lazy("empty = the whole project"),
    "visits.client": gettext_lazy("empty = an anonymous visit"),
    "visits.age_band": gettext_lazy("only for an anonymous visit"),
    "visits.gender": gettext_lazy("only for an anonymous visit"),
    "visits.met_before": gettext_lazy("only for an anonymous visit"),
    "visits.themes": gettext_lazy("the first one is the main theme"),
    "gatherings.joint": gettext_lazy("held with other Ohjaamos"),
    "referrals.accompanied": gettext_lazy("a handover in person"),
    "participations.project": gettext_lazy("the project or the sub-project"),
    "participations.education_isced": gettext_lazy("completed at the start"),
    "participations.municipality": gettext_lazy("at the start"),
}


def described_tables() -> list[dict]:
    """Name, title and columns (name, required, what it takes) of each table, in the user's language."""
    return [
        {
            "name": table.name,
            "title": TITLES[table.name],
            "columns": [
                {
                    "name": column.name,
                    "required": column.required,
                    "takes": describe(column.kind),
                    "note": NOTES.get(f"{table.name}.{column.name}", ""),
                }
                for column in table.columns
            ],
        }
        for table in TABLES
    ]


def describe(kind: Kind) -> str:
    """What a cell of this kind takes."""
    match kind:
        case Many():
            return _("list (%(item)s)") % {"item": describe(kind.item)}
        case Reference(table=table) if table == MUNICIPALITIES:
            return _("three-digit code of a municipality")
        case Reference(table=table) if table == REGIONS:
            return _("two-digit code of a region")
        case Reference():
            return _("key of %(table)s") % {"table": kind.table}
        case Email():
            return _("e-mail address")
        case Text():
            return _("text, at most %(most)s characters") % {"most": kind.most}
        case Code():
            return ", ".join(kind.values)
        case Whole():
            return _("whole number")
        case Day():
            return _("date, as 2021-02-17")
        case Clock():
            return _("time, as 09:30")
    return {Money: _("euros"), YesNo: "yes, no", Language: _("two letters, or other")}[type(kind)]
