from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from network.access import Permission, has
from network.filters import DirectoryFilter
from network.models import Expert
from network.pages import needs


def _context(request: HttpRequest) -> dict:
    # Names are searched for by POST, so that they stand in no address; filters may come in a link too.
    found = DirectoryFilter(request.POST or request.GET, queryset=Expert.objects.all())
    groups = found.groups()
    return {
        "filter": found,
        "groups": groups,
        "agency_count": len(groups),
        "expert_count": sum(len(experts) for _agency, experts in groups),
        "today": timezone.localdate(),
    }


@needs(Permission.SEE_DIRECTORY)
def directory(request: HttpRequest) -> HttpResponse:
    """Agencies and their experts; htmx asks for the list alone."""
    context = _context(request) | {"may_add": has(request.user, Permission.EDIT_DIRECTORY)}
    part = "network/_directory.html" if request.htmx else "network/directory.html"
    return render(request, part, context)


@needs(Permission.SEE_DIRECTORY)
def directory_print(request: HttpRequest) -> HttpResponse:
    """The same list for the wall."""
    return render(request, "network/directory_print.html", _context(request))
