"""What the forms that anybody may send have in common."""

from collections.abc import Callable

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Site
from services.actions.public_forms import TooManyError

TOO_MANY = _("So many have been sent from here within the hour that we take no more now. Try again later.")


def get_public_site(slug: str) -> Site:
    """The Ohjaamo with a public page at `slug`, or 404; one that has closed for good takes nothing more."""
    return get_object_or_404(Site.objects.open_on(timezone.localdate()), slug=slug, is_public=True)


def taken(form: forms.BaseForm, write: Callable[[], None]) -> bool:
    """Whether the form was right and `write` took it; a flood (TooManyError) becomes an error of the form."""
    if not form.is_valid():
        return False
    try:
        write()
    except TooManyError:
        form.add_error(None, TOO_MANY)
    return form.is_valid()
