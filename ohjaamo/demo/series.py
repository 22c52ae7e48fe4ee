"""External series of PoVer's report, invented but plausible, and when the running project's target was set anew."""

from datetime import date
from decimal import Decimal

from network.models import Project, TargetVersion, User
from reports.models import ExternalSeries, SeriesUnit, SeriesValue

SOURCE = "Keksitty esimerkki"
YEARS = [date(year, 12, 31) for year in (2019, 2020, 2021, 2022)]
SERIES = [
    ("Alle 30-vuotiaat työttömät työnhakijat", "Arbetslösa arbetssökande under 30 år", "Jobseekers under 30",
     SeriesUnit.PEOPLE, "Valkeakoski", "15–29 v.", "E1", ("268", "371", "296", "241")),
    ("Alle 30-vuotiaat työttömät työnhakijat", "Arbetslösa arbetssökande under 30 år", "Jobseekers under 30",
     SeriesUnit.PEOPLE, "Akaa", "15–29 v.", "E1", ("151", "214", "173", "139")),
    ("Aktivointiaste", "Aktiveringsgrad", "Activation rate",
     SeriesUnit.PERCENT, "Akaa, Urjala ja Valkeakoski", "15–29 v.", "E2", ("27.5", "24.1", "31.8", "36.4")),
]  # fmt: skip


def make_series(pover: Project, by: User) -> None:
    """Unemployment and activation at the ends of the years around the project."""
    for name_fi, name_sv, name_en, unit, area, ages, table, numbers in SERIES:
        series = ExternalSeries.objects.create(
            project=pover, name_fi=name_fi, name_sv=name_sv, name_en=name_en, unit=unit, area=area, ages=ages,
            source=SOURCE, table_number=table, retrieved_on=date(2023, 1, 31), created_by=by,
        )  # fmt: skip
        SeriesValue.objects.bulk_create(
            SeriesValue(series=series, date=day, value=Decimal(number))
            for day, number in zip(YEARS, numbers, strict=True)
        )


def make_decisions(running: Project, by: User) -> None:
    """The running project's overall target: of the application, and after the first steering group."""
    (target,) = running.targets.all()
    start = running.start_date
    for number, day, note in (
        (100, start, "Hakemus"),
        (target.target, start.replace(month=5, day=20), "Ohjausryhmä: toinen osahanke sai lisää paikkoja"),
    ):
        TargetVersion.objects.create(goal=target, number=number, set_on=day, note=note, recorded_by=by)
