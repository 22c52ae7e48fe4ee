"""Keeping external series: their values are brought in line with what was typed and pasted."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from network.models import User
from reports.models import ExternalSeries, SeriesValue


@transaction.atomic
def keep_series(*, series: ExternalSeries, values: dict[date, Decimal], by: User) -> ExternalSeries:
    """Save the series with exactly these values by day. The caller has locked a stored one (versioned form)."""
    if series.pk is None:
        series.created_by = by
    series.save()
    stored = {row.date: row for row in series.values_by_day.all()}
    series.values_by_day.filter(date__in=stored.keys() - values.keys()).delete()
    changed = [row for day, row in stored.items() if day in values and row.value != values[day]]
    for row in changed:
        row.value = values[row.date]
    SeriesValue.objects.bulk_update(changed, ["value"])
    SeriesValue.objects.bulk_create(
        SeriesValue(series=series, date=day, value=value) for day, value in values.items() if day not in stored
    )
    return series
