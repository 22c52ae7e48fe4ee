"""A chapter's plain text as paragraphs and lists: a blank line parts paragraphs, lines with "- " are a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

# What a PDF cannot print: control characters except the line break, halves of surrogate pairs, non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ITEM = re.compile(r"\s*[-–•]\s+(?=\S)")


@dataclass(frozen=True)
class Part:
    """A paragraph (its lines) or a list (its items)."""

    lines: tuple[str, ...]
    is_list: bool = False


def clean(text: str) -> str:
    """The text with plain line breaks and without what cannot be printed; its words are untouched."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def parts(text: str) -> list[Part]:
    """The paragraphs and lists of a text; nothing is taken as markup."""
    found = []
    for lines in _blocks(clean(text)):
        for is_list, some in groupby(lines, key=lambda line: bool(_ITEM.match(line))):
            found.append(Part(tuple(_words(line) for line in some), is_list))
    return found


def _words(line: str) -> str:
    """The line without the mark that makes it a list item."""
    mark = _ITEM.match(line)
    return line[mark.end() if mark else 0 :].strip()


def _blocks(text: str) -> Iterator[list[str]]:
    for filled, lines in groupby(text.split("\n"), key=lambda line: bool(line.strip())):
        if filled:
            yield list(lines)
