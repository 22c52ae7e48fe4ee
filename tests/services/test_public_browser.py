"""The public pages as a phone gets them: over a slow line, without scripts, in three languages."""

import pytest
from playwright.sync_api import Browser, Response

from tests.browser import chromium

pytestmark = pytest.mark.browser

MOST_BYTES = 60_000
NARROW = {"width": 320, "height": 640}
PAGES = ["/", "/sv/", "/en/", "/o/valkeakoski/", "/sv/o/valkeakoski/", "/en/o/valkeakoski/"]
MORE = ["/o/valkeakoski/programme/", "/o/valkeakoski/help/", "/o/valkeakoski/privacy/", "/accessibility/"]


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


def bytes_over_the_wire(response: Response) -> int:
    sizes = response.request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


def visit(browser: Browser, url: str, **settings):
    """Opens `url` in a browser without scripts and without a past: its context, and all that was fetched."""
    context = browser.new_context(viewport=NARROW, java_script_enabled=False, **settings)
    page, fetched = context.new_page(), []
    page.on("requestfinished", lambda request: fetched.append(request.response()))
    page.goto(url, wait_until="networkidle")
    return context, fetched


@pytest.mark.parametrize("path", PAGES + MORE)
def test_a_first_visit_is_light_leaves_nothing_behind_and_asks_nobody_else(browser, live_app, path):
    context, fetched = visit(browser, live_app.url + path)
    kinds = {response.headers["content-type"].split(";")[0] for response in fetched}
    assert kinds == {"text/html", "text/css", "image/svg+xml"}
    assert sum(bytes_over_the_wire(response) for response in fetched) < MOST_BYTES
    assert [response.url for response in fetched if not response.url.startswith(live_app.url)] == []
    assert [response.url for response in fetched if response.status != 200] == []
    assert context.cookies() == []
    context.close()


MEASURE = """() => {
  const headings = [...document.querySelectorAll("h1, h2, h3, h4")].map(h => Number(h.tagName[1]));
  const small = [...document.querySelectorAll("main .btn, header a, nav a, footer a, main .card h3 a")]
    .filter(a => a.getClientRects().length && a.getBoundingClientRect().height < 44 && !a.closest(".card"))
    .map(a => a.textContent.trim());
  return {
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    titles: document.querySelectorAll("h1").length,
    leaps: headings.filter((level, i) => level > (i ? headings[i - 1] : 0) + 1),
    landmarks: ["header", "main", "footer"].map(name => document.querySelectorAll(`body > ${name}`).length),
    nameless: [...document.querySelectorAll("nav")].filter(nav => !nav.getAttribute("aria-label")).length,
    small,
  };
}"""


@pytest.mark.parametrize("path", PAGES + MORE)
def test_pages_fit_a_narrow_phone_and_keep_their_shape(browser, live_app, path):
    context = browser.new_context(viewport=NARROW)
    page = context.new_page()
    page.goto(live_app.url + path)
    assert page.evaluate(MEASURE) == {
        "wider": 0,
        "titles": 1,
        "leaps": [],
        "landmarks": [1, 1, 1],
        "nameless": 0,
        "small": [],
    }
    context.close()
