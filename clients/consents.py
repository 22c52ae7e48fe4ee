"""Consents as they stand today: on the page of a person, in the list, among what is to do."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from clients.access import Sight
from clients.models import Client, Consent
from network.access import Permission, has, sites_for
from network.models import Agency, Site

# How long before its end a consent is asked for anew.
RUNS_OUT_DAYS = 60
ENDED_SHOWN = 5


@dataclass(frozen=True)
class State:
    """How a consent stands: its code, in words, the colour of its badge."""

    code: str
    label: str
    badge: str


WITHDRAWN = State("withdrawn", _("Withdrawn"), "bad")
REPLACED = State("replaced", _("Replaced by a newer one"), "outline")
ENDED = State("ended", _("Ended"), "outline")
ASK_AGAIN = State("ask_again", _("Ask again"), "warn")
TO_COME = State("to_come", _("Not begun yet"), "outline")
RUNNING_OUT = State("running_out", _("Running out"), "warn")
IN_FORCE = State("in_force", _("In force"), "good")


def receiver(consent: Consent) -> Agency | None:
    """The agency that may see: the one consented to, or the receiver of the referral."""
    return consent.agency or (consent.referral.to_agency if consent.referral else None)


def state_of(consent: Consent, today: date) -> State:
    """How `consent` stands on `today`; `replaced` comes from `with_marks`."""
    agency = receiver(consent)
    if consent.withdrawn_at:
        return REPLACED if consent.replaced else WITHDRAWN
    if consent.valid_to < today:
        return ENDED
    if agency and agency.valid_to and agency.valid_to < today:
        return ASK_AGAIN
    if consent.valid_from > today:
        return TO_COME
    return RUNNING_OUT if consent.valid_to <= today + timedelta(RUNS_OUT_DAYS) and not consent.goes_on else IN_FORCE


def with_marks(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Each with `replaced` (gave way to one recorded at that moment) and `goes_on` (a later one is there already)."""
    same = Q(agency=OuterRef("agency")) | Q(referral=OuterRef("referral"))
    others = Consent.objects.filter(same, client=OuterRef("client"))
    return consents.select_related(
        "client", "agency__successor", "referral__to_agency__successor", "recorded_by"
    ).annotate(
        replaced=Exists(others.filter(recorded_at=OuterRef("withdrawn_at"))),
        goes_on=Exists(others.filter(withdrawn_at__isnull=True, valid_from__gt=OuterRef("valid_to"))),
    )


def asking_site(user, client: Client, current: Site | None) -> Site | None:
    """Where `user` asks `client` for consent: the person's home Ohjaamo if they counsel there, else where they are."""
    return sites_for(user, Permission.SEE_CLIENTS).filter(pk=client.home_site_id).first() or current or client.home_site


def of_my_people(user) -> QuerySet[Consent]:
    """The consents of those whom `user` knows by counselling where they are known."""
    return Consent.objects.filter(client__in=Client.objects.known_to(user))


def to_renew(consents: QuerySet[Consent], today: date) -> QuerySet[Consent]:
    """Those in force that run out within 60 days with nothing after them, or whose agency has ended."""
    later = consents.model.objects.filter(
        Q(agency=OuterRef("agency")) | Q(referral=OuterRef("referral")),
        client=OuterRef("client"),
        withdrawn_at__isnull=True,
        valid_from__gt=OuterRef("valid_to"),
    )
    running_out = Q(valid_to__lte=today + timedelta(RUNS_OUT_DAYS)) & ~Exists(later)
    orphaned = Q(agency__valid_to__lt=today) | Q(referral__to_agency__valid_to__lt=today)
    return consents.filter(running_out | orphaned, withdrawn_at__isnull=True, valid_to__gte=today)


def consents_to_do(user, today: date) -> QuerySet[Consent]:
    """Consents to ask for anew, the first to end first: of the user's people, given to agencies (not for a referral).

    With client and agency; none for who counsels nowhere.
    """
    if not has(user, Permission.SEE_CLIENTS):
        return Consent.objects.none()
    rows = to_renew(of_my_people(user).filter(agency__isnull=False), today)
    return rows.select_related("client", "agency__successor").order_by("valid_to", "pk")


def shown(consents: QuerySet[Consent], today: date) -> list[Consent]:
    """The consents, each with `receiver` and `state`."""
    rows = list(consents)
    for row in rows:
        row.receiver, row.state = receiver(row), state_of(row, today)
    return rows


def consents_part(sight: Sight) -> dict:
    """Who may see what of the person, and what has ended lately; an expert of an agency finds their own agency's."""
    rows = Consent.objects.visible_to(sight.user).filter(client=sight.client)
    rows = shown(with_marks(rows).order_by(F("valid_to").desc(), "-pk"), sight.today)
    over = {ENDED.code, WITHDRAWN.code, REPLACED.code}
    standing = [row for row in rows if row.state.code not in over]
    return {
        "standing": standing,
        "ended": [row for row in rows if row.state in (ENDED, WITHDRAWN)][:ENDED_SHOWN],
        "may_edit": sight.known,
        "client": sight.client,
        "several": len(standing) > 1,
    }
