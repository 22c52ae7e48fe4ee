"""The Markdown of chapters: what is read, what stays as it was typed, and the figures that it quotes."""

from time import monotonic

from reports.report.text_html import part_html
from reports.report.texts import (
    Heading,
    Items,
    Live,
    Paragraph,
    Quotation,
    Quote,
    Run,
    TextPicture,
    TextTable,
    parts,
    plain,
    quotes,
    told,
)


def html(text: str, **values: str) -> str:
    """The text as HTML below a heading of level 2, without line breaks; values: figures by their path, _ for a dot."""
    found = told(parts(text), {name.replace("_", "."): value for name, value in values.items()})
    return "".join(part_html(part, 2) for part in found).replace("\n", "")


def test_texts_from_before_markdown_read_as_they_did():
    text = "Eka rivi\r\ntoka – rivi\r\n\r\n \r\nLuettelo:\r\n- yksi - kaksi\r\n-  kolme\r\n– neljä\r\nloppu"
    assert [part.kind for part in parts(text)] == ["paragraph", "paragraph", "items", "paragraph"]
    first, second, items, last = parts(text)
    assert [plain(line) for line in first.lines] == ["Eka rivi", "toka – rivi"]
    assert plain(second.lines[0]) == "Luettelo:"
    assert [plain(item[0].lines[0]) for item in items.items] == ["yksi - kaksi", "kolme", "neljä"]
    assert plain(last.lines[0]) == "loppu"
    assert parts(" \n\n ") == []


def test_every_kind_of_part_is_read():
    text = (
        "## Otsikko\n\nAika **lihava** ja *vino*\n\n1. eka\n   - sisä\n2. toka\n\n> lainaus\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![Kaavio kävijöistä](picture:7)\n\n"
        "{{ table:placements }}\n\n{{chart:visits_by_month}}"
    )
    kinds = [type(part) for part in parts(text)]
    assert kinds == [Heading, Paragraph, Items, Quotation, TextTable, TextPicture, Live, Live]
    assert parts(text)[0].level == 2
    assert parts(text)[5] == TextPicture(7, "Kaavio kävijöistä")
    assert parts(text)[6:] == [Live("table", "placements"), Live("chart", "visits_by_month")]
    assert html(text).startswith(
        '<h4 class="heading">Otsikko</h4><p>Aika <strong>lihava</strong> ja <em>vino</em></p>'
        '<ol class="text-list"><li>eka<ul class="text-list"><li>sisä</li></ul></li><li>toka</li></ol>'
        "<blockquote><p>lainaus</p></blockquote>"
    )


def test_html_and_foreign_addresses_are_no_markup():
    hostile = "<script>x</script> <b>y</b>\n\n![k](http://evil/x.png)\n\n[a](javascript:x) [b](https://a.fi) [c](//e)"
    assert html(hostile) == (
        '<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;y&lt;/b&gt;</p><p>a <a href="https://a.fi">b</a> c</p>'
    )
    assert html("    sisennetty\n\n```\nkoodi\n```\n\n# ") == "<p>sisennetty</p><p>```<br>koodi<br>```</p>"


def test_figures_are_quoted_in_sentences_and_in_tables():
    text = (
        "Kävi {{visits.total}} ja {{ visits.total | yli 1 200 }}, {{visits.total=1 220}}.\n\n| {{a.b}} |\n|---|\n| x |"
    )
    assert quotes(parts(text)) == [
        Quote("visits.total"),
        Quote("visits.total", "", "yli 1 200"),
        Quote("visits.total", "1 220"),
        Quote("a.b"),
    ]
    shown = html(text, visits_total="1 225")
    assert shown.startswith("<p>Kävi 1 225 ja yli 1 200 (1 225), 1 220.</p>")
    assert "{{a.b}}" in shown


def test_figures_and_pictures_inside_other_parts_are_not_lost():
    text = (
        "- eka\n\n  ![a](picture:1)\n- {{table:placements}}\n\n# ![b](picture:2)\n\n| ![c](picture:3) |\n|---|\n| x |"
    )
    items, live, picture, table, last = parts(text)
    assert items.items == ((Paragraph(((Run("eka"),),)), TextPicture(1, "a")),)
    assert live == Live("table", "placements")
    assert (picture, table.kind, last) == (TextPicture(2, "b"), "text_table", TextPicture(3, "c"))


def test_no_number_is_told_beside_a_hidden_one():
    text = "{{a|tasan 2}} {{a=2}} {{a|kaksi}} {{a|vain muutama}} {{b|yli 10}}"
    (part,) = told(parts(text), {"a": "<5", "b": "12"}, hidden={"a"})
    assert plain(part.lines[0]) == "<5 <5 <5 vain muutama (<5) yli 10 (12)"


def test_long_rows_of_blanks_are_read_at_once():
    began = monotonic()
    assert [part.kind for part in parts("{{a" + " " * 40_000 + "\n" * 40_000 + "– b")] == ["paragraph", "items"]
    assert monotonic() - began < 2


def test_a_quote_keeps_the_style_around_it():
    (part,) = told(parts("**{{visits.total}}**"), {"visits.total": "12"})
    assert part.lines == ((Run("12", bold=True, quote=Quote("visits.total")),),)
