"""For the templates of the young person's own page."""

from django import template

from clients.own_visits import own_address

register = template.Library()


@register.simple_tag
def own_url(name: str, secret: str, **parts) -> str:
    """The address of a part of the own page behind `secret`, in the language now in use."""
    return own_address(name, secret=secret, **parts)
