"""The house keeps its shape: who may import whom, how long things may grow, what no template may hold."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The arrow points at what may be imported: each app knows itself and those before it.
APPS = ["network", "services", "clients", "reports"]
LAYERS = ["codes", "models", "access", "actions", "forms", "filters", "views", "urls"]
SOURCES = [
    path
    for folder in [*APPS, "ohjaamo", "scripts"]
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MOST_LINES, MOST_FUNCTION_LINES, MOST_TEMPLATE_LINES = 400, 40, 120


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_modules(path: Path) -> list[str]:
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.append(node.module)
    return found


def breaks_import_law(path: Path, module: str) -> bool:
    """Whether an app imports a later app, or anything imports ohjaamo."""
    app, target = path.relative_to(ROOT).parts[0], module.split(".")[0]
    if app not in APPS:
        return False
    return target == "ohjaamo" or (target in APPS and APPS.index(target) > APPS.index(app))


def breaks_layers(path: Path, module: str) -> bool:
    """Whether models reach up to forms, actions to views, and so on, within or across apps."""
    parts, target = path.relative_to(ROOT).with_suffix("").parts, module.split(".")
    if parts[0] not in APPS or target[0] not in APPS or len(parts) < 2 or len(target) < 2:
        return False
    if parts[1] not in LAYERS or target[1] not in LAYERS:
        return False
    # Models ask network.access who may see what; that is the one way up, and it is one function.
    if parts[1] == "models" and module == "network.access":
        return False
    return LAYERS.index(target[1]) > LAYERS.index(parts[1])


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_follow_the_law(path):
    modules = imported_modules(path)
    assert [module for module in modules if breaks_import_law(path, module)] == []
    assert [module for module in modules if breaks_layers(path, module)] == []


def test_the_import_law_is_noticed_when_broken():
    """The test above can fail."""
    assert breaks_import_law(ROOT / "network/models/site.py", "clients.models")
    assert breaks_import_law(ROOT / "reports/views/figures.py", "ohjaamo.settings")
    assert not breaks_import_law(ROOT / "reports/views/figures.py", "clients.models")
    assert breaks_layers(ROOT / "clients/models/visit.py", "clients.forms.visit")
    assert not breaks_layers(ROOT / "clients/views/visits.py", "clients.forms.visit")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_sources_stay_small_and_plain(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{node.name} has {length} lines"
            inner = [sub for sub in ast.walk(node) if isinstance(sub, ast.Import | ast.ImportFrom)]
            assert inner == [], f"{node.name} imports inside a function"
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            silent = all(isinstance(step, ast.Pass) for step in node.body)
            assert not (silent and caught in {"everything", "Exception", "BaseException"}), "swallows all exceptions"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_stay_small_and_hold_no_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_TEMPLATE_LINES or "pdf" in path.parts
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", text) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=[\"']", text) == []


@pytest.mark.parametrize("path", [*SOURCES, *TEMPLATES], ids=name)
def test_nothing_is_fetched_from_elsewhere(path):
    """No request leaves the house: no source, style, picture or script of another host. Who taps a link goes there."""
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"src=[\"'](?:https?:)?//[^\"']+", text) == []
    assert re.findall(r"<(?!a\s)\w+\s[^>]*href=[\"'](?:https?:)?//[^\"']+", text) == []


def test_every_dependency_tells_its_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r'    "[\w.-]+(\[\w+\])?[~><=]', line):
            # The nearest line above that is no dependency is a comment.
            above = next(text for text in reversed(lines[:number]) if not text.startswith('    "'))
            assert above.strip().startswith("#"), line
