"""What the header of every page offers to whom. Pure data; templates/layout/ draws it."""

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from network.access import Permission, assignments, has
from network.current_site import current_site, sites_of
from network.models import Site

# (label, name of the address, permissions of which one is enough)
WORK = [
    (_("Counter"), "clients:counter", {Permission.LOG_VISITS}),
    (_("Visits"), "clients:visit_list", {Permission.LOG_VISITS}),
    (_("Head counts"), "clients:gathering_list", {Permission.LOG_VISITS}),
    (_("People"), "clients:client_list", {Permission.SEE_CLIENTS}),
    (_("Referrals"), "clients:referral_list", {Permission.SEE_CLIENTS}),
    (_("Figures"), "reports:figures", {Permission.SEE_FIGURES}),
    (_("Reports"), "reports:report_list", {Permission.SEE_FIGURES, Permission.EDIT_REPORTS}),
    (_("Network"), "network:directory", {Permission.SEE_DIRECTORY}),
    (_("Programme"), "services:event_list", {Permission.EDIT_PROGRAMME}),
    (_("Rota"), "services:shift_list", {Permission.SEE_DIRECTORY}),
]
UPKEEP = [
    (_("Projects"), "network:project_list", {Permission.EDIT_PROJECTS}),
    (_("Ohjaamos"), "network:site_list", {Permission.EDIT_DIRECTORY}),
    (_("Users"), "network:user_list", {Permission.MANAGE_USERS}),
    (_("Access records"), "clients:access_record_list", {Permission.SEE_ACCESS_RECORDS}),
    (
        _("Import and export"),
        "reports:import",
        {Permission.IMPORT_DATA, Permission.EXPORT_DIRECTORY, Permission.EXPORT_PEOPLE},
    ),
]
# With more than these in a row the upkeep folds into a menu of its own.
ROOM = 8


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Navigation:
    """What one user sees in the header: main items, folded upkeep items, sites to switch between, roles."""

    items: list[Item] = field(default_factory=list)
    upkeep: list[Item] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    site: Site | None = None
    roles: list[str] = field(default_factory=list)

    @property
    def upkeep_is_current(self) -> bool:
        return any(item.current for item in self.upkeep)


def address_of(name: str) -> str:
    """The address of a named page; "" while there is no such page in this installation."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _allowed(user, entries: list[tuple]) -> list[tuple[str, str]]:
    pages = [(label, address_of(name)) for label, name, needed in entries if any(has(user, one) for one in needed)]
    return [(label, url) for label, url in pages if url]


def items_for(user, path: str = "") -> tuple[list[Item], list[Item]]:
    """The user's main and upkeep items; the one whose address is the longest beginning of `path` is current."""
    work, upkeep = _allowed(user, WORK), _allowed(user, UPKEEP)
    current = max((url for _label, url in work + upkeep if path.startswith(url)), key=len, default="")
    main, more = ([Item(label, url, url == current) for label, url in group] for group in (work, upkeep))
    return (main + more, []) if len(main + more) <= ROOM else (main, more)


def _navigation(request: HttpRequest) -> Navigation:
    rows = assignments(request.user)
    if not rows:
        return Navigation()
    items, upkeep = items_for(request.user, request.path)
    roles = list(dict.fromkeys(row.get_role_display() for row in rows))
    return Navigation(items, upkeep, sites_of(request), current_site(request), roles)


def navigation(request: HttpRequest) -> dict:
    """Context processor: `nav` and `demo` for every page; two queries per request at most, none for strangers."""
    if not hasattr(request, "_navigation"):
        known = hasattr(request, "user") and request.user.is_authenticated
        request._navigation = _navigation(request) if known else Navigation()
    return {"nav": request._navigation, "demo": settings.DEMO}
