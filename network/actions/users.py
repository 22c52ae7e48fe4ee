"""Logins and their roles: made by an admin, opened by a link in the mail."""

import smtplib

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from network.models import Role, RoleAssignment, Site, User

MAIL_SECONDS = 15
Roles = set[tuple[str, Site | None]]


class LastAdminError(Exception):
    """The installation would be left without anybody who can reach all of it."""


class MailError(Exception):
    """The mail server did not take the message; nothing was saved."""


@transaction.atomic
def create_user(*, user: User, roles: Roles, address: str, by) -> User:
    """Save a new login without a usable password, and mail the link that sets one. Raises MailError.

    `address` is the beginning of all addresses here, such as https://ohjaamo.example.fi.
    """
    user.set_unusable_password()
    user.save()
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role, site=site) for role, site in roles)
    send_login_link(user=user, address=address, by=by)
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
    _keep_an_admin(was_admin)


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
    """Mail `user`, in their language, the link with which they choose a password. Raises MailError."""
    token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": token})
    with translation.override(user.language):
        context = {"person": user, "sender": by, "link": address + path, "front": address}
        subject = translation.gettext("Your login to Ohjaamo")
        text = render_to_string("network/mail/login_link.txt", context)
    # Sent before the transaction ends: a login whose owner never hears of it is worse than a link to nothing.
    try:
        EmailMessage(subject, text, to=[user.email], connection=get_connection(timeout=MAIL_SECONDS)).send()
    except (smtplib.SMTPException, OSError) as error:
        raise MailError from error
