"""What the header of every page offers to whom. Pure data; templates/layout/ draws it."""

from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _

from network.access import Permission, assignments, permissions_of
from network.current_site import current_site, sites_of
from network.models import Site

# (label, name of the address, permissions of which one is enough)
WORK = [
    (_("Counter"), "clients:counter", {Permission.LOG_VISITS}),
    (_("To do"), "clients:todo", {Permission.SEE_SHARED}),
    (_("Visits"), "clients:visit_list", {Permission.LOG_VISITS}),
    (_("People"), "clients:client_list", {Permission.SEE_SHARED}),
    (_("Referrals"), "clients:referral_list", {Permission.SEE_SHARED}),
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
    (_("Profiles and measures"), "clients:guidance_tools", {Permission.SET_UP_GUIDANCE}),
    (_("Access records"), "clients:access_record_list", {Permission.SEE_ACCESS_RECORDS}),
    (
        _("Import and export"),
        "reports:import",
        {Permission.IMPORT_DATA, Permission.EXPORT_DIRECTORY, Permission.EXPORT_PEOPLE},
    ),
]
# The pages of a section, in a second row below its main item: first the section's own page by its proper name.
SECTIONS = {
    "clients:visit_list": [
        (_("Visits"), "clients:visit_list", {Permission.LOG_VISITS}),
        (_("Head counts"), "clients:gathering_list", {Permission.LOG_VISITS}),
    ],
    "clients:client_list": [
        (_("Everybody"), "clients:client_list", {Permission.SEE_SHARED}),
        (_("My young people"), "clients:caseload", {Permission.SEE_SHARED}),
        (_("Participations"), "clients:participation_list", {Permission.SEE_CLIENTS}),
        (_("EURA"), "clients:eura_list", {Permission.SEE_CLIENTS}),
        (_("Services used"), "clients:service_use_list", {Permission.SEE_CLIENTS}),
        (_("Outcomes"), "clients:outcome_list", {Permission.SEE_CLIENTS}),
        (_("Screenings"), "clients:screening_list", {Permission.SEE_CLIENTS}),
        (_("Consents"), "clients:consent_list", {Permission.SEE_CLIENTS}),
        (_("Perhaps twice"), "clients:duplicate_list", {Permission.SEE_CLIENTS}),
    ],
    "clients:referral_list": [
        (_("Referrals"), "clients:referral_list", {Permission.SEE_CLIENTS}),
        (_("To us"), "clients:referral_inbox", {Permission.SEE_SHARED}),
        (_("Consultations"), "clients:consultation_list", {Permission.SEE_SHARED}),
        (_("Follow-ups due"), "clients:followup_list", {Permission.SEE_CLIENTS}),
    ],
    "reports:figures": [
        (_("Figures"), "reports:figures", {Permission.SEE_FIGURES}),
        (_("Workbench"), "reports:workbench", {Permission.SEE_EXACT_FIGURES}),
        (_("Targets"), "reports:target_results", {Permission.SEE_EXACT_FIGURES}),
        (_("Indicators"), "reports:indicators", {Permission.SEE_EXACT_FIGURES}),
        (_("External series"), "reports:series_list", {Permission.EDIT_REPORTS}),
        (_("National collections"), "reports:collection_list", {Permission.SEE_EXACT_FIGURES}),
        (_("Public statistics"), "reports:public_statistics", {Permission.SEE_EXACT_FIGURES}),
        (_("Referral answers"), "clients:response_times", {Permission.SEE_EXACT_FIGURES}),
        (_("Work by profile"), "clients:profile_minutes", {Permission.SEE_EXACT_FIGURES}),
    ],
    "reports:report_list": [
        (_("Being written"), "reports:report_list", {Permission.EDIT_REPORTS}),
        (_("Issued reports"), "reports:issued_list", {Permission.SEE_FIGURES}),
    ],
    "clients:access_record_list": [
        (_("Access records"), "clients:access_record_list", {Permission.SEE_ACCESS_RECORDS}),
        (_("Requests of own data"), "clients:data_request_list", {Permission.SEE_ACCESS_RECORDS}),
    ],
    "network:directory": [
        (_("Directory"), "network:directory", {Permission.SEE_DIRECTORY}),
        (_("To check"), "network:stale_list", {Permission.SEE_DIRECTORY}),
        (_("Teams"), "network:team_list", {Permission.SEE_DIRECTORY}),
        (_("Groups that steer"), "network:body_list", {Permission.EDIT_DIRECTORY, Permission.EDIT_PROJECTS}),
        (_("Employers"), "network:employer_list", {Permission.EDIT_PROGRAMME}),
        (_("Logs"), "network:log_list", {Permission.KEEP_LOGS}),
        (_("Open data"), "services:open_data", {Permission.EDIT_DIRECTORY}),
    ],
    "services:event_list": [
        (_("Events"), "services:event_list", {Permission.SEE_DIRECTORY}),
        (_("Services"), "services:service_list", {Permission.SEE_DIRECTORY}),
        (_("Ideas"), "services:idea_list", {Permission.EDIT_PROGRAMME}),
        (_("Pilots"), "services:pilot_list", {Permission.EDIT_PROGRAMME}),
        (_("Feedback"), "services:feedback_list", {Permission.EDIT_PROGRAMME}),
        (_("Jobs"), "services:job_post_list", {Permission.EDIT_PROGRAMME}),
        (_("Campaigns"), "services:campaign_list", {Permission.EDIT_PROGRAMME}),
    ],
    "services:shift_list": [
        (_("Week"), "services:shift_list", {Permission.SEE_DIRECTORY}),
        (_("Recurring shifts"), "services:shift_series_list", {Permission.SEE_DIRECTORY}),
        (_("Absences"), "services:absence_list", {Permission.SEE_DIRECTORY}),
        (_("Calendars"), "services:feed_list", {Permission.SEE_DIRECTORY}),
    ],
    "network:user_list": [
        (_("Users"), "network:user_list", {Permission.MANAGE_USERS}),
        (_("Invitations"), "network:invitation_list", {Permission.MANAGE_USERS}),
    ],
}
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
    section: list[Item] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    site: Site | None = None
    roles: list[str] = field(default_factory=list)

    @property
    def upkeep_is_current(self) -> bool:
        return any(item.current for item in self.upkeep)


def address_of(name: str) -> str:
    """The address of a named page; "" while there is no such page in this installation."""
    return _address(name, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())


@cache
def _address(name: str, urlconf: str, prefix: str) -> str:
    """The same, looked up once: every page names some sixty of them."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _allowed(user, entries: list[tuple]) -> list[tuple[str, str]]:
    granted = permissions_of(user)
    pages = [(label, address_of(name)) for label, name, needed in entries if needed & granted]
    return [(label, url) for label, url in pages if url]


def _longest(path: str, urls) -> str:
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def _sections(user) -> dict[str, list[tuple[str, str]]]:
    """{address of the section's main page: its pages as (label, address)}, as far as `user` may enter them."""
    return {address_of(name): _allowed(user, entries) for name, entries in SECTIONS.items()}


def items_for(user, path: str = "") -> tuple[list[Item], list[Item]]:
    """The user's main and upkeep items; the one in whose section `path` lies is current."""
    work, upkeep = _allowed(user, WORK), _allowed(user, UPKEEP)
    sections = _sections(user)
    leads_to = {url: [url, *(page for _label, page in sections.get(url, []))] for _label, url in work + upkeep}
    best = _longest(path, (page for pages in leads_to.values() for page in pages))
    current = next((url for url, pages in leads_to.items() if best and best in pages), "")
    main, more = ([Item(label, url, url == current) for label, url in group] for group in (work, upkeep))
    return (main + more, []) if len(main + more) <= ROOM else (main, more)


def section_for(user, path: str) -> list[Item]:
    """The pages of the section in which `path` lies; none when there is nothing to choose from."""
    for pages in _sections(user).values():
        current = _longest(path, (url for _label, url in pages))
        if current and len(pages) > 1:
            return [Item(label, url, url == current) for label, url in pages]
    return []


def _navigation(request: HttpRequest) -> Navigation:
    rows = assignments(request.user)
    if not rows:
        return Navigation()
    items, upkeep = items_for(request.user, request.path)
    roles = list(dict.fromkeys(row.get_role_display() for row in rows))
    section = section_for(request.user, request.path)
    return Navigation(items, upkeep, section, sites_of(request), current_site(request), roles)


def navigation(request: HttpRequest) -> dict:
    """Context processor: `nav` and `demo` for every page; two queries per request at most, none for strangers."""
    if not hasattr(request, "_navigation"):
        # Public pages ask nobody who they are, not even the session (services/public.py).
        is_public = getattr(getattr(request.resolver_match, "func", None), "is_public", False)
        known = not is_public and hasattr(request, "user") and request.user.is_authenticated
        request._navigation = _navigation(request) if known else Navigation()
    return {"nav": request._navigation, "demo": settings.DEMO}
