"""Parts of a chapter's text as HTML; every letter of a writer is escaped."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from reports.report.texts import Heading, Items, Line, Paragraph, Part, Quotation, Run, TextPicture, TextTable

LOWEST = 6


def part_html(part: Part, below: int) -> SafeString:
    """The part as HTML; below: the level of the heading above it. Live figures have no HTML of their own."""
    match part:
        case Paragraph():
            return format_html("<p>{}</p>\n", _lines(part.lines))
        case Quotation():
            return format_html("<blockquote><p>{}</p></blockquote>\n", _lines(part.lines))
        case Heading():
            level = min(below + part.level, LOWEST)
            return format_html('<h{0} class="heading">{1}</h{0}>\n', level, _line(part.line))
        case Items():
            return _items(part, below)
        case TextTable():
            return _table(part)
        case TextPicture() if part.address:
            return format_html('<p class="text-picture"><img src="{}" alt="{}"></p>\n', part.address, part.alt)
    return mark_safe("")


def _line(line: Line) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in line))


def _lines(lines: Iterable[Line]) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((_line(line),) for line in lines))


def _run(run: Run) -> SafeString:
    html = format_html("{}", run.text)
    if run.italic:
        html = format_html("<em>{}</em>", html)
    if run.bold:
        html = format_html("<strong>{}</strong>", html)
    return format_html('<a href="{}">{}</a>', run.link, html) if run.link else html


def _items(part: Items, below: int) -> SafeString:
    tag = "ol" if part.ordered else "ul"
    items = format_html_join("", "<li>{}</li>\n", ((_item(item, below),) for item in part.items))
    return format_html('<{0} class="text-list">\n{1}</{0}>\n', tag, items)


def _item(item: Iterable[Part], below: int) -> SafeString:
    """An item's paragraphs stand in it as they are, or every item would be a paragraph of its own."""
    pieces = ((_lines(one.lines) if isinstance(one, Paragraph) else part_html(one, below),) for one in item)
    return format_html_join("\n", "{}", pieces)


def _table(part: TextTable) -> SafeString:
    heads = format_html_join("", '<th scope="col">{}</th>', ((_line(line),) for line in part.head))
    rows = format_html_join("", "<tr>{}</tr>\n", ((_cells(row),) for row in part.rows))
    return format_html(
        '<div class="table-block"><table class="figures"><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>\n',
        heads,
        rows,
    )


def _cells(row: tuple[Line, ...]) -> SafeString:
    first = format_html('<th scope="row">{}</th>', _line(row[0]))
    return first + format_html_join("", "<td>{}</td>", ((_line(line),) for line in row[1:]))
