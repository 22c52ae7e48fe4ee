"""An expert goes on in the agency that continues theirs: a second row, with what is theirs from that day on."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from network.handover import follow, hand_over
from network.models import Absence, Agency, Expert, StaffAssignment, new_key

# What the second row says like the first; the agency, the days, the duty and the login are set apart.
SAME = [
    "first_name", "last_name", "email", "title", "field", "languages", "phone", "email_is_public", "phone_is_public",
    "presence", "themes", "check_every", "checked_on", "checked_by",
]  # fmt: skip


def go_on(expert: Expert, agency: Agency) -> Expert:
    """A second row in the successor from the day after `agency` ends, with sites, teams and work.

    The first row ends with the agency and stays for what was logged until then. The login follows when the day has
    come: see follow_successors. Inside the caller's transaction.
    """
    day, until = agency.valid_to + timedelta(days=1), expert.valid_to
    expert.valid_to = agency.valid_to
    expert.version += 1
    expert.save(update_fields=["valid_to", "version"])
    same = {field: getattr(expert, field) for field in SAME}
    again = Expert.objects.create(key=new_key(), **same, agency=agency.successor, valid_from=day, valid_to=until)
    again.sites.set(expert.sites.all())
    again.teams.set(expert.teams.all())
    expert.agency = agency
    _move_absences(expert, again, day)
    _move_assignments(expert, again, day)
    hand_over(expert=expert, to=again, day=day)
    return again


@transaction.atomic
def follow_successors(*, now: datetime) -> int:
    """What belongs to agencies that have ended goes on in their successors: services, and the experts' logins.

    How many rows moved. For the day a new name begins, be it today or one to come (then by the housekeeping).
    """
    today, moved = timezone.localdate(now), 0
    for agency in Agency.objects.filter(valid_to__lt=today, successor__isnull=False).select_related("successor"):
        moved += follow(agency=agency, successor=agency.successor)
    ended = Expert.objects.filter(user__isnull=False, valid_to__lt=today, agency__successor__isnull=False)
    for expert in ended.select_related("agency", "user"):
        moved += _move_login(expert)
    return moved


def _move_login(expert: Expert) -> int:
    """Whether the same person goes on in the successor from the next day without a login; then it goes along."""
    same = {name: getattr(expert, name) for name in ("first_name", "last_name", "email")}
    next_day = expert.valid_to + timedelta(days=1)
    rows = Expert.objects.filter(agency=expert.agency.successor_id, valid_from=next_day, user=None, **same)
    again, user = rows.first(), expert.user
    if again is None:
        return 0
    for row, login in ((expert, None), (again, user)):
        row.user = login
        row.version += 1
        row.save(update_fields=["user", "version"])
    return 1


def _move_absences(expert: Expert, again: Expert, day: date) -> None:
    """Days away from `day` on belong to the new row; an absence across the day is cut in two."""
    for absence in Absence.objects.filter(expert=expert, ends__gte=day):
        if absence.starts >= day:
            absence.expert = again
            absence.save(update_fields=["expert"])
            continue
        rest = Absence(
            expert=again,
            starts=day,
            ends=absence.ends,
            created_at=absence.created_at,
            created_by=absence.created_by,
        )
        absence.ends = day - timedelta(days=1)
        absence.save(update_fields=["ends"])
        rest.save()


def _move_assignments(expert: Expert, again: Expert, day: date) -> None:
    """Roles in projects go on under the new row; what was before `day` stays with the old."""
    for row in StaffAssignment.objects.filter(expert=expert).exclude(valid_to__lt=day):
        if row.valid_from and row.valid_from >= day:
            row.expert = again
            row.save(update_fields=["expert"])
            continue
        until, row.valid_to = row.valid_to, day - timedelta(days=1)
        row.version += 1
        row.save(update_fields=["valid_to", "version"])
        StaffAssignment.objects.create(
            project=row.project,
            expert=again,
            role=row.role,
            time_share=row.time_share,
            funding=row.funding,
            valid_from=day,
            valid_to=until,
        )
