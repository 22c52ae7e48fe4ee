"""Recruiting events of a period: how many, who came, who was hired."""

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from network.access import Permission, sites_for
from network.pages import needs
from services.forms.period import PeriodForm
from services.programme import recruiting_between


def _year_of(today: date) -> dict:
    return {"first": today.replace(month=1, day=1), "last": today.replace(month=12, day=31)}


def _period(form: forms.Form, usual: dict) -> dict:
    return form.cleaned_data if form.is_bound and form.is_valid() else usual


@needs(Permission.EDIT_PROGRAMME)
def recruiting(request: HttpRequest) -> HttpResponse:
    """?first=…&last=…; without them this year. All the sites whose programme the user keeps."""
    usual = _year_of(timezone.localdate())
    form = PeriodForm(request.GET if "first" in request.GET else None, initial=usual)
    period = _period(form, usual)
    sites = sites_for(request.user, Permission.EDIT_PROGRAMME)
    context = {"form": form, "period": period, "found": recruiting_between(sites, **period)}
    return render(request, "services/recruiting.html", context)
