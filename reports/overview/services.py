"""Tables of services used, summer jobs, housing, background, profiles and how clients saw it."""

from django.utils.translation import gettext as _

from clients.codes import Card, ServiceKind
from network.codes import language_name
from reports.definitions import definition_of
from reports.figures.more.feedback import QUESTION_NAMES
from reports.figures.more.visits import NOT_GIVEN
from reports.overview.rows import lines, times_and_people
from reports.overview.subject import Subject
from reports.overview.table import Column, Table, breakdown, without_zeros


def by_kind(subject: Subject) -> Table:
    """Services used by kind, with all of them in the foot."""
    found = subject.figures["services"]
    names = dict(ServiceKind.choices)
    title = _("Services used by kind")
    table = times_and_people("services-kind", title, _("Kind"), "services.by_kind", found["by_kind"], names)
    foot = (_("In all"), found["times"], found["people"])
    return Table(table.key, title, table.definition, table.columns, table.rows, foot, table.figure, wide=True)


def by_card(subject: Subject) -> Table:
    found, names = subject.figures["services"]["by_card"], dict(Card.choices)
    return times_and_people("services-card", _("Card trainings by card"), _("Card"), "services.by_card", found, names)


def housing(subject: Subject) -> Table:
    """Who came about housing, was guided and got a home."""
    found = subject.figures["housing"]
    rows = [
        (_("Came about housing, different clients"), "housing.clients_asking", found["clients_asking"]),
        (_("Guided, times"), "housing.guided", found["guided"]),
        (_("Guided, different clients"), "housing.guided_people", found["guided_people"]),
        (_("Got a home, times"), "housing.housed", found["housed"]),
        (_("Got a home, different clients"), "housing.housed_people", found["housed_people"]),
    ]
    return lines("housing", _("Housing"), _("Housing"), rows)


def summer_jobs(subject: Subject) -> Table:
    """Coaching, infos and posts."""
    found = subject.figures["summer_jobs"]
    coached, infos, posted = found["coached"], found["infos"], found["posted"]
    rows = [
        (_("Coached, times"), "summer_jobs.coached", coached["times"]),
        (_("Coached, different clients"), "summer_jobs.coached", coached["people"]),
        (_("Campaigns"), "summer_jobs.campaigns", found["campaigns"]),
        (_("Infos in campaigns"), "summer_jobs.infos", infos["events"]),
        (_("Encounters at those infos"), "summer_jobs.infos", infos["headcount"]),
        (_("Posts of summer jobs"), "summer_jobs.posted", posted["posts"]),
        (_("Summer jobs in those posts"), "summer_jobs.posted", posted["places"]),
        (_("Employers who posted"), "summer_jobs.posted", posted["employers"]),
        (_("Visitors of the campaigns' web pages"), "summer_jobs.web_visitors", found["web_visitors"]),
    ]
    return lines("summer-jobs", _("Summer jobs"), _("Summer jobs"), rows)


def background(subject: Subject) -> Table:
    """Education and foreign background of those for whom they are known, and women within."""
    found, rows = subject.figures["background"], []
    for name, label, within in (
        ("basic_education", _("Basic education at most"), _("of those with basic education at most")),
        ("foreign", _("Foreign background"), _("of those with a foreign background")),
    ):
        one, path = found[name], f"background.{name}"
        rows.append((label, path, one["number"], _("of those for whom it is known"), one["known"]))
        women = f"{label}: {_('women among them')}"
        rows.append((women, f"{path}.women", one["women"], within, one["number"]))
    return lines("background", _("Education and background"), _("Different clients"), rows)


def visit_order(subject: Subject) -> Table:
    found = subject.figures["visit_order"]
    names = {
        "first": _("First visits"),
        "second_third": _("Second and third visits"),
        "fourth_on": _("Later visits"),
    }
    return breakdown(
        key="visits-order",
        title=_("First and later visits"),
        definition=definition_of("visit_order"),
        heading=_("Visit"),
        unit=_("Visits"),
        counts={name: found[name] for name in names},
        names=names,
        total=found["named"],
    )


def visit_languages(subject: Subject) -> Table:
    """Visits by language, without the languages that nobody used."""
    counts = without_zeros(subject.figures["visit_languages"], keep=("fi", "sv", "en"))
    names = {code: _("Not given") if code == NOT_GIVEN else language_name(code) for code in counts}
    return breakdown(
        key="visits-language",
        title=_("Visits by language"),
        definition=definition_of("visit_languages"),
        heading=_("Language"),
        unit=_("Visits"),
        counts=counts,
        names=names,
        total=subject.figures["visits"]["total"],
    )


def profiles(subject: Subject) -> Table:
    """People, visits and minutes by client profile."""
    found = subject.figures["profiles"]
    rows = tuple(
        (row["name"] or _("Without a profile"), row["people"], row["visits"], row["minutes"], row["per_person"])
        for row in found["by_profile"].values()
    )
    headings = (_("Different people"), _("Visits"), _("Minutes"), _("Minutes per person"))
    columns = (Column(_("Client profile")), *(Column(heading, "integer") for heading in headings))
    title = _("Work by client profile")
    return Table("profiles", title, definition_of("profiles.by_profile"), columns, rows, wide=True)


def profiles_in_force(subject: Subject) -> Table:
    row = (_("Client profiles in force"), "profiles.in_force", subject.figures["profiles"]["in_force"])
    return lines("profiles-in-force", _("Client profiles"), _("Client profiles"), [row])


def change(subject: Subject) -> Table:
    """What clients felt had changed between the first time and the last."""
    found, path, of = subject.figures["change"], "change", _("of those measured again")
    rows = [
        (_("Measured"), path, found["measured"]),
        (_("Measured again"), path, found["repeated"], _("of those measured"), found["measured"]),
        (_("Higher than at first"), path, found["higher"], of, found["repeated"]),
        (_("The same as at first"), path, found["same"], of, found["repeated"]),
        (_("Lower than at first"), path, found["lower"], of, found["repeated"]),
    ]
    return lines("change", _("Change that clients feel"), _("Different clients"), rows)


def feedback(subject: Subject) -> Table:
    """The mean of each question with its n."""
    found = subject.figures["feedback"]
    rows = tuple((str(label), found[name]["n"], found[name]["mean"]) for name, label in QUESTION_NAMES.items())
    columns = (Column(_("Question")), Column("n", "integer"), Column(_("Mean"), "decimal"))
    return Table("feedback", _("Feedback"), definition_of("feedback"), columns, rows, wide=True)


def answers(subject: Subject) -> Table:
    row = (_("Answers"), "feedback.answers", subject.figures["feedback"]["answers"])
    return lines("feedback-answers", _("Answers to the feedback form"), _("Feedback"), [row])


VISITS = [visit_order, visit_languages]
SERVICES = [by_kind, by_card, summer_jobs, housing]
BACKGROUND = [background]
VOICES = [feedback, answers, change]
PROFILES = [profiles, profiles_in_force]
