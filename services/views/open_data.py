"""Open data for those who keep the network: what is told to everybody, and the same as files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from network.access import Permission
from network.pages import needs
from services.opendata import hsds, ptv
from services.opendata.files import hsds_files, ptv_files, zipped

HSDS = ("hsds", "hsds_services", "hsds_organizations", "hsds_places", "hsds_taxonomies", "hsds_taxonomy_terms")
PTV = ("ptv_services", "ptv_channels")


@needs(Permission.EDIT_DIRECTORY)
def open_data(request: HttpRequest) -> HttpResponse:
    """What is exported now, in numbers; downloads and the public addresses."""
    day = timezone.localdate()
    tables, catalogue = hsds.tables(day), ptv.catalogue(day)
    context = {
        "counts": [(table, len(tables[table])) for table in hsds.TABLES],
        "hsds_addresses": [request.build_absolute_uri(reverse(f"services:{name}")) for name in HSDS],
        "ptv_addresses": [request.build_absolute_uri(reverse(f"services:{name}")) for name in PTV],
        "ptv_counts": [(name, len(items)) for name, items in catalogue.items()],
    }
    return render(request, "services/open_data.html", context)


def _download(name: str, files: dict[str, bytes]) -> HttpResponse:
    response = HttpResponse(zipped(files), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate()}.zip"'
    return response


@needs(Permission.EDIT_DIRECTORY)
def open_data_hsds(request: HttpRequest) -> HttpResponse:
    return _download("hsds", hsds_files(timezone.localdate()))


@needs(Permission.EDIT_DIRECTORY)
def open_data_ptv(request: HttpRequest) -> HttpResponse:
    return _download("ptv", ptv_files(timezone.localdate()))
