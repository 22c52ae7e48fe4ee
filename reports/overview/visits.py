"""Tables of visits."""

from django.utils.translation import gettext as _

from clients.codes import ContactType
from network.codes import Theme
from reports.charts import Chart, Figure, Month, column_chart, months
from reports.definitions import DEFINITIONS
from reports.masking import Masked
from reports.overview.subject import Subject
from reports.overview.table import Column, Table, breakdown, charted


def by_month(subject: Subject) -> Table:
    """Visits of each month of the scope, up to the present one."""
    counts, scope = subject.figures["visits"]["by_month"], subject.scope
    last = max(scope.start, min(scope.end, subject.today))
    rows = months({name: charted(number) for name, number in counts.items()}, scope.start, last)
    title = _("Visits by month")
    cells = tuple((month.label, counts.get(f"{month.year}-{month.month:02}", 0)) for month in rows)
    columns = (Column(_("Month")), Column(_("Visits"), "integer"))
    foot = (_("In all"), subject.figures["visits"]["total"])
    is_hidden = any(number is Masked.HIDDEN for number in counts.values())
    figure = None if is_hidden else _columns(title, rows)
    return Table("visits-month", title, DEFINITIONS["visits.by_month"], columns, cells, foot, figure, wide=True)


def _columns(title: str, rows: list[Month]) -> Figure:
    chart = Chart(key="visits-month", title=title, categories=rows, heading=_("Month"), series=[_("Visits")])
    return Figure(chart, column_chart)


def by_theme(subject: Subject) -> Table:
    visits = subject.figures["visits"]
    return breakdown(
        key="visits-theme",
        title=_("Visits by theme"),
        definition=DEFINITIONS["visits.by_theme"],
        heading=_("Theme"),
        unit=_("Visits"),
        counts=visits["by_theme"],
        names=dict(Theme.choices),
        total=visits["total"],
        foot=False,
        wide=True,
    )


def by_contact_type(subject: Subject) -> Table:
    visits = subject.figures["visits"]
    return breakdown(
        key="visits-channel",
        title=_("Visits by channel"),
        definition=DEFINITIONS["visits.by_contact_type"],
        heading=_("Channel"),
        unit=_("Visits"),
        counts=visits["by_contact_type"],
        names=dict(ContactType.choices),
        total=visits["total"],
    )


def by_site(subject: Subject) -> Table:
    visits = subject.figures["visits"]
    return breakdown(
        key="visits-site",
        title=_("Visits by Ohjaamo"),
        definition=DEFINITIONS["visits.by_site"],
        heading=_("Ohjaamo"),
        unit=_("Visits"),
        counts=visits["by_site"],
        names={site.key: site.name for site in subject.scope.sites},
        total=visits["total"],
    )


TABLES = [by_month, by_theme, by_contact_type, by_site]
