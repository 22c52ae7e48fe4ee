"""How much of an expert's working time is given away: shares of roles that meet on the same day, summed."""

from datetime import date

from network.models import StaffAssignment

WHOLE = 100


def period_of(staff: StaffAssignment) -> tuple[date, date]:
    """The first and last day of a role; where one is open, it is the project's."""
    return staff.valid_from or staff.project.start_date, staff.valid_to or staff.project.end_date


def heaviest_day(staff: StaffAssignment) -> tuple[date, int]:
    """The first day within the role on which all roles of its expert sum highest, and that sum in per cent.

    `staff` is stored. A sum can rise only on a day on which a role begins, so only those days are looked at.
    """
    first, last = period_of(staff)
    rows = StaffAssignment.objects.filter(expert=staff.expert_id).select_related("project")
    periods = [(*period_of(row), row.time_share) for row in rows]
    days = sorted({first} | {starts for starts, _ends, _share in periods if first <= starts <= last})
    sums = [(sum(share for starts, ends, share in periods if starts <= day <= ends), day) for day in days]
    most = max(total for total, _day in sums)
    return next(day for total, day in sums if total == most), most
