"""How the database says a dimension's code: expressions that give a text, "" where nothing is given."""

from django.db.models import Case, CharField, DateField, F, Func, Min, Value, When, Window
from django.db.models.functions import Cast, Coalesce

from clients.codes import AgeBand
from reports.workbench.dimensions import NO, YES

_BANDS = [AgeBand.UNDER_18, AgeBand.FROM_18_TO_24, AgeBand.FROM_25_TO_29, AgeBand.FROM_30]
_LIMITS = [18, 25, 30]


def text(expression, otherwise: str = "") -> Coalesce:
    """A field or an expression as text."""
    return Coalesce(Cast(expression, CharField()), Value(otherwise), output_field=CharField())


def flag(field: str) -> Case:
    """A yes/no field: yes, no or ""."""
    cases = [When(**{field: True}, then=Value(YES)), When(**{field: False}, then=Value(NO))]
    return Case(*cases, default=Value(""), output_field=CharField())


def times(day: str) -> dict:
    """The steps of time of a date field."""
    weekday = Func(F(day), template="(extract(isodow from %(expressions)s)::int - 1)::text", output_field=CharField())
    return {
        "month": _date_text(day, "YYYY-MM"),
        "quarter": _date_text(day, 'YYYY-"q"Q'),
        "year": _date_text(day, "YYYY"),
        "weekday": weekday,
    }


def _date_text(day: str, pattern: str) -> Func:
    return Func(F(day), Value(pattern), function="to_char", output_field=CharField())


def age_band(day) -> Func:
    """The band (AgeBand.of) of the client's age in complete years on a day; unknown without a birth date.

    PostgreSQL's age() gives somebody born on 29 February a birthday on 1 March, as clients.models.complete_years does.
    The days are stamps without a time zone, so that summer time has no say in it.
    """
    codes = ", ".join(f"'{band.value}'" for band in _BANDS)
    years = "date_part('year', age(%(expressions)s))"
    band = f"(ARRAY[{codes}])[width_bucket({years}, ARRAY{_LIMITS}::float8[]) + 1]"
    stamps = [Func(part, template="(%(expressions)s)::timestamp") for part in (day, F("client__birth_date"))]
    template = f"coalesce({band}, '{AgeBand.UNKNOWN.value}')"
    return Func(*stamps, template=template, output_field=CharField())


def first_day_of_person() -> Window:
    """The day of the person's first record among all that are counted over."""
    return Window(Min("date"), partition_by=[F("client_id")], output_field=DateField())
