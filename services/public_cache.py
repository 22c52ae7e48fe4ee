"""Public pages are kept per process until something that they show changes, or the minute does."""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from network.access import acting_as
from services.models import Change

CACHE = "public_pages"
SECONDS_KEPT = 90  # a page lives for the minute in its key; a little longer only so that clocks need not agree
BROWSER_SECONDS = 60


def version_of_pages() -> str:
    """What public pages are made of, in one query: how many changes have been committed, and the minute.

    "Open now" and "here now" depend on the clock, so no page outlives its minute.
    """
    seen = Change.objects.aggregate(count=Count("pk"), last=Max("pk"))
    return f"{seen['count']}-{seen['last']}-{timezone.localtime():%Y%m%d%H%M}"


def cached_page(*parameters: str) -> Callable:
    """Keeps what a public view without form and cookie answers with 200; only `parameters` of the query count.

    The view may read those parameters and no others, and must refuse (404) values that it does not know: each page
    takes room. Answers with ETag, 304, and compressed: there is no secret in them that could be guessed from
    their length.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
            request.GET = _only(request.GET, parameters)
            request.public_query = request.GET.urlencode()
            # Hosts differ in the whole addresses that previews and feeds want.
            address = f"{request.scheme}://{request.get_host()}{request.path}?{request.public_query}"
            key = "public-" + hashlib.sha256(f"{version_of_pages()} {address}".encode()).hexdigest()
            kept = caches[CACHE].get(key)
            if kept is None:
                with acting_as(AnonymousUser()):
                    response = view(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                kept = (response["Content-Type"], response.content, gzip.compress(response.content, 6, mtime=0))
                caches[CACHE].set(key, kept, SECONDS_KEPT)
            return _answer(request, *kept)

        # The one query of a hit needs no transaction and nobody to act as; a miss brings its own.
        page.without_database = True
        return page

    return decorate


def _only(query: QueryDict, parameters: tuple[str, ...]) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in parameters:
        if query.get(name):
            kept[name] = query[name]
    return kept


def _answer(request: HttpRequest, content_type: str, content: bytes, compressed: bytes) -> HttpResponse:
    etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = compressed
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(response.content))
    if request.method == "HEAD":
        response.content = b""
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={BROWSER_SECONDS}"
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=etag, response=response)
