"""HTML to a tagged PDF (PDF/UA-1): last of the three steps context → HTML → bytes.

Nothing is fetched: style sheet, fonts and cover picture come from our own static files, logos lie in the document.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from network.pdf import static_address
from reports.report.pdf_source import pdf_source
from reports.report.tagging import finish

STYLE = "css/report.css"


def report_pdf(html: str, rules: str = "") -> bytes:
    """The PDF of a report's HTML, with further style rules. Slow (seconds): call it outside of any transaction."""
    with _collecting_later():
        document, options = _laid_out(html, rules)
        return document.write_pdf(**options, pdf_variant="pdf/ua-1", finisher=finish, optimize_images=True)


def page_count(html: str) -> int:
    """How many pages a report takes, without drawing them."""
    document, options = _laid_out(html, "")
    return len(document.render(**options).pages)


def _laid_out(html: str, rules: str) -> tuple[HTML, dict]:
    document, fonts = pdf_source(html), FontConfiguration()
    fetcher = document.url_fetcher
    styles = [CSS(url=static_address(STYLE), url_fetcher=fetcher, font_config=fonts)]
    if rules:
        styles.append(CSS(string=rules, url_fetcher=fetcher, font_config=fonts))
    return document, {"stylesheets": styles, "font_config": fonts}


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Looks for rubbish only after all is drawn: a document is millions of objects, all of them in use."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
