"""The layouts of collections: each file here that has a LAYOUT is one, and no other file needs to know it."""

from importlib import import_module
from pkgutil import iter_modules

from reports.collections.base import Layout

__all__ = ["LAYOUTS", "layout_choices"]


def _found() -> dict[str, Layout]:
    modules = {module.name: import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)}
    layouts = {name: module.LAYOUT for name, module in modules.items() if hasattr(module, "LAYOUT")}
    return dict(sorted(layouts.items(), key=lambda pair: (pair[1].order, pair[0])))


LAYOUTS: dict[str, Layout] = _found()


def layout_choices() -> list[tuple[str, str]]:
    """(name, label with its version) of every layout in their order."""
    return [(name, f"{layout.label} (v{layout.version})") for name, layout in LAYOUTS.items()]
