"""Points of the Matterhorn Protocol (PDF/UA-1) that a machine can check; docs/decisions/0007 lists which."""

import pikepdf

from tests.reports.report.reading import Element, structure

PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"}
WITHIN = {  # what may stand in an element, where the standard says so
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
STANDARD = {
    *WITHIN, "Document", "Part", "Sect", "Div", "NonStruct", "P", "H1", "H2", "H3", "H4", "BlockQuote", "Caption",
    "Lbl", "LBody", "TH", "TD", "Span", "Link", "Figure",
}  # fmt: skip


def faults(pdf: pikepdf.Pdf) -> list[str]:
    """The points that this PDF fails, each with what fails it."""
    return [*_in_metadata(pdf), *_in_structure(structure(pdf)), *_on_pages(pdf), *_in_fonts(pdf)]


def _in_metadata(pdf: pikepdf.Pdf) -> list[str]:
    with pdf.open_metadata() as found:
        wanted = {"06-002": found.get("pdfuaid:part") == "1", "06-003": bool(found.get("dc:title"))}
    return [point for point, is_there in wanted.items() if not is_there]


def _in_structure(element: Element) -> list[str]:
    """Standard types, lists and tables built as they must be, pictures with a place and words, links tied to theirs."""
    found = [] if element.tag in STANDARD else [f"02-001 {element.tag}"]
    within = {child.tag for child in element.children}
    if within - WITHIN.get(element.tag, within):
        found.append(f"09-004 {element.tag}: {within}")
    if element.tag == "Figure" and not (str(element.raw.get("/Alt", "")) and "/BBox" in element.raw.get("/A", {})):
        found.append("13-004")
    if element.tag == "Link" and not [kid for kid in element.raw.K if _is_annotation(kid)]:
        found.append("28-011")
    return found + [one for child in element.children for one in _in_structure(child)]


def _is_annotation(kid) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == pikepdf.Name.OBJR


def _on_pages(pdf: pikepdf.Pdf) -> list[str]:
    """Nothing drawn that is neither tagged nor an artifact; links that say where they lead, reached in order."""
    found = []
    for number, page in enumerate(pdf.pages, start=1):
        links = page.get("/Annots", [])
        found += [f"28-009 page {number}"] * (page.get("/Tabs") != pikepdf.Name.S)
        found += [f"28-012 page {number}" for one in links if not str(one.get("/Contents", "")).strip()]
        found += [f"28-002 page {number}" for one in links if "/StructParent" not in one]
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in {"BDC", "BMC"}) - (name == "EMC")
            if depth not in {0, 1} or (name in PAINTING and not depth):
                found.append(f"01-005 page {number}: {name}")
    return found


def _in_fonts(pdf: pikepdf.Pdf) -> list[str]:
    """Every font lies in the file, and every glyph of it means a letter."""
    found = []
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if one.get("/Type") == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()):
            found.append(f"31-009 {one.FontName}")
        if one.get("/Subtype") == "/Type0" and "/ToUnicode" not in one:
            found.append(f"31-027 {one.BaseFont}")
    return found
