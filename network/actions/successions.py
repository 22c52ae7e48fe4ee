"""An expert goes on in the agency that continues theirs: a second row, with what is theirs from that day on."""

from datetime import date, timedelta

from network.handover import hand_over
from network.models import Absence, Agency, Expert, StaffAssignment, new_key

# What the second row says like the first; the agency, the days, the duty and the login are set apart.
SAME = [
    "first_name", "last_name", "email", "title", "field", "languages", "phone", "email_is_public", "phone_is_public",
    "presence", "themes", "check_every", "checked_on", "checked_by",
]  # fmt: skip


def go_on(expert: Expert, agency: Agency) -> Expert:
    """A second row in the successor from the day after `agency` ends, with sites, teams, login and work.

    The first row ends with the agency and stays for what was logged until then. Inside the caller's transaction.
    """
    day, until, user = agency.valid_to + timedelta(days=1), expert.valid_to, expert.user
    expert.user, expert.valid_to = None, agency.valid_to
    expert.version += 1
    expert.save(update_fields=["user", "valid_to", "version"])
    same = {field: getattr(expert, field) for field in SAME}
    again = Expert.objects.create(
        key=new_key(), **same, agency=agency.successor, valid_from=day, valid_to=until, user=user
    )
    again.sites.set(expert.sites.all())
    again.teams.set(expert.teams.all())
    expert.agency = agency
    _move_absences(expert, again, day)
    _move_assignments(expert, again, day)
    hand_over(expert=expert, to=again, day=day)
    return again


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
