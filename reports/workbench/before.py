"""The period before: what a period is compared with."""

from dataclasses import replace
from datetime import date, timedelta

from network.dates import months_after
from reports.figures import Scope
from reports.periods import month_end

Promised = list[tuple[str, date, date]]


def scope_before(scope: Scope, period: str, promised: Promised) -> tuple[Scope | None, int | None]:
    """The scope to compare with, and by how many calendar months it lies earlier (None = not by whole months).

    A year, quarter or month is compared with the same part of the one before it; a period of the project with the
    latest one that ended before it began; own days with as many days right before them. Nothing is before the whole
    project. period: as in addresses; promised: the project's own periods (name, first, last day).
    """
    if period == "whole":
        return None, None
    if "--" in period:
        return _promised_before(scope, promised)
    if period == "own":
        return _days_before(scope)
    months = 12 if len(period) == 4 else 3 if "q" in period else 1
    return _moved(scope, months), months


def _moved(scope: Scope, months: int) -> Scope:
    start = months_after(scope.start, -months)
    end = months_after(scope.end, -months)
    if scope.end == month_end(scope.end.year, scope.end.month):
        end = month_end(end.year, end.month)
    return replace(scope, start=start, end=end)


def _promised_before(scope: Scope, promised: Promised) -> tuple[Scope | None, int | None]:
    earlier = [(last, first) for _name, first, last in promised if last < scope.start]
    if not earlier:
        return None, None
    last, first = max(earlier)
    found = replace(scope, start=first, end=last)
    months = (scope.start.year - first.year) * 12 + scope.start.month - first.month
    return found, months if scope.start.day == first.day else None


def _days_before(scope: Scope) -> tuple[Scope, int | None]:
    """Whole months are compared with as many whole months, other days with as many days."""
    whole = scope.start.day == 1 and scope.end == month_end(scope.end.year, scope.end.month)
    if whole:
        months = (scope.end.year - scope.start.year) * 12 + scope.end.month - scope.start.month + 1
        return _moved(scope, months), months
    length = scope.end - scope.start + timedelta(1)
    return replace(scope, start=scope.start - length, end=scope.end - length), None
