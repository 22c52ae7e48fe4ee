"""The layouts of reports: each file here that has a LAYOUT is one, and no other file needs to know it."""

from importlib import import_module
from pkgutil import iter_modules

from reports.report.layouts.base import ANNEX_WORD, Chapter, Layout, Repeat

__all__ = ["ANNEX_WORD", "LAYOUTS", "Chapter", "Layout", "Repeat", "layout_choices"]


def _found() -> dict[str, Layout]:
    names = [module.name for module in iter_modules(__path__)]
    modules = {name: import_module(f"{__name__}.{name}") for name in names}
    layouts = {name: module.LAYOUT for name, module in modules.items() if hasattr(module, "LAYOUT")}
    return dict(sorted(layouts.items(), key=lambda pair: (pair[1].order, pair[0])))


LAYOUTS: dict[str, Layout] = _found()


def layout_choices() -> list[tuple[str, str]]:
    """(name, what the writers call it) of every layout in their order."""
    return [(name, layout.label) for name, layout in LAYOUTS.items()]
