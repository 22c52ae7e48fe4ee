"""Each target with its result, and how far it is on its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from network.codes import INTAKE, MEASURES
from network.models import Project, Target
from network.promises import Past, pasts_of
from reports.targets.course import Course
from reports.targets.ground import Reading
from reports.targets.sums import overall_of

MEASURE_NAMES = dict(MEASURES)


@dataclass(frozen=True)
class Result:
    """A target, its course, the numbers that it has had. is_overall: it stands for others' periods together."""

    target: Target
    course: Course
    past: Past
    is_overall: bool = False

    @property
    def measure(self) -> str:
        return str(MEASURE_NAMES[self.target.measure])

    @property
    def is_intake(self) -> bool:
        return self.target.measure == INTAKE

    @property
    def is_included(self) -> bool:
        """Whether it is a part of the parent's own target."""
        return bool(self.target.included_in_parent)


def results(ground: Reading, today: date) -> list[Result]:
    """All targets of the project and its sub-projects, in the order of the figures."""
    pasts = pasts_of(ground.targets)
    overall = {one.pk for project in ground.scope.projects for one in _overall(ground.targets, project)}
    return [
        Result(target, course_of(ground, target, today), pasts[target.pk], target.pk in overall)
        for target in ground.targets
    ]


def _overall(targets: Sequence[Target], project: Project) -> list[Target]:
    own = [target for target in targets if target.project_id == project.pk]
    return [one for code, _name in MEASURES for one in overall_of([row for row in own if row.measure == code])]


def course_of(ground: Reading, target: Target, today: date) -> Course:
    """The target with its result (reports.figures.targets) as seen from today."""
    return Course(target.target, ground.actual(target), target.period_start, target.period_end, today)
