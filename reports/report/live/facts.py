"""The fields of the funder's cover page, with the labels that the funder's form has."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language

from network.models import Project, region_choices
from reports.report.blocks import Block, Facts
from reports.report.data import ReportData

NBSP = "\N{NO-BREAK SPACE}"
# The labels are those of the form in each language, so they are not left to the catalogues.
LABELS = {
    "name": {"fi": "Hankkeen nimi", "sv": "Projektets namn", "en": "Name"},
    "code": {"fi": "EURA-tunnus", "sv": "EURA-kod", "en": "EURA code"},
    "priority": {"fi": "Toimintalinja", "sv": "Insatsområde", "en": "Priority axis"},
    "specific_objective": {"fi": "Erityistavoite", "sv": "Särskilt mål", "en": "Specific objective"},
    "start_date": {"fi": "Aloituspäivä", "sv": "Startdatum", "en": "Start date"},
    "end_date": {"fi": "Lopetuspäivä", "sv": "Slutdatum", "en": "End date"},
    "region": {"fi": "Maakunta", "sv": "Landskap", "en": "Region"},
    "funder": {"fi": "Hankkeen rahoittaja", "sv": "Finansiär", "en": "Funder"},
    "implementer": {
        "fi": "Toteuttajaorganisaatio",
        "sv": "Genomförande organisation",
        "en": "Implementing organisation",
    },
    "budget": {"fi": "Budjetti", "sv": "Budgetklass", "en": "Budget band"},
    "status": {"fi": "Tila", "sv": "Status", "en": "Status"},
    "sites": {"fi": "Ohjaamot", "sv": "Navigatorer", "en": "Service points"},
}
ON_THE_COVER = ("code", "start_date", "end_date", "funder", "implementer", "region", "budget", "priority",
                "specific_objective")  # fmt: skip
STATES = {
    "ended": {"fi": "Hanke loppunut", "sv": "Avslutat", "en": "Ended"},
    "running": {"fi": "Hanke käynnissä", "sv": "Pågår", "en": "Running"},
    "coming": {"fi": "Hanke ei ole alkanut", "sv": "Har inte börjat", "en": "Not started"},
}


def facts(data: ReportData) -> list[Block]:
    """All fields that are given."""
    values = all_values(data)
    return [Facts(rows_of(values, LABELS))]


def cover_facts(data: ReportData) -> list[tuple[str, str]]:
    """The fields of the cover that are given."""
    return rows_of(all_values(data), ON_THE_COVER)


def rows_of(values: dict[str, str], keys) -> list[tuple[str, str]]:
    """(label, value) of the fields that are given, in the active language."""
    return [(LABELS[key][get_language()], values[key]) for key in keys if values[key]]


def all_values(data: ReportData) -> dict[str, str]:
    """Every field of the project as text; "" = not given."""
    project = data.project
    return {
        "name": project.name,
        "code": project.code,
        "priority": project.priority,
        "specific_objective": project.specific_objective,
        "start_date": date_format(project.start_date, "DATE_FORMAT"),
        "end_date": date_format(project.end_date, "DATE_FORMAT"),
        "region": dict(region_choices()).get(project.region, ""),
        "funder": project.funder,
        "implementer": project.implementer,
        "budget": budget(project),
        "status": STATES[state(project, timezone.localdate())][get_language()],
        "sites": ", ".join(site.name for site in data.sites),
    }


def state(project: Project, today: date) -> str:
    """Whether the project is "coming", "running" or "ended" on a day."""
    if today < project.start_date:
        return "coming"
    return "running" if project.is_running_on(today) else "ended"


def budget(project: Project) -> str:
    """The sum and the band, whichever are given: "786 000 € (500 000–1 000 000 €)"."""
    if project.budget_eur is None:
        return project.budget_band
    whole = project.budget_eur == project.budget_eur.to_integral_value()
    amount = number_format(project.budget_eur, decimal_pos=0 if whole else 2, force_grouping=True)
    euros = f"€{amount}" if get_language() == "en" else f"{amount}{NBSP}€"
    return f"{euros} ({project.budget_band})" if project.budget_band else euros
