"""Logging services that young people used, for one or for a whole group; mending, withdrawing."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.access import record_access
from clients.models import Client, ServiceUse, new_batch
from network.access import Permission, require
from network.models import Site

# What an access record says of it.
LOGGED = gettext_noop("service logged")


@transaction.atomic
def log_service_uses(*, by, site: Site, clients: Iterable[Client], **fields) -> list[ServiceUse]:
    """One use of a service for each of `clients`, all of one batch when there are several.

    `fields` are those of the use (kind, card, passed, card_expires_on, title, service, event, date, ends). Raises
    PermissionDenied unless `by` counsels at `site`; the database refuses people who are not known to `by`.
    """
    require(by, Permission.SEE_CLIENTS, site)
    clients = list(clients)
    batch = new_batch() if len(clients) > 1 else None
    rows = [ServiceUse(client=client, site=site, batch=batch, created_by=by, **fields) for client in clients]
    for client in clients:
        record_access(by, client, what=LOGGED)
    return ServiceUse.objects.bulk_create(rows)


@transaction.atomic
def mend_service_use(*, by, use: ServiceUse, reason: str = "") -> ServiceUse:
    """Save the changed use, with the `reason` of a later correction; the history keeps what stood there before."""
    require(by, Permission.SEE_CLIENTS, use.site)
    use.change_reason = reason
    use.save()
    return use


@transaction.atomic
def withdraw_service_use(*, by, pk: int, reason: str = "") -> ServiceUse:
    """Take a use back: the row stays and counts no more.

    Without `reason` only one's own entry of today. Raises PermissionDenied.
    """
    use = ServiceUse.objects.select_for_update(of=("self",)).get(pk=pk)
    require(by, Permission.SEE_CLIENTS, use.site)
    if use.withdrawn_at:
        raise PermissionDenied(_("This has been withdrawn. It counts no more."))
    if not reason and not use.is_mendable_by(by, timezone.localdate()):
        raise PermissionDenied(_("Say why it is withdrawn."))
    use.withdrawn_at, use.withdrawn_by, use.change_reason = timezone.now(), by, reason
    use.version += 1
    use.save(update_fields=["withdrawn_at", "withdrawn_by", "change_reason", "version"])
    return use
