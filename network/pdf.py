"""What a PDF may fetch while it is made: our own static files and data: addresses, nothing else."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

HOST = "static.invalid"  # stands for our static files; no such host can exist


class OwnFilesOnly(URLFetcher):
    """Gives out our static files and data: addresses, and refuses every other address."""

    def __init__(self):
        super().__init__(allowed_protocols=("data",))

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        address = urlsplit(url)
        if address.scheme == "data":
            return super().fetch(url, headers)
        if (address.scheme, address.netloc) != ("https", HOST):
            raise ValueError(f"A PDF fetches nothing from elsewhere: {url}")
        return _static_file(unquote(address.path).removeprefix("/static/"), url)


def static_address(name: str) -> str:
    """The address of a static file while a PDF is made."""
    return f"https://{HOST}/static/{name}"


def _static_file(name: str, url: str) -> URLFetcherResponse:
    path = finders.find(name)
    if path is None:
        raise ValueError(f"There is no static file {name}")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})
