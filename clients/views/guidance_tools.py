"""The client profiles and change measures of the installation, and setting them up."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from clients.actions.guidance_tools import end_earlier_sets, end_tool, in_use, tools_in_use
from clients.client_profiles import grid
from clients.forms.guidance_tool import AreaFormSet, MeasureForm, ProfileFormSet, ProfileSetForm
from clients.models import Measure, ProfileSet
from network.access import Permission
from network.forms.rows import hold_errors, one_more, wants_row
from network.pages import needs, say_saved
from network.upkeep import saves

EMPTY_ROWS = 3


@dataclass(frozen=True)
class Kind:
    """One of the two kinds of tools, as its page needs it."""

    model: type
    form: type
    rows: type
    new: Promise
    rows_title: Promise
    add: Promise


PROFILES = Kind(
    ProfileSet, ProfileSetForm, ProfileFormSet, gettext_lazy("New set of client profiles"),
    gettext_lazy("Profiles"), gettext_lazy("Add another profile"),
)  # fmt: skip
MEASURES = Kind(
    Measure, MeasureForm, AreaFormSet, gettext_lazy("New change measure"),
    gettext_lazy("Areas of life"), gettext_lazy("Add another area"),
)  # fmt: skip


@needs(Permission.SET_UP_GUIDANCE)
def guidance_tools(request: HttpRequest) -> HttpResponse:
    """All sets and measures, those in force first."""
    today, used = timezone.localdate(), tools_in_use()
    sets = list(ProfileSet.objects.prefetch_related("profiles"))
    measures = list(Measure.objects.prefetch_related("areas"))
    for tool in [*sets, *measures]:
        tool.in_force, tool.used = tool.is_valid_on(today), tool in used
    sets.sort(key=lambda tool: not tool.in_force)
    measures.sort(key=lambda tool: not tool.in_force)
    for one in sets:
        one.grid = grid(one.profiles.all())
    context = {"sets": sets, "measures": measures, "today": today}
    return render(request, "clients/guidance_tools.html", context)


@needs(Permission.SET_UP_GUIDANCE)
def profile_set_create(request: HttpRequest) -> HttpResponse:
    return _edit(request, PROFILES, ProfileSet())


@needs(Permission.SET_UP_GUIDANCE)
def profile_set_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, PROFILES, get_object_or_404(ProfileSet, pk=pk))


@needs(Permission.SET_UP_GUIDANCE)
def measure_create(request: HttpRequest) -> HttpResponse:
    return _edit(request, MEASURES, Measure())


@needs(Permission.SET_UP_GUIDANCE)
def measure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, MEASURES, get_object_or_404(Measure, pk=pk))


def _edit(request: HttpRequest, kind: Kind, tool) -> HttpResponse:
    """A tool with its rows; one in use changes no more, for it would change what was said of people."""
    if in_use(tool):
        messages.info(request, _("This is in use and is not changed any more. Make a new one; it takes its place."))
        return redirect("clients:guidance_tools")
    form = kind.form(request.POST or None, instance=tool)
    formset = _rows(request, kind, tool)
    if wants_row(request.POST):
        hold_errors(form, formset)
    elif request.method == "POST" and saves(request, form, formset):
        if isinstance(tool, ProfileSet) and tool.pk:
            end_earlier_sets(by=request.user, newest=tool)
        return redirect("clients:guidance_tools")
    context = {"form": form, "formset": formset, "kind": kind, "tool": tool if tool.pk else None}
    return render(request, "clients/guidance_tool_form.html", context)


def _rows(request: HttpRequest, kind: Kind, tool):
    """The rows as posted, with one more if that was asked for; unposted some empty ones wait at the end."""
    if request.method != "POST":
        formset = kind.rows(instance=tool)
        formset.extra = 1 if tool.pk else EMPTY_ROWS
        return formset
    data = one_more(request.POST, kind.rows.get_default_prefix()) if wants_row(request.POST) else request.POST
    return kind.rows(data, instance=tool)


@require_POST
@needs(Permission.SET_UP_GUIDANCE)
def profile_set_end(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, get_object_or_404(ProfileSet, pk=pk))


@require_POST
@needs(Permission.SET_UP_GUIDANCE)
def measure_end(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, get_object_or_404(Measure, pk=pk))


def _end(request: HttpRequest, tool) -> HttpResponse:
    end_tool(by=request.user, tool=tool, day=timezone.localdate())
    say_saved(request)
    return redirect("clients:guidance_tools")
