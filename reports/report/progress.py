"""How far the chapters of reports are: what is written, by whom, what is empty."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from network.models import Project
from reports.models import REPORT_LANGUAGES, Chapter, Layout
from reports.report.outline import Section, outline


@dataclass(frozen=True)
class Version:
    """One report of a project, by layout and language: so many of its chapters are written."""

    layout: str
    language: str
    language_name: str
    written: int
    chapters: int


@dataclass(frozen=True)
class Line:
    """A section of a report with the stored chapter, None while nobody has written it."""

    section: Section
    chapter: Chapter | None

    @property
    def written(self) -> bool:
        return self.chapter is not None and bool(self.chapter.text.strip())


def lines(project: Project, layout: str, language: str) -> list[Line]:
    """The sections of a report, each with its chapter and who wrote last; optional ones too."""
    found = Chapter.objects.filter(project=project, layout=layout, language=language).select_related("updated_by")
    chapters = {chapter.slug: chapter for chapter in found}
    written = {slug for slug, chapter in chapters.items() if chapter.text.strip()}
    sections = outline(layout, language, project.family()[1:], written)
    return [Line(section, chapters.get(section.slug) if section.writable else None) for section in sections]


def count(found: Sequence[Line]) -> tuple[int, int]:
    """How many chapters have a text, of how many; an annex counts once it is written."""
    wanted = [line for line in found if line.section.writable and (line.written or not line.section.annex)]
    return sum(line.written for line in wanted), len(wanted)


def versions(projects: Sequence[Project]) -> dict[int, list[tuple[str, list[Version]]]]:
    """By project id: each layout's label with its report in every language; two queries."""
    texts = Chapter.objects.filter(project__in=projects).exclude(text__regex=r"^\s*$").order_by()
    stored = defaultdict(set)
    for project_id, layout, language, slug in texts.values_list("project_id", "layout", "language", "slug"):
        stored[project_id, layout, language].add(slug)
    below = _sub_projects()
    return {
        one.pk: [(layout.label, _in_all_languages(one, layout.value, below, stored)) for layout in Layout]
        for one in projects
    }


def _in_all_languages(project: Project, layout: str, below: dict, stored: dict) -> list[Version]:
    found = []
    for language, name in REPORT_LANGUAGES:
        written = stored[project.pk, layout, language]
        sections = [one for one in outline(layout, language, below[project.pk], written) if one.writable]
        wanted = [one.slug for one in sections if one.slug in written or not one.annex]
        found.append(Version(layout, language, name, len(written.intersection(wanted)), len(wanted)))
    return found


def _sub_projects() -> dict[int, list[Project]]:
    """The sub-projects at any depth by id of the project above; one query."""
    children = defaultdict(list)
    projects = list(Project.objects.order_by("code"))
    for project in projects:
        children[project.parent_id].append(project)

    def below(project_id: int) -> list[Project]:
        return [one for child in children[project_id] for one in (child, *below(child.pk))]

    return {project.pk: below(project.pk) for project in projects}
