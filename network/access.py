"""Who may do what: roles, permissions, and the context in which the database answers.

The same rules stand twice. Here as Python for pages and querysets, and in the database as row-level security
(`network/rls.py`), which answers with no rows when the application forgets to ask.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from network.models import Expert, Role, Site


class Permission(StrEnum):
    LOG_VISITS = "log_visits"
    SEE_CLIENTS = "see_clients"
    SEE_SHARED = "see_shared"
    SEE_DIRECTORY = "see_directory"
    EDIT_DIRECTORY = "edit_directory"
    EDIT_PROGRAMME = "edit_programme"
    KEEP_LOGS = "keep_logs"
    MANAGE_USERS = "manage_users"
    SET_UP_GUIDANCE = "set_up_guidance"
    EDIT_PROJECTS = "edit_projects"
    SEE_FIGURES = "see_figures"
    SEE_EXACT_FIGURES = "see_exact_figures"
    EDIT_REPORTS = "edit_reports"
    IMPORT_DATA = "import_data"
    EXPORT_DIRECTORY = "export_directory"
    EXPORT_PEOPLE = "export_people"
    SEE_ACCESS_RECORDS = "see_access_records"


# The whole of what each role may do. An admin sees no client and a manager no case, by design.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.COUNSELLOR: frozenset(
        {
            Permission.LOG_VISITS,
            Permission.SEE_CLIENTS,
            Permission.SEE_SHARED,
            Permission.SEE_DIRECTORY,
            Permission.EDIT_PROGRAMME,
            Permission.KEEP_LOGS,
        }
    ),
    Role.EXPERT: frozenset({Permission.SEE_DIRECTORY, Permission.SEE_SHARED}),
    Role.MANAGER: frozenset(
        {
            Permission.SEE_DIRECTORY,
            Permission.EDIT_PROGRAMME,
            Permission.KEEP_LOGS,
            Permission.SET_UP_GUIDANCE,
            Permission.EDIT_PROJECTS,
            Permission.SEE_FIGURES,
            Permission.SEE_EXACT_FIGURES,
            Permission.EDIT_REPORTS,
            Permission.EXPORT_DIRECTORY,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.SEE_DIRECTORY,
            Permission.EDIT_DIRECTORY,
            Permission.EDIT_PROGRAMME,
            Permission.KEEP_LOGS,
            Permission.SET_UP_GUIDANCE,
            Permission.EDIT_PROJECTS,
            Permission.MANAGE_USERS,
            Permission.IMPORT_DATA,
            Permission.EXPORT_DIRECTORY,
        }
    ),
    Role.DPO: frozenset({Permission.SEE_DIRECTORY, Permission.EXPORT_PEOPLE, Permission.SEE_ACCESS_RECORDS}),
    Role.REPORT_READER: frozenset({Permission.SEE_FIGURES}),
}


def roles_with(permission: Permission) -> list[Role]:
    """The roles that hold `permission`."""
    return [role for role, granted in PERMISSIONS.items() if permission in granted]


def assignments(user) -> list:
    """The user's role assignments, read once per user object (that is, once per request)."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_assignments"):
        user._assignments = list(user.roles.all())
    return user._assignments


def permissions_of(user) -> frozenset[Permission]:
    """All that `user` may do at one site at least."""
    return frozenset().union(*(PERMISSIONS[Role(row.role)] for row in assignments(user)))


def has(user, permission: Permission, site: Site | None = None) -> bool:
    """Whether `user` holds `permission` at `site`, or anywhere when no site is given."""
    return any(
        permission in PERMISSIONS[Role(row.role)] and (site is None or row.site_id in (None, site.pk))
        for row in assignments(user)
    )


def has_everywhere(user, permission: Permission) -> bool:
    """Whether `user` holds `permission` for the whole installation."""
    return any(permission in PERMISSIONS[Role(row.role)] and row.site_id is None for row in assignments(user))


def require(user, permission: Permission, site: Site | None = None) -> None:
    """Pass silently, or raise PermissionDenied (403)."""
    if not has(user, permission, site):
        raise PermissionDenied


def sites_for(user, permission: Permission) -> QuerySet[Site]:
    """The sites at which `user` holds `permission`."""
    rows = [row for row in assignments(user) if permission in PERMISSIONS[Role(row.role)]]
    if any(row.site_id is None for row in rows):
        return Site.objects.all()
    return Site.objects.filter(Q(pk__in=[row.site_id for row in rows]))


def experts_of(user) -> QuerySet[Expert]:
    """The user's own entries in the directory that are valid today: in their name others' trust was given.

    None unless the user's role lets them see people who have consented (`network_experts()` says the same in SQL).
    """
    if not has(user, Permission.SEE_SHARED):
        return Expert.objects.none()
    return Expert.objects.filter(user=user).valid_on(timezone.localdate())


@dataclass(frozen=True)
class _Context:
    """Who asks, as the database sees it: a user, a scope beyond any user's rights, or a young person (own page)."""

    user: str = ""
    scope: str = ""
    client: str = ""

    def set(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('ohjaamo.user', %s, true), set_config('ohjaamo.scope', %s, true),"
                " set_config('ohjaamo.client', %s, true)",
                [self.user, self.scope, self.client],
            )


def _get_context() -> _Context:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('ohjaamo.user', true), ''),"
            " coalesce(current_setting('ohjaamo.scope', true), ''),"
            " coalesce(current_setting('ohjaamo.client', true), '')"
        )
        return _Context(*cursor.fetchone())


@contextmanager
def _acting(context: _Context) -> Iterator[None]:
    """A transaction in which the database answers within `context`; the outer context comes back after it."""
    before = _get_context() if connection.in_atomic_block else None
    with transaction.atomic():
        context.set()
        yield
        if before:
            before.set()


@contextmanager
def acting_as(user) -> Iterator[None]:
    """One transaction on behalf of `user`: row-level security shows and takes what this user may see and write."""
    with pghistory.context(user=user.pk), _acting(_Context(user=str(user.pk or ""))):
        yield


@contextmanager
def acting_as_client(client_id: int) -> Iterator[None]:
    """One transaction on behalf of a young person on their own page: their own rows, and no others.

    Callers have checked the link and the code first.
    """
    with pghistory.context(client=client_id), _acting(_Context(client=str(client_id))):
        yield


@contextmanager
def acting_as_system(why: str) -> Iterator[None]:
    """One transaction outside any user's rights, for commands and for actions already checked (import)."""
    with pghistory.context(system=why), _acting(_Context(scope="system")):
        yield


@contextmanager
def counting() -> Iterator[None]:
    """Reading for figures only: all rows are seen so that sums are true, none can be written.

    Callers check the right to the project's figures first, and show counts, never rows.
    """
    with _acting(_Context(user=_get_context().user, scope="figures")):
        yield
