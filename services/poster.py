"""The month's programme as a poster for the wall: one page of large type, tagged so that it can be read aloud too."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

import segno
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration

from network.models import OpeningHours, Site
from network.pdf import HOST, OwnFilesOnly, static_address
from services.codes import EventStatus
from services.models import Event
from services.programme import events_of_month

# Paper sizes with the width that the design is drawn for as 1.
PAPER = {"a4": ("210mm 297mm", 1.0), "a3": ("297mm 420mm", 297 / 210)}
# Millimetres on A4 of the style sheet's unit.
REM = 4
# The lowest part lies at the paper's edge, or follows the list where that goes on to another page.
ON_ONE_PAGE = " .foot { height: 14rem } .light { position: fixed; left: 0; right: 0; bottom: 0 }"
ON_MORE_PAGES = " @page { margin-bottom: 12mm }"
# Millimetres of the type on A4, from the largest that a few events fill to the smallest read from three metres.
STEPS = (7.4, 6.6, 5.9, 5.3, 4.8, 4.3, 3.9, 3.5)
# More events than this take one line each instead of two; heights of a row as multiples of the type.
MOST_IN_TWO_LINES, ONE_LINE, TWO_LINES = 12, 2.0, 3.1
# Millimetres for the list on A4, about; the page itself decides.
ROOM = 188


@dataclass(frozen=True)
class Hours:
    """One line of the opening hours: the first and last of neighbouring days with the same hours."""

    first: str
    last: str
    times: list[tuple]


def opening_lines(site: Site, day: date) -> list[Hours]:
    """The ordinary week in force on `day`, neighbouring days with the same hours in one line."""
    week: dict[int, list] = {}
    for row in site.opening_hours.all():
        if row.is_valid_on(day):
            week.setdefault(row.weekday, []).append(row)
    days = [(number, sorted((row.opens, row.closes) for row in week[number])) for number in sorted(week)]
    lines = []
    # Neighbours have the same distance between their weekday and their place in the list.
    for _key, group in groupby(enumerate(days), key=lambda item: (item[1][0] - item[0], item[1][1])):
        same = [one for _place, one in group]
        names = [str(dict(OpeningHours._meta.get_field("weekday").choices)[number]) for number, _times in same]
        lines.append(Hours(names[0], names[-1] if len(names) > 1 else "", same[0][1]))
    return lines


def poster_events(site: Site, first: date) -> list[Event]:
    """The published events of the month that begins on `first`."""
    return list(events_of_month(site, first).filter(status=EventStatus.PUBLISHED))


def poster_pdf(*, site: Site, first: date, size: str, language: str, address: str) -> bytes:
    """The poster of the month that begins on `first` as PDF/UA; `size` is a key of PAPER.

    `address` is that of the public page, "" for none. The type shrinks in steps until all is on one page; what is
    too much for the smallest goes on to a second page.
    """
    prefetch_related_objects([site], "addresses", "opening_hours")
    with translation.override(language):
        events = poster_events(site, first)
        month = date_format(first, "YEAR_MONTH_FORMAT")
        context = {
            "title": _("%(site)s: programme, %(month)s") % {"site": site.name, "month": month},
            "site": site,
            "first": first,
            "events": events,
            # Many events take one line each.
            "is_dense": len(events) > MOST_IN_TWO_LINES,
            "language": language,
            "address": address,
            "short_address": address.split("://")[-1].rstrip("/"),
            "qr": segno.make(address, error="m").svg_data_uri(border=0, dark="#15262b") if address else "",
            "place": site.address_on(first),
            "hours": opening_lines(site, first),
        }
        html = render_to_string("services/poster.html", context)
    return _fitted(html, size, len(events)).write_pdf(pdf_variant="pdf/ua-1")


def _fitted(html: str, size: str, number: int) -> Document:
    """The pages with the largest type that fits on one; with the smallest when none does."""
    height = number * (ONE_LINE if number > MOST_IN_TWO_LINES else TWO_LINES)
    fitting = [step for step in STEPS if step * height <= ROOM]
    for step in fitting or STEPS[-1:]:
        document = _pages(html, size, step, ON_ONE_PAGE)
        if len(document.pages) == 1:
            return document
    return _pages(html, size, STEPS[-1], ON_MORE_PAGES)


def _pages(html: str, size: str, step: float, foot: str) -> Document:
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    paper, scale = PAPER[size]
    measures = (
        f"@page {{ size: {paper} }} html {{ font-size: {REM * scale}mm }} .events {{ font-size: {step * scale}mm }}"
    )
    styles = [
        CSS(url=static_address("css/poster.css"), url_fetcher=fetcher, font_config=fonts),
        CSS(string=measures + foot, font_config=fonts),
    ]
    page = HTML(string=html, base_url=f"https://{HOST}/", url_fetcher=fetcher, media_type="print")
    return page.render(stylesheets=styles, font_config=fonts)
