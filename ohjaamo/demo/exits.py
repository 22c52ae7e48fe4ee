"""What became of the running project's people in the demo: EURA, why they left, the checks, the refusals."""

from datetime import date, timedelta

from clients.codes import DROPPED_OUT, EndReason, EuraState, LabourEnd, Placement, Progress, RefusalReason
from clients.models import Client, Participation, Refusal
from network.dates import months_after
from network.models import Project, User
from ohjaamo.demo.dice import Dice

SEED = 20260402
REFUSALS = 9
WORDS = {
    Progress.CLEARLY: ["Herää ajoissa ja hakee itse töitä", "Tietää, mitä haluaa opiskella", "Uskaltaa soittaa itse"],
    Progress.SOMEWHAT: ["Tulee sovittuna aikana", "Ansioluettelo on valmis", "Käy työpajalla kaksi päivää viikossa"],
    Progress.SAME: ["", "Jatketaan samasta"],
    Progress.FARTHER: ["Nyt muut asiat ensin", ""],
}


def make_exits(today: date, by: User) -> None:
    """The states and reasons of PORTTI's participations, and nine refusals. POVER stays as it was published."""
    dice = Dice()
    dice.seed(SEED)
    family = Project.objects.get(code="PORTTI").family()
    rows = list(Participation.objects.filter(project__in=family).order_by("key"))
    for row in rows:
        _start(dice, row, today)
        if row.end_date:
            _end(dice, row, today)
            _after(dice, row, today)
    names = ["eura_start", "eura_start_on", "eura_end", "eura_end_on", "end_reason", "progress", "progress_note"]
    Participation.objects.bulk_update(rows, [*names, "checked_28d_on", "status_6m", "status_6m_on"])
    _refuse(dice, family[1], today, by, {row.client_id for row in rows})


def _start(dice: Dice, row: Participation, today: date) -> None:
    if row.education_isced is None or dice.random() < 0.05:
        return
    row.eura_start, row.eura_start_on = EuraState.GIVEN, row.start_date + timedelta(dice.randrange(0, 6))
    accepted = row.eura_start_on + timedelta(dice.randrange(2, 20))
    if accepted <= today and dice.random() < 0.93:
        row.eura_start, row.eura_start_on = EuraState.ACCEPTED, accepted


def _end(dice: Dice, row: Participation, today: date) -> None:
    reason = {
        Placement.DROPPED_OUT: dice.choice(DROPPED_OUT),
        Placement.MOVED: EndReason.MOVED_AWAY,
        Placement.FAMILY_LEAVE: EndReason.LIFE_CHANGED,
        Placement.MILITARY: EndReason.LIFE_CHANGED,
    }.get(row.placement)
    if reason is None and row.labour_end in {LabourEnd.EMPLOYED, LabourEnd.ENTREPRENEUR, LabourEnd.IN_EDUCATION}:
        reason = EndReason.FOUND_PLACE
    row.end_reason = reason or dice.weighted(
        {EndReason.COMPLETED: 60, EndReason.OTHER_SERVICE: 25, EndReason.LOST_TOUCH: 10, EndReason.OTHER: 5}
    )
    row.progress = dice.weighted(
        {Progress.CLEARLY: 10, Progress.SOMEWHAT: 40, Progress.SAME: 40, Progress.FARTHER: 10}
        if row.end_reason in DROPPED_OUT
        else {Progress.CLEARLY: 45, Progress.SOMEWHAT: 40, Progress.SAME: 13, Progress.FARTHER: 2}
    )
    row.progress_note = dice.choice(WORDS[Progress(row.progress)])
    given = row.end_date + timedelta(dice.randrange(3, 25))
    if row.eura_start and given <= today and dice.random() < 0.9:
        row.eura_end, row.eura_end_on = EuraState.GIVEN, given
        accepted = given + timedelta(dice.randrange(3, 15))
        if accepted <= today:
            row.eura_end, row.eura_end_on = EuraState.ACCEPTED, accepted


def _after(dice: Dice, row: Participation, today: date) -> None:
    """Most checks are done; nobody has an answer from before the six months were full."""
    checked = row.end_date + timedelta(dice.randrange(14, 29))
    if checked <= today and dice.random() < 0.93:
        row.checked_28d_on = checked
    asked = months_after(row.end_date, 6) + timedelta(dice.randrange(0, 20))
    if asked > today:
        row.status_6m = ""
    elif row.status_6m:
        row.status_6m_on = asked


def _refuse(dice: Dice, project: Project, today: date, by: User, taken: set[int]) -> None:
    others = Client.objects.filter(key__startswith="client-now", merged_into=None).exclude(pk__in=taken)
    for client in dice.sample(list(others.order_by("key")), REFUSALS):
        day = dice.working_day(max(project.start_date, today - timedelta(300)), today)
        reason = dice.choice(RefusalReason.values)
        Refusal.objects.create(client=client, project=project, date=day, reason=reason, recorded_by=by)
