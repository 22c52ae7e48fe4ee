"""Groups that steer: steering and management groups of projects and Ohjaamos, with their members."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from network.access import Permission, sites_for
from network.forms.body import BodyForm, MemberFormSet
from network.forms.rows import hold_errors, one_more, row_count, wants_row
from network.models import Body, BodyRole
from network.pages import needs
from network.scopes import bodies_edited_by, bodies_seen_by, get_to_edit, projects_edited_by
from network.upkeep import ask_to_delete, saves

EMPTY_SEATS = 3
PREFIX = MemberFormSet.get_default_prefix()


def _with_members(bodies, today) -> list[Body]:
    """The groups, each with `current` and `former` members; two queries however many there are."""
    rows = list(bodies.select_related("project", "site").prefetch_related("members__agency"))
    for body in rows:
        members = sorted(body.members.all(), key=lambda member: member.rank)
        body.current = [member for member in members if not (member.valid_to and member.valid_to < today)]
        body.former = [member for member in members if member.valid_to and member.valid_to < today]
    return rows


@needs(Permission.EDIT_PROJECTS)
def body_list(request: HttpRequest) -> HttpResponse:
    bodies = bodies_seen_by(request.user).order_by("project__name", "site__name", "kind", "name", "pk")
    return render(request, "network/body_list.html", {"bodies": _with_members(bodies, timezone.localdate())})


def _context(request: HttpRequest, pk: int) -> dict:
    body = get_object_or_404(bodies_seen_by(request.user), pk=pk)
    today = timezone.localdate()
    return {
        "body": _with_members(Body.objects.filter(pk=body.pk), today)[0],
        "today": today,
        "may_edit": bodies_edited_by(request.user).filter(pk=pk).exists(),
    }


@needs(Permission.EDIT_PROJECTS)
def body_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Members by the body they speak for, former ones apart."""
    return render(request, "network/body_detail.html", _context(request, pk))


@needs(Permission.EDIT_PROJECTS)
def body_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The same on paper."""
    return render(request, "network/body_print.html", _context(request, pk))


def _members(request: HttpRequest, body: Body):
    """The rows as posted, with one more if that was asked for; unposted some empty seats wait at the end."""
    if request.method != "POST":
        formset = MemberFormSet(instance=body)
        formset.extra = 1 if body.pk else EMPTY_SEATS
        return formset
    if not wants_row(request.POST):
        return MemberFormSet(request.POST, instance=body)
    data = one_more(request.POST, PREFIX)
    last = row_count(data, PREFIX) - 1
    data.setdefault(f"{PREFIX}-{last}-role", BodyRole.MEMBER)
    return MemberFormSet(data, instance=body)


def _edit(request: HttpRequest, body: Body, **initial) -> HttpResponse:
    form = BodyForm(
        request.POST or None,
        instance=body,
        initial=initial,
        projects=projects_edited_by(request.user),
        sites=sites_for(request.user, Permission.EDIT_PROJECTS),
    )
    formset = _members(request, body)
    if wants_row(request.POST):
        hold_errors(form, formset)
    elif saves(request, form, formset):
        return redirect("network:body_detail", body.pk) if body.pk else redirect("network:body_list")
    stored = Body.objects.filter(pk=body.pk).first()
    return render(request, "network/body_form.html", {"form": form, "formset": formset, "body": stored})


@needs(Permission.EDIT_PROJECTS)
def body_create(request: HttpRequest) -> HttpResponse:
    return _edit(request, Body(), project=request.GET.get("project"))


def _get_to_edit(user, pk: int) -> Body:
    return get_to_edit(pk, seen=bodies_seen_by(user), edited=bodies_edited_by(user))


@needs(Permission.EDIT_PROJECTS)
def body_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, _get_to_edit(request.user, pk))


@needs(Permission.EDIT_PROJECTS)
def body_delete(request: HttpRequest, pk: int) -> HttpResponse:
    body = _get_to_edit(request.user, pk)
    count = body.members.count()
    warning = ngettext("One member goes with it.", "%(count)d members go with it.", count) % {"count": count}
    return ask_to_delete(request, body, back="network:body_list", warning=warning if count else "")
