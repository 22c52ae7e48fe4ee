"""Writing down how a change measure was answered."""

from django.db import transaction

from clients.codes import Answerer
from clients.models import Measurement, MeasurementAnswer

Values = dict[int, tuple[int | None, int | None]]


@transaction.atomic
def save_measurement(*, by, measurement: Measurement, values: Values) -> Measurement:
    """Save a measurement with the values of both sides by area; callers have opened the person for `by`.

    A side whose value is None keeps what it had. Once both sides have answered, it was answered together.
    """
    if measurement.pk is None:
        measurement.made_by = by
    else:
        measurement.version += 1
    measurement.save()
    stored = {row.area_id: row for row in measurement.answers.all()}
    for area, (own, other) in values.items():
        row = stored.get(area) or MeasurementAnswer(measurement=measurement, area_id=area)
        row.client_value = row.client_value if own is None else own
        row.counsellor_value = row.counsellor_value if other is None else other
        if row.pk or row.client_value is not None or row.counsellor_value is not None:
            row.save()
    _say_who_answered(measurement)
    return measurement


def _say_who_answered(measurement: Measurement) -> None:
    rows = MeasurementAnswer.objects.filter(measurement=measurement)
    sides = [rows.filter(**{f"{side}_value__isnull": False}).exists() for side in ("client", "counsellor")]
    if all(sides) and measurement.answered_by != Answerer.TOGETHER:
        measurement.answered_by = Answerer.TOGETHER
        measurement.save(update_fields=["answered_by"])
