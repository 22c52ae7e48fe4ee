"""Tables of clients, gatherings and referrals."""

from django.utils.translation import gettext as _

from clients.codes import AgeBand, Gender, ReferralTarget
from reports.charts import Category, Chart, Figure, bar_chart
from reports.definitions import DEFINITIONS
from reports.masking import Masked
from reports.overview.subject import Subject
from reports.overview.table import Column, Table, breakdown, charted, share, share_column
from services.codes import EventType, GatheringKind


def clients_by_age(subject: Subject) -> Table:
    clients = subject.figures["clients"]
    return breakdown(
        key="clients-age",
        title=_("Different clients by age"),
        definition=DEFINITIONS["clients.by_age_band"],
        heading=_("Age"),
        unit=_("Clients"),
        counts=clients["by_age_band"],
        names=dict(AgeBand.choices),
        total=clients["distinct"],
    )


def clients_by_gender(subject: Subject) -> Table:
    clients = subject.figures["clients"]
    return breakdown(
        key="clients-gender",
        title=_("Different clients by gender"),
        definition=DEFINITIONS["clients.by_gender"],
        heading=_("Gender"),
        unit=_("Clients"),
        counts=clients["by_gender"],
        names=dict(Gender.choices),
        total=clients["distinct"],
    )


def gatherings_by_kind(subject: Subject) -> Table:
    total = subject.figures["gatherings"]
    table = _heads(subject, "by_kind", "gatherings-kind", _("Encounters by kind"), _("Kind"), GatheringKind)
    foot = (_("In all"), total["events"], total["headcount"])
    return Table(table.key, table.title, table.definition, table.columns, table.rows, foot, table.figure)


def gatherings_by_type(subject: Subject) -> Table:
    title = _("Encounters by type of event")
    return _heads(subject, "by_event_type", "gatherings-type", title, _("Type of event"), EventType)


def _heads(subject: Subject, name: str, key: str, title: str, heading: str, codes) -> Table:
    """Events and heads by code; the chart shows the heads."""
    found = {code: (row["events"], row["headcount"]) for code, row in subject.figures["gatherings"][name].items()}
    rows = tuple((str(codes(code).label), *numbers) for code, numbers in found.items())
    columns = (Column(heading), Column(_("Gatherings"), "integer"), Column(_("Encounters"), "integer"))
    figure = None
    if not any(heads is Masked.HIDDEN for _events, heads in found.values()):
        bars = [Category(str(codes(code).label), charted(heads)) for code, (_events, heads) in found.items()]
        figure = Figure(
            Chart(key=key, title=title, categories=bars, heading=heading, series=[_("Encounters")]), bar_chart
        )
    return Table(key, title, DEFINITIONS[f"gatherings.{name}"], columns, rows, (), figure)


def referrals_by_target(subject: Subject) -> Table:
    """Referrals with their share, and the different clients referred, by target."""
    referrals = subject.figures["referrals"]
    table = breakdown(
        key="referrals-target",
        title=_("Referrals by target"),
        definition=DEFINITIONS["referrals.by_target"],
        heading=_("Target"),
        unit=_("Referrals"),
        counts=referrals["by_target"],
        names=dict(ReferralTarget.choices),
        total=referrals["total"],
    )
    clients = referrals["clients_by_target"].values()
    rows = tuple((*row, number) for row, number in zip(table.rows, clients, strict=True))
    columns = (*table.columns, Column(_("Different clients"), "integer"))
    return Table(table.key, table.title, table.definition, columns, rows, (*table.foot, None), table.figure, wide=True)


def accompanied(subject: Subject) -> Table:
    """Referrals where the young person was accompanied, of all."""
    referrals = subject.figures["referrals"]
    total, number = referrals["total"], referrals["accompanied"]
    columns = (Column(_("Handover")), Column(_("Referrals"), "integer"), share_column(total))
    rows = ((_("Accompanied"), number, share(number, total)),)
    foot = (_("In all"), total, share(total, total))
    title = _("Accompanied handovers")
    return Table("referrals-accompanied", title, DEFINITIONS["referrals.accompanied"], columns, rows, foot)


def attachment(subject: Subject) -> Table:
    """What became of the referrals after three months, each share with its denominator."""
    found = subject.figures["referrals"]["attachment"]
    due, followed = found["due"], found["followed_up"]
    of_due, of_followed = _("of those due"), _("of those followed up")
    rows = (
        (_("Due by the last day"), due, None, ""),
        (_("Followed up"), followed, share(followed, due), of_due),
        (_("Still in the service"), found["attached"], share(found["attached"], followed), of_followed),
        (_("Not reached"), found["unreached"], share(found["unreached"], due), of_due),
    )
    columns = (
        Column(_("Three months after the referral")),
        Column(_("Referrals"), "integer"),
        Column(_("Share"), "percent"),
        Column(_("Share of what")),
    )
    title = _("Attachment after three months")
    return Table("referrals-attachment", title, DEFINITIONS["referrals.attachment"], columns, rows)


CLIENTS = [clients_by_age, clients_by_gender]
GATHERINGS = [gatherings_by_kind, gatherings_by_type]
REFERRALS = [referrals_by_target, accompanied, attachment]
