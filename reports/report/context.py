"""A report as plain values for its template: first of the three steps context → HTML → bytes."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.models import Project
from reports.models import Logo, Report, ReportImage
from reports.report.blocks import Block
from reports.report.data import ReportData, gather
from reports.report.emblem import Visibility, visibility
from reports.report.issue import Issue
from reports.report.layouts import ANNEX_WORD, LAYOUTS, Layout
from reports.report.live import LIVE, blocks
from reports.report.live.facts import cover_facts
from reports.report.outline import Section, outline
from reports.report.text_levels import stepped
from reports.report.texts import Part, clean, parts, told


@dataclass(frozen=True)
class Placed:
    """Live figures at the place in the text where the writer put them."""

    name: str
    blocks: Sequence[Block]
    kind: str = "placed"


@dataclass(frozen=True)
class Printed:
    """A section with what stands in it. empty: it should have a text and has none.

    blocks: its live figures that the writer did not place in the text.
    """

    section: Section
    parts: Sequence[Part | Placed]
    blocks: Sequence[Block]

    @property
    def empty(self) -> bool:
        return self.section.writable and not self.parts and not self.blocks_suffice

    @property
    def blocks_suffice(self) -> bool:
        """An annex that makes itself needs no text."""
        return bool(self.section.annex and self.blocks)


@dataclass(frozen=True)
class Picture:
    """A logo as the template shows it."""

    slot: str
    address: str
    alt: str


@dataclass(frozen=True)
class Attached:
    """A PDF that follows the report, under a heading of its own. label: "Liite 3: Loppuarviointi"."""

    number: int
    label: str
    pages: int
    content: bytes = field(repr=False)

    @property
    def anchor(self) -> str:
        return f"attached-{self.number}"


@dataclass(frozen=True)
class Printout:
    """Everything that a report prints, in one language."""

    layout: Layout
    language: str
    title: str
    name: str
    short_name: str
    author: str
    start: date
    end: date
    printed_on: date
    facts: Sequence[tuple[str, str]]
    visibility: Visibility | None
    logos: Sequence[Picture]
    sections: Sequence[Printed]
    attached: Sequence[Attached] = ()
    issue: Issue | None = None  # while it is only being written
    counted_until: date | None = None  # where that is before the end

    @property
    def reach(self) -> str:
        """How far its figures reach, in the active language; "" for all of the period."""
        if self.counted_until is None:
            return ""
        return _("The figures reach to %(day)s.") % {"day": date_format(self.counted_until, "DATE_FORMAT")}

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.name}"


def report_context(report: Report, language: str, data: ReportData | None = None) -> Printout:
    """Reads what `report` prints in a language ("fi", "sv", "en"); data: what was gathered for it already.

    The caller has checked the right to the project's figures. The active language does not matter.
    """
    project, layout = report.project, LAYOUTS[report.layout]
    written = chapter_texts(report, language)
    with override(language):
        data, images = data or gather(report), images_of(report)
        sections = outline(report.layout, language, data.children, written)
        name = clean(project.name)
        return Printout(
            layout=layout,
            language=language,
            title=clean(report.title) or layout.titles[language],
            name=name,
            short_name=Truncator(name).chars(72),
            author=clean(project.implementer or project.name),
            start=report.period_start,
            end=report.period_end,
            printed_on=timezone.localdate(),
            facts=cover_facts(data),
            visibility=visibility(project.programme, language),
            logos=logos_of(project),
            sections=[printed_section(section, written, data, images) for section in sections if section.printed],
            attached=attached_to(report, language, sections),
            counted_until=data.scope.end if data.scope.end < report.period_end else None,
        )


def chapter_texts(report: Report, language: str) -> dict[str, str]:
    """The texts written so far by slug; blank ones are not written."""
    if report.pk is None:
        return {}
    found = report.chapters.filter(language=language).values_list("slug", "text")
    return {slug: text for slug, text in found if text.strip()}


def printed_section(section: Section, written: dict[str, str], data: ReportData, images: dict[int, str]) -> Printed:
    text = written.get(section.slug, "") if section.writable else ""
    values = {path: entry.text for path, entry in data.catalogue.items()}
    found = stepped(told(parts(text), values, data.hidden))
    placed = {part.name for part in found if part.kind == "live"}
    left = [name for name in section.live if name not in placed]
    return Printed(section, [_filled(part, data, images) for part in found], blocks(left, data))


def _filled(part: Part, data: ReportData, images: dict[int, str]) -> Part | Placed:
    """The part; a picture with its address, figures that were placed in the text with what they show."""
    if part.kind == "text_picture":
        return replace(part, address=images.get(part.number, ""))
    if part.kind == "items":
        return replace(part, items=tuple(tuple(_filled(one, data, images) for one in item) for item in part.items))
    if part.kind != "live":
        return part
    found = blocks([part.name], data) if part.name in LIVE else []
    wanted = {"table": "table", "chart": "picture"}.get(part.wanted)
    return Placed(part.name, [one for one in found if wanted in (None, one.kind)] or found)


def attached_to(report: Report, language: str, sections: Sequence[Section]) -> list[Attached]:
    """The report's attached PDFs in order, numbered after the annexes that are printed."""
    if report.pk is None:
        return []
    first = sum(bool(section.annex) and section.printed for section in sections) + 1
    return [
        Attached(number, f"{ANNEX_WORD[language]} {number}: {clean(one.title)}", one.pages, bytes(one.file))
        for number, one in enumerate(report.attachments.all(), start=first)
    ]


def logos_of(project: Project) -> list[Picture]:
    """The logos of a project in the order of their places."""
    order = ["funder", "city", "project"]
    found = sorted(Logo.objects.filter(project=project), key=lambda logo: order.index(logo.slot))
    return [Picture(logo.slot, data_address(logo), logo.alt) for logo in found]


def images_of(report: Report) -> dict[int, str]:
    """The address of each picture of the report's texts by its number."""
    return {image.pk: data_address(image) for image in report.images.all()} if report.pk else {}


def data_address(picture: Logo | ReportImage) -> str:
    """The picture itself as an address, so that neither page nor PDF fetches anything."""
    return f"data:{picture.content_type};base64,{base64.b64encode(bytes(picture.image)).decode('ascii')}"


def not_written() -> str:
    """What stands in a chapter without text."""
    return _("This chapter has not been written yet.")
