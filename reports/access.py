"""Whose figures a user may see, whose reports they may write: those of projects that have an Ohjaamo of theirs."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from network.access import Permission, has, has_everywhere, require, roles_with, sites_for
from network.models import Project, RoleAssignment, User
from reports.models import Report


@dataclass(frozen=True)
class SeenProject:
    """A project that a user may see: how deep it lies below its parents, and whether its numbers are exact."""

    project: Project
    depth: int
    exact: bool


class _Tree:
    """All projects with their sub-projects and sites; two queries."""

    def __init__(self):
        self.children, self.sites = defaultdict(list), defaultdict(set)
        for project in Project.objects.all():
            self.children[project.parent_id].append(project)
        for project_id, site_id in Project.sites.through.objects.values_list("project_id", "site_id"):
            self.sites[project_id].add(site_id)

    def sites_below(self, project: Project) -> set[int]:
        """Sites of the project and of its sub-projects at any depth."""
        return self.sites[project.pk].union(*(self.sites_below(child) for child in self.children[project.pk]))


def projects_for(user, permission: Permission = Permission.SEE_FIGURES) -> list[SeenProject]:
    """The projects for which `user` holds `permission`, each followed by its sub-projects.

    Held at one site of a project, by itself or through its sub-projects, it goes for the whole project with its
    sub-projects. A project without any site is for those who hold it everywhere.
    """
    if not has(user, permission):
        return []
    tree = _Tree()
    mine, exact = _Reach(user, permission), _Reach(user, Permission.SEE_EXACT_FIGURES)
    found: list[SeenProject] = []

    def walk(project: Project, depth: int, seen_above: bool, exact_above: bool) -> None:
        below, own = tree.sites_below(project), tree.sites[project.pk]
        seen = seen_above or mine.reaches(below)
        if seen:
            found.append(SeenProject(project, depth, exact_above or exact.reaches(below)))
        for child in tree.children[project.pk]:
            walk(child, depth + seen, seen_above or mine.reaches(own), exact_above or exact.reaches(own))

    for project in tree.children[None]:
        walk(project, 0, False, False)
    return found


class _Reach:
    """Where a user holds a permission."""

    def __init__(self, user, permission: Permission):
        self.everywhere = has_everywhere(user, permission)
        self.sites = set(sites_for(user, permission).values_list("pk", flat=True))

    def reaches(self, sites: set[int]) -> bool:
        return self.everywhere or not self.sites.isdisjoint(sites)


def chosen_or_404(projects: list[SeenProject], code: str) -> SeenProject | None:
    """The project of this code among those the user may see; a stranger's is as good as none.

    Without a code the one that runs today, else the first; None without any project.
    """
    if code:
        found = next((seen for seen in projects if seen.project.code == code), None)
        if found is None:
            raise Http404
        return found
    today = timezone.localdate()
    return next((seen for seen in projects if seen.project.is_running_on(today)), projects[0] if projects else None)


def get_project_or_404(user, pk: int) -> Project:
    """A project on which `user` may report; 403 without the right, 404 for a stranger's."""
    require(user, Permission.EDIT_REPORTS)
    for seen in projects_for(user, Permission.EDIT_REPORTS):
        if seen.project.pk == pk:
            return seen.project
    raise Http404


def get_report_or_404(user, pk: int, language: str = "") -> Report:
    """A report that `user` may write, in one of its languages; 403 without the right, 404 for a stranger's."""
    require(user, Permission.EDIT_REPORTS)
    report = get_object_or_404(Report.objects.select_related("project"), pk=pk)
    get_project_or_404(user, report.project_id)
    if language and language not in report.languages:
        raise Http404
    return report


def authors_of(project: Project) -> QuerySet[User]:
    """Those who may write the reports of `project`, by name: the people for whom `projects_for` has it."""
    tree = _Tree()
    sites, above = set(tree.sites_below(project)), project.parent
    while above:
        sites, above = sites | tree.sites[above.pk], above.parent
    here = RoleAssignment.objects.filter(role__in=roles_with(Permission.EDIT_REPORTS)).filter(
        Q(site__isnull=True) | Q(site__in=sites)
    )
    return User.objects.filter(is_active=True, pk__in=here.values("user")).order_by("last_name", "first_name", "pk")
