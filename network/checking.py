"""What is kept fresh: the kinds of `Checked` entries, told by each app for its own models.

An app registers its models from `AppConfig.ready()`; the list "to check", the button "still right", the reminders and
the links in them work then for its entries too:

    from network.checking import register
    register(Service, current=..., edited_by=..., address=..., owners=..., facts=...)

Who saves an entry has looked at it: call `look_at(row, by=user)` before saving a form's instance.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet
from django.utils import timezone

from network.models import Checked, User, stale_on


@dataclass(frozen=True)
class Owner:
    """Who is asked whether an entry is still right: an address, its language, the login behind it if there is one."""

    email: str
    language: str = "fi"
    user_id: int | None = None


@dataclass(frozen=True)
class Kind:
    """How entries of one model are kept fresh; see `register`."""

    model: type[Checked]
    current: Callable[[date], QuerySet]
    edited_by: Callable[[User], QuerySet]
    address: Callable[[Model], str]
    owners: Callable[[Iterable[Model], date], dict[int, list[Owner]]]
    facts: Callable[[Model], list[tuple[str, str]]]

    @property
    def label(self) -> str:
        """The model's name in links and forms, such as network.agency."""
        return self.model._meta.label_lower

    def stale(self, day: date) -> QuerySet:
        """Entries in use on `day` that nobody has checked within their interval."""
        return self.current(day).filter(stale_on(day))


_kinds: dict[str, Kind] = {}


def register(
    model: type[Checked],
    *,
    current: Callable[[date], QuerySet],
    edited_by: Callable[[User], QuerySet],
    address: Callable[[Model], str],
    owners: Callable[[Iterable[Model], date], dict[int, list[Owner]]],
    facts: Callable[[Model], list[tuple[str, str]]],
) -> None:
    """Keep the entries of `model` fresh.

    `current(day)` gives the entries in use on that day (ended ones need no check), with what `facts` and `str()` read;
    `edited_by(user)` those that the user may change and so confirm; `address(row)` the page of one (its path);
    `owners(rows, day)` whom to remind, {pk: [Owner …]}, with a constant number of queries;
    `facts(row)` what the entry says, as (label, text) pairs, for the page behind the link in the reminder.
    """
    _kinds[model._meta.label_lower] = Kind(model, current, edited_by, address, owners, facts)


def kinds() -> list[Kind]:
    """All kinds, in the order in which they were registered."""
    return list(_kinds.values())


def kind_named(label: str) -> Kind | None:
    """The kind with that label, such as network.agency; None when there is none."""
    return _kinds.get(label)


def look_at(row: Checked, *, by: User | None, on: date | None = None) -> None:
    """Mark the instance `row` as checked (not saved): today unless `on` says otherwise, by nobody known if None."""
    row.checked_on = on or timezone.localdate()
    row.checked_by = by


def confirm(row: Checked, *, by: User | None, on: date | None = None) -> None:
    """Save that somebody looked at `row` and found it right."""
    look_at(row, by=by, on=on)
    row.save(update_fields=["checked_on", "checked_by"])
