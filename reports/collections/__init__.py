"""National collections: named, versioned exports of an Ohjaamo's year (docs/national-collections.md)."""

from reports.collections.base import Asked, Grid, Layout
from reports.collections.collection import Collection, collect
from reports.collections.layouts import LAYOUTS, layout_choices
from reports.collections.writing import write_csv_archive, write_excel

__all__ = [
    "LAYOUTS",
    "Asked",
    "Collection",
    "Grid",
    "Layout",
    "collect",
    "layout_choices",
    "write_csv_archive",
    "write_excel",
]
