"""Roles in a project: who, with which share of the working time, from when to when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from network.access import Permission
from network.forms.staff import StaffForm
from network.models import StaffAssignment
from network.pages import needs
from network.upkeep import ask_to_delete, saves

from .projects import get_project_to_edit


def _edit(request: HttpRequest, staff: StaffAssignment) -> HttpResponse:
    form = StaffForm(request.POST or None, instance=staff)
    if saves(request, form):
        warning = form.too_much()
        if warning:
            messages.warning(request, warning)
        return redirect("network:project_detail", staff.project_id)
    context = {"form": form, "part": staff, "project": staff.project}
    return render(request, "network/staff_form.html", context)


def _get(request: HttpRequest, project: int, pk: int) -> StaffAssignment:
    rows = StaffAssignment.objects.select_related("expert")
    return get_object_or_404(rows, pk=pk, project=get_project_to_edit(request.user, project))


@needs(Permission.EDIT_PROJECTS)
def staff_create(request: HttpRequest, project: int) -> HttpResponse:
    return _edit(request, StaffAssignment(project=get_project_to_edit(request.user, project)))


@needs(Permission.EDIT_PROJECTS)
def staff_edit(request: HttpRequest, project: int, pk: int) -> HttpResponse:
    return _edit(request, _get(request, project, pk))


@needs(Permission.EDIT_PROJECTS)
def staff_delete(request: HttpRequest, project: int, pk: int) -> HttpResponse:
    back = reverse("network:project_detail", args=[project])
    return ask_to_delete(request, _get(request, project, pk), back=back)
