"""Who may change which shifts and absences: an expert their own, the site's staff everybody's."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from network.access import Permission, sites_for
from network.models import Absence, Expert, Site
from network.scopes import get_to_edit
from services.access import may_edit_programme
from services.models import CalendarFeed, ShiftSeries


def sites_seen(user) -> QuerySet[Site]:
    """The Ohjaamos whose rota `user` sees."""
    return sites_for(user, Permission.SEE_DIRECTORY)


def experts_on_rota(user, site: Site) -> QuerySet[Expert]:
    """Whose shifts at `site` the user keeps: everybody's as staff, one's own as an expert."""
    experts = Expert.objects.at_sites([site])
    return experts if may_edit_programme(user, site) else experts.filter(user=user)


def get_series_to_edit(user, pk: int) -> ShiftSeries:
    """The recurring shift: 404 for one at a foreign Ohjaamo, 403 for one that is only to be read."""
    seen = ShiftSeries.objects.filter(site__in=sites_seen(user))
    series = seen.select_related("site", "expert__agency").filter(pk=pk).first()
    if series is None:
        raise Http404
    if not may_edit_series(user, series):
        raise PermissionDenied
    return series


def may_edit_series(user, series: ShiftSeries) -> bool:
    """Whether `user` changes this recurring shift."""
    return series.expert.user_id == user.pk or may_edit_programme(user, series.site)


def experts_with_absences_kept(user) -> QuerySet[Expert]:
    """Whose absences `user` keeps: their own, and as staff those of everybody who comes to their Ohjaamo."""
    sites = sites_for(user, Permission.EDIT_PROGRAMME) | sites_for(user, Permission.EDIT_DIRECTORY)
    return Expert.objects.filter(Q(user=user) | Q(pk__in=Expert.objects.at_sites(sites).values("pk")))


def absences_kept(user) -> QuerySet[Absence]:
    """The absences that `user` sees and changes."""
    return Absence.objects.filter(expert__in=experts_with_absences_kept(user)).select_related("expert__agency")


def get_absence_to_edit(user, pk: int) -> Absence:
    """The absence: 404 for one of a foreign Ohjaamo, 403 for a colleague's."""
    seen = Absence.objects.filter(expert__in=Expert.objects.at_sites(sites_seen(user)))
    return get_to_edit(pk, seen=seen, edited=absences_kept(user))


def feeds_kept(user) -> QuerySet[CalendarFeed]:
    """The calendar links that `user` may revoke: their own, and as staff all of their Ohjaamo's."""
    sites = sites_for(user, Permission.EDIT_PROGRAMME)
    kept = CalendarFeed.objects.filter(Q(created_by=user) | Q(site__in=sites), revoked_at__isnull=True)
    return kept.select_related("site", "expert", "created_by")
