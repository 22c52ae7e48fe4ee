"""How far reports are: which there are, what of their chapters is written, ready or empty, by whom."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from network.models import Project
from reports.models import REPORT_LANGUAGES, Chapter, Report
from reports.report.layouts import LAYOUTS, Layout
from reports.report.outline import Section, outline

LANGUAGE_NAMES = dict(REPORT_LANGUAGES)


@dataclass(frozen=True)
class Version:
    """A report in one language: so many of its chapters are written, of how many."""

    language: str
    language_name: str
    written: int
    chapters: int


@dataclass(frozen=True)
class Row:
    """A report with its layout and its languages."""

    report: Report
    layout: Layout
    versions: list[Version]


@dataclass(frozen=True)
class Line:
    """A section of a report with the stored chapter, None while nobody has written it."""

    section: Section
    chapter: Chapter | None

    @property
    def written(self) -> bool:
        return self.chapter is not None and self.chapter.is_written


def lines(report: Report, language: str) -> list[Line]:
    """The sections of a report, each with its chapter, who writes and who wrote last; optional ones too."""
    found = report.chapters.filter(language=language).select_related("updated_by", "author")
    chapters = {chapter.slug: chapter for chapter in found}
    written = {slug for slug, chapter in chapters.items() if chapter.is_written}
    sections = outline(report.layout, language, report.project.family()[1:], written)
    return [Line(section, chapters.get(section.slug) if section.writable else None) for section in sections]


def count(found: Sequence[Line]) -> tuple[int, int]:
    """How many chapters have a text, of how many; an annex counts once it is written."""
    wanted = [line for line in found if line.section.writable and (line.written or not line.section.annex)]
    return sum(line.written for line in wanted), len(wanted)


def rows(projects: Sequence[Project]) -> dict[int, list[Row]]:
    """By project id: its reports with their languages; three queries."""
    reports = Report.objects.filter(project__in=projects).select_related("project")
    texts = Chapter.objects.filter(report__in=reports).exclude(text__regex=r"^\s*$").order_by()
    stored = defaultdict(set)
    for report_id, language, slug in texts.values_list("report_id", "language", "slug"):
        stored[report_id, language].add(slug)
    below, found = _sub_projects(), defaultdict(list)
    for report in reports:
        versions = [_version(report, code, below, stored[report.pk, code]) for code in report.languages]
        found[report.project_id].append(Row(report, LAYOUTS[report.layout], versions))
    return found


def _version(report: Report, language: str, below: dict, written: set[str]) -> Version:
    sections = [one for one in outline(report.layout, language, below[report.project_id], written) if one.writable]
    wanted = [one.slug for one in sections if one.slug in written or not one.annex]
    return Version(language, LANGUAGE_NAMES[language], len(written.intersection(wanted)), len(wanted))


def _sub_projects() -> dict[int, list[Project]]:
    """The sub-projects at any depth by id of the project above; one query."""
    children = defaultdict(list)
    projects = list(Project.objects.order_by("code"))
    for project in projects:
        children[project.parent_id].append(project)

    def below(project_id: int) -> list[Project]:
        return [one for child in children[project_id] for one in (child, *below(child.pk))]

    return {project.pk: below(project.pk) for project in projects}
