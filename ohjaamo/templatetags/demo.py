from django import template

from ohjaamo import accounts

register = template.Library()


@register.simple_tag
def demo_logins() -> list[dict]:
    """One login per role, in demo mode only."""
    return accounts.demo_logins()
