"""What a writer can put into a text: figures, tables and charts, pictures, each with the code that does it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from reports.catalogue import Entry
from reports.models import ReportImage
from reports.report.blocks import Block
from reports.report.desk import Desk
from reports.report.live import LIVE, blocks
from reports.report.quoting import wordings

# What a caption adds of this period: " (n = 9)", " (1/2)".
_COUNTED = re.compile(r"\s*\((n = [^)]*|\d+/\d+)\)$")
KINDS = ("figures", "tables", "pictures")
SHOWN = 30


@dataclass(frozen=True)
class Wanted:
    """What is looked for: one of KINDS, and words that must all be there."""

    kind: str = "figures"
    words: str = ""

    @classmethod
    def read(cls, data: QueryDict) -> "Wanted":
        """From the address; nonsense is the first kind."""
        kind = data.get("kind", "")
        return cls(kind if kind in KINDS else KINDS[0], data.get("q", "").strip()[:100])

    def finds(self, *texts: str) -> bool:
        """Whether all words stand in these texts, capitals or not."""
        text = " ".join(texts).casefold()
        return all(word in text for word in self.words.casefold().split())


@dataclass(frozen=True)
class FigureOffer:
    """A figure: its code, and codes with rounded words that are true of it."""

    entry: Entry
    wordings: Sequence[tuple[str, str]]

    @property
    def code(self) -> str:
        return f"{{{{{self.entry.path}}}}}"


@dataclass(frozen=True)
class TableOffer:
    """A group of figures: its name in words, what it counts, and codes for both, the table or the chart."""

    label: str
    definition: str
    codes: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class PictureOffer:
    """A picture; its code wants the words for those who do not see it."""

    image: ReportImage

    @property
    def code(self) -> str:
        return f"![](picture:{self.image.pk})"


@dataclass(frozen=True)
class Offer:
    """Those found, at most SHOWN, and how many there are in all."""

    items: Sequence[Any]
    total: int


def offer(desk: Desk, wanted: Wanted) -> Offer:
    """What is found for a chapter, in the report's language."""
    found = {"figures": _figures, "tables": _tables, "pictures": _pictures}[wanted.kind](desk, wanted)
    return Offer(found[:SHOWN], len(found))


def _figures(desk: Desk, wanted: Wanted) -> list[FigureOffer]:
    with override(desk.language):
        entries = [
            entry for entry in desk.data.catalogue.values() if wanted.finds(entry.label, entry.path, entry.definition)
        ]
        # What bears the words in its name stands before what only says them in its definition.
        entries.sort(key=lambda entry: not wanted.finds(entry.label, entry.path))
        return [FigureOffer(entry, _worded(entry, desk.language)) for entry in entries]


def _worded(entry: Entry, language: str) -> list[tuple[str, str]]:
    return [(words, f"{{{{{entry.path}|{words}}}}}") for words in wordings(entry, language)]


def _tables(desk: Desk, wanted: Wanted) -> list[TableOffer]:
    with override(desk.language):
        offers = [_table(name, found) for name in LIVE if (found := blocks([name], desk.data))]
    return [one for one in offers if wanted.finds(one.label, one.definition)]


def _table(name: str, found: Sequence[Block]) -> TableOffer:
    kinds = {block.kind for block in found}
    codes = [("figures", f"{{{{figures:{name}}}}}")]
    if {"picture"} < kinds or kinds == {"picture"}:
        codes.append(("chart", f"{{{{chart:{name}}}}}"))
    if "table" in kinds and len(kinds) > 1:
        codes.append(("table", f"{{{{table:{name}}}}}"))
    first = found[0]
    source = first.table if first.kind == "picture" else first
    title = first.figure.chart.title if first.kind == "picture" else getattr(first, "caption", "")
    label = _COUNTED.sub("", str(title)) or (_("The project") if first.kind == "facts" else name)
    return TableOffer(label, Truncator(str(getattr(source, "definition", ""))).words(30), codes)


def _pictures(desk: Desk, wanted: Wanted) -> list[PictureOffer]:
    return [PictureOffer(one) for one in desk.report.images.defer("image") if wanted.finds(one.name)]
