"""What waits for a user, kind by kind: which rows, and how each reads as one line of the to-do page."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.data_requests import due_on
from clients.drafts import Unfinished
from clients.models import (
    CaseWorker,
    Client,
    Consent,
    Consultation,
    DataRequest,
    Message,
    Participation,
    Plan,
    Referral,
    Visit,
    WageSubsidy,
)
from clients.models.shared import is_known
from clients.participations import participations_to_do
from clients.plans import plans_to_review
from services.models import Event


@dataclass(frozen=True)
class Line:
    """One item: what or who, where it is looked at, a few words about it, whether its day has passed."""

    what: str
    address: str
    facts: list[str] = field(default_factory=list)
    is_late: bool = False


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _person(client: Client) -> str:
    return reverse("clients:client_detail", args=[client.pk])


def mine_or_nobodys(rows: QuerySet, user, today: date) -> QuerySet:
    """The rows of young people whom `user` works with, or knows when nobody with a login works with them."""
    workers = CaseWorker.objects.current(today).filter(client=OuterRef("client"), expert__user__is_active=True)
    mine = Q(Exists(workers.filter(expert__user=user)))
    return rows.filter(mine | (~Q(Exists(workers)) & is_known(user)))


def followup(row: Referral, today: date) -> Line:
    target = f"{row.get_target_display()}, {row.to_agency}" if row.to_agency else row.get_target_display()
    facts = [target, _("sent %(day)s") % {"day": _day(row.date)}]
    return Line(row.client.full_name, reverse("clients:referral_detail", args=[row.pk]), facts)


def referral(row: Referral, today: date) -> Line:
    day = timezone.localdate(row.sent_at) if row.sent_at else row.date
    facts = [str(row.get_status_display()), str(row.to_agency or row.get_target_display()), _day(day)]
    return Line(row.client.full_name, reverse("clients:referral_detail", args=[row.pk]), facts)


def consultation(row: Consultation, today: date) -> Line:
    facts = [str(row.get_status_display()), _day(timezone.localdate(row.sent_at))]
    return Line(str(row.to_agency), reverse("clients:consultation_detail", args=[row.pk]), facts)


def message(row: Message, today: date) -> Line:
    facts = [_("sent %(day)s") % {"day": _day(timezone.localdate(row.sent_at))}]
    return Line(row.client.full_name, reverse("clients:message_list", args=[row.client_id]), facts)


def data_request(row: DataRequest, today: date) -> Line:
    facts = [_("answer by %(day)s") % {"day": _day(due_on(row))}]
    address = reverse("clients:data_request_handle", args=[row.pk])
    return Line(str(row.get_kind_display()), address, facts, due_on(row) < today)


def my_plans(user, today: date) -> QuerySet[Plan]:
    """The plans to review of one's own young people, and of those whom nobody works with."""
    return mine_or_nobodys(plans_to_review(user, today), user, today)


def plan(row: Plan, today: date) -> Line:
    facts = [_("was to be looked at %(day)s") % {"day": _day(row.review_on)}]
    return Line(row.client.full_name, reverse("clients:plan_detail", args=[row.pk]), facts)


def consent(row: Consent, today: date) -> Line:
    facts = [str(row.agency), _("holds until %(day)s") % {"day": _day(row.valid_to)}]
    return Line(
        row.client.full_name, f"{reverse('clients:consent_create', args=[row.client_id])}?renew={row.pk}", facts
    )


def visits_without_minutes(user, today: date) -> QuerySet[Visit]:
    """The user's own standing visits whose minutes were not given, the oldest first."""
    mine = Visit.objects.at_sites_of(user).standing().filter(created_by=user, minutes__isnull=True)
    return mine.select_related("client", "site").order_by("date", "time", "pk")


def visit(row: Visit, today: date) -> Line:
    who = row.client.full_name if row.client else _("Anonymous")
    return Line(who, _person(row.client) if row.client else "", [_day(row.date), row.main_theme])


def event(row: Event, today: date) -> Line:
    return Line(str(row), reverse("clients:event_count", args=[row.pk]), [_day(row.date), str(row.site)])


def missing_data(user, today: date) -> QuerySet[Participation]:
    """Participations of one's own young people, or nobody's, whose start or exit data are not whole."""
    return mine_or_nobodys(participations_to_do(user, today).missing, user, today)


def checks_28d(user, today: date) -> QuerySet[Participation]:
    """Exit data to be checked within four weeks of the end."""
    return mine_or_nobodys(participations_to_do(user, today).checks_28d, user, today)


def checks_6m(user, today: date) -> QuerySet[Participation]:
    """People to be asked how things are six months after the end."""
    return mine_or_nobodys(participations_to_do(user, today).checks_6m, user, today)


def participation(row: Participation, today: date) -> Line:
    lacking = row.missing + (row.missing_at_end if not row.is_open_on(today) else [])
    facts = [row.project.name, _("missing: %(fields)s") % {"fields": ", ".join(lacking)}]
    return Line(row.client.full_name, reverse("clients:participation_edit", args=[row.pk]), facts)


def check_28d(row: Participation, today: date) -> Line:
    facts = [row.project.name, _("by %(day)s") % {"day": _day(row.check_28d_by)}]
    address = reverse("clients:participation_edit", args=[row.pk])
    return Line(row.client.full_name, address, facts, row.check_28d_by < today)


def check_6m(row: Participation, today: date) -> Line:
    facts = [row.project.name, _("ended %(day)s") % {"day": _day(row.end_date)}]
    return Line(row.client.full_name, reverse("clients:participation_edit", args=[row.pk]), facts)


def subsidies_ended(user, today: date) -> QuerySet[WageSubsidy]:
    """Ended wage subsidies of which nobody has said whether the work went on."""
    ended = WageSubsidy.objects.visible_to(user).filter(ended_on__lt=today, continued__isnull=True)
    return mine_or_nobodys(ended, user, today).select_related("client", "employer").order_by("ended_on", "pk")


def subsidy(row: WageSubsidy, today: date) -> Line:
    facts = [str(row.employer or row.get_employer_type_display()), _("ended %(day)s") % {"day": _day(row.ended_on)}]
    return Line(row.client.full_name, reverse("clients:wage_subsidy_edit", args=[row.pk]), facts)


def quiet(row: CaseWorker, today: date) -> Line:
    last = _("last visit %(day)s") % {"day": _day(row.last_visit)} if row.last_visit else _("not met yet")
    return Line(row.client.full_name, _person(row.client), [last])


def draft(row: Unfinished, today: date) -> Line:
    who = [row.client.full_name] if row.client else []
    return Line(str(row.name), row.url, [*who, _day(timezone.localdate(row.draft.updated_at))])
