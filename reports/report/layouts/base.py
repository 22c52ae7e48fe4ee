"""What a layout of reports is made of: plain data, so that a city can add a layout of its own in one file."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

ANNEX_WORD = {"fi": "Liite", "sv": "Bilaga", "en": "Annex"}


class Repeat(StrEnum):
    """What a chapter does in a project that has sub-projects."""

    NO = "no"
    BESIDE = "beside"  # one chapter per sub-project in its place, none without sub-projects (1.3, 1.4 …)
    BELOW = "below"  # a subchapter per sub-project, a plain chapter without sub-projects (2.1.1, 2.1.2 …)


@dataclass(frozen=True)
class Chapter:
    """A chapter of a layout; one with children has no text of its own.

    live: names of what is counted and printed in it (reports.report.live). optional: left out while empty.
    repeated: the headings in a project with sub-projects, where they differ.
    """

    slug: str
    fi: str
    sv: str
    en: str
    guidance: str = ""
    live: tuple[str, ...] = ()
    children: tuple["Chapter", ...] = ()
    repeat: Repeat = Repeat.NO
    repeated: tuple[tuple[str, str], ...] = ()
    numbered: bool = True
    annex: bool = False
    optional: bool = False
    new_page: bool = False

    def heading(self, language: str, *, repeated: bool = False) -> str:
        """The heading in "fi", "sv" or "en"."""
        return (dict(self.repeated) if repeated else {}).get(language) or getattr(self, language)


@dataclass(frozen=True)
class Layout:
    """A kind of report. Its name in addresses and the database is the name of its file in this package.

    label: what the writers call it. titles: what the cover says, by language ("fi", "sv", "en"); headings and titles
    are exact in each language, so they do not stand in the catalogues. order: its place among the others.
    covers_project: for the whole of a project; else for a part of its time (a year, half a year).
    cover, contents: whether it has a page of its own for them; without a cover the title stands above the text.
    pages: how many it may have at most; 0 = as many as it takes. On one page charts stand without their tables
    (which the Excel file has) and everything is set closer.
    """

    label: str | Promise
    titles: dict[str, str]
    chapters: tuple[Chapter, ...]
    description: str | Promise = ""
    order: int = 100
    covers_project: bool = True
    cover: bool = True
    contents: bool = True
    pages: int = 0
