"""Text from Word's clipboard and from Word files as Markdown."""

import zipfile
from io import BytesIO

import pytest
from docx import Document

from reports.report.word import NotWordError, markdown_of_docx, markdown_of_html

# As Word puts it on the clipboard: conditional comments, mso styles, lists that are paragraphs, o:p everywhere.
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=FI><!--StartFragment-->
<h1>Toteutus<o:p></o:p></h1>
<p class=MsoNormal>Ohjaamo <b style='mso-bidi-font-weight:normal'>avattiin</b> <i>keväällä</i> 2017,
ks. <a href="https://ohjaamo.fi">sivut</a> ja <a href="#_ftn1">[1]</a>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>Avoin ovi<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>kello 12–16<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>Ajanvaraus</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Ensin</p>
<table class=MsoTableGrid border=1><tr><td colspan=2><p class=MsoNormal><b>Kunta</b></p></td><td><p>n|%</p></td></tr>
<tr><td rowspan=2><p>Espoo</p><p>2017</p></td><td>1&nbsp;225</td><td>41</td></tr><tr><td>4</td><td></td></tr></table>
<p onclick="alert(1)">2 * 3 <span style="font-weight:700">lihava</span><img src=x onerror="alert(1)"></p>
<script>alert(1)</script><svg><text>x</text></svg><a href="javascript:alert(1)">paha</a>
<!--EndFragment--></body></html>"""
MARKDOWN = """# Toteutus

Ohjaamo **avattiin** *keväällä* 2017, ks. [sivut](https://ohjaamo.fi) ja [1].

- Avoin ovi
  - kello 12–16
- Ajanvaraus

1. Ensin

| **Kunta** | | n\\|% |
| --- | --- | --- |
| Espoo 2017 | 1\N{NO-BREAK SPACE}225 | 41 |
| | 4 | |

2 \\* 3 **lihava**

paha"""


def test_what_word_puts_on_the_clipboard_becomes_clean_markdown():
    assert markdown_of_html(FROM_WORD) == MARKDOWN


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<b style='font-weight:normal'><p>Google <span style='font-style: italic'>Docs</span></p></b>",
            "Google *Docs*",
        ),
        ("<p>yksi<br>kaksi</p>", "yksi\nkaksi"),
        ("<div>" * 1500, None),
        ("x" * 4_000_001, None),
        ("<table>" + "<tr><td colspan=30 rowspan=900>x</td></tr>" * 900 + "</table>", None),
        ("<?" * 200_000, ""),
        ("a" + " \t" * 200_000 + "b", "a b"),
        ("<p style='" + "mso-list:" * 40_000 + "'>a</p>" + "<div>b</div>" * 300, "a" + "\n\nb" * 300),
    ],
)
def test_other_html_is_read_or_refused(html, expected):
    if expected is None:
        with pytest.raises(NotWordError):
            markdown_of_html(html)
    else:
        assert markdown_of_html(html) == expected


def docx_file() -> BytesIO:
    document = Document()
    document.add_heading("Yhteistyö", 2)
    document.add_paragraph("Verkosto ").add_run("toimi").bold = True
    document.add_paragraph("viikoittain", style="List Bullet")
    rows = document.add_table(2, 2).rows
    for row, texts in zip(rows, (("Kunta", "n"), ("Akaa", "7")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    out.seek(0)
    return out


def test_a_word_file_becomes_markdown():
    text = "## Yhteistyö\n\nVerkosto **toimi**\n\n- viikoittain\n\n| Kunta | n |\n| --- | --- |\n| Akaa | 7 |"
    assert markdown_of_docx(docx_file()) == text


def zipped(**parts: bytes) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "/") + ".xml", content)
    out.seek(0)
    return out


@pytest.mark.parametrize(
    "file",
    [
        BytesIO(b"PK not really"),
        BytesIO(docx_file().getvalue()[:3000]),
        zipped(other=b"<x/>"),
        zipped(word_document=b"<x/>"),
        zipped(word_document=b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'),
        zipped(word_document=b"<x/>", word_big=b"\0" * (81 * 1024 * 1024)),
    ],
    ids=["no archive", "cut off", "no document", "empty", "entities", "bomb"],
)
def test_what_is_no_word_file_is_refused(file):
    with pytest.raises(NotWordError):
        markdown_of_docx(file)
