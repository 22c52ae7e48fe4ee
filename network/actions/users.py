"""Logins and their roles: made by an admin, opened by an invitation in the mail, closed with the work handed over."""

from datetime import date, timedelta

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.actions.invitations import invite, revoke_all
from network.handover import hand_over
from network.mail import send_mail
from network.models import Expert, Role, RoleAssignment, Site, User

Roles = set[tuple[str, Site | None]]


class LastAdminError(Exception):
    """The installation would be left without anybody who can reach all of it."""


@transaction.atomic
def create_user(*, user: User, roles: Roles, address: str, by) -> User:
    """Save a new login without a usable password, and mail the invitation to choose one. Raises MailError.

    `address` is the beginning of all addresses here, such as https://ohjaamo.example.fi.
    """
    user.set_unusable_password()
    user.save()
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role, site=site) for role, site in roles)
    invite(user=user, address=address, by=by)
    return user


@transaction.atomic
def change_roles(*, user: User, roles: Roles, within, by) -> None:
    """Make the roles at the sites `within` (None among them = the whole installation) exactly `roles`.

    Roles elsewhere stay. Raises LastAdminError.
    """
    was_admin = _admins_locked().filter(pk=user.pk).exists()
    reach = {site.pk if site else None for site in within}
    wanted = {(role, site.pk if site else None) for role, site in roles}
    if not {site for _role, site in wanted} <= reach:
        raise ValueError("A role outside the editor's reach")
    held = {(row.role, row.site_id): row for row in user.roles.all() if row.site_id in reach}
    for pair in held.keys() - wanted:
        held[pair].delete()
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user=user, role=role, site_id=site) for role, site in wanted - held.keys()
    )
    _keep_an_admin(was_admin)


@transaction.atomic
def set_active(*, user: User, is_active: bool, by) -> None:
    """Close or open a login; a closed one is refused at its next request. Raises LastAdminError."""
    was_admin = _admins_locked().filter(pk=user.pk).exists()
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    if not is_active:
        revoke_all(user=user)
    _keep_an_admin(was_admin)


@transaction.atomic
def close_and_hand_over(*, user: User, expert: Expert, to: Expert | None, day: date, ends: bool, by) -> None:
    """Close a login and give the expert's open work from `day` on to `to`; all of it or nothing.

    `ends`: the expert's own entry in the directory ends on the day before (on its first day if that is later).
    Raises LastAdminError.
    """
    if to is not None:
        hand_over(expert=expert, to=to, day=day)
    if ends:
        expert = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
        last = max(day - timedelta(days=1), expert.valid_from or date.min)
        expert.valid_to = min(last, expert.valid_to or last)
        expert.version += 1
        expert.save(update_fields=["valid_to", "version"])
    set_active(user=user, is_active=False, by=by)


def installation_admins():
    """Open logins that are admin of the whole installation."""
    held = RoleAssignment.objects.filter(role=Role.ADMIN, site__isnull=True)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def _admins_locked():
    """Two admins who close each other's login at once wait for one another here."""
    held = RoleAssignment.objects.filter(role=Role.ADMIN, site__isnull=True)
    list(User.objects.filter(pk__in=held.values("user")).order_by("pk").select_for_update(of=("self",)))
    return installation_admins()


def _keep_an_admin(was_admin: bool) -> None:
    if was_admin and not installation_admins().exists():
        raise LastAdminError


def send_login_link(*, user: User, address: str, by) -> None:
    """Mail `user`, in their language, a link with which they choose a password. Raises MailError.

    Who has none yet is invited again; who has forgotten theirs gets a link to a new one.
    """
    if not user.has_usable_password():
        invite(user=user, address=address, by=by)
        return
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    send_mail(
        to=user.email,
        language=user.language,
        subject=_("A new password to Ohjaamo"),
        template="network/mail/login_link.txt",
        context={"person": user, "sender": by, "link": address + path, "front": address},
    )
