"""The names of the figures beyond the contract (reports.figures.more)."""

from django.utils.translation import gettext_lazy as _

from clients.codes import Card, EmployerType, Placement, ServiceKind
from network.models.logbook import DevelopmentKind
from reports.catalogue.naming import Named
from reports.figures.more.feedback import QUESTION_NAMES
from reports.figures.more.screenings import STEP_NAMES
from services.codes import EventType

TIMES, PEOPLE = _("times"), _("different people")
CANDIDATES, HEADS, NEED = (
    _("Candidates per recruiting event"),
    _("Heads per recruiting event"),
    _("People whom employers need"),
)
BASIC, FOREIGN = _("Clients with basic education at most"), _("Clients with a foreign background")
COACHED, INFOS, POSTED = _("Summer job coaching"), _("Infos for summer-job seekers"), _("Summer jobs posted")
EMPLOYER, CONTINUED = _("Wage subsidies by type of employer"), _("Work after the wage subsidy")
PROFILE, SCREENING, CHANGE = _("Work by client profile"), _("Screening"), _("Change that clients feel")


def _group(path: str, title) -> dict[str, Named]:
    return {
        f"{path}.known": Named(title, last=_("clients for whom it is known")),
        f"{path}.number": Named(title),
        f"{path}.women": Named(title, last=_("women among them")),
        f"{path}.share": Named(title, last=_("share"), unit="percent", whole=f"{path}.known"),
        f"{path}.women_share": Named(
            title, last=_("share of women among them"), unit="percent", whole=f"{path}.number"
        ),
    }


def _spread(path: str, title) -> dict[str, Named]:
    return {
        f"{path}.n": Named(title, last=_("n")),
        f"{path}.mean": Named(title, last=_("mean"), unit="mean"),
        f"{path}.least": Named(title, last=_("least")),
        f"{path}.most": Named(title, last=_("most")),
    }


def _times(path: str, title, *parts) -> dict[str, Named]:
    return {
        f"{path}.times": Named(title, parts, TIMES),
        f"{path}.people": Named(title, parts, PEOPLE),
    }


CLIENTS = {
    "visit_order.named": Named(_("Visits of clients known by name")),
    "visit_order.first": Named(_("First visits"), whole="visit_order.named", shared=True),
    "visit_order.second_third": Named(_("Second and third visits"), whole="visit_order.named", shared=True),
    "visit_order.fourth_on": Named(_("Later visits"), whole="visit_order.named", shared=True),
    "visit_languages.*": Named(_("Visits by language"), ("language",), whole="visits.total", shared=True),
    **_group("background.basic_education", BASIC),
    **_group("background.foreign", FOREIGN),
    "profiles.in_force": Named(_("Client profiles in force")),
    "profiles.by_profile.*.people": Named(PROFILE, ("profile",), PEOPLE),
    "profiles.by_profile.*.visits": Named(PROFILE, ("profile",), _("visits")),
    "profiles.by_profile.*.minutes": Named(PROFILE, ("profile",), _("minutes"), "minutes"),
    "profiles.by_profile.*.per_person": Named(PROFILE, ("profile",), _("minutes per person"), "minutes"),
    "change.measured": Named(CHANGE, last=_("measured")),
    "change.repeated": Named(CHANGE, last=_("measured again")),
    "change.higher": Named(CHANGE, last=_("higher than at first"), whole="change.repeated", shared=True),
    "change.same": Named(CHANGE, last=_("the same as at first"), whole="change.repeated", shared=True),
    "change.lower": Named(CHANGE, last=_("lower than at first"), whole="change.repeated", shared=True),
    "feedback.answers": Named(_("Answers to the feedback form")),
    "feedback.*.n": Named(_("Feedback"), (QUESTION_NAMES,), _("n")),
    "feedback.*.mean": Named(_("Feedback"), (QUESTION_NAMES,), _("mean"), "mean"),
}
SERVICES = {
    **_times("services", _("Services used")),
    **_times("services.by_kind.*", _("Services used by kind"), ServiceKind),
    **_times("services.by_card.*", _("Card trainings by card"), Card),
    "housing.clients_asking": Named(_("Clients who came about housing")),
    "housing.guided": Named(_("Guidance on housing"), last=TIMES),
    "housing.guided_people": Named(_("Guidance on housing"), last=PEOPLE),
    "housing.housed": Named(_("Got a home"), last=TIMES),
    "housing.housed_people": Named(_("Got a home"), last=PEOPLE),
    **_times("summer_jobs.coached", COACHED),
    "summer_jobs.infos.events": Named(INFOS, last=_("gatherings")),
    "summer_jobs.infos.headcount": Named(INFOS, last=_("encounters")),
    "summer_jobs.posted.posts": Named(POSTED, last=_("posts")),
    "summer_jobs.posted.places": Named(POSTED, last=_("places")),
    "summer_jobs.posted.employers": Named(POSTED, last=_("employers")),
    "summer_jobs.campaigns": Named(_("Campaigns")),
    "summer_jobs.web_visitors": Named(_("Visitors of the campaigns' web pages")),
}
PATHS = {
    "work.referred": Named(_("Clients referred to work")),
    "work.with_subsidy": Named(_("Of those referred to work, with wage subsidy")),
    "work.subsidy_share": Named(
        _("Of those referred to work, with wage subsidy"), last=_("share"), unit="percent", whole="work.referred"
    ),
    "education.applied": Named(_("Clients referred to education")),
    "education.admitted": Named(_("Clients who began in education")),
    "education.either": Named(_("Clients referred to education or who began in it")),
    "apprenticeships.referred": Named(_("Clients referred to an apprenticeship")),
    "apprenticeships.begun": Named(_("Clients who began an apprenticeship")),
    "wellbeing.referred": Named(_("Clients referred to wellbeing services")),
    "trials.referrals": Named(_("Referrals to trials")),
    "trials.people": Named(_("Clients referred to trials")),
    "trials.of": Named(_("All referrals")),
    "trials.share": Named(_("Referrals to trials"), last=_("share"), unit="percent", whole="trials.of"),
    "exits.ended": Named(_("Participants who left")),
    "exits.by_placement.*": Named(_("Exits by placement"), (Placement,), whole="exits.ended", shared=True),
    "exits.to_work.number": Named(_("Exits to work")),
    "exits.to_work.share": Named(_("Exits to work"), last=_("share"), unit="percent", whole="exits.ended"),
    "exits.trials.number": Named(_("Exits to a work trial or rehabilitative work")),
    "exits.trials.share": Named(
        _("Exits to a work trial or rehabilitative work"), last=_("share"), unit="percent", whole="exits.ended"
    ),
    **_times("subsidies", _("Wage subsidies")),
    "subsidies.euros": Named(_("Wage subsidies"), last=_("euros"), unit="euros"),
    **_times("subsidies.by_employer_type.*", EMPLOYER, EmployerType),
    "subsidies.by_employer_type.*.euros": Named(EMPLOYER, (EmployerType,), _("euros"), "euros"),
    "subsidies.by_employer_type.*.share": Named(
        EMPLOYER, (EmployerType,), _("share of the euros"), "percent", whole="subsidies.euros"
    ),
    "subsidies.continued.ended": Named(CONTINUED, last=_("subsidies ended")),
    "subsidies.continued.known": Named(CONTINUED, last=_("known whether it went on")),
    "subsidies.continued.yes": Named(CONTINUED, last=_("went on")),
    "subsidies.continued.share": Named(
        CONTINUED, last=_("share that went on"), unit="percent", whole="subsidies.continued.known"
    ),
    "screening.screenings": Named(_("Screenings")),
    "screening.listed": Named(SCREENING, last=_("on the lists")),
    "screening.steps.*": Named(SCREENING, (STEP_NAMES,)),
    "screening.of_previous.*": Named(SCREENING, (STEP_NAMES,), _("share of the step before"), "percent"),
    "screening.of_screened.*": Named(
        SCREENING, (STEP_NAMES,), _("share of the screened"), "percent", whole="screening.steps.screened"
    ),
    "screening.targets.*": Named(SCREENING, (STEP_NAMES,), _("target")),
    "screening.not_invited": Named(SCREENING, last=_("not invited")),
    "screening.interviews": Named(SCREENING, last=_("interviews timed")),
    "screening.minutes_per_interview": Named(SCREENING, last=_("minutes per interview"), unit="minutes"),
}
WORK = {
    "joint.events": Named(_("Gatherings with other Ohjaamos"), last=_("gatherings")),
    "joint.headcount": Named(_("Gatherings with other Ohjaamos"), last=_("encounters")),
    "joint.mean": Named(_("Gatherings with other Ohjaamos"), last=_("encounters per gathering"), unit="mean"),
    "joint.by_event_type.*.events": Named(_("Gatherings with other Ohjaamos"), (EventType,), _("gatherings")),
    "joint.by_event_type.*.headcount": Named(_("Gatherings with other Ohjaamos"), (EventType,), _("encounters")),
    **_spread("recruiting.candidates", CANDIDATES),
    **_spread("recruiting.heads", HEADS),
    **_spread("recruiting.employers_need", NEED),
    "developments.entries": Named(_("Development"), last=_("entries")),
    "developments.person_days": Named(_("Development"), last=_("person-days"), unit="days"),
    "developments.by_kind.*.entries": Named(_("Development"), (DevelopmentKind,), _("entries")),
    "developments.by_kind.*.person_days": Named(_("Development"), (DevelopmentKind,), _("person-days"), "days"),
    "pilots.number": Named(_("Participation pilots")),
    "pilots.headcount": Named(_("Participation pilots"), last=_("young people taking part")),
    "staff.experts": Named(_("Experts with a role in the project")),
    "staff.by_role.*": Named(_("Roles in the project"), ("text",)),
    "staff.by_funding.*.*": Named(_("Roles by who pays for them"), ({"": _("Not given")}, "text")),
}
# What a step's share of the step before is of.
STEP_BEFORE = {
    "screening.of_previous.screened": "screening.listed",
    "screening.of_previous.invited": "screening.steps.screened",
    "screening.of_previous.interviewed": "screening.steps.invited",
    "screening.of_previous.plan": "screening.steps.interviewed",
    "screening.of_previous.forward": "screening.steps.plan",
}
NAMES = CLIENTS | SERVICES | PATHS | WORK
