"""The numbers on the first page of the summary."""

from django.utils.translation import gettext as _

from reports.report.blocks import Block, Tile, Tiles, shown
from reports.report.data import ReportData


def key_figures(data: ReportData) -> list[Block]:
    """The counters kept apart: visits, named people, head count, network, events, participants."""
    return [Tiles(_("The project in figures"), [Tile(shown(n), *words) for n, *words in _tiles(data.figures)])]


def _tiles(figures: dict) -> list[tuple]:
    channels, events = figures["visits"]["by_contact_type"], figures["gatherings"]["by_event_type"]
    return [*_visits(channels, figures["gatherings"]["headcount"]), *_people(figures), *_events(events)]


def _visits(channels: dict, headcount: int) -> list[tuple]:
    return [
        (
            channels["walk_in"],
            _("walk-in visits"),
            _("Visits without an appointment, named and anonymous. One person may come many times."),
        ),
        (
            channels["booked"],
            _("individual guidance sessions"),
            _("Booked guidance visits, counted apart from walk-in visits."),
        ),
        (
            headcount,
            _("reached in groups, outreach and pop-ups"),
            _("Heads counted at gatherings. Nobody is named, so the same person may be counted several times."),
        ),
    ]


def _people(figures: dict) -> list[tuple]:
    return [
        (
            figures["clients"]["distinct"],
            _("different named clients"),
            _("Clients with a name in the system and at least one visit, each counted once."),
        ),
        (
            figures["participants"]["total"],
            _("participants of the project"),
            _("People who started as participants in the sense of the ESF. No visit makes anyone a participant."),
        ),
        (
            figures["network"]["agencies"],
            _("partner agencies"),
            _("Agencies of the network's experts on the project's last day, each counted once."),
        ),
        (
            figures["network"]["experts"],
            _("experts in the network"),
            _("Experts on the project's last day; an expert at two sites counts once."),
        ),
    ]


def _events(events: dict) -> list[tuple]:
    return [
        (
            events["participation"]["events"],
            _("participation pilots"),
            _("Gatherings in which a way to take part was tried out."),
        ),
        (events["recruitment"]["events"], _("recruiting events"), _("Gatherings where employers met job seekers.")),
    ]
