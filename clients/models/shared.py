"""What the models of a young person's path share: who sees rows about a person, and checks of code lists."""

from django.db import models
from django.db.models import Q

from clients.codes import ConsentScope
from network.access import Permission, sites_for

from .client import Client, ClientSite


class OfKnownClients(models.QuerySet):
    """Rows about a person for those who counsel where the person is known; no consent opens them to others."""

    def visible_to(self, user):
        return self.filter(is_known(user))


class OfSharedClients(models.QuerySet):
    """Rows about a person for those who counsel where the person is known, and for whom a consent lets see them."""

    scope = ConsentScope.PLAN

    def visible_to(self, user):
        return self.filter(is_known(user) | Q(client__in=Client.objects.shared_with(user, self.scope)))


def is_known(user, column: str = "client") -> Q:
    """That the person of `column` is known at a site where `user` counsels; asked row by row, as the policies do."""
    sites = sites_for(user, Permission.SEE_CLIENTS)
    return Q(models.Exists(ClientSite.objects.filter(client=models.OuterRef(column), site__in=sites)))


def codes_check(name: str, **lists) -> models.CheckConstraint:
    """A constraint that each named column holds a code of its list; `column=(list, "")` allows none as well."""
    condition = Q()
    for column, choices in lists.items():
        codes, *more = choices if isinstance(choices, tuple) else (choices,)
        condition &= Q(**{f"{column}__in": [*more, *codes.values]})
    return models.CheckConstraint(condition=condition, name=name)


def order_check(name: str, first: str, last: str, message) -> models.CheckConstraint:
    """A constraint that the day `last`, when given, is not before the day `first`."""
    condition = (
        Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__gte": models.F(first)})
    )
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)
