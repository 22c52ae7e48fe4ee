"""The charts: true to their values, escaped, readable by machines, and named in the PDF."""

import io
import math
import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from weasyprint import HTML

from reports.charts import (
    COMPACT,
    PAPER,
    WIDE,
    Category,
    Chart,
    Figure,
    bar_chart,
    column_chart,
    grouped,
    grouped_bar_chart,
    months,
    percent,
    stacked_bar_chart,
)
from reports.charts.text import text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS = [WIDE, COMPACT, PAPER]
HOSTILE = "<script>alert(1)</script>\"' onload=x & ]]> \x00\ud800 {{ x }}"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


@pytest.fixture
def _finnish():
    with override("fi"):
        yield


def make_chart(values=(("Työllisyys", 120), ("Koulutus", 60), ("Asuminen", 0)), **overrides):
    """A chart of (label, value) pairs."""
    given = {"key": "themes", "title": "Visits by theme", "heading": "Theme", "series": ["Visits"]}
    return Chart(categories=[Category(*pair) for pair in values], **{**given, **overrides})


def make_months(values, **overrides):
    """A chart of {"2021-02": n}."""
    return Chart(
        key="months",
        title="By month",
        heading="Month",
        series=["Visits"],
        categories=values,
        **overrides,
    )


def two_series(**overrides):
    return make_chart([("Started", (30, 60)), ("Work", (12, 6))], series=["Result", "Target"], **overrides)


def parse(svg):
    return ElementTree.fromstring(str(svg))


def bars(svg, series=1):
    """The rectangles of a series in reading order, without those of the legend."""
    marks = parse(svg).iter(f"{SVG}g")
    return [rect for mark in marks for rect in mark if rect.get("class") == f"chart-bar chart-bar-{series}"]


def texts(svg, class_="chart-value"):
    return [text.text for text in parse(svg).iter(f"{SVG}text") if text.get("class") == class_]


def hints(svg):
    return [mark.find(f"{SVG}title").text for mark in parse(svg).iter(f"{SVG}g")]


def sizes(rects, side="width"):
    return [float(rect.get(side)) for rect in rects]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_bars_are_proportional_to_values_and_a_zero_has_none(layout):
    svg = bar_chart(make_chart(), layout)
    long, short = sizes(bars(svg))
    assert long == pytest.approx(2 * short, abs=0.02)
    assert texts(svg) == ["120", "60", "0"]


@hypothesis_settings(deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=20).filter(any), st.sampled_from(LAYOUTS))
def test_bar_lengths_add_up_to_the_values(values, layout):
    widths = sizes(bars(bar_chart(make_chart([(f"c{i}", v) for i, v in enumerate(values)]), layout)))
    unit = max(widths) / max(values)
    shown = [value for value in values if value]
    assert len(widths) == len(shown)
    assert widths == pytest.approx([value * unit for value in shown], abs=0.011)
    assert math.fsum(widths) == pytest.approx(sum(values) * unit, abs=0.011 * len(values))


def test_grouped_bars_share_one_scale():
    svg = grouped_bar_chart(two_series())
    unit = sizes(bars(svg, 2))[0] / 60
    assert sizes(bars(svg, 1)) == pytest.approx([30 * unit, 12 * unit], abs=0.02)
    assert sizes(bars(svg, 2)) == pytest.approx([60 * unit, 6 * unit], abs=0.02)
    assert hints(svg) == ["Started, Result: 30", "Started, Target: 60", "Work, Result: 12", "Work, Target: 6"]
    assert texts(svg, "chart-label") == ["Result", "Target", "Started", "Work"]


def test_stacked_parts_lie_end_to_end_and_carry_their_sum():
    svg = stacked_bar_chart(two_series())
    first, second = bars(svg, 1)[0], bars(svg, 2)[0]
    end = float(first.get("x")) + float(first.get("width"))
    assert float(second.get("x")) == pytest.approx(end, abs=0.02)
    assert sizes([second]) == pytest.approx([2 * sizes([first])[0]], abs=0.02)
    assert [text for text in texts(svg) if text in ("90", "18")] == ["90", "18"]


def test_a_sum_does_not_reveal_a_masked_part():
    chart = make_chart([("A", (40, None)), ("B", (20, 10))], series=["Women", "Men"])
    assert texts(stacked_bar_chart(chart)) == ["–", "10", "30"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_columns_are_proportional_over_34_months_with_years_marked(layout):
    values = {f"{2020 + i // 12}-{i % 12 + 1:02}": 3 * i for i in range(2, 36)}
    svg = column_chart(make_months(months(values)), layout)
    heights = sizes(bars(svg), "height")
    unit = max(heights) / 105
    assert heights == pytest.approx([3 * i * unit for i in range(2, 36)], abs=0.011)
    assert [text for text in texts(svg, "chart-label") if text.isdigit()] == ["2020", "2021", "2022"]
    assert len(hints(svg)) == 34
    assert hints(svg)[0] == "March 2020: 6"


def test_narrow_months_stand_below_each_other_year_by_year():
    chart = make_months(months({"2020-03": 5, "2021-03": 10, "2022-12": 1}))
    places = {rect.get("height"): (rect.get("x"), float(rect.get("y"))) for rect in bars(column_chart(chart, COMPACT))}
    five, ten = places["46"], places["92"]
    assert five[0] == ten[0]
    assert five[1] < ten[1]


def test_numbers_that_do_not_fit_stand_on_the_highest_of_each_year_only():
    values = {f"{2020 + i // 12}-{i % 12 + 1:02}": 1000 + i for i in range(36)}
    svg = column_chart(make_months(months(values)))
    assert texts(svg) == ["1,011", "1,023", "1,035"]
    assert texts(svg, "chart-soft")[0] == "500"


def test_months_fills_gaps_and_keeps_to_the_days_asked_for():
    values = {"2021-11": 4, "2022-02": None, "2019-01": 9}
    row = months(values, date(2021, 10, 15), date(2022, 2, 1))
    assert [(m.year, m.month, m.value) for m in row] == [
        (2021, 10, 0),
        (2021, 11, 4),
        (2021, 12, 0),
        (2022, 1, 0),
        (2022, 2, None),
    ]
    assert row[0].label == "October 2021"
    assert months({}) == []
    with pytest.raises(ValueError, match="month must be"):
        months({"2021-13": 1})


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("chart", "draw"),
    [
        (make_chart([("A", 0), ("B", 0)]), bar_chart),
        (make_chart([]), bar_chart),
        (make_chart([("A", (0, 0))], series=["x", "y"]), stacked_bar_chart),
        (make_months(months({"2021-02": 0})), column_chart),
    ],
)
def test_nothing_to_draw_says_so(layout, chart, draw):
    svg = draw(chart, layout)
    assert texts(svg, "chart-soft") == ["Nothing recorded for this choice yet."]
    assert bars(svg) == []
    assert parse(svg).find(f"{SVG}desc").text == "Nothing recorded for this choice yet."


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_single_value_fills_the_scale(layout):
    month = column_chart(make_months(months({"2026-11": 7})), layout)
    assert (texts(month), len(bars(month))) == (["7"], 1)
    one = bar_chart(make_chart([("Only", 1225)], total=1225), layout)
    assert (texts(one), len(bars(one))) == (["1,225 (100%)"], 1)


def test_masked_value_has_words_and_no_bar():
    svg = bar_chart(make_chart([("A", 10), ("B", None)]))
    assert (texts(svg), len(bars(svg))) == (["10", "under 5"], 1)
    assert texts(column_chart(make_months(months({"2021-01": None, "2021-02": 10})))) == ["<5", "10"]


def test_wrong_charts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        Category("A", -1)
    with pytest.raises(ValueError, match="key"):
        make_chart(key="Bad key")
    with pytest.raises(ValueError, match="one value per series"):
        make_chart([("A", (1, 2))])
    with pytest.raises(ValueError, match="one series"):
        two_series(total=10)
    with pytest.raises(ValueError, match="1 to 4"):
        make_chart([], series=[])
    with pytest.raises(ValueError, match="one series"):
        bar_chart(two_series())
    with pytest.raises(ValueError, match="months"):
        column_chart(make_chart())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_names_roles_and_sizes(layout):
    root = parse(bar_chart(make_chart(total=180, description="Work leads."), layout))
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    named = " ".join(ids[name] for name in root.get("aria-labelledby").split())
    assert root.get("role") == "img"
    assert named == "Visits by theme. Work leads." if layout is PAPER else "Visits by theme Work leads."
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    smallest = min(float(text.get("font-size")) for text in root.iter(f"{SVG}text"))
    # At 320 px a page leaves 272 px for the narrow drawing; A4 leaves at least 600 of 640 for the paper one.
    room = {"wide": 576, "compact": 272, "paper": 600}[layout.name]
    assert smallest * room / layout.width >= 10


def test_the_largest_value_is_named_without_a_description():
    assert make_chart(total=180).summary == "Visits: most in Työllisyys, 120 (67%)."
    assert two_series().summary == "Result: most in Started, 30. Target: most in Started, 60."


def test_ids_are_unique_on_a_page_of_charts_and_every_reference_leads_somewhere():
    figures = [
        Figure(two_series(), grouped_bar_chart),
        Figure(two_series(key="other"), stacked_bar_chart),
        Figure(make_chart(key="third"), bar_chart),
    ]
    html = "".join(render_to_string("reports/charts/_chart.html", {"figure": figure}) for figure in figures)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    references = {name for names in re.findall(r'aria-labelledby="([^"]+)"', html) for name in names.split()}
    references |= set(re.findall(r"url\(#([^)]+)\)", html))
    assert references == set(ids)


def test_series_differ_in_texture_and_in_lightness():
    chart = make_chart([("A", (9, 9, 9, 9))], series=["w", "m", "o", "u"])
    root = parse(stacked_bar_chart(chart, PAPER))
    assert len(list(root.iter(f"{SVG}pattern"))) == 3
    grounds = [bars(stacked_bar_chart(chart, PAPER), series)[0].get("fill") for series in (1, 2, 3, 4)]
    greys = [_lightness(colour) for colour in grounds]
    assert all(abs(one - other) > 0.1 for i, one in enumerate(greys) for other in greys[:i])


def _lightness(colour):
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("label", [HOSTILE, mark_safe(HOSTILE)])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_texts_stay_texts(layout, label):
    chart = make_chart([(label, (3, 4))], title=label, series=[label, label], heading=label)
    for draw in (grouped_bar_chart, stacked_bar_chart):
        root = parse(draw(chart, layout))
        expected = "<script>alert(1)</script>\"' onload=x & ]]> {{ x }}"
        assert root.find(f"{SVG}title").text.startswith(expected)
        assert not list(root.iter(f"{SVG}script"))
    html = render_to_string("reports/charts/_chart.html", {"figure": Figure(chart, grouped_bar_chart)})
    assert "<script" not in html.replace(str(label), "") if label is not HOSTILE else "<script" not in html


@hypothesis_settings(deadline=None)
@given(st.text(), st.text(min_size=1), st.integers(0, 10**9))
def test_any_text_gives_well_formed_xml_without_styles_or_handlers(title, label, value):
    chart = make_chart([(label, value)], title=title, description=label)
    for layout in LAYOUTS:
        for element in parse(bar_chart(chart, layout)).iter():
            assert "style" not in element.attrib
            assert not [name for name in element.attrib if name.startswith("on")]
            assert element.tag != f"{SVG}style"


def test_long_labels_are_wrapped_then_cut_and_told_in_full():
    label = "Maahanmuuttajien kotoutumispalvelut ja oleskelulupien jatkohakemusten ohjauskäynnit yhdessä"
    svg = bar_chart(make_chart([(label, 3)]))
    assert texts(svg, "chart-label")[-1].endswith("…")
    assert hints(svg) == [f"{label}: 3"]


@hypothesis_settings(deadline=None)
@given(st.text(alphabet="abcdWm iäö-", max_size=80), st.integers(60, 400), st.integers(1, 3))
def test_wrapped_lines_keep_to_the_width_and_lose_nothing_silently(text, width, lines):
    out = wrap(text, width, 15, lines)
    assert len(out) <= lines
    assert all(text_width(line, 15) <= width for line in out)
    if not out[-1].endswith("…"):
        assert re.sub("[ -]", "", "".join(out)) == re.sub("[ -]", "", text)


@pytest.mark.usefixtures("_finnish")
def test_finnish_numbers():
    assert grouped(1225) == "1\xa0225"
    assert grouped(1234567) == "1\xa0234\xa0567"
    assert grouped(999) == "999"
    assert [percent(part, 8) for part in (0, 1, 3, 8)] == ["0\xa0%", "13\xa0%", "38\xa0%", "100\xa0%"]
    assert percent(1, 0) == "–"
    svg = bar_chart(make_chart([("A", 1225), ("B", None)], total=2232))
    assert texts(svg) == ["1\xa0225 (55\xa0%)", "alle 5"]
    assert months({"2021-02": 1})[0].label == "helmikuu 2021"


def test_the_table_carries_all_numbers_with_n():
    html = render_to_string(
        "reports/charts/_chart.html", {"figure": Figure(make_chart([("A", 1200), ("B", None)], total=1225), bar_chart)}
    )
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)', html) == ["Theme", "Visits", "Share (n = 1,225)"]
    assert re.findall(r'<th scope="row">([^<]*)', html) == ["A", "B"]
    assert re.findall(r"<td[^>]*>([^<]*)", html) == ["1,200", "98%", "under 5", "–"]
    assert html.count("<caption>Visits by theme</caption>") == 1
    assert "style=" not in html


def test_a_ratio_is_the_first_series_of_the_second():
    figure = Figure(two_series(ratio="Reached"), grouped_bar_chart)
    assert figure.columns == ["Result", "Target", "Reached"]
    assert figure.rows == [("Started", ["30", "60", "50%"]), ("Work", ["12", "6", "200%"])]


def test_classes_of_the_drawings_have_rules_in_the_style_sheet():
    css = (Path(settings.BASE_DIR) / "static/css/charts.css").read_text()
    chart = make_chart([("A", (9, 9, 9, 9))], series=["w", "m", "o", "u"])
    values = {f"2021-{month:02}": 100_000 for month in range(1, 13)}
    html = stacked_bar_chart(chart) + column_chart(make_months(months(values)), COMPACT)
    used = {name for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}
    without_rules = {"chart-mark", "chart-texture", "chart-bar"}
    assert {name for name in used if f".{name}" not in css} <= without_rules


@pytest.fixture(scope="module")
def pdf():
    """The structure elements of a PDF/UA document with a chart of each kind."""
    with override("en"):
        figures = [
            Figure(make_chart(description="Työ johtaa."), bar_chart),
            Figure(make_months(months({"2021-01": 5})), column_chart),
            Figure(two_series(key="two"), grouped_bar_chart),
        ]
        body = "".join(render_to_string("reports/charts/_chart_paper.html", {"figure": f}) for f in figures)
    html = f'<!doctype html><html lang="en"><head><title>Report</title></head><body><h1>R</h1>{body}</body></html>'
    with pikepdf.open(io.BytesIO(HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))) as document:
        yield document


def test_every_chart_in_a_pdf_is_a_figure_with_an_alternative_text(pdf):
    figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
    assert sorted(str(figure.Alt) for figure in figures) == [
        "By month. Visits: most in January 2021, 5.",
        "Visits by theme. Result: most in Started, 30. Target: most in Started, 60.",
        "Visits by theme. Työ johtaa.",
    ]


def test_colours_reach_the_pdf_without_style_sheets(pdf):
    content = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    red, green, blue = (int("0b5a66"[i : i + 2], 16) / 255 for i in (0, 2, 4))
    operators = [(float(a), float(b), float(c)) for a, b, c in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", content)]
    assert any(operator == pytest.approx((red, green, blue), abs=0.003) for operator in operators)
