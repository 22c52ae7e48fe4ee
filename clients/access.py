"""Opening a person: found only among those one may see, and logged in the same transaction.

Two ways in. Those who counsel where the person is known open everything (`open_client`). Others, experts of the
agencies that the young person lets see something, open what the consent names (`open_person` gives the `Sight`).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from clients.codes import ConsentScope
from clients.models import AccessReason, AccessRecord, Client, Consent, Visit
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
    site = _site_of(user, client)
    consents = [] if site else list(_consents_for(user, client, today))
    if client.merged_into_id or not (site or consents):
        return None
    scopes = frozenset(scope for consent in consents for scope in consent.scopes)
    if site:
        return Sight(user, client, True, frozenset(ConsentScope.values), AccessReason.ROLE, site.name, today)
    by_agency = any(consent.agency_id for consent in consents)
    reason = AccessReason.CONSENT if by_agency else AccessReason.REFERRAL
    agency = consents[0].agency or consents[0].referral.to_agency
    return Sight(user, client, False, scopes, reason, agency.name_fi, today)


def _site_of(user, client: Client):
    """A site where `user` counsels and `client` is known; the home Ohjaamo first."""
    sites = sites_for(user, Permission.SEE_CLIENTS)
    known = sites.filter(Q(pk=client.home_site_id) | Q(pk__in=client.known_at.values("site")))
    return min(known, key=lambda site: site.pk != client.home_site_id, default=None)


def _consents_for(user, client: Client, today: date):
    """The consents in force by which `user` sees `client`; `Client.objects.shared_with` says the same of everybody."""
    shared = Client.objects.filter(pk=client.pk, pk__in=Client.objects.shared_with(user)).exists()
    if not shared:
        return Consent.objects.none()
    agencies = experts_of(user).values("agency")
    mine = Q(agency__in=agencies) | Q(referral__to_agency__in=agencies)
    return client.consents.in_force(today).filter(mine).select_related("agency", "referral__to_agency")


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
