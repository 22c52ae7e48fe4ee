"""Tables of the Word file: repeated header rows, rows that do not break, names for those who do not see them."""

from collections.abc import Callable, Sequence

from reports.charts.text import text_width
from reports.report.blocks import Cell, Table, Tiles
from reports.report.docx.markup import attribute, paragraph, words
from reports.report.texts import Line, TextTable

WIDTH = 8950  # of the text, in twentieths of a point
_RIGHT, _STAY = '<w:jc w:val="right"/>', "<w:keepNext/>"
SIZE = 9  # of a table's letters, in points: the style Table Text
MARGIN = 70  # beside a cell's text, in twentieths of a point: the style of the table, and a little
WISH = 4000  # a column asks for no more than this for texts of many words
KEEP_ROWS = 12  # a table of so few rows stays on one page


def counted(table: Table) -> str:
    """A table of figures with its caption above and what it counts below; the caller writes the caption."""
    rows = [*table.rows, *table.foot]
    widths = _widths([*table.heads[-1:], *rows])
    keep = len(rows) <= KEEP_ROWS
    head = [_row(one, widths, head=True, keep=True) for one in table.heads]
    totals = len(table.rows)
    body = [
        _row(one, widths, bold=index >= totals, keep=keep and index < len(rows) - 1) for index, one in enumerate(rows)
    ]
    return _table(widths, head + body, table.caption, table.definition)


def typed(table: TextTable, line: Callable[[Line], str]) -> str:
    """A table that a writer typed."""
    share = WIDTH // len(table.head)
    widths = [share] * len(table.head)
    rows = [
        _markup_row([_cell(paragraph(line(cell), "TableText"), width) for cell, width in zip(row, widths, strict=True)],
                    head=not index)
        for index, row in enumerate((table.head, *table.rows))
    ]  # fmt: skip
    return _table(widths, rows, "", "")


def key_figures(tiles: Tiles, heads: tuple[str, str]) -> str:
    """Key figures as rows: the number, and what it is."""
    widths = [1700, WIDTH - 1700]
    rows = [_row([Cell(text, "col") for text in heads], widths, head=True, keep=True)]
    for tile in tiles.tiles:
        what = paragraph(words(tile.label, bold=True), "TableText") + paragraph(words(tile.definition), "TableNote")
        cells = [_cell(paragraph(words(tile.value), "KeyFigure"), widths[0]), _cell(what, widths[1])]
        rows.append(_markup_row(cells))
    return _table(widths, rows, tiles.caption, "")


def facts(rows: Sequence[tuple[str, str]], caption: str) -> str:
    """Labels and values."""
    widths = [2900, WIDTH - 2900]
    lines = [
        _markup_row([
            _cell(paragraph(words(label), "TableText"), widths[0]),
            _cell(paragraph(words(value, bold=True), "TableText"), widths[1]),
        ])
        for label, value in rows
    ]  # fmt: skip
    return _table(widths, lines, caption, "", first_row=False)


def _table(widths: Sequence[int], rows: Sequence[str], caption: str, what: str, *, first_row: bool = True) -> str:
    names = f"<w:tblCaption w:val={attribute(caption)}/>" * bool(caption)
    names += f"<w:tblDescription w:val={attribute(what)}/>" * bool(what)
    bits = "04A0" if first_row else "0480"
    look = f'<w:tblLook w:val="{bits}" w:firstRow="{int(first_row)}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0"'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="OhjaamoTable"/><w:tblW w:w="5000" w:type="pct"/>'
        f'{look} w:noHBand="0" w:noVBand="1"/>{names}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _row(cells: Sequence[Cell], widths: Sequence[int], *, head=False, bold=False, keep=False) -> str:
    made, column = [], 0
    for cell in cells:
        properties = _STAY * keep + _RIGHT * cell.numeric
        inner = paragraph(words(cell.text, bold=bold or head), "TableText", properties)
        made.append(_cell(inner, sum(widths[column : column + cell.span]), cell.span))
        column += cell.span
    return _markup_row(made, head=head)


def _markup_row(cells: Sequence[str], *, head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' * head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(inner: str, width: int, span: int = 1) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' * (span > 1)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}</w:tcPr>{inner}</w:tc>'


def _widths(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The text's width shared among the columns: first what the longest word of each needs, so that no number or
    word is broken, then the rest by how long their texts are."""
    spread = [[cell for cell in row if cell.span == 1] for row in rows]
    full = [row for row in spread if len(row) == max(map(len, spread))]
    columns = [[cell.text for cell in column] for column in zip(*full, strict=True)]
    least = [max(_points(word) for text in column for word in text.split(" ")) + 2 * MARGIN for column in columns]
    wish = [max(least[index], *(min(_points(text), WISH) for text in column)) for index, column in enumerate(columns)]
    left = WIDTH - sum(least)
    if left <= 0:
        return [int(WIDTH * one / sum(least)) for one in least]
    more = [after - before + 1 for before, after in zip(least, wish, strict=True)]
    return [int(one + left * extra / sum(more)) for one, extra in zip(least, more, strict=True)]


def _points(text: str) -> float:
    """About how wide a bold text of a table is, in twentieths of a point."""
    return text_width(text, SIZE) * 20
