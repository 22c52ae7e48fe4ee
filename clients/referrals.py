"""What pages show of referrals: their path from sending to the third month, what waits for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.access import Sight
from clients.codes import FollowupResult, ReferralClosing, ReferralStatus
from clients.models import Client, Consent, Meeting, Referral
from network.codes import language_name

DONE, NOW, AHEAD, FAILED = "done", "now", "ahead", "failed"
ENDED = [
    ReferralStatus.NOT_ARRIVED,
    ReferralStatus.UNREACHABLE,
    ReferralStatus.NO_HELP_AVAILABLE,
    ReferralStatus.CLOSED,
]


@dataclass(frozen=True)
class PathStep:
    """One step of a referral: done, under way now, ahead, or failed; its day if there is one."""

    label: str
    state: str
    day: date | None = None


def path_of(referral: Referral, meetings: list[Meeting], today: date) -> list[PathStep]:
    """Sent → accepted → joint meeting (of an accompanied one) → arrived → three months."""
    steps = [_first_step(referral), _answer_step(referral)]
    if referral.accompanied or meetings:
        steps.append(_meeting_step(referral, meetings, today))
    return [*steps, _arrival_step(referral), _followup_step(referral, today)]


def _first_step(referral: Referral) -> PathStep:
    if referral.sent_at is None:
        return PathStep(_("Written down"), DONE, referral.date)
    return PathStep(_("Sent"), DONE, timezone.localdate(referral.sent_at))


def _answer_step(referral: Referral) -> PathStep:
    day = timezone.localdate(referral.answered_at) if referral.answered_at else None
    if referral.status == ReferralStatus.DECLINED:
        return PathStep(_("Declined"), FAILED, day)
    if referral.closing == ReferralClosing.UNANSWERED:
        return PathStep(_("Nobody answered"), FAILED)
    if referral.status == ReferralStatus.SENT:
        if referral.proposed_at:
            return PathStep(_("Proposes a time"), NOW, timezone.localdate(referral.proposed_at))
        return PathStep(
            _("Waits for an answer") if referral.sent_at else _("Accepted"), NOW if referral.sent_at else AHEAD
        )
    return PathStep(_("Accepted"), DONE, day)


def _meeting_step(referral: Referral, meetings: list[Meeting], today: date) -> PathStep:
    if not meetings:
        is_next = referral.status == ReferralStatus.ACCEPTED
        return PathStep(_("Joint meeting"), NOW if is_next else AHEAD)
    meeting = meetings[-1]
    held = meeting.held_on or (timezone.localdate(meeting.starts_at) < today and referral.arrived_on)
    return PathStep(_("Joint meeting"), DONE if held else NOW, meeting.held_on or timezone.localdate(meeting.starts_at))


def _arrival_step(referral: Referral) -> PathStep:
    if referral.status == ReferralStatus.ARRIVED:
        return PathStep(_("Arrived"), DONE, referral.arrived_on)
    if referral.status in ENDED and referral.closing != ReferralClosing.UNANSWERED:
        return PathStep(referral.get_closing_display() or referral.get_status_display(), FAILED)
    is_next = referral.status == ReferralStatus.ACCEPTED
    return PathStep(_("Arrived"), NOW if is_next and not referral.accompanied else AHEAD)


def _followup_step(referral: Referral, today: date) -> PathStep:
    if referral.followup_result:
        attached = referral.followup_result == FollowupResult.ATTACHED
        return PathStep(referral.get_followup_result_display(), DONE if attached else FAILED, referral.followup_date)
    return PathStep(_("3 months"), NOW if referral.is_followup_due(today) else AHEAD, referral.followup_due_on)


def with_meetings(rows: QuerySet[Referral], user) -> QuerySet[Referral]:
    """Each referral with `standing_meetings`, as far as `user` may see them."""
    meetings = Meeting.objects.visible_to(user).standing().order_by("starts_at", "pk")
    return rows.prefetch_related(Prefetch("meetings", meetings, to_attr="standing_meetings"))


def referrals_part(sight: Sight) -> dict:
    """The person's referrals on their page, newest first, each with its path if it was sent."""
    rows = Referral.objects.visible_to(sight.user).filter(client=sight.client)
    related = rows.select_related("to_agency", "to_expert", "from_expert").order_by("-date", "-pk")
    referrals = list(with_meetings(related, sight.user))
    for referral in referrals:
        referral.path = path_of(referral, referral.standing_meetings, sight.today) if referral.sent_at else []
    return {"referrals": referrals, "may_edit": sight.known, "client": sight.client}


def facts_of(client: Client) -> list[tuple[str, str | date]]:
    """The basic data that go along with every consent, as (label, value); what is not known is left out."""
    facts = [
        (_("Name"), client.full_name),
        (_("Date of birth"), client.birth_date),
        (_("Phone"), client.phone.as_national if client.phone else ""),
        (_("E-mail"), client.email),
        (_("Mother tongue"), language_name(client.mother_tongue) if client.mother_tongue else ""),
        (_("Home municipality"), str(client.municipality or "")),
    ]
    return [(label, value) for label, value in facts if value]


def referrals_received(user) -> QuerySet[Referral]:
    """What was sent to `user` or their agency and is open to them still."""
    rows = Referral.objects.received_by(user).filter(sent_at__isnull=False)
    return rows.select_related("client__municipality", "to_agency", "to_expert", "site").order_by("-sent_at", "-pk")


def referrals_to_do(user, today: date) -> QuerySet[Referral]:
    """Received and not answered yet; and of those that `user` sent: declined, unanswered, with a time proposed, or
    without a consent any more.
    """
    received = Q(pk__in=referrals_received(user).order_by().values("pk"))
    waiting = received & Q(status=ReferralStatus.SENT, proposed_at__isnull=True)
    consents = Consent.objects.in_force(today).filter(
        Q(referral=OuterRef("pk")) | Q(agency=OuterRef("to_agency"), client=OuterRef("client"))
    )
    unheard = Q(status=ReferralStatus.DECLINED) | Q(closing=ReferralClosing.UNANSWERED)
    proposed = Q(status=ReferralStatus.SENT, proposed_at__isnull=False)
    sent = Q(sent_by=user) | Q(from_expert__user=user)
    known = Q(client__in=Client.objects.known_to(user).values("pk"))
    to_sender = (
        (unheard & Q(closed_at__isnull=True)) | proposed | (Q(status=ReferralStatus.SENT) & ~Q(Exists(consents)))
    )
    rows = Referral.objects.visible_to(user).filter(sent_at__isnull=False)
    return rows.filter(waiting | (known & sent & to_sender)).select_related("client", "to_agency", "to_expert", "site")
