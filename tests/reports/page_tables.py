"""Tables of a page or a printed report, read back from its HTML."""

from html.parser import HTMLParser

SKIPPED = {"svg", "script", "style"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.rows: list[list[str]] | None = None
        self.caption, self.inside, self.depth = "", "", 0

    def handle_starttag(self, tag, attrs):
        if tag in SKIPPED:
            self.depth += 1
        elif tag == "table":
            self.rows, self.caption = [], ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            # A cell over several columns is followed by empty ones, so that columns can be counted.
            self.span = int(dict(attrs).get("colspan") or 1)
        if tag in ("caption", "th", "td"):
            self.inside = tag

    def handle_endtag(self, tag):
        if tag in SKIPPED:
            self.depth -= 1
        elif tag in ("caption", "th", "td"):
            self.inside = ""
            if tag != "caption":
                self.rows[-1] += [""] * (self.span - 1)
        elif tag == "table":
            self.tables.setdefault(" ".join(self.caption.split()), self.rows)

    def handle_data(self, data):
        if self.depth:
            return
        if self.inside == "caption":
            self.caption += data
        elif self.inside:
            self.rows[-1][-1] += data


def tables_of(html: str) -> dict[str, dict[str, list[str]]]:
    """{caption: {first cell of a row: its other cells}}, as texts; of rows that begin alike the first."""
    reader = _Reader()
    reader.feed(html)
    found: dict[str, dict[str, list[str]]] = {}
    for caption, rows in reader.tables.items():
        found[caption] = {}
        for first, *others in rows:
            found[caption].setdefault(_tidy(first), [_tidy(text) for text in others])
    return found


def _tidy(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
