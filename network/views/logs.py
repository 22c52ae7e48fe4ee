"""The three logs of projects: publicity, development, problems with recommendations."""

from typing import NamedTuple

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.access import Permission
from network.forms.log import DevelopmentForm, LogChoiceForm, ProblemForm, PublicityForm
from network.models import Development, Problem, Publicity
from network.pages import needs
from network.scopes import projects_logged_by
from network.upkeep import ask_to_delete, saves

SHOWN = 50


class Log(NamedTuple):
    model: type
    form: type
    add: str
    edit: str


LOGS = {
    "publicity": Log(Publicity, PublicityForm, _("Log publicity"), _("Edit the publicity")),
    "development": Log(Development, DevelopmentForm, _("Log development"), _("Edit the development")),
    "problem": Log(Problem, ProblemForm, _("Log a problem"), _("Edit the problem")),
}


class Rows(NamedTuple):
    """A list on the page: the newest entries, how many there are in all."""

    entries: list
    count: int

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.entries)


@needs(Permission.KEEP_LOGS)
def log_list(request: HttpRequest) -> HttpResponse:
    """All three lists, filtered by project and days; ?all=publicity (…) shows one of them to its end."""
    projects = projects_logged_by(request.user)
    choice = LogChoiceForm(request.GET, projects=projects)
    lists, found = {}, {}
    for kind, log in LOGS.items():
        mine = log.model.objects.filter(project__in=projects.order_by().values("pk"))
        found[kind] = choice.chosen(mine).select_related("project")
        shown = found[kind] if request.GET.get("all") == kind else found[kind][:SHOWN]
        lists[kind] = Rows(list(shown), found[kind].count())
    context = {
        "filter": {"form": choice},
        "lists": lists,
        "person_days": found["development"].aggregate(days=Sum("person_days"))["days"],
        "project": choice.cleaned_data.get("project"),
        "has_projects": projects.exists(),
    }
    return render(request, "network/log_list.html", context)


def _edit(request: HttpRequest, kind: str, entry, **initial) -> HttpResponse:
    log = LOGS[kind]
    projects = projects_logged_by(request.user)
    form = log.form(request.POST or None, instance=entry, projects=projects, initial=initial)
    if saves(request, form):
        return redirect(_back(entry))
    stored = log.model.objects.filter(pk=entry.pk).first()
    title = log.edit if stored else log.add
    return render(request, "network/log_form.html", {"form": form, "entry": stored, "title": title, "kind": kind})


def _back(entry) -> str:
    return f"{reverse('network:log_list')}?project={entry.project_id}"


@needs(Permission.KEEP_LOGS)
def log_create(request: HttpRequest, kind: str) -> HttpResponse:
    """A new entry of one `kind` (a key of LOGS)."""
    entry = LOGS[kind].model(created_by=request.user)
    return _edit(request, kind, entry, project=request.GET.get("project"))


def _get(user, kind: str, pk: int):
    mine = LOGS[kind].model.objects.filter(project__in=projects_logged_by(user).order_by().values("pk"))
    return get_object_or_404(mine, pk=pk)


@needs(Permission.KEEP_LOGS)
def log_edit(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    return _edit(request, kind, _get(request.user, kind, pk))


@needs(Permission.KEEP_LOGS)
def log_delete(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    entry = _get(request.user, kind, pk)
    return ask_to_delete(request, entry, back=_back(entry))
