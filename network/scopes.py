"""Which rows of the network a user may change, as querysets; the rest of the directory they may only read."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404

from network.access import Permission, assignments, has, has_everywhere, sites_for
from network.models import Agency, Expert, Project, RoleAssignment, Site, User

Row = TypeVar("Row", bound=Model)


def get_to_edit(pk: int, *, seen: QuerySet[Row], edited: QuerySet[Row]) -> Row:
    """The row to change: 404 for one the user may not know of, 403 for one that is only to be read."""
    row = edited.filter(pk=pk).first()
    if row is not None:
        return row
    if seen.filter(pk=pk).exists():
        raise PermissionDenied
    raise Http404


def sites_edited_by(user) -> QuerySet[Site]:
    """The Ohjaamos whose own details `user` keeps up."""
    return sites_for(user, Permission.EDIT_DIRECTORY)


def experts_edited_by(user) -> QuerySet[Expert]:
    """An installation's admin edits all experts, a site's admin those who come to that site."""
    if has_everywhere(user, Permission.EDIT_DIRECTORY):
        return Expert.objects.all()
    return Expert.objects.at_sites(sites_edited_by(user))


def agencies_edited_by(user) -> QuerySet[Agency]:
    """A site's admin edits the agencies whose experts come to that site, and those without any expert yet."""
    if has_everywhere(user, Permission.EDIT_DIRECTORY):
        return Agency.objects.all()
    if not has(user, Permission.EDIT_DIRECTORY):
        return Agency.objects.none()
    of_agency = Expert.objects.filter(agency=OuterRef("pk"))
    own = experts_edited_by(user).filter(agency=OuterRef("pk"))
    return Agency.objects.filter(Exists(own) | ~Exists(of_agency))


def projects_seen_by(user) -> QuerySet[Project]:
    """Projects at the user's sites, with their sub-projects and what they are sub-projects of."""
    if has_everywhere(user, Permission.EDIT_PROJECTS):
        return Project.objects.all()
    return Project.objects.at_sites(sites_for(user, Permission.EDIT_PROJECTS))


def projects_edited_by(user) -> QuerySet[Project]:
    """Projects at the user's sites: by their own sites, their parent's, or (having none) their sub-projects'."""
    if has_everywhere(user, Permission.EDIT_PROJECTS):
        return Project.objects.all()
    own = Project.objects.filter(sites__in=sites_for(user, Permission.EDIT_PROJECTS)).order_by()
    has_sites = Exists(Project.sites.through.objects.filter(project=OuterRef("pk")))
    parents = Project.objects.filter(children__in=own).order_by()
    return Project.objects.filter(
        Q(pk__in=own.values("pk")) | Q(parent__in=own.values("pk")) | (~has_sites & Q(pk__in=parents.values("pk")))
    )


def users_managed_by(user) -> QuerySet[User]:
    """The logins an admin sees: all for an installation's admin, else those with a role at the sites, or none yet."""
    if has_everywhere(user, Permission.MANAGE_USERS):
        return User.objects.all()
    if not has(user, Permission.MANAGE_USERS):
        return User.objects.none()
    held = RoleAssignment.objects.filter(user=OuterRef("pk"))
    at_sites = held.filter(site__in=sites_for(user, Permission.MANAGE_USERS))
    return User.objects.filter(Exists(at_sites) | ~Exists(held))


def manages_whole_user(user, other: User) -> bool:
    """Whether `user` manages all of `other`'s roles, and so may change the login itself: address, name, closing.

    Whoever may change somebody's e-mail can take the login over; an admin of one site must not reach further so.
    """
    if has_everywhere(user, Permission.MANAGE_USERS):
        return True
    sites = set(sites_for(user, Permission.MANAGE_USERS).values_list("pk", flat=True))
    return all(row.site_id in sites for row in assignments_of(other))


def assignments_of(other: User) -> list[RoleAssignment]:
    """All role assignments of another user, of a closed login too."""
    return assignments(other) if other.is_active else list(other.roles.all())
