from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import Permission, has
from network.filters import DirectoryFilter
from network.models import Expert
from network.pages import needs
from network.scopes import contact_duties_of
from network.spreadsheets import XLSX_TYPE, Column, Sheet, download, write_workbook

BY_THEME = "theme"


def _found(request: HttpRequest) -> DirectoryFilter:
    # Names are searched for by POST, so that they stand in no address; filters may come in a link too.
    return DirectoryFilter(request.POST or request.GET, queryset=Expert.objects.all())


@needs(Permission.SEE_DIRECTORY)
def directory(request: HttpRequest) -> HttpResponse:
    """Agencies and their experts; htmx asks for the list alone."""
    found = _found(request)
    groups = found.groups()
    context = {
        "filter": found,
        "groups": groups,
        "agency_count": len(groups),
        "expert_count": sum(len(experts) for _agency, experts in groups),
        "today": timezone.localdate(),
        "may_add": has(request.user, Permission.EDIT_DIRECTORY),
        "may_download": has(request.user, Permission.EXPORT_DIRECTORY),
        "own_entry": Expert.objects.filter(user=request.user).first(),
        "duty": contact_duties_of(request.user).select_related("agency").first(),
    }
    part = "network/_directory.html" if request.htmx else "network/directory.html"
    return render(request, part, context)


@needs(Permission.SEE_DIRECTORY)
def directory_print(request: HttpRequest) -> HttpResponse:
    """The same list for the wall, by agency or by what the experts help with (?by=theme)."""
    found, by_theme = _found(request), request.GET.get("by") == BY_THEME
    context = {
        "groups": found.groups_by_theme() if by_theme else [row for row in found.groups() if row[1]],
        "by_theme": by_theme,
        "site": found.form.cleaned_data.get("site"),
        "today": timezone.localdate(),
    }
    return render(request, "network/directory_print.html", context)


@needs(Permission.EXPORT_DIRECTORY)
def directory_xlsx(request: HttpRequest) -> HttpResponse:
    """The experts that fit, one in a row, for Excel."""
    titles = [
        _("Agency"), _("Sector"), _("Last name"), _("First name"), _("Job title"), _("Field"), _("Helps with"),
        _("Ohjaamos"), _("Languages"), _("E-mail"), _("Phone"),
    ]  # fmt: skip
    dates = [_("Valid from"), _("Valid to"), _("Checked on")]
    columns = [*map(Column, titles), *(Column(title, "date") for title in dates)]
    sheet = Sheet(_("Network"), columns, map(_cells, _found(request).experts()))
    return download(write_workbook([sheet], title=_("Network")), f"{_('Network')}.xlsx", XLSX_TYPE)


def _cells(expert: Expert) -> list:
    return [
        expert.agency.name,
        expert.agency.get_sector_display(),
        expert.last_name,
        expert.first_name,
        expert.title,
        expert.field,
        ", ".join(expert.theme_names),
        ", ".join(str(site) for site in expert.sites.all()),
        ", ".join(expert.language_names),
        expert.email,
        str(expert.phone),
        expert.valid_from,
        expert.valid_to,
        expert.checked_on,
    ]
