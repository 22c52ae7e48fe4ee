"""Which services a user may see and change, as querysets; see network/scopes.py."""

from django.db.models import Q, QuerySet

from network.scopes import agencies_edited_by, get_to_edit
from services.codes import ServiceStatus
from services.models import Service


def services_edited_by(user) -> QuerySet[Service]:
    """The services that `user` may change, and so confirm: those of the agencies whose entries they keep up."""
    return Service.objects.filter(agency__in=agencies_edited_by(user).order_by().values("pk"))


def services_seen_by(user) -> QuerySet[Service]:
    """All services but the drafts of others, for those who may see the directory at all."""
    own = services_edited_by(user).order_by().values("pk")
    return Service.objects.filter(~Q(status=ServiceStatus.DRAFT) | Q(pk__in=own))


def get_service_to_edit(user, pk: int) -> Service:
    """The service: 404 for another's draft, 403 for one that is only to be read."""
    return get_to_edit(pk, seen=services_seen_by(user), edited=services_edited_by(user).select_related("agency"))
