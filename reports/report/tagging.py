"""What the PDF writer leaves to be done for PDF/UA: one Table per table, artifacts, header cells, links' texts.

WeasyPrint makes a Table element for each page that a table takes (its issue 2903) and tags its repeated head again,
leaves running heads tagged outside the tree, and describes a link by its target's id. docs/decisions/ tells why.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pydyf
from weasyprint.formatting_structure import boxes

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row"}


def finish(document, pdf: pydyf.PDF) -> None:
    """Called by WeasyPrint with its document and the PDF, right before the bytes are written."""
    tree, tables = Tree(pdf), {}
    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):
            if getattr(box, "link_annotation", None) and box.element is not None:
                box.link_annotation["Contents"] = pydyf.String(" ".join("".join(box.element.itertext()).split()))
            if getattr(box, "is_table_wrapper", False):
                tables.setdefault(box.element, []).append(Piece.of(box.get_wrapped_table()))
    for pieces in tables.values():
        tree.join([piece for piece in pieces if piece.rows])
    tree.join_parts()
    tree.release_orphans()


@dataclass(frozen=True)
class Piece:
    """The part of a table on one page: its head rows, and its other rows with the HTML group that each is of."""

    head: list
    body: list[tuple]

    @classmethod
    def of(cls, table) -> "Piece":
        groups = [group for group in table.children if isinstance(group, boxes.TableRowGroupBox)]
        head = [row for group in groups if group.is_header for row in group.children]
        return cls(head, [(row, group.element) for group in groups if not group.is_header for row in group.children])

    @property
    def rows(self) -> list:
        return [*self.head, *(row for row, _group in self.body)]


class Tree:
    """The structure tree of a PDF that is about to be written."""

    def __init__(self, pdf: pydyf.PDF):
        self.pdf = pdf
        self.root = self.resolve(pdf.catalog["StructTreeRoot"])
        self.ids: list[tuple[str, bytes]] = []

    def resolve(self, reference: bytes):
        """The object that b"12 0 R" refers to."""
        return self.pdf.objects[int(reference.split()[0])]

    def parent(self, element: pydyf.Dictionary) -> pydyf.Dictionary:
        return self.resolve(element["P"])

    def join(self, pieces: list[Piece]) -> None:
        """Make one Table element of a table's pieces and tie its cells to their headers.

        Repeated heads and captions of later pieces stay behind outside the tree.
        """
        if not pieces:
            return
        first = pieces[0]
        main = self._table_of(first.rows[0])
        groups = {group: self.parent(self._row_element(row)) for row, group in first.body}
        for piece in pieces[1:]:
            old = self._table_of(piece.rows[0])
            for row, group in piece.body:
                self._move(self._row_element(row), groups, group, main)
            above = self.parent(old)
            above["K"].remove(old.reference)
        self._tie([*first.head, *(row for piece in pieces for row, _group in piece.body)], main.number)

    def _move(self, row: pydyf.Dictionary, groups: dict, group, main: pydyf.Dictionary) -> None:
        """Put a row into its group of the main table; a group that began on this page comes along whole."""
        own = self.parent(row)
        if group not in groups:
            groups[group] = own
            own["P"] = main.reference
            main["K"].append(own.reference)
        elif groups[group] is not own:
            row["P"] = groups[group].reference
            groups[group]["K"].append(row.reference)

    def _row_element(self, row) -> pydyf.Dictionary:
        return self.parent(row.children[0].mark)

    def _table_of(self, row) -> pydyf.Dictionary:
        element = self._row_element(row)
        while element["S"] != "/Table":
            element = self.parent(element)
        return element

    def _tie(self, rows: list, table: int) -> None:
        """Give every header cell an id and a scope, and every other cell the ids of its headers."""
        above: dict[int, list] = {}
        for line, row in enumerate(rows):
            beside = []
            for column, cell in _places(row):
                columns = range(column, column + cell.colspan)
                scope = cell.element.get("scope")
                if scope is None:
                    ids = [*beside, *(one for number in columns for one in above.get(number, []))]
                    cell.mark["A"]["Headers"] = pydyf.Array([pydyf.String(one) for one in ids])
                    continue
                name = f"{table}-{line}-{column}"
                self.ids.append((name, cell.mark.reference))
                cell.mark["ID"] = pydyf.String(name)
                cell.mark["A"]["Scope"] = SCOPES[scope]
                if scope == "row":
                    beside.append(name)
                for number in columns if scope != "row" else ():
                    above.setdefault(number, []).append(name)

    def join_parts(self) -> None:
        """Make one Part of the body's pieces, which follow each other page by page."""
        document = self.resolve(self.root["K"][0])
        kept = []
        for reference in document["K"]:
            element, last = self.resolve(reference), self.resolve(kept[-1]) if kept else None
            if last is None or not element["S"] == last["S"] == "/Part":
                kept.append(reference)
                continue
            for kid in element["K"]:
                self.resolve(kid)["P"] = last.reference
            last["K"].extend(element["K"])
        document["K"] = pydyf.Array(kept)

    def release_orphans(self) -> None:
        """Declare as artifacts all marked contents whose element is not in the tree, and list the cells' ids."""
        kept = {id(element) for element in self._elements(self.root)}
        numbers = self.resolve(self.root["ParentTree"])["Nums"]
        contents = dict(zip(numbers[::2], numbers[1::2], strict=True))
        for page, reference in enumerate(self.pdf.page_references):
            elements = contents[page]
            loose = {mcid for mcid, ref in enumerate(elements) if id(self.resolve(ref)) not in kept}
            _make_artifacts(self.resolve(self.resolve(reference)["Contents"]), loose)
            for mcid in loose:
                elements[mcid] = b"null"
        names = [part for name, ref in sorted(self.ids) for part in (pydyf.String(name), ref)]
        self.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})

    def _elements(self, element: pydyf.Dictionary) -> Iterator[pydyf.Dictionary]:
        yield element
        for kid in element.get("K", ()):
            below = self.resolve(kid) if isinstance(kid, bytes) else None
            if below is not None and "S" in below:
                yield from self._elements(below)


def _places(row) -> Iterator[tuple[int, boxes.TableCellBox]]:
    """The cells of a row with the column in which each begins; our tables have no cells over several rows."""
    column = 0
    for cell in row.children:
        yield column, cell
        column += cell.colspan


def _make_artifacts(stream: pydyf.Stream, mcids: set[int]) -> None:
    parts = stream.stream
    for index, part in enumerate(parts):
        if isinstance(part, dict) and part.get("MCID") in mcids:
            parts[index - 1] = "/Artifact"
            parts[index] = pydyf.Dictionary({"Type": "/Pagination"})
