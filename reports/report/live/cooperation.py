"""Gatherings, the network, and referrals with what became of them."""

from django.utils.translation import gettext as _

from clients.codes import ReferralTarget
from reports.charts import grouped
from reports.masking import less
from reports.report.blocks import Block, Cell, Table, Tile, Tiles, head, row, share, shown, total_label
from reports.report.data import ReportData
from services.codes import EventType, GatheringKind


def gatherings(data: ReportData) -> list[Block]:
    """Gatherings by kind and by type of event: how many, and the heads counted at them."""
    counts = data.figures["gatherings"]
    what = _("Gatherings and the heads counted at them. Nobody is named, so nobody knows who came twice.")
    kinds = [row(GatheringKind(code).label, one["events"], one["headcount"]) for code, one in counts["by_kind"].items()]
    types = [
        row(EventType(code).label, one["events"], one["headcount"])
        for code, one in counts["by_event_type"].items()
        if one["events"]
    ]
    total = row(total_label(), counts["events"], counts["headcount"])
    columns = (_("Gatherings"), _("Head count"))
    tables = [
        Table("gatherings-by-kind", _("Gatherings by kind"), what, [head(_("Kind"), *columns)], kinds, foot=[total])
    ]
    if types:
        notes = [_("Types that did not occur are left out; a gathering without a type is in none.")]
        what = _("The same gatherings by type of event.")
        heads = [head(_("Type of event"), *columns)]
        tables.append(Table("gatherings-by-type", _("Gatherings by type of event"), what, heads, types, notes=notes))
    return tables


def network(data: ReportData) -> list[Block]:
    """Agencies and experts on the project's last day."""
    counts = data.figures["network"]
    tiles = [
        Tile(
            grouped(counts["agencies"]),
            _("partner agencies"),
            _("Agencies of the network's experts on the project's last day, each counted once."),
        ),
        Tile(
            grouped(counts["experts"]),
            _("experts in the network"),
            _("Experts on the project's last day; an expert at two sites counts once."),
        ),
    ]
    return [Tiles(_("The network"), tiles)]


def referrals(data: ReportData) -> list[Block]:
    """Referrals by target with their share, and the attachment after three months."""
    counts = data.figures["referrals"]
    total = counts["total"]
    rows = [
        row(ReferralTarget(code).label, n, share(n, total), counts["clients_by_target"][code])
        for code, n in counts["by_target"].items()
    ]
    by_target = Table(
        "referrals",
        _("Referrals by target"),
        _("Young people guided onwards to a service, by what the referral aims at."),
        [head(_("Target"), _("Referrals"), _("Share (n = %(total)s)") % {"total": shown(total)}, _("Clients"))],
        rows,
        foot=[row(total_label(), total, share(total, total), "")],
        notes=[
            _("Share = of all referrals. Clients = different people under each target, so they have no sum."),
            _("Accompanied to the next service: %(share)s (%(part)s of %(whole)s referrals).")
            % {
                "share": share(counts["accompanied"], total),
                "part": shown(counts["accompanied"]),
                "whole": shown(total),
            },
        ],
    )
    return [by_target, _attachment(counts["attachment"])]


def _attachment(counts: dict[str, int]) -> Table:
    due, reached = counts["due"], counts["followed_up"]
    missing = less(due, reached, counts["unreached"])
    of_due, of_reached = _("of those due"), _("of those followed up")
    rows = [
        [*row(_("Followed up"), reached, share(reached, due)), Cell(of_due)],
        [
            *row(_("of them still in the service"), counts["attached"], share(counts["attached"], reached)),
            Cell(of_reached),
        ],
        [*row(_("Not reached"), counts["unreached"], share(counts["unreached"], due)), Cell(of_due)],
        [*row(_("Not followed up yet"), missing, share(missing, due)), Cell(of_due)],
    ]
    return Table(
        "attachment",
        _("Attachment three months after the referral"),
        _("Of the referrals that were three months old by the project's last day."),
        [[*head(_("Situation after three months"), "n", "%"), Cell(_("Denominator"), "col")]],
        rows,
        foot=[[*row(_("Due in all"), due, share(due, due)), Cell("")]],
    )
