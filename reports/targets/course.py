"""How far a target is on its way: what even progress over its period would have brought by a day.

Plain arithmetic on whole days, both ends of the period included; today counts as gone.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from network.shares import percent_of, rounded

FORECAST_FROM = 10  # per cent of the period that must have gone by
NEAR = 5  # per cent of the target by which a result may lag and still be on its way


class State(StrEnum):
    """Where a target stands on a day."""

    NOT_BEGUN = "not_begun"
    ON_THE_WAY = "on_the_way"
    BEHIND = "behind"
    REACHED = "reached"
    OVER = "over"  # the period ended with the target reached
    MISSED = "missed"  # the period ended without


@dataclass(frozen=True)
class Course:
    """A target (people), its result so far, its period, and the day from which it is looked at."""

    target: int
    result: int
    start: date
    end: date
    today: date

    @property
    def days(self) -> int:
        """Length of the period in days, 1 or more."""
        return (self.end - self.start).days + 1

    @property
    def gone(self) -> int:
        """Days of the period that have gone by: 0 before it, all of them after it."""
        return min(max((self.today - self.start).days + 1, 0), self.days)

    @property
    def has_begun(self) -> bool:
        return self.today >= self.start

    @property
    def is_over(self) -> bool:
        return self.today > self.end

    @property
    def percent(self) -> int | None:
        """The result in whole percent of the target; None for a target of 0."""
        return percent_of(self.result, self.target)

    @property
    def expected(self) -> int:
        """What even progress would have brought by today, in whole people, halves up."""
        return rounded(self.target * self.gone, self.days)

    @property
    def difference(self) -> int:
        """The result less what was to be expected; negative when behind."""
        return self.result - self.expected

    @property
    def forecast(self) -> int | None:
        """The result at the end if it goes on as until now; None when not running, or too early to tell."""
        if not self.has_begun or self.is_over or 100 * self.gone < FORECAST_FROM * self.days:
            return None
        return rounded(self.result * self.days, self.gone)

    @property
    def state(self) -> State:
        if not self.has_begun:
            return State.NOT_BEGUN
        if self.is_over:
            return State.OVER if self.result >= self.target else State.MISSED
        if self.result >= self.target:
            return State.REACHED
        is_near = 100 * -self.difference <= NEAR * self.target
        return State.ON_THE_WAY if is_near else State.BEHIND
