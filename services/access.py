"""Who may change the programme and the shifts."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from network.access import Permission, has, sites_for
from network.current_site import current_site
from network.models import Expert, Site
from services.models import Campaign, Event, Shift

Row = TypeVar("Row", bound=Model)


def own_expert(user) -> Expert | None:
    """The user's own entry in the network, if there is one."""
    return Expert.objects.filter(user=user).first()


def may_edit_programme(user, site: Site | None) -> bool:
    """Whether `user` edits the events and all shifts of `site`."""
    return site is not None and has(user, Permission.EDIT_PROGRAMME, site)


def may_see_sign_ups(user, site: Site | None) -> bool:
    """Whether `user` sees by name who has signed up at `site`: its counsellors, as row-level security has it too."""
    return site is not None and has(user, Permission.LOG_VISITS, site)


def get_event(user, pk: int) -> Event:
    """The event, with its head count, to read: 404 for one at a foreign Ohjaamo."""
    seen = Event.objects.filter(site__in=sites_for(user, Permission.SEE_DIRECTORY))
    event = seen.with_heads().select_related("site", "series", "campaign").filter(pk=pk).first()
    if event is None:
        raise Http404
    return event


def get_event_with_names(user, pk: int) -> Event:
    """The event, for its list of those who signed up: 403 for whoever may not see them by name."""
    event = get_event(user, pk)
    if not may_see_sign_ups(user, event.site):
        raise PermissionDenied
    return event


def get_event_to_edit(user, pk: int) -> Event:
    """The event: 404 for one at a foreign Ohjaamo, 403 for one that is only to be read."""
    seen = Event.objects.filter(site__in=sites_for(user, Permission.SEE_DIRECTORY))
    event = seen.select_related("site", "series").filter(pk=pk).first()
    if event is None:
        raise Http404
    if not may_edit_programme(user, event.site):
        raise PermissionDenied
    return event


def get_shift_to_edit(user, pk: int) -> Shift:
    """The shift: staff of the site edit all, an expert their own; 404 and 403 as with events."""
    seen = Shift.objects.filter(site__in=sites_for(user, Permission.SEE_DIRECTORY))
    shift = seen.select_related("site", "expert").filter(pk=pk).first()
    if shift is None:
        raise Http404
    if not may_edit_programme(user, shift.site) and shift.expert.user_id != user.pk:
        raise PermissionDenied
    return shift


def get_at_own_site(user, rows: QuerySet[Row], pk: int) -> Row:
    """The row of a model with `site`, if `user` edits the programme of that site; 404 otherwise."""
    return get_object_or_404(rows.filter(site__in=sites_for(user, Permission.EDIT_PROGRAMME)), pk=pk)


def site_at_hand(request: HttpRequest) -> Site:
    """The Ohjaamo chosen in the header, for pages that change its programme; 403 where the user may not."""
    site = current_site(request)
    if not may_edit_programme(request.user, site):
        raise PermissionDenied
    return site


def campaigns_edited_by(user) -> QuerySet[Campaign]:
    """The campaigns of the Ohjaamos whose programme `user` edits."""
    sites = sites_for(user, Permission.EDIT_PROGRAMME)
    return Campaign.objects.filter(pk__in=Campaign.sites.through.objects.filter(site__in=sites).values("campaign"))
