"""What stands on a young person's own page, read as themselves (`acting_as_client`); the part about it for staff."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from clients.access import Sight
from clients.actions.consents import standing
from clients.codes import GoalResult
from clients.models import CaseWorker, Client, Consent, Meeting, OwnPage, Plan, Referral
from clients.plans import next_meeting, plan_view
from network.access import acting_as_system

MOST_MESSAGES = 30


@dataclass(frozen=True)
class Receiver:
    """Somebody who may see something: who (`name`), and the consent by which."""

    consent: Consent
    name: str


@dataclass(frozen=True)
class Shown:
    """Everything on the page; a constant number of queries."""

    client: Client
    plan: Plan | None
    goals: list
    meeting: Meeting | None
    workers: list[CaseWorker]
    receivers: list[Receiver]
    messages: list
    requests: list
    today: date
    site_address: object = field(default=None)

    @property
    def meets_today(self) -> bool:
        return bool(self.meeting) and timezone.localdate(self.meeting.starts_at) == self.today

    @property
    def has_answers(self) -> bool:
        """Whether somebody has written what the young person has not marked as read."""
        return any(row.author_id and row.read_at is None for row in self.messages)

    @property
    def open_goals(self) -> list:
        return [goal for goal in self.goals if goal.result == GoalResult.OPEN]

    @property
    def closed_goals(self) -> list:
        return [goal for goal in self.goals if goal.result != GoalResult.OPEN]


def page_content(client: Client, now: datetime) -> Shown:
    """What the young person sees; within `acting_as_client`."""
    today = timezone.localdate(now)
    plan, meeting = plan_view(client), next_meeting(client)
    workers = CaseWorker.objects.current(today).filter(client=client).select_related("expert__agency")
    messages = client.messages.select_related("author")[:MOST_MESSAGES]
    return Shown(
        client=client,
        plan=plan,
        goals=list(plan.goals.all()) if plan else [],
        meeting=meeting,
        workers=list(workers),
        receivers=receivers_of(client, today),
        messages=list(reversed(messages)),
        requests=list(client.data_requests.all()),
        today=today,
        site_address=client.home_site.address_on(today) if client.home_site else None,
    )


def receivers_of(client: Client, today: date) -> list[Receiver]:
    """Who may see something of the young person, today or later on, by what consent."""
    consents = list(standing(client.consents.all(), today).select_related("agency"))
    wanted = [consent.referral_id for consent in consents if consent.referral_id]
    agencies = {}
    if wanted:
        # Referrals are no rows of the young person's own; of these only the receiver's name is told.
        with acting_as_system("own page: receivers of referrals"):
            rows = Referral.objects.filter(pk__in=wanted, client=client).select_related("to_agency")
            agencies = {referral.pk: referral.to_agency for referral in rows}
    return [Receiver(consent, str(consent.agency or agencies.get(consent.referral_id) or "")) for consent in consents]


def own_page_part(sight: Sight) -> dict:
    """Whether the young person has a page of their own, and what they have asked for there."""
    page = OwnPage.objects.filter(client=sight.client, closed_at__isnull=True).first()
    return {
        "client": sight.client,
        "page": page,
        "is_open": bool(page and page.is_open(timezone.now())),
        "requests": list(sight.client.data_requests.open()),
    }
