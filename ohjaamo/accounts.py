"""Login: who may try, what counts as the same guesser, and what the login pages say (django-allauth, django-axes)."""

from importlib.util import find_spec

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.core.internal.httpkit import get_client_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an admin only; nobody signs up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask the admin of your Ohjaamo."),
        "email_password_mismatch": _("The e-mail or the password is wrong."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("The password is wrong."),
        "incorrect_code": _("The code is wrong or already used."),
        "rate_limited": _("Too many tries in a row. Wait a few minutes."),
        "too_many_login_attempts": _("Too many tries in a row. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials) -> None:
        """Leave password guesses to axes, which counts per (e-mail, address).

        allauth would count per e-mail alone, and so let anyone lock staff out. Its limit stays for codes of the
        second step, which nobody reaches without the password.
        """

    def authentication_failed(self, request: HttpRequest, **credentials) -> None:
        """Nothing more: the failed login was counted when Django announced it."""


class MFAAdapter(DefaultMFAAdapter):
    """The second step, with our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong or already used."),
    }


class LoginForm(AllauthLoginForm):
    """E-mail and password with plain labels."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocomplete": "username"}


def login_name(request: HttpRequest, credentials: dict | None) -> str:
    """The name under which axes counts failures: the e-mail, however its letters are written.

    allauth authenticates with `email`, axes clears its count with `login`; a bare request has the form's field.
    """
    given = credentials or {}
    name = given.get("email") or given.get("login") or request.POST.get("login") or ""
    return name.strip().lower()


def client_address(request: HttpRequest) -> str:
    """The caller's address as allauth sees it, so that a trusted proxy is looked through alike everywhere."""
    return get_client_ip(request) or ""


def demo_logins() -> list[dict]:
    """The demo's logins (email, password, role, name) in demo mode; none otherwise, so no page can show them."""
    if not settings.DEMO or find_spec("ohjaamo.demo") is None:
        return []
    return import_string("ohjaamo.demo.DEMO_LOGINS")
