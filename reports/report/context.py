"""A report as plain values for its template: first of the three steps context → HTML → bytes."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from network.models import Project
from reports.models import Chapter, Logo
from reports.report.blocks import Block
from reports.report.data import ReportData, gather
from reports.report.emblem import Visibility, visibility
from reports.report.live import blocks
from reports.report.live.facts import cover_facts
from reports.report.outline import Section, outline
from reports.report.texts import Part, clean, parts

TITLES = {
    "narrative": {"fi": "Loppuraportti", "sv": "Slutrapport", "en": "Final report"},
    "eura": {"fi": "Hankkeen loppukuvaus", "sv": "Slutbeskrivning av projektet", "en": "Final project description"},
}


@dataclass(frozen=True)
class Printed:
    """A section with what stands in it. empty: it should have a text and has none."""

    section: Section
    parts: Sequence[Part]
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
class Report:
    """Everything that a report prints, in its own language."""

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

    @property
    def full_title(self) -> str:
        return f"{self.title}: {self.name}"


def report_context(project: Project, layout: str, language: str) -> Report:
    """Reads the report of `project` in a layout ("narrative", "eura") and language ("fi", "sv", "en").

    The caller has checked the right to the project's figures. The active language does not matter.
    """
    written = chapter_texts(project, layout, language)
    with override(language):
        data = gather(project)
        sections = outline(layout, language, data.children, written)
        printed = [_printed(section, written, data) for section in sections if section.printed]
        name = clean(project.name)
        return Report(
            language=language,
            title=TITLES[layout][language],
            name=name,
            short_name=Truncator(name).chars(72),
            author=clean(project.implementer or project.name),
            start=project.start_date,
            end=project.end_date,
            printed_on=timezone.localdate(),
            facts=cover_facts(data),
            visibility=visibility(project.programme, language),
            logos=logos_of(project),
            sections=printed,
        )


def chapter_texts(project: Project, layout: str, language: str) -> dict[str, str]:
    """The texts written so far by slug; blank ones are not written."""
    found = Chapter.objects.filter(project=project, layout=layout, language=language).values_list("slug", "text")
    return {slug: text for slug, text in found if text.strip()}


def _printed(section: Section, written: dict[str, str], data: ReportData) -> Printed:
    text = written.get(section.slug, "") if section.writable else ""
    return Printed(section, parts(text), blocks(section.live, data))


def logos_of(project: Project) -> list[Picture]:
    """The logos of a project in the order of their places."""
    order = ["funder", "city", "project"]
    found = sorted(Logo.objects.filter(project=project), key=lambda logo: order.index(logo.slot))
    return [Picture(logo.slot, data_address(logo), logo.alt) for logo in found]


def data_address(logo: Logo) -> str:
    """The picture itself as an address, so that neither page nor PDF fetches anything."""
    return f"data:{logo.content_type};base64,{base64.b64encode(bytes(logo.image)).decode('ascii')}"


def not_written() -> str:
    """What stands in a chapter without text."""
    return _("This chapter has not been written yet.")
