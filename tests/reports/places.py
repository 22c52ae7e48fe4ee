"""Where each figure stands: in which table and line of the figures page and its workbook, and of a printed report."""

from collections.abc import Callable
from dataclasses import dataclass

from clients.codes import AgeBand, Card, ContactType, EmployerType, Gender, Placement, ReferralTarget, ServiceKind
from network.codes import PlacementCategory, Theme, language_name
from network.models.logbook import DevelopmentKind
from services.codes import EventType, GatheringKind

NOT_SAID = {"none": "Not given"}
CATEGORIES = list(PlacementCategory.values)
FACETS = ["total", "women", "men", "nonbinary", "unknown"]
TOWNS = {"020": "Akaa", "887": "Urjala", "908": "Valkeakoski", "297": "Kuopio", "": "Not given"}
QUESTIONS = {
    "grade": "Grade",
    "got_help": "I got the information and support that I needed.",
    "was_heard": "The counsellor listened to my thoughts and wishes.",
    "took_part": "I could take part in the decisions about me.",
    "plans_cleared": "My plans for the future became clearer.",
}
STEPS = {
    "screened": "Screened",
    "invited": "Invited",
    "interviewed": "Interviewed",
    "plan": "Plan made",
    "forward": "Forward to a service",
}


@dataclass(frozen=True)
class Place:
    """The table by its title, the line by its first cell (or what makes it of the path's *), the number's column.

    paper: title of the table in the narrative report, "" where that prints it nowhere; paper_row, paper_column: where
    they differ there.
    """

    table: str
    row: str | Callable[..., str]
    column: int = 0
    paper: str = ""
    paper_row: str = ""
    paper_column: int | None = None

    def line(self, *parts: str) -> str:
        return self.row if isinstance(self.row, str) else str(self.row(*parts))


def coded(codes) -> Callable[..., str]:
    return lambda code, *_more: str(codes(code).label)


def same(table: str, row, column: int = 0) -> Place:
    """A table that the report prints as the page shows it."""
    return Place(table, row, column, table)


def times(table: str, row) -> dict[str, Place]:
    return {"times": same(table, row, 0), "people": same(table, row, 1)}


def under(path: str, places: dict[str, Place]) -> dict[str, Place]:
    return {f"{path}.{name}": place for name, place in places.items()}


def numbers(path: str, table: str, row, paper: str) -> dict[str, Place]:
    """A breakdown and its shares."""
    return {path: Place(table, row, 0, paper), f"{path}.share": Place(table, row, 1, paper)}


def group(path: str, label: str) -> dict[str, Place]:
    """A group of clients and the women in it."""
    table, women = "Education and background", f"{label}: women among them"
    return {
        f"{path}.number": same(table, label, 0),
        f"{path}.share": same(table, label, 1),
        f"{path}.known": same(table, label, 3),
        f"{path}.women": same(table, women, 0),
        f"{path}.women_share": same(table, women, 1),
    }


def spread(name: str, label: str) -> dict[str, Place]:
    return {
        f"recruiting.{name}.{what}": same("Recruiting", label, n)
        for n, what in enumerate(("n", "mean", "least", "most"))
    }


WAYS, TRIALS = "On the way to work and education", "Work trials and education trials"
EXITS, GROUPS = "Those who left, by single placement", "To work, and to trials"
JOBS, HOMES, MONEY, AFTER = (
    "Summer jobs",
    "Housing",
    "Wage subsidies by type of employer",
    "Work after the wage subsidy",
)
FUNNEL, WORK, CHANGE, JOINT = (
    "From screening to a service",
    "The work of screening",
    "Change that clients feel",
    "With other Ohjaamos",
)
BY_KIND, BY_TYPE, ATTACHED = "Encounters by kind", "Encounters by type of event", "Attachment after three months"
LATER = "Attachment three months after the referral"
ORDER = {"first": "First visits", "second_third": "Second and third visits", "fourth_on": "Later visits"}

CONTRACT = {
    "visits.total": Place("Visits by month", "In all"),
    **numbers("visits.by_contact_type.*", "Visits by channel", coded(ContactType), "Visits by channel: the numbers"),
    **numbers("visits.by_theme.*", "Visits by theme", coded(Theme), "Visits by theme: the numbers"),
    **numbers("visits.by_site.*", "Visits by Ohjaamo", lambda key: f"Ohjaamo {key}", "Visits by Ohjaamo: the numbers"),
    "clients.distinct": Place("Different clients by age", "In all"),
    **numbers(
        "clients.by_gender.*", "Different clients by gender", coded(Gender), "Named clients by gender: the numbers"
    ),
    **numbers("clients.by_age_band.*", "Different clients by age", coded(AgeBand), "Named clients by age: the numbers"),
    "gatherings.events": Place(BY_KIND, "In all", 0, "Gatherings by kind", "Total"),
    "gatherings.headcount": Place(BY_KIND, "In all", 1, "Gatherings by kind", "Total"),
    "gatherings.by_kind.*.events": Place(BY_KIND, coded(GatheringKind), 0, "Gatherings by kind"),
    "gatherings.by_kind.*.headcount": Place(BY_KIND, coded(GatheringKind), 1, "Gatherings by kind"),
    "gatherings.by_event_type.*.events": Place(BY_TYPE, coded(EventType), 0, "Gatherings by type of event"),
    "gatherings.by_event_type.*.headcount": Place(BY_TYPE, coded(EventType), 1, "Gatherings by type of event"),
    "referrals.total": Place("Referrals by target", "In all", 0, "Referrals by target", "Total"),
    "referrals.accompanied": Place("Accompanied handovers", "Accompanied"),
    "referrals.accompanied.share": Place("Accompanied handovers", "Accompanied", 1),
    **numbers("referrals.by_target.*", "Referrals by target", coded(ReferralTarget), "Referrals by target"),
    "referrals.clients_by_target.*": same("Referrals by target", coded(ReferralTarget), 2),
    "referrals.attachment.due": Place(ATTACHED, "Due by the last day", 0, LATER, "Due in all"),
    "referrals.attachment.followed_up": Place(ATTACHED, "Followed up", 0, LATER),
    "referrals.attachment.followed_up.share": Place(ATTACHED, "Followed up", 1, LATER),
    "referrals.attachment.attached": Place(ATTACHED, "Still in the service", 0, LATER, "of them still in the service"),
    "referrals.attachment.attached.share": Place(
        ATTACHED, "Still in the service", 1, LATER, "of them still in the service"
    ),
    "referrals.attachment.unreached": Place(ATTACHED, "Not reached", 0, LATER),
    "referrals.attachment.unreached.share": Place(ATTACHED, "Not reached", 1, LATER),
    "placements.ended": Place("Placements", "In all", 0, EXITS, "In all"),
    "placements.by_category.*": Place("Placements", coded(PlacementCategory)),
    "placements.by_category.*.share": Place("Placements", coded(PlacementCategory), 1),
}
VISITORS = {
    "visit_order.named": same("First and later visits", "In all"),
    **{f"visit_order.{name}": same("First and later visits", label) for name, label in ORDER.items()},
    **{f"visit_order.{name}.share": same("First and later visits", label, 1) for name, label in ORDER.items()},
    **numbers("visit_languages.*", "Visits by language",
              lambda code: "Not given" if code == "not_given" else language_name(code), ""),
    **group("background.basic_education", "Basic education at most"),
    **group("background.foreign", "Foreign background"),
    "profiles.in_force": Place("Client profiles", "Client profiles in force"),
    **{f"profiles.by_profile.*.{name}": same("Work by client profile", "", n)
       for n, name in enumerate(("people", "visits", "minutes", "per_person"))},
    "change.measured": same(CHANGE, "Measured"),
    "change.repeated": same(CHANGE, "Measured again"),
    **{f"change.{name}": same(CHANGE, label) for name, label in (
        ("higher", "Higher than at first"), ("same", "The same as at first"), ("lower", "Lower than at first"))},
    **{f"change.{name}.share": same(CHANGE, label, 1) for name, label in (
        ("higher", "Higher than at first"), ("same", "The same as at first"), ("lower", "Lower than at first"))},
    "feedback.answers": Place("Answers to the feedback form", "Answers"),
    "feedback.*.n": same("Feedback", lambda name: QUESTIONS[name], 0),
    "feedback.*.mean": same("Feedback", lambda name: QUESTIONS[name], 1),
}  # fmt: skip
SERVICES = {
    **under("services", times("Services used by kind", "In all")),
    **under("services.by_kind.*", times("Services used by kind", coded(ServiceKind))),
    **under("services.by_card.*", times("Card trainings by card", coded(Card))),
    "housing.clients_asking": same(HOMES, "Came about housing, different clients"),
    "housing.guided": same(HOMES, "Guided, times"),
    "housing.guided_people": same(HOMES, "Guided, different clients"),
    "housing.housed": same(HOMES, "Got a home, times"),
    "housing.housed_people": same(HOMES, "Got a home, different clients"),
    "summer_jobs.coached.times": same(JOBS, "Coached, times"),
    "summer_jobs.coached.people": same(JOBS, "Coached, different clients"),
    "summer_jobs.infos.events": same(JOBS, "Infos in campaigns"),
    "summer_jobs.infos.headcount": same(JOBS, "Encounters at those infos"),
    "summer_jobs.posted.posts": same(JOBS, "Posts of summer jobs"),
    "summer_jobs.posted.places": same(JOBS, "Summer jobs in those posts"),
    "summer_jobs.posted.employers": same(JOBS, "Employers who posted"),
    "summer_jobs.campaigns": same(JOBS, "Campaigns"),
    "summer_jobs.web_visitors": same(JOBS, "Visitors of the campaigns' web pages"),
}
PATHS = {
    "work.referred": same(WAYS, "Referred to work"),
    "work.with_subsidy": same(WAYS, "With wage subsidy"),
    "work.subsidy_share": same(WAYS, "With wage subsidy", 1),
    "education.applied": same(WAYS, "Referred to education"),
    "education.admitted": same(WAYS, "Began in education"),
    "education.either": same(WAYS, "Referred to education or began in it"),
    "apprenticeships.referred": same(WAYS, "Referred to an apprenticeship"),
    "apprenticeships.begun": same(WAYS, "Began an apprenticeship"),
    "wellbeing.referred": same(WAYS, "Referred to wellbeing services"),
    "trials.people": same(WAYS, "Referred to trials"),
    "trials.referrals": same(TRIALS, "Referrals to trials"),
    "trials.share": same(TRIALS, "Referrals to trials", 1),
    "trials.of": same(TRIALS, "Referrals to trials", 3),
    "exits.ended": same(EXITS, "In all"),
    **numbers("exits.by_placement.*", EXITS, coded(Placement), EXITS),
    "exits.to_work.number": same(GROUPS, "To work"),
    "exits.to_work.share": same(GROUPS, "To work", 1),
    "exits.trials.number": same(GROUPS, "To a work trial or rehabilitative work"),
    "exits.trials.share": same(GROUPS, "To a work trial or rehabilitative work", 1),
    **under("subsidies", times(MONEY, "In all")),
    "subsidies.euros": same(MONEY, "In all", 2),
    **under("subsidies.by_employer_type.*", times(MONEY, coded(EmployerType))),
    "subsidies.by_employer_type.*.euros": same(MONEY, coded(EmployerType), 2),
    "subsidies.by_employer_type.*.share": same(MONEY, coded(EmployerType), 3),
    "subsidies.continued.ended": same(AFTER, "Subsidies that ended"),
    "subsidies.continued.known": same(AFTER, "It is known whether the work went on"),
    "subsidies.continued.yes": same(AFTER, "The work went on"),
    "subsidies.continued.share": same(AFTER, "The work went on", 1),
    "screening.listed": same(FUNNEL, "On the lists"),
    "screening.steps.*": same(FUNNEL, lambda step: STEPS[step], 0),
    "screening.of_previous.*": same(FUNNEL, lambda step: STEPS[step], 1),
    "screening.of_screened.*": same(FUNNEL, lambda step: STEPS[step], 2),
    "screening.targets.*": same(FUNNEL, lambda step: STEPS[step], 3),
    "screening.screenings": same(WORK, "Screenings"),
    "screening.not_invited": same(WORK, "Not invited"),
    "screening.interviews": same(WORK, "Interviews timed"),
    "screening.minutes_per_interview": same(WORK, "Minutes per interview"),
}
DONE = {
    "joint.events": same(JOINT, "In all", 0),
    "joint.headcount": same(JOINT, "In all", 1),
    "joint.mean": same(JOINT, "In all", 2),
    "joint.by_event_type.*.events": same(JOINT, coded(EventType), 0),
    "joint.by_event_type.*.headcount": same(JOINT, coded(EventType), 1),
    **spread("candidates", "Candidates per recruiting event"),
    **spread("heads", "Heads per recruiting event"),
    **spread("employers_need", "People whom employers need"),
    "developments.entries": same("Development in person-days", "In all", 0),
    "developments.person_days": same("Development in person-days", "In all", 1),
    "developments.by_kind.*.entries": same("Development in person-days", coded(DevelopmentKind), 0),
    "developments.by_kind.*.person_days": same("Development in person-days", coded(DevelopmentKind), 1),
    "pilots.number": Place("Participation pilots", "Participation pilots"),
    "pilots.headcount": Place("Participation pilots", "Young people taking part"),
    "staff.experts": Place("Roles in the project", "In all, each once"),
    "staff.by_role.*": Place("Roles in the project", str),
    "staff.by_funding.*.*": Place(
        "Roles by who pays for them", lambda payer, role: f"{NOT_SAID.get(payer, payer)}: {role}"
    ),
}
PLACES = CONTRACT | VISITORS | SERVICES | PATHS | DONE
# Told on the page in the counters on top; the narrative report has some of them among its key figures.
COUNTERS = {
    "visits.anonymous": "Visits",
    "visits.anonymous.share": "Visits",
    "visits.minutes": "Minutes",
    "network.agencies": "Agencies",
    "network.experts": "Experts",
    "participants.total": "Project participants",
    "participants.complete": "Project participants",
    "participants.complete.share": "Project participants",
}
