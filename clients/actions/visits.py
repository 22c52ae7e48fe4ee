"""Logging, mending and withdrawing visits."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.access import record_access
from clients.models import Client, Visit, VisitExpert, new_batch
from network.access import Permission, require
from network.models import Expert, Site

# What an access record says of a person picked at the counter. A search only shows hits; a person counts as opened
# when a visit of theirs is saved, or when it is given to them by mending.
LOGGED, MENDED = "visit logged", "visit mended"


@transaction.atomic
def log_visits(
    *, by, site: Site, clients: Iterable[Client], experts: Iterable[Expert] = (), age_reason: str = "", **fields
) -> list[Visit]:
    """Log one visit for each of `clients`, all of one batch; without clients, one anonymous visit.

    `fields` are those of the visit (date, time, contact_type, themes, minutes, language, note; for an anonymous one
    also met_before, age_band, gender). The reason for serving somebody over the age limit goes to those it concerns.
    Raises PermissionDenied unless `by` logs visits at `site`.
    """
    require(by, Permission.LOG_VISITS, site)
    clients, experts = list(clients), list(experts)
    batch = new_batch() if len(clients) > 1 else None
    visits = []
    for client in clients or [None]:
        concerned = client is None or _is_over_age(client, site, fields["date"])
        visit = Visit(site=site, client=client, batch=batch, created_by=by, **fields)
        visit.age_reason = age_reason if concerned else ""
        visit.save()
        visits.append(visit)
        if client is not None:
            record_access(by, client, what=LOGGED)
    VisitExpert.objects.bulk_create(VisitExpert(visit=visit, expert=expert) for visit in visits for expert in experts)
    return visits


def _is_over_age(client: Client, site: Site, day) -> bool:
    age = client.age_on(day)
    return site.age_limit is not None and age is not None and age >= site.age_limit


@transaction.atomic
def mend_visit(*, by, visit: Visit, client: Client | None, experts: Iterable[Expert]) -> Visit:
    """Save `visit` with its changed fields, its person and its experts; what it was before stays in the history.

    Raises PermissionDenied unless it is a standing entry that `by` made today.
    """
    refuse_unless_mendable(visit, by)
    if client is not None and client.pk != visit.client_id:
        record_access(by, client, what=MENDED)
    visit.client = client
    visit.save()
    wanted = {expert.pk: expert for expert in experts}
    rows = VisitExpert.objects.filter(visit=visit)
    rows.exclude(expert__in=wanted).delete()
    kept = set(rows.values_list("expert_id", flat=True))
    VisitExpert.objects.bulk_create(
        VisitExpert(visit=visit, expert=expert) for pk, expert in wanted.items() if pk not in kept
    )
    return visit


@transaction.atomic
def withdraw_visit(*, by, visit: Visit) -> Visit:
    """Take `visit` back: it stays in the history and counts no more.

    Raises PermissionDenied unless it is a standing entry that `by` made today.
    """
    visit = Visit.objects.at_sites_of(by).select_for_update(of=("self",)).get(pk=visit.pk)
    refuse_unless_mendable(visit, by)
    visit.withdrawn_at, visit.withdrawn_by = timezone.now(), by
    visit.version += 1
    visit.save(update_fields=["withdrawn_at", "withdrawn_by", "version"])
    return visit


def refuse_unless_mendable(visit: Visit, user) -> None:
    """Pass silently, or raise PermissionDenied with words that the page shows."""
    if visit.withdrawn_at is not None:
        raise PermissionDenied(_("This visit has been withdrawn. It is kept in the history and counts no more."))
    if not visit.is_mendable_by(user, timezone.localdate()):
        raise PermissionDenied(_("A visit can be mended or withdrawn on the day of logging, by whoever logged it."))
