"""Every page that a link leads to, in a real browser: axe finds nothing, and nothing is wider than a phone.

axe finds about half of what is wrong, so a page of known faults shows that it looks at all (trust.md, test 23).
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Page

from ohjaamo.demo.logins import DEMO_LOGINS
from tests.browser import chromium, log_in

pytestmark = pytest.mark.browser

AXE = (settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text()
# A report to print is a document without a page's regions.
RUN_AXE = """async contrast => {
    const rules = {region: {enabled: false}, "color-contrast": {enabled: contrast}};
    const found = await axe.run(document, {resultTypes: ["violations"], preload: false, rules});
    return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(", ")}`);
}"""
# Wide tables may scroll in a box of their own; the page itself may not.
IS_TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
MOST_PAGES = 400
# Not pages but files, and what ends the walk.
NO_PAGES = ("/accounts/logout/", "/static/", "/hsds/", "/ptv/", "/calendar/")
NO_SUFFIXES = (".ics", ".xml", ".txt", ".zip", ".json", ".csv")
NO_NAMES = ("_pdf", "_xlsx", "_csv", "_ics", "_zip", "_docx", "_file")


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def axe_context(browser: Browser, **options) -> BrowserContext:
    """A context on whose pages `faults` can look."""
    context = browser.new_context(locale="fi-FI", bypass_csp=True, **options)
    context.add_init_script(AXE)
    return context


def faults(page: Page, *, contrast: bool = True) -> list[str]:
    """What axe finds on the page at a desk, and whether a phone has to scroll sideways.

    The page stays at the width that was measured last, where the next one begins: to lay out anew is dear.
    """
    found, is_too_wide = [], False
    for size in (PHONE, DESK) if page.viewport_size == PHONE else (DESK, PHONE):
        if page.viewport_size != size:
            page.set_viewport_size(size)
        if size == PHONE:
            is_too_wide = page.evaluate(IS_TOO_WIDE)
        else:
            found = page.evaluate(RUN_AXE, contrast)
    return [*found, *(["wider than 320 px"] if is_too_wide else [])]


def kind_of(path: str) -> str | None:
    """One page of a kind is enough: the name of its address, and the language of what the public reads. None: no page.

    A report being written has its pages once for each language too, but those are the same pages around other text.
    """
    if path.startswith(NO_PAGES) or path.endswith(NO_SUFFIXES):
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.view_name.endswith(NO_NAMES):
        return None
    name = match.view_name
    is_for_the_public = name.startswith("public:") or name.endswith("_html")
    return f"{name} {match.kwargs.get('language', '') if is_for_the_public else ''}".strip()


def links(page: Page) -> Iterator[str]:
    """The paths of this server to which the page links, outside files to download."""
    here = urlsplit(page.url).netloc
    for address in page.eval_on_selector_all(
        "a[href]", "all => all.map(a => a.hasAttribute('download') ? '' : a.href)"
    ):
        parts = urlsplit(address)
        if parts.netloc == here and parts.scheme.startswith("http"):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def told(found: dict[str, list[str]]) -> str:
    """All faults as lines, "" when there are none."""
    return "\n".join(f"{path}: {what}" for path, faults in found.items() for what in faults)


def walk(context: BrowserContext, url: str, start: str, seen: set[str]) -> dict[str, list[str]]:
    """{path: faults} of every kind of page that can be reached by links from `start`; `seen` grows."""
    page, found, waiting, styles = context.new_page(), {}, [start], set()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        kind = kind_of(urlsplit(path).path)
        if kind is None or kind in seen:
            continue
        seen.add(kind)
        status = page.goto(url + path).status
        seen.add(kind_of(urlsplit(page.url).path))
        # Colours come from style sheets alone: contrast, the dearest rule, is measured where there is a new one, and on
        # every fourth page for the parts that it shows.
        new = {*page.eval_on_selector_all("link[rel=stylesheet]", "all => all.map(a => a.href)")} - styles
        styles |= new
        contrast = bool(new) or len(found) % 4 == 0
        found[path] = [*([f"status {status}"] if status != 200 else []), *faults(page, contrast=contrast)]
        waiting += links(page)
    page.close()
    return {path: what for path, what in found.items() if what}


@pytest.fixture
def context_of(browser: Browser, live_app):
    """A browser of one person of the demo, logged in; "" is a stranger."""
    contexts = []

    def make(email: str = "", **options) -> BrowserContext:
        context = axe_context(browser, viewport=DESK, **options)
        contexts.append(context)
        if email:
            log_in(context.new_page(), live_app.url, email)
        return context

    yield make
    for context in contexts:
        context.close()


def test_axe_sees_the_faults_of_a_page_that_has_them(context_of):
    page = context_of().new_page()
    page.set_content("<html><body><img src='x.png'><input><p style='color:#999;width:2000px'>Liian vaaleaa</p></body>")
    found = faults(page)
    assert {fault.split(":")[0] for fault in found} >= {
        "image-alt",
        "label",
        "color-contrast",
        "html-has-lang",
        "wider than 320 px",
    }


def test_public_pages_have_no_faults_in_any_language(context_of, live_app):
    context, seen = context_of(), set()
    found = {}
    for start in ("/", "/sv/", "/en/"):
        found |= walk(context, live_app.url, start, seen)
    assert told(found) == ""
    assert {"public:front fi", "public:front sv", "public:front en", "public:site sv"} <= seen


def test_pages_of_staff_have_no_faults(context_of, live_app):
    found, seen = {}, set()
    for login in DEMO_LOGINS:
        seen.discard("home")
        found |= walk(context_of(login["email"]), live_app.url, "/home/", seen)
    assert told(found) == ""
