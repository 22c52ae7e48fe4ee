"""What a project promised, with the numbers that each target has had."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.access import Permission
from network.forms.target import TargetForm
from network.models import Target
from network.pages import needs
from network.promises import Past, pasts_of
from network.upkeep import saves

from .project_parts import delete_part
from .projects import get_project_to_edit


def _target(request: HttpRequest, project: int, pk: int) -> Target:
    found = Target.objects.select_related("area", "project")
    return get_object_or_404(found, pk=pk, project=get_project_to_edit(request.user, project))


def _edit(request: HttpRequest, target: Target) -> HttpResponse:
    past = pasts_of([target])[target.pk] if target.pk else Past([])
    form = TargetForm(request.POST or None, instance=target, by=request.user)
    if request.method == "POST" and saves(request, form):
        if form.is_only_history:
            _say_that_another_holds(request, form, past)
        return redirect("network:project_detail", target.project_id)
    context = {"form": form, "part": target, "project": target.project, "past": past}
    return render(request, "network/target_form.html", context)


def _say_that_another_holds(request: HttpRequest, form: TargetForm, past: Past) -> None:
    text = _("%(older)s went into the history: %(number)s, set on %(day)s, is newer and holds.")
    day = date_format(past.set_on, "SHORT_DATE_FORMAT")
    messages.info(request, text % {"older": form.decided.number, "number": form.instance.target, "day": day})


@needs(Permission.EDIT_PROJECTS)
def target_create(request: HttpRequest, project: int) -> HttpResponse:
    return _edit(request, Target(project=get_project_to_edit(request.user, project)))


@needs(Permission.EDIT_PROJECTS)
def target_edit(request: HttpRequest, project: int, pk: int) -> HttpResponse:
    """The target's page: its form, and below it the numbers that it has had."""
    return _edit(request, _target(request, project, pk))


@needs(Permission.EDIT_PROJECTS)
def target_delete(request: HttpRequest, project: int, pk: int) -> HttpResponse:
    return delete_part(request, _target(request, project, pk), {"target_count": 0})
