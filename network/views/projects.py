from django.contrib import messages
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from network.access import Permission, has_everywhere, sites_for
from network.forms.project import ProjectForm
from network.models import Project, region_choices
from network.pages import needs, say_saved
from network.promises import pasts_of
from network.scopes import get_to_edit, projects_edited_by, projects_seen_by


@needs(Permission.EDIT_PROJECTS)
def project_list(request: HttpRequest) -> HttpResponse:
    seen = projects_seen_by(request.user)
    projects = Project.objects.filter(pk__in=seen.order_by().values("pk"))
    projects = list(projects.select_related("parent").prefetch_related("sites"))
    context = {"projects": projects, "today": timezone.localdate()}
    return render(request, "network/project_list.html", context)


@needs(Permission.EDIT_PROJECTS)
def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of the funder's cover page, the sub-projects, the areas, the targets, who works and who steers."""
    project = get_object_or_404(projects_seen_by(request.user).select_related("parent"), pk=pk)
    targets = list(project.targets.select_related("area"))
    pasts = pasts_of(targets)
    context = {
        "project": project,
        "region": dict(region_choices()).get(project.region, project.region),
        "sites": project.sites.all(),
        "children": project.children.prefetch_related("sites"),
        "areas": project.areas.prefetch_related("municipalities"),
        "targets": [(target, pasts[target.pk]) for target in targets],
        "staff": project.staff.select_related("expert__agency").order_by(F("valid_from").asc(nulls_first=True), "pk"),
        "bodies": project.bodies.annotate(seats=Count("members")).order_by("kind", "name", "pk"),
        "today": timezone.localdate(),
        "may_edit": projects_edited_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "network/project_detail.html", context)


def _form(request: HttpRequest, project: Project | None = None) -> ProjectForm:
    return ProjectForm(
        request.POST or None,
        instance=project,
        initial={"parent": request.GET.get("parent")} if project is None else None,
        by=request.user,
        sites=sites_for(request.user, Permission.EDIT_PROJECTS),
        everywhere=has_everywhere(request.user, Permission.EDIT_PROJECTS),
    )


def _saved(request: HttpRequest, form: ProjectForm) -> HttpResponse:
    project = form.save()
    say_saved(request)
    warning = form.dates_outside_parent()
    if warning:
        messages.warning(request, warning)
    return redirect("network:project_detail", project.pk)


@needs(Permission.EDIT_PROJECTS)
def project_create(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if form.is_valid():
        return _saved(request, form)
    return render(request, "network/project_form.html", {"form": form, "project": None})


def get_project_to_edit(user, pk: int) -> Project:
    """The project to change: 404 for one at other Ohjaamos, 403 for one that is only to be read."""
    return get_to_edit(pk, seen=projects_seen_by(user), edited=projects_edited_by(user))


@needs(Permission.EDIT_PROJECTS)
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    project = get_project_to_edit(request.user, pk)
    form = _form(request, project)
    if form.is_valid():
        return _saved(request, form)
    return render(request, "network/project_form.html", {"form": form, "project": Project.objects.get(pk=pk)})
