"""What the dates and states of a participation must agree on: the project, the order of EURA, the checks after."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clients.codes import EuraState
from clients.models import Participation


def check_project(form: forms.ModelForm) -> None:
    """Refuse a start outside the time of the project."""
    project, start = form.cleaned_data.get("project"), form.cleaned_data.get("start_date")
    if project and start and not project.is_running_on(start):
        first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (project.start_date, project.end_date))
        text = _("The project runs %(first)s–%(last)s; the start date is outside it.")
        form.add_error("start_date", text % {"first": first, "last": last})


def check_eura(form: forms.ModelForm) -> None:
    """Given before accepted, the exit data after the end; a state that changes without a day gets today's."""
    for state, on in (("eura_start", "eura_start_on"), ("eura_end", "eura_end_on")):
        if not {state, on} & form.errors.keys():
            _check_state(form, state, on)
    end, on = form.cleaned_data.get("end_date"), form.cleaned_data.get("eura_end_on")
    if end and on and on < end and "eura_end_on" not in form.errors:
        form.add_error("eura_end_on", _("The exit data are given after the end, %(day)s.") % {"day": _short(end)})


def _check_state(form: forms.ModelForm, state: str, on: str) -> None:
    wanted, day = form.cleaned_data.get(state), form.cleaned_data.get(on)
    before, day_before = form.initial.get(state) or "", form.initial.get(on)
    if wanted == EuraState.ACCEPTED and before == "":
        form.add_error(state, _("Save first that the data were given; EURA accepts only what has been given."))
    elif day and not wanted and not before:
        form.add_error(state, _("Choose the state that began on this day."))
    elif not wanted:
        form.cleaned_data[on] = None
    elif wanted != before and (day is None or day == day_before):
        form.cleaned_data[on] = timezone.localdate()
    elif wanted == EuraState.ACCEPTED and before == EuraState.GIVEN and day_before and day < day_before:
        text = _("The data were given on %(day)s; they cannot have been accepted before that.")
        form.add_error(on, text % {"day": _short(day_before)})


def check_after(form: forms.ModelForm) -> None:
    """The checks come after the end; those at an odd time are said in `form.warnings`."""
    cleaned = form.cleaned_data
    end, checked = cleaned.get("end_date"), cleaned.get("checked_28d_on")
    _fill_day_of_status(form)
    asked = cleaned.get("status_6m_on")
    if end is None:
        return
    for name, day in (("checked_28d_on", checked), ("status_6m_on", asked)):
        if day and day < end:
            form.add_error(name, _("This is before the end of the participation, %(day)s.") % {"day": _short(end)})
    ended = Participation(end_date=end)
    if checked and checked > ended.check_28d_by and "checked_28d_on" in form.changed_data:
        text = _("The exit data were checked after the four weeks, which ended on %(day)s.")
        form.warnings.append(text % {"day": _short(ended.check_28d_by)})
    if (
        asked
        and end <= asked < ended.status_6m_from
        and {"status_6m", "status_6m_on", "end_date"} & set(form.changed_data)
    ):
        text = _("The situation after six months was asked early: they are full on %(day)s. Ask again then.")
        form.warnings.append(text % {"day": _short(ended.status_6m_from)})


def _fill_day_of_status(form: forms.ModelForm) -> None:
    status, day = form.cleaned_data.get("status_6m"), form.cleaned_data.get("status_6m_on")
    if "status_6m_on" in form.errors:
        return
    if status and day is None and "status_6m" in form.changed_data:
        form.cleaned_data["status_6m_on"] = timezone.localdate()
    elif day and not status and "status_6m" not in form.errors:
        form.add_error("status_6m", _("Choose the answer that was got on this day."))


def _short(day) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
