"""What a writer has beside a chapter: its figures, how it will be printed, whether what it quotes is true."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import override

from reports.models import LANGUAGE_CODES, Report
from reports.report.context import not_written, printed_section
from reports.report.data import ReportData, gather
from reports.report.live import blocks
from reports.report.outline import Section, find_section, outline
from reports.report.quoting import Judged, judged
from reports.report.texts import parts


@dataclass(frozen=True)
class Placeable:
    """Figures of a chapter as HTML, beside the code that puts them into the text."""

    name: str
    html: SafeString

    @property
    def code(self) -> str:
        return f"{{{{figures:{self.name}}}}}"


@dataclass(frozen=True)
class _NoFigures:
    """Stands in for the figures where a chapter has none, so that nothing is counted for a text of words alone."""

    catalogue: Mapping = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Desk:
    """A chapter being written: its report, language and section. The caller has checked the right to the figures."""

    report: Report
    language: str
    sections: Sequence[Section]
    section: Section

    @property
    def place(self) -> dict:
        """What names the chapter in the database."""
        return {"report": self.report, "language": self.language, "slug": self.section.slug}

    @property
    def address(self) -> tuple[int, str, str]:
        """What names the chapter in addresses."""
        return self.report.pk, self.language, self.section.slug

    @property
    def draft_key(self) -> str:
        """The key under which typed text is kept before it is saved (clients/drafts.py: numbers only)."""
        return draft_key(self.report, self.language, self.section.slug)

    @cached_property
    def data(self) -> ReportData:
        """All figures of the report, with names in its language; counted once."""
        with override(self.language):
            return gather(self.report)

    def figures(self) -> list[Placeable]:
        """The live figures of the chapter that have something to show."""
        if not self.section.live:
            return []
        with override(self.language):
            found = [(name, blocks([name], self.data)) for name in self.section.live]
            page = "reports/_report_live.html"
            return [Placeable(name, render_to_string(page, {"blocks": shown})) for name, shown in found if shown]

    def printed(self, text: str) -> SafeString:
        """The chapter as it is printed with this text: HTML in the report's language."""
        images = self.report.images.values_list("pk", flat=True)
        data = self.data if self.section.live or "{{" in text else _NoFigures()
        addresses = {pk: reverse("reports:report_image", args=[self.report.pk, pk]) for pk in images}
        with override(self.language):
            printed = printed_section(self.section, {self.section.slug: text}, data, addresses)
            context = {"printed": printed, "section": self.section, "not_written": not_written()}
            return render_to_string("reports/pdf/_section.html", context)

    def judged(self, text: str) -> list[Judged]:
        """The figures that the text quotes, each with whether its words are true."""
        return judged(parts(text), self.data.catalogue) if "{{" in text else []

    @property
    def neighbours(self) -> tuple[Section | None, Section | None]:
        """The chapters before and after that have a text of their own."""
        written = [one for one in self.sections if one.writable]
        at = written.index(self.section)
        return written[at - 1] if at else None, written[at + 1] if at + 1 < len(written) else None


def open_desk(report: Report, language: str, slug: str) -> Desk | None:
    """The desk of a chapter; None when the report has no such chapter to write."""
    written = report.chapters.filter(language=language).exclude(text__regex=r"^\s*$").values_list("slug", flat=True)
    sections = outline(report.layout, language, report.project.family()[1:], set(written))
    section = find_section(sections, slug)
    return Desk(report, language, sections, section) if section else None


def draft_key(report: Report, language: str, slug: str) -> str:
    """See Desk.draft_key."""
    return f"chapter:{report.pk}:{LANGUAGE_CODES.index(language)}:{zlib.crc32(slug.encode())}"
