"""How the figures beyond the contract (reports/figures/more) hang together with it and among each other."""

from clients.codes import Placement
from network.codes import PlacementCategory
from services.codes import EventType
from services.models.feedback import STATEMENTS

Path = tuple[str, ...]
TO_WORK = ("open_job", "entrepreneur", "subsidised_job")
ON_TRIAL = ("work_trial", "rehabilitative_work")
TRIALS = ("work_trial", "education_trial")


def _below(above: str, *names: str) -> list[Path]:
    return [(*above.split("."), name) for name in names]


def _path(text: str) -> Path:
    return tuple(text.split("."))


# (whole, parts): they add up to it, or are parts of it, or hold it together; a "*" stands for all that there are there.
SUMS: list[tuple[Path, list[Path]]] = [
    (_path("visits.total"), _below("visits", "anonymous") + _below("visit_order", "named")),
    (_path("visit_order.named"), _below("visit_order", "first", "second_third", "fourth_on")),
    (_path("visits.total"), [_path("visit_languages.*")]),
    (_path("clients.distinct"), [_path("background.basic_education.known")]),
    (_path("clients.distinct"), [_path("background.foreign.known")]),
    (_path("background.basic_education.known"), [_path("background.basic_education.number")]),
    (_path("background.basic_education.number"), [_path("background.basic_education.women")]),
    (_path("background.foreign.known"), [_path("background.foreign.number")]),
    (_path("background.foreign.number"), [_path("background.foreign.women")]),
    (_path("work.referred"), [_path("work.with_subsidy")]),
    (_path("work.referred"), _below("referrals.clients_by_target", "work", "wage_subsidy")),
    (_path("education.either"), _below("education", "applied", "admitted")),
    (_path("trials.of"), _below("trials", "referrals")),
    (_path("trials.referrals"), _below("referrals.by_target", *TRIALS)),
    (_path("trials.people"), _below("referrals.clients_by_target", *TRIALS)),
    (_path("subsidies.continued.ended"), _below("subsidies.continued", "known")),
    (_path("subsidies.continued.known"), _below("subsidies.continued", "yes")),
    (_path("exits.ended"), [_path("exits.by_placement.*")]),
    (_path("exits.to_work.number"), _below("placements.by_category", "open_labour_market", "wage_subsidy")),
    (_path("placements.by_category.other"), [_path("exits.trials.number")]),
    (_path("exits.to_work.number"), _below("exits.by_placement", *TO_WORK)),
    (_path("exits.trials.number"), _below("exits.by_placement", *ON_TRIAL)),
    (_path("gatherings.headcount"), [_path("joint.headcount")]),
    (_path("gatherings.by_event_type.job_info.headcount"), [_path("summer_jobs.infos.headcount")]),
    (_path("services.by_kind.card_training.times"), [_path("services.by_card.*.times")]),
    (_path("visits.by_theme.housing"), [_path("housing.clients_asking")]),
    (_path("housing.guided"), [_path("housing.guided_people")]),
    (_path("housing.housed"), [_path("housing.housed_people")]),
    (_path("change.measured"), [_path("change.repeated")]),
    (_path("change.repeated"), _below("change", "higher", "same", "lower")),
    *((_path("feedback.answers"), [("feedback", name, "n")]) for name in ("grade", *STATEMENTS)),
    # Where all gatherings of a type were joint, which everybody sees, the heads are the same.
    *(
        (("gatherings", *heads), [("joint", *heads)])
        for heads in (("by_event_type", one.value, "headcount") for one in EventType)
    ),
    *(
        (
            ("placements", "by_category", category.value),
            [("exits", "by_placement", one.value) for one in Placement if one.category == category],
        )
        for category in PlacementCategory
    ),
]
# Numbers that have two names: they are one cell.
SAME: dict[Path, Path] = {
    _path("participants.indicators.EECO01.total"): _path("participants.total"),
    _path("exits.ended"): _path("placements.ended"),
    _path("trials.of"): _path("referrals.total"),
    _path("education.applied"): _path("referrals.clients_by_target.education"),
    _path("apprenticeships.referred"): _path("referrals.clients_by_target.apprenticeship"),
    _path("wellbeing.referred"): _path("referrals.clients_by_target.wellbeing"),
    _path("summer_jobs.coached.times"): _path("services.by_kind.summer_job_coaching.times"),
    _path("summer_jobs.coached.people"): _path("services.by_kind.summer_job_coaching.people"),
    _path("recruiting.heads.sum"): _path("gatherings.by_event_type.recruitment.headcount"),
}
# Long tables of small numbers: hidden as a whole, in all periods and projects, once they hold a small one.
ALL_OR_NOTHING = (_path("exits.by_placement"), _path("placements.by_municipality"))
# Sections whose relations are told here or by their columns; any other is taken for a breakdown whose sum is known.
SET_OUT = {
    "visit_order", "visit_languages", "background", "services", "work", "education", "apprenticeships", "wellbeing",
    "trials", "summer_jobs", "housing", "subsidies", "exits", "joint", "screening", "profiles", "change", "feedback",
    "pilots", "recruiting",
}  # fmt: skip
