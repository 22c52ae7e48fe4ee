"""The house keeps its shape: who may import whom, how long things may grow, what no template may hold."""

import ast
import re
from functools import cache
from pathlib import Path

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
EVERYTHING = {"everything", "Exception", "BaseException"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


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


def test_imports_follow_the_law():
    """One test for all files: a test of its own for each cost half a minute."""
    broken = [
        f"{name(path)} imports {module}"
        for path in SOURCES
        for module in imported_modules(path)
        if breaks_import_law(path, module) or breaks_layers(path, module)
    ]
    assert broken == []


def test_the_import_law_is_noticed_when_broken():
    """The test above can fail."""
    assert breaks_import_law(ROOT / "network/models/site.py", "clients.models")
    assert breaks_import_law(ROOT / "reports/views/figures.py", "ohjaamo.settings")
    assert not breaks_import_law(ROOT / "reports/views/figures.py", "clients.models")
    assert breaks_layers(ROOT / "clients/models/visit.py", "clients.forms.visit")
    assert not breaks_layers(ROOT / "clients/views/visits.py", "clients.forms.visit")


def faults_of_source(source: ast.Module, lines: int) -> list[str]:
    """What makes a source too long or hides what it does."""
    found = [f"has {lines} lines"] if lines > MOST_LINES else []
    for node in ast.walk(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = node.end_lineno - node.lineno + 1
            found += [f"{node.name} has {length} lines"] if length > MOST_FUNCTION_LINES else []
            inner = [sub for sub in ast.walk(node) if isinstance(sub, ast.Import | ast.ImportFrom)]
            found += [f"{node.name} imports inside a function"] if inner else []
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            silent = all(isinstance(step, ast.Pass) for step in node.body)
            found += ["swallows all exceptions"] if silent and caught in EVERYTHING else []
    return found


def faults_of_template(markup: str, *, may_be_long: bool) -> list[str]:
    """What makes a template too long, and scripts and styles inside it."""
    lines = len(markup.splitlines())
    found = [f"has {lines} lines"] if lines > MOST_TEMPLATE_LINES and not may_be_long else []
    found += re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", markup)
    return found + re.findall(r"<style|\sstyle=|\son[a-z]+=[\"']", markup)


def fetched_from_elsewhere(markup: str) -> list[str]:
    """Sources, styles, pictures and scripts of another host. Who taps a link goes there; that is no fault."""
    found = re.findall(r"src=[\"'](?:https?:)?//[^\"']+", markup)
    return found + re.findall(r"<(?!a\s)\w+\s[^>]*href=[\"'](?:https?:)?//[^\"']+", markup)


def test_sources_stay_small_and_plain():
    faults = {name(path): faults_of_source(tree(path), text(path).count("\n")) for path in SOURCES}
    assert {path: found for path, found in faults.items() if found} == {}


def test_templates_stay_small_and_hold_no_script_or_style():
    faults = {name(path): faults_of_template(text(path), may_be_long="pdf" in path.parts) for path in TEMPLATES}
    assert {path: found for path, found in faults.items() if found} == {}


def test_nothing_is_fetched_from_elsewhere():
    faults = {name(path): fetched_from_elsewhere(text(path)) for path in [*SOURCES, *TEMPLATES]}
    assert {path: found for path, found in faults.items() if found} == {}


def test_faults_are_noticed():
    """The tests above can fail."""
    long = "def long():\n" + "    1\n" * MOST_FUNCTION_LINES
    for source, fault in [
        (long, "long has 41 lines"),
        ("def inner():\n    import os", "inner imports inside a function"),
        ("try:\n    1\nexcept:\n    pass", "swallows all exceptions"),
        ("try:\n    1\nexcept Exception:\n    pass", "swallows all exceptions"),
    ]:
        assert faults_of_source(ast.parse(source), 4) == [fault]
    assert faults_of_source(ast.parse(""), MOST_LINES + 1) == [f"has {MOST_LINES + 1} lines"]
    assert faults_of_template("\n" * (MOST_TEMPLATE_LINES + 1), may_be_long=False) == ["has 121 lines"]
    assert faults_of_template("<script>1</script>", may_be_long=True) == ["<script>"]
    assert faults_of_template('<p style="top:0" onclick="x()">', may_be_long=True) == [" style=", ' onclick="']
    assert fetched_from_elsewhere('<img src="//x.example/a.png">') == ['src="//x.example/a.png']
    assert fetched_from_elsewhere('<a href="https://x.example/">') == []


def test_every_dependency_tells_its_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r'    "[\w.-]+(\[\w+\])?[~><=]', line):
            # The nearest line above that is no dependency is a comment.
            above = next(text for text in reversed(lines[:number]) if not text.startswith('    "'))
            assert above.strip().startswith("#"), line
