"""Headings inside a chapter that step down one level at a time, whatever the writer typed: PDF/UA asks for it."""

from collections.abc import Sequence
from dataclasses import replace

from reports.report.texts import Heading, Part


def stepped(found: Sequence[Part]) -> list[Part]:
    """The parts with their headings' levels closed up: "##", "####", "##" become 1, 2, 1."""
    out, above = [], []
    for part in found:
        if isinstance(part, Heading):
            while above and above[-1] >= part.level:
                above.pop()
            above.append(part.level)
            part = replace(part, level=len(above))
        out.append(part)
    return out
