"""External series of ended projects, as the reports quote them: a value before and one after."""

from datetime import date
from decimal import Decimal

from network.models import Project, User
from reports.models import ExternalSeries, SeriesValue

SOURCE = "TEM, Työnvälitystilasto"


def make_series(project: Project, lines: list[tuple], days: tuple[date, ...], retrieved_on: date, by: User) -> None:
    """lines: (name, table number, ages, unit, values on the days)."""
    for name, table, ages, unit, values in lines:
        series = ExternalSeries.objects.create(
            project=project,
            name_fi=name,
            table_number=table and f"Taulukko {table}",
            ages=ages,
            unit=unit,
            source=SOURCE,
            retrieved_on=retrieved_on,
            created_by=by,
        )
        SeriesValue.objects.bulk_create(
            SeriesValue(series=series, date=day, value=Decimal(str(value)))
            for day, value in zip(days, values, strict=True)
        )
