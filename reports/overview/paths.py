"""Tables of where young people went: referred to work and education, exits one by one, wage subsidies, screenings."""

from django.utils.translation import gettext as _

from clients.codes import EmployerType, Placement
from reports.definitions import definition_of
from reports.figures.more.screenings import STEP_NAMES
from reports.masking import Masked
from reports.overview.rows import bars_of, lines, told
from reports.overview.subject import Subject
from reports.overview.table import Column, Table, breakdown


def ways(subject: Subject) -> Table:
    """Different clients referred to work and education, and who got there; trials as referrals."""
    found = subject.figures
    work, education, trials = found["work"], found["education"], found["trials"]
    rows = [
        (_("Referred to work"), "work.referred", work["referred"]),
        (_("With wage subsidy"), "work.with_subsidy", work["with_subsidy"], _("of those referred to work"),
         work["referred"]),
        (_("Referred to education"), "education.applied", education["applied"]),
        (_("Began in education"), "education.admitted", education["admitted"]),
        (_("Referred to education or began in it"), "education.either", education["either"]),
        (_("Referred to an apprenticeship"), "apprenticeships.referred", found["apprenticeships"]["referred"]),
        (_("Began an apprenticeship"), "apprenticeships.begun", found["apprenticeships"]["begun"]),
        (_("Referred to wellbeing services"), "wellbeing.referred", found["wellbeing"]["referred"]),
        (_("Referred to trials"), "trials.people", trials["people"]),
    ]  # fmt: skip
    return lines("ways", _("On the way to work and education"), _("Different clients"), rows)


def trials(subject: Subject) -> Table:
    """Referrals to trials as a share of all."""
    found = subject.figures["trials"]
    row = (_("Referrals to trials"), "trials.share", found["referrals"], _("of all referrals"), found["of"])
    return lines("trials", _("Work trials and education trials"), _("Referrals"), [row])


def exits(subject: Subject) -> Table:
    """Every placement of those who left."""
    found = subject.figures["exits"]
    return breakdown(
        key="exits-placement",
        title=_("Those who left, by single placement"),
        definition=definition_of("exits.by_placement"),
        heading=_("Placement"),
        unit=_("Participants who left"),
        counts=found["by_placement"],
        names=dict(Placement.choices),
        total=found["ended"],
        wide=True,
    )


def exit_groups(subject: Subject) -> Table:
    """Those who went to work, and to trials, of all who left."""
    found = subject.figures["exits"]
    rows = [
        (label, f"exits.{name}", found[name]["number"], _("of those who left"), found["ended"])
        for name, label in (("to_work", _("To work")), ("trials", _("To a work trial or rehabilitative work")))
    ]
    return lines("exits-groups", _("To work, and to trials"), _("Participants who left"), rows)


def subsidies(subject: Subject) -> Table:
    """Wage subsidies by type of employer: periods, people, euros and their share."""
    found = subject.figures["subsidies"]
    rows = tuple(
        (str(EmployerType(code).label), row["times"], row["people"], row["euros"], row["share"])
        for code, row in found["by_employer_type"].items()
    )
    columns = (
        Column(_("Type of employer")),
        Column(_("Times"), "integer"),
        Column(_("Different people"), "integer"),
        Column(_("Euros"), "euros"),
        Column(_("Share of the euros"), "percent"),
    )
    whole = None if isinstance(found["euros"], Masked) or not found["euros"] else 100
    foot = (_("In all"), found["times"], found["people"], found["euros"], whole)
    definition = told([(_("Wage subsidies"), "subsidies.by_employer_type"), (_("Euros"), "subsidies.euros")])
    title = _("Wage subsidies by type of employer")
    return Table("subsidies", title, definition, columns, rows, foot, wide=True)


def continued(subject: Subject) -> Table:
    """Whether the work went on after the subsidy."""
    found = subject.figures["subsidies"]["continued"]
    path = "subsidies.continued"
    rows = [
        (_("Subsidies that ended"), path, found["ended"]),
        (_("It is known whether the work went on"), path, found["known"], _("of those ended"), found["ended"]),
        (_("The work went on"), path, found["yes"], _("of those where it is known"), found["known"]),
    ]
    return lines("subsidies-continued", _("Work after the wage subsidy"), _("Wage subsidies"), rows)


def screening(subject: Subject) -> Table:
    """The funnel: each step with its shares and its target."""
    found = subject.figures["screening"]
    rows = [(_("On the lists"), found["listed"], None, None, None)]
    rows += [
        (str(label), found["steps"][step], found["of_previous"][step], found["of_screened"][step],
         found["targets"].get(step))
        for step, label in STEP_NAMES.items()
    ]  # fmt: skip
    columns = (
        Column(_("Step")),
        Column(_("People"), "integer"),
        Column(_("Of the step before"), "percent"),
        Column(_("Of the screened"), "percent"),
        Column(_("Target"), "integer"),
    )
    counts = {row[0]: row[1] for row in rows}
    figure = bars_of("screening", _("From screening to a service"), _("Step"), _("People"), counts)
    title = _("From screening to a service")
    return Table("screening", title, definition_of("screening"), columns, tuple(rows), figure=figure, wide=True)


def screening_work(subject: Subject) -> Table:
    """What the screenings took."""
    found = subject.figures["screening"]
    rows = [
        (_("Screenings"), "screening", found["screenings"]),
        (_("Not invited"), "screening", found["not_invited"]),
        (_("Interviews timed"), "screening.interviews", found["interviews"]),
        (_("Minutes per interview"), "screening.minutes_per_interview", found["minutes_per_interview"]),
    ]
    return lines("screening-work", _("The work of screening"), _("Screening"), rows)


WAYS = [ways, trials]
EXITS = [exit_groups, exits]
SUBSIDIES = [subsidies, continued]
SCREENING = [screening, screening_work]
