"""System checks of an installation (`manage.py check --database default`)."""

import os

from django.core import checks
from django.db import connections

from ohjaamo import roles


@checks.register(checks.Tags.database)
def role_is_bound_by_row_level_security(app_configs, databases=None, **options) -> list[checks.Error]:
    """The app must not connect as a role that row-level security lets through; migrations may."""
    if not databases or os.environ.get("OHJAAMO_DB_ROLE") == "owner":
        return []
    errors = []
    for alias in databases:
        try:
            with connections[alias].cursor() as cursor:
                roles.refuse_privileged(cursor)
        except roles.RolesError as problem:
            hint = "Leave the roles to the first start, or see docs/operations.md."
            errors.append(checks.Error(str(problem), hint=hint, id="ohjaamo.E001"))
    return errors
