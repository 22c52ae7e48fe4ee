"""The chapters of one project's report in order, numbered, with a chapter per sub-project where a layout says so."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from network.models import Project
from reports.report.layouts import ANNEX_WORD, LAYOUTS, Chapter, Repeat

TOP = 2  # the report's own title is the one heading of level 1


@dataclass(frozen=True)
class Section:
    """A chapter in its place.

    level: of its heading, 2 to 4. number: "2.1.1", or "" for none. writable: has a text of its own.
    printed: False for an optional chapter without text.
    """

    slug: str
    heading: str
    level: int
    number: str = ""
    annex: str = ""
    guidance: str = ""
    live: tuple[str, ...] = ()
    writable: bool = True
    optional: bool = False
    printed: bool = True
    new_page: bool = False

    @property
    def anchor(self) -> str:
        return f"chapter-{self.slug}"

    @property
    def label(self) -> str:
        """Number and heading: "2.1 Toteutus", "Liite 1: Asiakasprosessi", "Tiivistelmä"."""
        if self.annex:
            return f"{self.annex} {self.number}: {self.heading}" if self.number else f"{self.annex}: {self.heading}"
        return f"{self.number} {self.heading}".strip()


def outline(
    layout: str, language: str, children: Sequence[Project] = (), written: Collection[str] = ()
) -> list[Section]:
    """All sections of a report. children: the project's sub-projects; written: slugs of chapters that have a text."""
    chapters = LAYOUTS[layout].chapters
    body = list(_level([one for one in chapters if not one.annex], language, children, "", TOP))
    return body + _annexes([one for one in chapters if one.annex], language, written)


def find_section(sections: Sequence[Section], slug: str) -> Section | None:
    """The section of this slug that has a text, if there is one."""
    return next((section for section in sections if section.slug == slug and section.writable), None)


def _annexes(chapters: Sequence[Chapter], language: str, written: Collection[str]) -> list[Section]:
    found, number = [], 0
    for chapter in chapters:
        printed = not chapter.optional or chapter.slug in written
        number += printed
        section = _section(chapter, language, str(number) if printed else "", TOP)
        found.append(replace(section, annex=ANNEX_WORD[language], printed=printed))
    return found


def _level(
    chapters: Sequence[Chapter], language: str, projects: Sequence[Project], above: str, level: int
) -> Iterator[Section]:
    count = 0
    for chapter in chapters:
        for section, below in _places(chapter, language, projects, level):
            count += chapter.numbered
            number = f"{above}{count}" if chapter.numbered else ""
            yield replace(section, number=number)
            below = [replace(one, number=f"{number}.{index}") for index, one in enumerate(below, start=1)]
            yield from below
            yield from _level(chapter.children, language, projects, f"{number}." if number else "", level + 1)


def _places(chapter: Chapter, language: str, projects: Sequence[Project], level: int) -> list:
    """The section or sections that a chapter becomes, each with its subsections per sub-project."""
    if chapter.repeat == Repeat.BESIDE:
        return [(_of_project(chapter, language, one, level, named=True), []) for one in projects]
    plain = _section(chapter, language, "", level)
    if chapter.repeat == Repeat.NO or not projects:
        return [(plain, [])]
    heading = chapter.heading(language, repeated=True)
    below = [_of_project(chapter, language, one, level + 1) for one in projects]
    return [(replace(plain, heading=heading, writable=False, guidance=""), below)]


def _section(chapter: Chapter, language: str, number: str, level: int) -> Section:
    return Section(
        slug=chapter.slug,
        heading=chapter.heading(language),
        level=level,
        number=number,
        guidance=chapter.guidance,
        live=chapter.live,
        writable=bool(chapter.guidance),
        optional=chapter.optional,
        new_page=chapter.new_page,
    )


def _of_project(chapter: Chapter, language: str, project: Project, level: int, *, named: bool = False) -> Section:
    """The chapter of one sub-project; its own figures are those of the whole, so it has none."""
    heading = f"{chapter.heading(language)}: {project.name}" if named else project.name
    section = _section(chapter, language, "", level)
    return replace(section, slug=f"{chapter.slug}-{project.pk}", heading=heading, live=())
