"""Open data for everybody's programs: HSDS 3.0's API and PTV-shaped lists. GET only, from any origin, with ETag."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from services.opendata import hsds, ptv
from services.opendata.nested import Nested

PER_PAGE, MOST_PER_PAGE = 100, 1000
MAX_AGE = 300


def open_endpoint(view: Callable[..., dict | list | None]) -> Callable[..., HttpResponse]:
    """A view that returns plain data (None = there is no such thing) as JSON for everybody."""

    @wraps(view)
    def endpoint(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        data = view(request, *args, **kwargs)
        status = 404 if data is None else 200
        body = json.dumps({"error": "not found"} if data is None else data, ensure_ascii=False).encode()
        response = HttpResponse(body, content_type="application/json; charset=utf-8", status=status)
        response["Cache-Control"] = f"public, max-age={MAX_AGE}"
        response["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
        response = get_conditional_response(request, etag=response["ETag"], response=response)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    endpoint = require_safe(endpoint)
    endpoint.is_public = True
    return login_not_required(endpoint)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def page_of(request: HttpRequest, rows: list, show: Callable) -> dict:
    """One page of `rows`, each as `show` tells it, in the envelope of the HSDS API; beyond the last one is empty."""
    per_page = min(max(_number(request.GET.get("per_page"), PER_PAGE), 1), MOST_PER_PAGE)
    paginator = Paginator(rows, per_page)
    number = max(_number(request.GET.get("page"), 1), 1)
    start = (number - 1) * per_page
    shown = rows[start : start + per_page]
    return {
        "total_items": len(rows),
        "total_pages": paginator.num_pages,
        "page_number": number,
        "size": len(shown),
        "first_page": number == 1,
        "last_page": number >= paginator.num_pages,
        "empty": not shown,
        "contents": [show(row) for row in shown],
    }


@open_endpoint
def hsds_meta(request: HttpRequest) -> dict:
    return {"version": hsds.VERSION, "profile": hsds.PROFILE, "openapi_url": hsds.OPENAPI}


def _read() -> Nested:
    return Nested(hsds.tables(timezone.localdate()))


def _terms_wanted(nested: Nested, name: str, wanted: str) -> set[str]:
    """The ids of a taxonomy's terms; or of one term and those under it."""
    columns = ("taxonomy_id",) if name == "taxonomy_id" else ("id", "parent_id")
    return {row["id"] for row in nested.tables["taxonomy_term"] if wanted in [row.get(column) for column in columns]}


def _services_wanted(request: HttpRequest, nested: Nested) -> set[str]:
    """The ids of the services that fit the filters of the API: organization, term, taxonomy and words."""
    rows = nested.tables["service"]
    if organization := request.GET.get("organization_id"):
        rows = [row for row in rows if row["organization_id"] == organization]
    for name in {"taxonomy_term_id", "taxonomy_id"} & request.GET.keys():
        terms = _terms_wanted(nested, name, request.GET[name])
        linked = {row["link_id"] for row in nested.tables["attribute"] if row["taxonomy_term_id"] in terms}
        rows = [row for row in rows if row["id"] in linked]
    for word in request.GET.get("search", "").casefold().split():
        rows = [row for row in rows if word in f"{row['name']} {row.get('description', '')}".casefold()]
    return {row["id"] for row in rows}


def _full(request: HttpRequest) -> bool:
    return request.GET.get("full", "").lower() == "true"


@open_endpoint
def hsds_services(request: HttpRequest) -> dict:
    nested = _read()
    wanted = _services_wanted(request, nested)
    rows = [row for row in nested.tables["service"] if row["id"] in wanted]
    return page_of(request, rows, lambda row: nested.service(row, full=_full(request)))


@open_endpoint
def hsds_service(request: HttpRequest, pk: str) -> dict | None:
    nested = _read()
    row = nested.by_id["service"].get(str(pk))
    return row and nested.service(row)


@open_endpoint
def hsds_organizations(request: HttpRequest) -> dict:
    nested = _read()
    show = nested.organization
    return page_of(request, nested.tables["organization"], lambda row: show(row, full=_full(request)))


@open_endpoint
def hsds_organization(request: HttpRequest, pk: str) -> dict | None:
    nested = _read()
    row = nested.by_id["organization"].get(str(pk))
    return row and nested.organization(row)


@open_endpoint
def hsds_service_at_locations(request: HttpRequest) -> dict:
    nested = _read()
    wanted = _services_wanted(request, nested)
    rows = [row for row in nested.tables["service_at_location"] if row["service_id"] in wanted]
    return page_of(request, rows, lambda row: nested.service_at_location(row, full=_full(request)))


@open_endpoint
def hsds_service_at_location(request: HttpRequest, pk: str) -> dict | None:
    nested = _read()
    row = nested.by_id["service_at_location"].get(str(pk))
    return row and nested.service_at_location(row)


@open_endpoint
def hsds_taxonomies(request: HttpRequest) -> dict:
    nested = _read()
    return page_of(request, nested.tables["taxonomy"], nested.taxonomy)


@open_endpoint
def hsds_taxonomy_terms(request: HttpRequest) -> dict:
    """Terms, of one taxonomy, under one term, or the topmost alone."""
    nested = _read()
    rows = nested.tables["taxonomy_term"]
    for name in ("taxonomy_id", "parent_id"):
        if wanted := request.GET.get(name):
            rows = [row for row in rows if row.get(name) == wanted]
    if request.GET.get("top_only", "").lower() == "true":
        rows = [row for row in rows if "parent_id" not in row]
    return page_of(request, rows, nested.taxonomy_term)


@open_endpoint
def ptv_services(request: HttpRequest) -> dict:
    return page_of(request, ptv.catalogue(timezone.localdate())["services"], lambda item: item)


@open_endpoint
def ptv_channels(request: HttpRequest) -> dict:
    return page_of(request, ptv.catalogue(timezone.localdate())["channels"], lambda item: item)
