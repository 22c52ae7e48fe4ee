"""Opening a person: found only among those one may see, and logged in the same transaction.

Two ways in. Those who counsel where the person is known open everything (`open_client`). Others, experts of the
agencies that the young person lets see something, open what the consent names (`open_person` gives the `Sight`).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404
from django.utils import timezone

from clients.codes import ConsentScope
from clients.models import AccessReason, AccessRecord, Client, Visit
from network.access import Permission, experts_of, sites_for
from network.models import User


@dataclass(frozen=True)
class Sight:
    """What `user` sees of `client` today, and on what ground."""

    user: User
    client: Client
    known: bool
    scopes: frozenset[str]
    reason: AccessReason
    via: str
    today: date
    # Long lists are shown whole.
    everything: bool = False

    def sees(self, scope: ConsentScope | None) -> bool:
        """Whether this part may be seen; None = only by those who counsel where the person is known."""
        return self.known or (scope is not None and scope in self.scopes)


def sight_of(user, client: Client) -> Sight | None:
    """What `user` sees of `client` now: by counselling where they are known, or by consent; None = nothing."""
    today = timezone.localdate()
    if client.merged_into_id:
        return None
    if site := _site_of(user, client):
        return Sight(user, client, True, frozenset(ConsentScope.values), AccessReason.ROLE, site.name, today)
    scopes = _scopes_for(user, client)
    if ConsentScope.BASIC not in scopes:
        return None
    experts = experts_of(user).select_related("agency")
    by_agency = client.consents.in_force(today).filter(agency__in=experts.values("agency")).exists()
    reason = AccessReason.CONSENT if by_agency else AccessReason.REFERRAL
    return Sight(user, client, False, scopes, reason, experts[0].agency.name_fi, today)


def _site_of(user, client: Client):
    """A site where `user` counsels and `client` is known; the home Ohjaamo first."""
    sites = sites_for(user, Permission.SEE_CLIENTS)
    known = sites.filter(Q(pk=client.home_site_id) | Q(pk__in=client.known_at.values("site")))
    return min(known, key=lambda site: site.pk != client.home_site_id, default=None)


def _scopes_for(user, client: Client) -> frozenset[str]:
    """What `client` lets `user` see today, by whichever consents."""
    shared = {scope.value: Q(pk__in=Client.objects.shared_with(user, scope)) for scope in ConsentScope}
    rows = Client.objects.filter(pk=client.pk).annotate(
        **{f"shares_{name}": ExpressionWrapper(condition, BooleanField()) for name, condition in shared.items()}
    )
    seen = rows.values(*(f"shares_{name}" for name in shared)).first() or {}
    return frozenset(name for name in shared if seen.get(f"shares_{name}"))


def get_client_or_404(user, pk: int) -> Client:
    """The client if `user` counsels where they are known; a stranger's is as good as none (404)."""
    client = Client.objects.known_to(user).filter(pk=pk).first()
    if client is None:
        raise Http404
    return client


def open_client(user, pk: int, *, what: str) -> Client:
    """The client, with the opening recorded; when it cannot be recorded the page is not shown.

    For the pages of those who counsel where the person is known (else 404).
    `what` names the page in a word or two (for the report of who saw what), never its content.
    """
    client = get_client_or_404(user, pk)
    record_access(user, client, what=what)
    return client


def open_person(user, pk: int, *, what: str, scope: ConsentScope | None = ConsentScope.BASIC) -> Sight:
    """What `user` sees of the client, with the opening recorded; 404 unless they may see `scope` of theirs."""
    client = Client.objects.visible_to(user).filter(pk=pk).select_related("home_site").first()
    sight = sight_of(user, client) if client else None
    if sight is None or not sight.sees(scope):
        raise Http404
    AccessRecord.objects.create(user=user, client_id=client.pk, what=what, reason=sight.reason, via=sight.via)
    return sight


def record_access(user, client: Client, *, what: str, reason: AccessReason = AccessReason.ROLE) -> AccessRecord:
    """Record that `user`, who counsels where `client` is known, saw them."""
    site = _site_of(user, client)
    return AccessRecord.objects.create(
        user=user, client_id=client.pk, what=what, reason=reason, via=site.name if site else ""
    )


def get_visit_or_404(user, pk: int) -> Visit:
    """The visit, with its person, if it was at a site where `user` counsels; a stranger's is as good as none (404)."""
    visit = Visit.objects.at_sites_of(user).select_related("site", "client").filter(pk=pk).first()
    if visit is None:
        raise Http404
    return visit
