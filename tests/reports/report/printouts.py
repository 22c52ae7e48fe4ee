"""Printouts made of plain values, for the files that are made of them: no database is asked."""

import base64
from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils.translation import override
from PIL import Image

from reports.charts import Category, Chart, Figure, grouped_bar_chart
from reports.report.blocks import Cell, Table, Tile, Tiles, head, number, picture, row
from reports.report.context import Printed, Printout
from reports.report.emblem import visibility
from reports.report.layouts import LAYOUTS
from reports.report.outline import Section
from reports.report.text_levels import stepped
from reports.report.texts import TextPicture, parts


def png(width: int = 3, height: int = 2) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#0b5a66").save(out, "PNG")
    return out.getvalue()


PICTURE = TextPicture(7, "Aula maalattiin", f"data:image/png;base64,{base64.b64encode(png()).decode()}")
RICH = """Avattiin [ovet](https://ohjaamot.fi) ja **lihava** <b>=1+1</b>.

## Väliotsikko

1. Ensin
2. Sitten
   - sisällä
     - sisemmällä
3. Lopuksi

> Sain apua samana päivänä.

| Kulu | Euroa |
|---|---|
| Palkat | 1 512 |
"""


def counts_table() -> Table:
    """Two rows of heads, a masked number, percentages, a total over two columns."""
    heads = [
        [Cell("", span=1), Cell("Kuopio", "colgroup", span=2)],
        [Cell("Kunta", "col"), Cell("n", "col", numeric=True), Cell("%", "col", numeric=True)],
    ]
    rows = [row("Kuopio", 1225, "41\N{NO-BREAK SPACE}%"), row("Suonenjoki", "<5", "–")]
    foot = [[Cell("Yhteensä", "row", span=2), number("12,5")]]
    return Table("counts", "Päättäneet kunnittain", "Mitä laskee.", heads, rows, foot, ["Huomautus."])


def chart() -> Figure:
    rows = [Category("Naiset", (20, 12)), Category("Miehet", (7, None))]
    chart = Chart(key="by-gender", title="Osallistujat", categories=rows, heading="Keitä", series=["Tavoite", "Tulos"])
    return Figure(chart, grouped_bar_chart)


def make_printout(found: Sequence = (), *, language: str = "fi", layout: str = "narrative", **fields) -> Printout:
    """A report of two chapters: one with all kinds of texts and `found`, one with figures."""
    tiles = Tiles("Hanke lukuina", [Tile("1\N{NO-BREAK SPACE}225", "käyntiä", "Kaikki käynnit.")])
    many = Table("many", "Pitkä", "Rivit.", [head("Kunta", "n")], [row(f"Kunta {n}", n) for n in range(90)])
    with override(language):
        figures = [tiles, picture(chart(), "Keitä tuli."), counts_table(), many]
    sections = [
        Printed(
            Section("texts", "Tekstit & <muu>", 2, "1", new_page=True), [*stepped(parts(RICH)), PICTURE, *found], []
        ),
        Printed(Section("figures", "Luvut", 3, "1.1"), [], figures),
    ]
    defaults = {
        "layout": LAYOUTS[layout], "language": language, "title": "Loppuraportti", "name": "Väylä <b>",
        "author": "A & B", "short_name": "Väylä", "start": date(2024, 1, 1), "end": date(2024, 12, 31),
        "printed_on": date(2025, 1, 7),
        "facts": [("EURA-tunnus", "S1")], "visibility": visibility("esr2014", language), "logos": [],
        "sections": sections,
    }  # fmt: skip
    return Printout(**defaults | fields)
