"""What is told of one thing (visits, referrals, participants, placements), and what of it can be left out.

No relation leads from one topic to another, so each is masked by itself. Where the small numbers of its tables would
take a headline with them, tables are left out, in steps, until the headline is in sight.
"""

from dataclasses import dataclass

from reports.masking.further import ALL_OR_NOTHING, SAME

Path = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """Tables that are left out. gone: everywhere. parts: of all but the whole project over its whole time.

    whole_only: of all but that, everything but headlines and what is kept, which must tell nothing of the rest.
    """

    gone: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    whole_only: bool = False
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Topic:
    """sections: of the figures. headlines: the first is the number of all. steps: tried before only these are left."""

    sections: frozenset[str]
    headlines: tuple[Path, ...] = ()
    steps: tuple[Step, ...] = ()

    def holds(self, path: Path) -> bool:
        """Whether a figure is told of by this topic."""
        if path[0].endswith("_by_area") and path[0] != "intake_by_area":
            return "placements" in self.sections
        return path[0] in self.sections


def same(path: Path) -> Path:
    """The one name of a number that has two."""
    return SAME.get(path, path)


def table_of(path: Path) -> str:
    """The table in which a figure stands."""
    path = same(path)
    if path[:2] == ("participants", "indicators"):
        return "indicators" if path[-1] == "total" else "gender"
    if path[0].endswith("_by_area") or path[:2] == ("placements", "by_area"):
        return "areas"
    return "long" if path[:2] in ALL_OR_NOTHING else ".".join(path[:2])


def _left_out(*gone: str, parts: tuple[str, ...] = (), whole_only: bool = False, kept: tuple[str, ...] = ()) -> Step:
    return Step(frozenset(gone), frozenset(parts), whole_only, frozenset(kept))


_COMPLETE, _TARGETS = "participants.complete", ("referrals.by_target", "referrals.clients_by_target")
_WAYS = (
    "work.referred", "work.with_subsidy", "education.admitted", "education.either", "apprenticeships.begun",
    "trials.referrals", "trials.people",
)  # fmt: skip
_PARTICIPANTS = Topic(
    frozenset({"participants", "intake_by_area"}),
    (("participants", "total"),),
    (
        Step(),
        _left_out(_COMPLETE),
        # Where somebody lives tells nothing of the indicators.
        _left_out(whole_only=True, kept=("areas",)),
        _left_out(_COMPLETE, whole_only=True, kept=("areas",)),
        _left_out("areas", _COMPLETE, "gender", whole_only=True),
    ),
)
_PLACEMENTS = Topic(
    frozenset({"placements", "exits"}),
    (("placements", "ended"),),
    (Step(), _left_out("areas"), _left_out(whole_only=True), _left_out("areas", whole_only=True)),
)
_REFERRALS = Topic(
    frozenset({"referrals", "work", "education", "apprenticeships", "wellbeing", "trials"}),
    (("referrals", "total"),),
    (Step(), _left_out(parts=(*_TARGETS, *_WAYS)), _left_out(*_WAYS, _TARGETS[1], parts=_TARGETS)),
)
_VISITS = Topic(
    frozenset({"visits", "clients", "visit_order", "visit_languages", "background", "profiles", "housing"}),
    (("visits", "total"), ("clients", "distinct")),
    (Step(),),
)


def topics_of(sections: set[str]) -> list[Topic]:
    """All topics of these sections of the figures; what is in none of them makes up the last."""
    named = [_PARTICIPANTS, _PLACEMENTS, _REFERRALS, _VISITS]
    rest = {name for name in sections if not any(topic.holds((name,)) for topic in named)}
    return [*named, Topic(frozenset(rest), (), (Step(),))]
