"""What is done in place on the to-do page. Each returns False when somebody has done it already, which stays."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clients.actions.followups import write_followup
from clients.actions.gatherings import CountedError, count_event
from clients.codes import FollowupResult
from clients.models import Gathering, Plan, Referral, Visit, WageSubsidy
from network.access import Permission, require
from services.models import Event


@transaction.atomic
def give_minutes(*, by, visit: Visit, minutes: int) -> bool:
    """Fill in how long one's own visit took, also after the day of logging: nothing that was given is changed."""
    require(by, Permission.LOG_VISITS, visit.site)
    rows = Visit.objects.at_sites_of(by).standing().select_for_update(of=("self",))
    row = rows.filter(pk=visit.pk, created_by=by, minutes__isnull=True).first()
    if row is None:
        return False
    row.minutes, row.version = minutes, row.version + 1
    row.save(update_fields=["minutes", "version"])
    return True


def count_heads(*, by, event: Event, headcount: int) -> bool:
    """Log the head count of an event, without details."""
    try:
        count_event(event=event, gathering=Gathering(headcount=headcount), outcome={}, by=by)
    except CountedError:
        return False
    return True


def follow_up(*, by, referral: Referral, result: str) -> bool:
    """Write what became of a referral, as asked today."""
    return write_followup(by=by, referral=referral, result=FollowupResult(result), day=timezone.localdate())


@transaction.atomic
def review_plan(*, by, plan: Plan, review_on: date) -> bool:
    """The plan has been looked at; it is looked at again on `review_on`."""
    require(by, Permission.SEE_SHARED)
    rows = Plan.objects.visible_to(by).to_review(timezone.localdate()).select_for_update(of=("self",))
    row = rows.filter(pk=plan.pk).first()
    if row is None:
        return False
    row.review_on, row.version = review_on, row.version + 1
    row.save(update_fields=["review_on", "version"])
    return True


@transaction.atomic
def tell_continued(*, by, subsidy: WageSubsidy, continued: bool) -> bool:
    """Write whether the work went on after the subsidy had ended."""
    require(by, Permission.SEE_CLIENTS)
    row = WageSubsidy.objects.select_for_update(of=("self",)).filter(pk=subsidy.pk, continued__isnull=True).first()
    if row is None:
        return False
    row.continued, row.version = continued, row.version + 1
    row.save(update_fields=["continued", "version"])
    return True
