"""HTML to a tagged PDF (PDF/UA-1): last of the three steps context → HTML → bytes.

Nothing is fetched: style sheet, fonts and cover picture come from our own static files, logos lie in the document.
"""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.report.tagging import finish

HOST = "static.invalid"  # stands for our static files; no such host can exist
STYLE = "css/report.css"


class OwnFilesOnly(URLFetcher):
    """Gives out our static files and data: addresses, and refuses every other address."""

    def __init__(self):
        super().__init__(allowed_protocols=("data",))

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        address = urlsplit(url)
        if address.scheme == "data":
            return super().fetch(url, headers)
        if (address.scheme, address.netloc) != ("https", HOST):
            raise ValueError(f"A report fetches nothing from elsewhere: {url}")
        return _static_file(unquote(address.path).removeprefix("/static/"), url)


def _static_file(name: str, url: str) -> URLFetcherResponse:
    path = finders.find(name)
    if path is None:
        raise ValueError(f"There is no static file {name}")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})


def report_pdf(html: str) -> bytes:
    """The PDF of a report's HTML. Slow (seconds): call it outside of any transaction that holds locks."""
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    style = CSS(url=f"https://{HOST}/static/{STYLE}", url_fetcher=fetcher, font_config=fonts)
    document = HTML(string=html, base_url=f"https://{HOST}/", url_fetcher=fetcher, media_type="print")
    return document.write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", finisher=finish, optimize_images=True
    )
