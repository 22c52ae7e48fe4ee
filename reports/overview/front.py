"""The common questions of a project, answered at once: how many came, who, what about, where to, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clients.codes import AgeBand, Gender, ReferralTarget
from network.codes import INTAKE, PlacementCategory, Theme
from reports.masking import Masked, Shown
from reports.overview.counters import shown, with_share
from reports.overview.subject import Subject

MOST = 3  # facts of one answer


@dataclass(frozen=True)
class Fact:
    """A number, with its share where it is one of a whole, and what it is."""

    value: str
    label: str


@dataclass(frozen=True)
class Reply:
    """An answer to a common question. key: the group of tables below; view: measure and dimensions of the workbench.

    note: of what the shares are. hidden: there is something, but a masked number might be among the largest.
    """

    question: str
    facts: list[Fact]
    key: str
    view: dict[str, str | None] = field(default_factory=dict)
    note: str = ""
    hidden: bool = False


def replies(subject: Subject) -> list[Reply]:
    """The answers in the order in which they are asked."""
    made = [_how_many, _who, _what_about, _where_to, _what_came_of_it, _on_target]
    return [make(subject) for make in made]


def _by(measure: str, rows: str, columns: str | None = None) -> dict[str, str | None]:
    """A question to the workbench, as it stands in its address."""
    return {"measure": measure, "rows": rows, "columns": columns}


def _how_many(subject: Subject) -> Reply:
    found = subject.figures
    facts = [
        Fact(shown(found["visits"]["total"]), pgettext("how many", "visits")),
        Fact(shown(found["clients"]["distinct"]), _("different clients")),
        Fact(shown(found["gatherings"]["headcount"]), _("encounters in groups and events")),
    ]
    facts = facts if any(fact.value != "0" for fact in facts) else []
    return Reply(_("How many came?"), facts, "visits", _by("visits", "month"))


def _who(subject: Subject) -> Reply:
    clients = subject.figures["clients"]
    total = clients["distinct"]
    facts = _largest(clients["by_age_band"], dict(AgeBand.choices), total, 1)
    facts += _largest(clients["by_gender"], dict(Gender.choices), total, 2)
    note = _("of %(total)s different clients") % {"total": shown(total)}
    view = _by("clients", "age_band", "gender")
    return Reply(_("Who were they?"), facts, "clients", view, note, _is_hidden(facts, total))


def _what_about(subject: Subject) -> Reply:
    visits = subject.figures["visits"]
    facts = _largest(visits["by_theme"], dict(Theme.choices), visits["total"])
    note = _("of %(total)s visits; one visit may have several themes") % {"total": shown(visits["total"])}
    view = _by("visits", "theme")
    return Reply(_("What was it about?"), facts, "visits", view, note, _is_hidden(facts, visits["total"]))


def _where_to(subject: Subject) -> Reply:
    referrals = subject.figures["referrals"]
    facts = _largest(referrals["by_target"], dict(ReferralTarget.choices), referrals["total"])
    note = _("of %(total)s referrals") % {"total": shown(referrals["total"])}
    view = _by("referrals", "target")
    return Reply(_("Where did they go on?"), facts, "referrals", view, note, _is_hidden(facts, referrals["total"]))


def _what_came_of_it(subject: Subject) -> Reply:
    after, placements = subject.figures["referrals"]["attachment"], subject.figures["placements"]
    facts, ended, followed = [], placements["ended"], after["followed_up"]
    if followed != 0:
        words = _("still in the service after three months, of %(total)s followed up") % {"total": shown(followed)}
        facts.append(Fact(with_share(after["attached"], followed), words))
    facts += _largest(placements["by_category"], dict(PlacementCategory.choices), ended, 2)
    note = _("placements: of %(total)s who left the project") % {"total": shown(ended)} if ended != 0 else ""
    return Reply(_("What came of it?"), facts, "placements", _by("exits", "category"), note)


def _on_target(subject: Subject) -> Reply:
    """The project's own promises for all its area: how many are reached, and the latest ones of new participants."""
    own = subject.scope.project.code
    rows = [row for row in subject.figures["targets"] if row["project"] == own and not row["area"]]
    facts = []
    if rows and not any(isinstance(row["actual"], Masked) for row in rows):
        reached = sum(row["actual"] >= row["target"] for row in rows)
        facts.append(Fact(f"{reached}/{len(rows)}", _("promises reached")))
    for row in [row for row in rows if row["measure"] == INTAKE][-2:]:
        words = _("new participants, %(period)s, promised %(target)s")
        label = words % {"period": row["period"], "target": shown(row["target"])}
        facts.append(Fact(with_share(row["actual"], row["target"]), label))
    return Reply(_("Are we on target?"), facts, "targets")


def _is_hidden(facts: list[Fact], total: Shown) -> bool:
    """Whether there would be something to tell, were no number of it masked."""
    return not facts and total != 0


def _largest(counts: Mapping[str, Shown], names: Mapping, total: Shown, most: int = MOST) -> list[Fact]:
    """The largest counts with their shares; none where a hidden number might be among them."""
    if any(number is Masked.HIDDEN for number in counts.values()):
        return []
    told = [(number, code) for code, number in counts.items() if not isinstance(number, Masked) and number]
    told.sort(key=lambda pair: -pair[0])
    return [Fact(with_share(number, total), str(names[code])) for number, code in told[:most]]
