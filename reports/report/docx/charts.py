"""Charts as Word's own, drawn by Word from their numbers, with the numbers as a workbook inside to edit them."""

from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from network.spreadsheets import XLSX_TYPE, Column, Sheet, write_workbook
from reports.charts import Chart, Figure, column_chart, stacked_bar_chart
from reports.charts.svg import FILLS
from reports.report.docx.markup import attribute, paragraph, words
from reports.report.docx.styles import FONT
from reports.report.texts import clean

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WIDTH, EMU = 158, 36_000  # of a chart in millimetres; English metric units in one
PATTERNS = ("", "wdUpDiag", "pct20", "narHorz")  # Word's own nearest to those of the page
NUMBERED = 12  # so many bars have their numbers beside them


def chart(document: Document, figure: Figure, number: int) -> str:
    """A paragraph with the chart, told in words for those who do not see it."""
    shown = figure.chart
    package = document.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, _chart_xml(figure), package)
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), XLSX_TYPE, _workbook(shown), package)
    part.relate_to(book, f"{RELATIONS}/package")
    place = document.part.relate_to(part, f"{RELATIONS}/chart")
    told = f"{str(shown.title).rstrip('.')}. {shown.summary}"
    inner = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{WIDTH * EMU}" cy="{_height(figure) * EMU}"/>'
        f'<wp:docPr id="{1000 + number}" name={attribute(shown.key)} descr={attribute(told)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_uri()}"><c:chart r:id="{place}"/>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    caption = paragraph(words(shown.title), "Caption")
    return caption + paragraph(inner, "", "<w:keepNext/>")


def _uri() -> str:
    return nsdecls("c").partition('"')[2].rstrip('"')


def _height(figure: Figure) -> int:
    """In millimetres: columns have one height, bars grow with their number."""
    if figure.draw is column_chart:
        return 62
    bars = 1 if figure.draw is stacked_bar_chart else len(figure.chart.series)
    legend = 8 if len(figure.chart.series) > 1 else 0
    return min(max(len(figure.chart.categories) * (3 + 4 * bars) + 8 + legend, 25), 215)


def _workbook(shown: Chart) -> bytes:
    columns = [Column(str(shown.heading)), *(Column(str(name), "integer") for name in shown.series)]
    rows = [[str(row.label), *row.values] for row in shown.categories]
    return write_workbook([Sheet("Data", columns, rows)], title=str(shown.title))


def _chart_xml(figure: Figure) -> bytes:
    shown = figure.chart
    upright, stacked = figure.draw is column_chart, figure.draw is stacked_bar_chart
    series = "".join(_series(shown, index) for index in range(len(shown.series)))
    legend = '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>' if len(shown.series) > 1 else ""
    overlap = f'<c:overlap val="{100 if stacked else 0}"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {nsdecls("c", "a", "r")}><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
        f'<c:plotArea><c:layout/><c:barChart><c:barDir val="{"col" if upright else "bar"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="45"/>{overlap}<c:axId val="111"/><c:axId val="112"/></c:barChart>{_axes(upright)}'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900">'
        f'<a:latin typeface="{FONT}"/></a:defRPr></a:pPr></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _axes(upright: bool) -> str:
    order, side, foot = ("minMax", "b", "l") if upright else ("maxMin", "l", "t")
    line = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="748489"/></a:solidFill></a:ln></c:spPr>'
    return (
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{line}<c:crossAx val="112"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="{int(not upright)}"/><c:axPos val="{foot}"/><c:numFmt formatCode="#,##0" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _series(shown: Chart, index: int) -> str:
    letter, last = "BCDE"[index], len(shown.categories) + 1
    labels = [row.label for row in shown.categories]
    values = [row.values[index] for row in shown.categories]
    numbers = "".join(
        f'<c:pt idx="{place}"><c:v>{value}</c:v></c:pt>' for place, value in enumerate(values) if value is not None
    )
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>'
        f"{_texts(f'Data!${letter}$1', [shown.series[index]])}</c:tx>{_fill(index)}"
        f'<c:invertIfNegative val="0"/>{_numbers_beside(len(values) <= NUMBERED)}'
        f"<c:cat>{_texts(f'Data!$A$2:$A${last}', labels)}</c:cat>"
        f"<c:val><c:numRef><c:f>Data!${letter}$2:${letter}${last}</c:f><c:numCache>"
        f'<c:formatCode>#,##0</c:formatCode><c:ptCount val="{len(values)}"/>{numbers}'
        "</c:numCache></c:numRef></c:val></c:ser>"
    )


def _texts(place: str, texts) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(clean(str(text)))}</c:v></c:pt>' for at, text in enumerate(texts))
    return f'<c:strRef><c:f>{place}</c:f><c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'


def _numbers_beside(shown: bool) -> str:
    rest = "".join(f'<c:{name} val="0"/>' for name in ("showCatName", "showSerName", "showPercent", "showBubbleSize"))
    return f'<c:dLbls><c:showLegendKey val="0"/><c:showVal val="{int(shown)}"/>{rest}</c:dLbls>'


def _fill(index: int) -> str:
    fill = FILLS[index]
    ground, ink = (f'<a:srgbClr val="{colour[1:].upper()}"/>' for colour in (fill.ground, fill.ink))
    if not PATTERNS[index]:
        return f"<c:spPr><a:solidFill>{ground}</a:solidFill></c:spPr>"
    return (
        f'<c:spPr><a:pattFill prst="{PATTERNS[index]}"><a:fgClr>{ink}</a:fgClr><a:bgClr>{ground}</a:bgClr></a:pattFill>'
        f"<a:ln><a:solidFill>{ink}</a:solidFill></a:ln></c:spPr>"
    )
