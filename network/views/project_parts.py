"""Areas of a project, and what removing them shares with its targets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from network.access import Permission
from network.forms.project import AreaForm
from network.models import Area, Project
from network.pages import needs, say_saved

from .projects import get_project_to_edit


def _edit(request: HttpRequest, form, template: str) -> HttpResponse:
    part = form.instance
    if form.is_valid():
        form.save()
        say_saved(request)
        return redirect("network:project_detail", part.project_id)
    return render(request, template, {"form": form, "part": part, "project": part.project})


def _project(request: HttpRequest, pk: int) -> Project:
    return get_project_to_edit(request.user, pk)


@needs(Permission.EDIT_PROJECTS)
def area_create(request: HttpRequest, project: int) -> HttpResponse:
    area = Area(project=_project(request, project))
    return _edit(request, AreaForm(request.POST or None, instance=area), "network/area_form.html")


@needs(Permission.EDIT_PROJECTS)
def area_edit(request: HttpRequest, project: int, pk: int) -> HttpResponse:
    area = get_object_or_404(Area, pk=pk, project=_project(request, project))
    return _edit(request, AreaForm(request.POST or None, instance=area), "network/area_form.html")


def delete_part(request: HttpRequest, part, context: dict) -> HttpResponse:
    """Asks first; a POST removes."""
    if request.method == "POST":
        part.delete()
        say_saved(request)
        return redirect("network:project_detail", part.project_id)
    return render(request, "network/part_delete.html", {"part": part, "project": part.project} | context)


@needs(Permission.EDIT_PROJECTS)
def area_delete(request: HttpRequest, project: int, pk: int) -> HttpResponse:
    area = get_object_or_404(Area, pk=pk, project=_project(request, project))
    return delete_part(request, area, {"target_count": area.targets.count()})
