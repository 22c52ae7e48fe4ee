"""Times the PDF of a long report: `bench_report.py [CHAPTERS]` (13 unless given, about 60 pages).

The report is invented and the same each time; no database is needed. Prints its pages, the seconds that each step
takes (and its own work on the processor), and the whole as a multiple of a yardstick taken in the same run.
"""

import os
import random
import sys
import time
from datetime import date
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ohjaamo.settings")
os.environ.setdefault("OHJAAMO_DEMO", "1")

import django  # noqa: E402

django.setup()

import pikepdf  # noqa: E402
from django.utils.translation import override  # noqa: E402

from reports.charts import Category, Chart, Figure, bar_chart, column_chart, months  # noqa: E402
from reports.report.blocks import Table, head, picture, row  # noqa: E402
from reports.report.context import Printed, Printout  # noqa: E402
from reports.report.docx import report_docx  # noqa: E402
from reports.report.emblem import visibility  # noqa: E402
from reports.report.html import report_html  # noqa: E402
from reports.report.layouts import LAYOUTS  # noqa: E402
from reports.report.outline import Section  # noqa: E402
from reports.report.pdf import report_pdf  # noqa: E402
from reports.report.texts import parts  # noqa: E402
from reports.report.workbook import report_workbook  # noqa: E402

WORDS = [
    "nuori", "ohjaaja", "palvelu", "verkosto", "työpaikka", "opinnot", "kaupunki", "hanke", "tavoite", "tulos", "ja",
    "käynti", "ohjaus", "yhdessä", "syksyllä", "kouluttautumismahdollisuudet", "työllistymissuunnitelma", "tai",
    "kevään", "aikana", "useampi", "tapaaminen", "jatko-ohjaus", "sekä",
]  # fmt: skip
TABLE_ROWS, PARAGRAPHS = 22, 9


def sentence(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randrange(7, 16))).capitalize() + "."


def text(dice: random.Random) -> str:
    paragraphs = [" ".join(sentence(dice) for _ in range(5)) for _ in range(PARAGRAPHS)]
    paragraphs.insert(3, "\n".join(f"- {sentence(dice)}" for _ in range(5)))
    paragraphs.insert(6, "## " + " ".join(dice.choices(WORDS, k=3)))
    return "\n\n".join(paragraphs)


def chart(key: str, title: str, rows) -> Chart:
    return Chart(key=key, title=title, categories=rows, heading="Mitä", series=["Käynnit"])


def section(number: int, dice: random.Random) -> Printed:
    key = f"bench-{number}"
    counts = {f"{year}-{month:02}": dice.randrange(20, 90) for year in (2021, 2022) for month in range(1, 13)}
    rows = [Category(word, dice.randrange(900)) for word in WORDS[:9]]
    bars = chart(f"{key}-bars", "Käynnit aiheen mukaan", rows)
    columns = chart(f"{key}-months", "Käynnit kuukausittain", months(counts, date(2021, 1, 1), date(2022, 12, 31)))
    lines = [row(f"Kunta {n}", *(dice.randrange(300) for _ in range(6))) for n in range(TABLE_ROWS)]
    heads = [head("Kunta", *(f"Sarake {n}" for n in range(1, 7)))]
    table = Table(key, f"Taulukko {number}", "Mitä taulukko laskee.", heads, lines)
    drawn = [picture(Figure(bars, bar_chart), "Kaikki käynnit.")]
    drawn += [picture(Figure(columns, column_chart), "Kaikki käynnit.")] if number % 2 else []
    place = Section(f"chapter-{number}", f"Luku {number}", 2, str(number), new_page=True)
    return Printed(place, parts(text(dice)), [*drawn, table])


def invented(chapters: int) -> Printout:
    dice = random.Random(7)  # noqa: S311, not for secrets
    return Printout(
        layout=LAYOUTS["narrative"], language="fi", title="Loppuraportti", name="Keksitty hanke", short_name="Keksitty",
        author="Kaupunki", start=date(2021, 1, 1), end=date(2022, 12, 31), printed_on=date(2026, 1, 1),
        facts=[("Tunnus", "S1")], visibility=visibility("esr2014", "fi"), logos=[],
        sections=[section(number, dice) for number in range(1, chapters + 1)],
    )  # fmt: skip


def yardstick(html: str) -> float:
    """Seconds that plain Python takes to count the letters of the same report twenty times."""
    start = time.process_time()
    for _ in range(20):
        counts: dict[str, int] = {}
        for letter in html:
            counts[letter] = counts.get(letter, 0) + 1
    return time.process_time() - start


def timed(title: str, make, *arguments) -> tuple:
    wall, busy = time.monotonic(), time.process_time()
    made = make(*arguments)
    wall, busy = time.monotonic() - wall, time.process_time() - busy
    print(f"{title}: {wall:.1f} s ({busy:.1f} s of its own work)", flush=True)
    return made, busy


def main() -> None:
    chapters = int(sys.argv[1]) if len(sys.argv) > 1 else 13
    with override("fi"):
        printout = invented(chapters)
    html, written = timed("HTML", report_html, printout)
    once = yardstick(html)
    pdf, drawn = timed("PDF", report_pdf, html)
    with pikepdf.open(BytesIO(pdf)) as found:
        pages = len(found.pages)
    print(f"1 × = {once:.2f} s: counting the letters of the HTML twenty times in plain Python")
    print(f"{pages} pages: {(written + drawn) / once:.1f} ×, {1000 * (written + drawn) / pages:.0f} ms a page")
    timed("Word", report_docx, printout)
    timed("Excel", report_workbook, printout)


if __name__ == "__main__":
    main()
