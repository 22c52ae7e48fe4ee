"""What the check finds, and what it looks at: everything read once, then only compared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from django.urls import NoReverseMatch, reverse

from reports.models import Chapter, Report
from reports.report.data import ReportData
from reports.report.layouts import LAYOUTS, Layout
from reports.report.outline import Section
from reports.report.texts import Part, parts

MOST_PLACES = 40  # of one finding


class Severity(StrEnum):
    ERROR = "error"  # must be mended before the report is issued
    NOTICE = "notice"  # should be looked at


@dataclass(frozen=True)
class Place:
    """Where a finding is mended. address: "" where this installation has no page for it; detail: what stands there."""

    label: str
    address: str = ""
    detail: str = ""
    language: str = ""


@dataclass(frozen=True)
class Finding:
    """Something to mend: what (title), why it matters, and where."""

    code: str
    severity: Severity
    title: str
    why: str
    places: Sequence[Place] = field(default_factory=tuple)

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR

    @property
    def shown(self) -> Sequence[Place]:
        return self.places[:MOST_PLACES]

    @property
    def hidden_count(self) -> int:
        return max(0, len(self.places) - MOST_PLACES)


def address(name: str, *args) -> str:
    """The address of a page; "" while this installation has none of that name."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def page(label: str, name: str, *args, detail: str = "") -> Place:
    """A page of the product."""
    return Place(str(label), address(name, *args), str(detail))


@dataclass(frozen=True)
class Written:
    """A chapter in its place: its section, what is stored of it (None: nothing yet), what its text consists of."""

    section: Section
    chapter: Chapter | None
    parts: Sequence[Part]

    @property
    def is_written(self) -> bool:
        return self.chapter is not None and self.chapter.is_written

    @property
    def is_wanted(self) -> bool:
        """Whether the report has a gap while it has no text."""
        return self.section.writable and not self.section.optional and not self.section.annex


@dataclass(frozen=True)
class Material:
    """All that the check of a report in one language looks at. texts: slugs with a text by language."""

    report: Report
    language: str
    data: ReportData
    written: Sequence[Written]
    comments: dict[int, int]
    pictures: frozenset[int]
    texts: dict[str, frozenset[str]]
    logos: frozenset[str]

    @cached_property
    def layout(self) -> Layout:
        return LAYOUTS[self.report.layout]

    @property
    def with_text(self) -> Iterator[Written]:
        return (one for one in self.written if one.is_written)

    def place(self, one: Written, detail: str = "") -> Place:
        """The page where a chapter is written."""
        where = address("reports:chapter_edit", self.report.pk, self.language, one.section.slug)
        return Place(one.section.label, where, detail, self.language)


def read_parts(chapter: Chapter | None) -> Sequence[Part]:
    """What a chapter's text consists of."""
    return parts(chapter.text) if chapter else ()
