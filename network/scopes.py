"""Which rows of the network a user may change, as querysets; the rest of the directory they may only read."""

from datetime import date
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from network.access import Permission, assignments, has, has_everywhere, sites_for
from network.models import Agency, Body, EmployerContact, Expert, Project, RoleAssignment, Site, Team, User

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


def experts_managed_by(user) -> QuerySet[Expert]:
    """The experts of whom `user` decides all: as an installation's admin, or as the admin of a site they come to."""
    if has_everywhere(user, Permission.EDIT_DIRECTORY):
        return Expert.objects.all()
    return Expert.objects.at_sites(sites_edited_by(user))


def agencies_managed_by(user) -> QuerySet[Agency]:
    """The agencies that `user` may rename, end and delete.

    A site's admin those whose experts come to that site, and those without any expert yet.
    """
    if has_everywhere(user, Permission.EDIT_DIRECTORY):
        return Agency.objects.all()
    if not has(user, Permission.EDIT_DIRECTORY):
        return Agency.objects.none()
    of_agency = Expert.objects.filter(agency=OuterRef("pk"))
    own = experts_managed_by(user).filter(agency=OuterRef("pk"))
    return Agency.objects.filter(Exists(own) | ~Exists(of_agency))


def contact_duties_of(user) -> QuerySet[Expert]:
    """The user's own entry while it is in force and makes them the contact person of its agency."""
    return Expert.objects.valid_on(timezone.localdate()).filter(user=user.pk or 0, is_agency_contact=True)


def agencies_edited_by(user) -> QuerySet[Agency]:
    """The agencies whose entry and contacts `user` keeps up: as an admin, or as the agency's own contact person."""
    own = contact_duties_of(user).order_by().values("agency")
    return Agency.objects.filter(Q(pk__in=agencies_managed_by(user).order_by().values("pk")) | Q(pk__in=own))


def experts_edited_by(user) -> QuerySet[Expert]:
    """The experts whose entry `user` keeps up: as an admin, as the contact person of their agency, or as themselves."""
    own = contact_duties_of(user).order_by().values("agency")
    managed = experts_managed_by(user).order_by().values("pk")
    return Expert.objects.filter(Q(pk__in=managed) | Q(agency__in=own) | Q(user=user.pk or 0))


def colleagues_of(expert: Expert, day: date) -> QuerySet[Expert]:
    """Who could go on with an expert's work: others in the network on `day`, of the same agency or an Ohjaamo."""
    near = Expert.objects.at_sites(expert.sites.all()).order_by().values("pk")
    others = Expert.objects.valid_on(day).filter(Q(agency=expert.agency_id) | Q(pk__in=near))
    return others.exclude(pk=expert.pk)


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


def users_wholly_managed_by(user) -> QuerySet[User]:
    """The logins of which `manages_whole_user` is true, as a queryset."""
    if has_everywhere(user, Permission.MANAGE_USERS):
        return User.objects.all()
    if not has(user, Permission.MANAGE_USERS):
        return User.objects.none()
    elsewhere = RoleAssignment.objects.filter(user=OuterRef("pk")).exclude(
        site__in=sites_for(user, Permission.MANAGE_USERS)
    )
    return User.objects.filter(~Exists(elsewhere))


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


def teams_edited_by(user) -> QuerySet[Team]:
    """The teams of the Ohjaamos whose details `user` keeps up."""
    return Team.objects.filter(site__in=sites_edited_by(user))


def bodies_seen_by(user) -> QuerySet[Body]:
    """The groups of the projects that `user` sees, and of the Ohjaamos whose projects `user` keeps up."""
    sites = sites_for(user, Permission.EDIT_PROJECTS)
    return Body.objects.filter(Q(project__in=projects_seen_by(user).order_by().values("pk")) | Q(site__in=sites))


def bodies_edited_by(user) -> QuerySet[Body]:
    """The groups that `user` keeps up: of the projects that they edit, and of their own Ohjaamos."""
    sites = sites_for(user, Permission.EDIT_PROJECTS)
    return Body.objects.filter(Q(project__in=projects_edited_by(user).order_by().values("pk")) | Q(site__in=sites))


def projects_logged_by(user) -> QuerySet[Project]:
    """The projects whose logs `user` keeps: those at their Ohjaamos, with what is above and below them."""
    if has_everywhere(user, Permission.KEEP_LOGS):
        return Project.objects.all()
    found = Project.objects.at_sites(sites_for(user, Permission.KEEP_LOGS))
    return Project.objects.filter(pk__in=found.order_by().values("pk"))


def employer_contacts_edited_by(user) -> QuerySet[EmployerContact]:
    """The register of employers is shared; a contact is mended at the Ohjaamo that made it, or by its writer."""
    own = Q(site__in=sites_for(user, Permission.EDIT_PROGRAMME)) | Q(created_by=user)
    return EmployerContact.objects.filter(own | Q(site__isnull=True))
