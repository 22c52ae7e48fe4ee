"""Filling in a change measure: by the young person alone, with the counsellor, or by the counsellor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_noop

from clients.access import Sight, open_person
from clients.actions.measurements import save_measurement
from clients.codes import Answerer, ConsentScope
from clients.forms.measurement import COUNSELLOR, SIDES, MeasurementForm, NewMeasurementForm
from clients.measures import change, measurements_of, measures_in_force
from clients.models import Measure, Measurement
from network.access import Permission
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("change measure")


def _open(request: HttpRequest, pk: int) -> Sight:
    return open_person(request.user, pk, what=PAGE, scope=ConsentScope.PLAN)


@needs(Permission.SEE_SHARED)
def measure_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who answers (?by=) and which measure (?measure=), then answer it."""
    sight = _open(request, pk)
    measures = list(measures_in_force(sight.today))
    asked = request.GET.get("measure", "")
    measure = next((one for one in measures if str(one.pk) == asked), measures[0] if len(measures) == 1 else None)
    by = request.GET.get("by", "")
    if measure is None or by not in Answerer.values:
        context = {"client": sight.client, "measures": measures, "measure": measure, "answerers": Answerer.choices}
        return render(request, "clients/measure_choose.html", context)
    return _fill(request, sight, measure, Answerer(by))


def _fill(request: HttpRequest, sight: Sight, measure: Measure, by: Answerer) -> HttpResponse:
    blank = Measurement(client=sight.client, measure=measure, answered_by=by, date=sight.today)
    form = NewMeasurementForm(request.POST or None, instance=blank, measure=measure, sides=SIDES[by])
    alone = by == Answerer.CLIENT
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            save_measurement(by=request.user, measurement=form.save(commit=False), values=form.values)
            if alone:
                return reverse("clients:measure_thanks", args=[sight.client.pk])
            say_saved(request)
            return reverse("clients:client_detail", args=[sight.client.pk])

        if answer := redirect_once(request, form, write):
            return answer
    context = {"client": sight.client, "measure": measure, "form": form, "by": by}
    return render(request, "clients/measure_alone.html" if alone else "clients/measure_fill.html", context)


@needs(Permission.SEE_SHARED)
def measure_thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """After answering alone: nothing of the young person's is shown, for the tablet is still in their hands."""
    return render(request, "clients/measure_thanks.html", {"client": _open(request, pk).client})


@needs(Permission.SEE_SHARED)
def measurement_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All measurements of a person, and what changed."""
    sight = _open(request, pk)
    rows = list(measurements_of(sight))
    context = {"client": sight.client, "rows": rows, "part": change(rows) if rows else {}}
    return render(request, "clients/measurement_list.html", context)


@needs(Permission.SEE_SHARED)
def measurement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a measurement, or add the counsellor's values to what the young person answered alone."""
    measurement = get_object_or_404(
        Measurement.objects.visible_to(request.user).select_related("measure").prefetch_related("answers"), pk=pk
    )
    sight = _open(request, measurement.client_id)
    # What the young person answered alone is theirs: the counsellor's view is put beside it.
    sides = (COUNSELLOR,) if measurement.answered_by == Answerer.CLIENT else SIDES[Answerer.TOGETHER]
    form = MeasurementForm(request.POST or None, instance=measurement, measure=measurement.measure, sides=sides)
    if request.method == "POST" and form.is_valid():
        # The action counts the version.
        save_measurement(by=request.user, measurement=form.instance, values=form.values)
        say_saved(request)
        return redirect("clients:client_detail", pk=sight.client.pk)
    context = {"client": sight.client, "measure": measurement.measure, "form": form, "by": measurement.answered_by}
    return render(request, "clients/measure_fill.html", context)
