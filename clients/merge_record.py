"""What a merge of two people moves and changes, written down so that it can be taken back exactly."""

from collections.abc import Iterator
from datetime import date, datetime

from django.apps import apps
from django.db.models import Field, Model
from pghistory.models import Event

from clients.models import Client

# What points at a person and does not simply move to the one kept, and why.
OWN_RULES = {
    "clients.client.merged_into": "stays: who was merged into the dropped one is found by following the chain",
    "clients.clientmerge.kept": "stays: earlier merges are undone after this one, on the person they kept",
    "clients.clientmerge.dropped": "stays: says what was dropped into what",
    "clients.clientsite.client": "the kept one becomes known where the dropped one was (clients/merge_rules.py)",
    "clients.notsameperson.one": "stays, and is said of the kept one as well (clients/merge_rules.py)",
    "clients.notsameperson.other": "stays, and is said of the kept one as well (clients/merge_rules.py)",
}


def label_of(field: Field) -> str:
    return f"{field.model._meta.label_lower}.{field.name}"


def relations() -> Iterator[Field]:
    """Every column that names a person, of all tables but the history, which stays as it was written."""
    for relation in Client._meta.get_fields(include_hidden=True):
        is_reference = relation.auto_created and not relation.concrete and not relation.many_to_many
        if is_reference and not issubclass(relation.related_model, Event):
            yield relation.field


def moved_relations() -> list[Field]:
    """The columns whose rows move as they are; all that have no rule of their own."""
    return [field for field in relations() if label_of(field) not in OWN_RULES]


def plain(row: Model, name: str):
    """A field's value in a form that JSON keeps."""
    field = row._meta.get_field(name)
    value = field.value_from_object(row)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, list | int | float | str | None) else field.get_prep_value(value)


class Record:
    """The record of one merge, and the hand that writes it: nothing is moved or changed past it.

    content: `moved` = numbers of rows by column; `changed` = by table and number, each field as it was and as it
    became; `made` = numbers of rows made, by table; `sites` = where each of the two was known.
    """

    def __init__(self, content: dict | None = None):
        self.content = content or {"moved": {}, "changed": {}, "made": {}, "sites": {}}

    def move_all(self, dropped: Client, kept: Client) -> None:
        """Let every row of `dropped` without a rule of its own be of `kept`."""
        for field in moved_relations():
            rows = field.model._base_manager.filter(**{field.name: dropped.pk})
            numbers = sorted(rows.values_list("pk", flat=True))
            if numbers:
                self.content["moved"].setdefault(label_of(field), []).extend(numbers)
                rows.update(**{field.name: kept})

    def move_back(self, dropped: Client, kept: Client) -> None:
        """Let the rows that moved be of `dropped` again; not those that have gone to a third person since."""
        for field in moved_relations():
            numbers = self.content["moved"].get(label_of(field), [])
            rows = field.model._base_manager.filter(pk__in=numbers, **{field.name: kept.pk})
            rows.update(**{field.name: dropped})

    def change(self, row: Model, **values) -> None:
        """Write `values` to a row, remembering what was there."""
        fields = self.content["changed"].setdefault(row._meta.label_lower, {}).setdefault(str(row.pk), {})
        before = {name: plain(row, name) for name in values}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        for name in values:
            fields[name] = [fields.get(name, [before[name]])[0], plain(row, name)]

    def change_back(self) -> None:
        """Give back what was there, field by field; what somebody has changed since stays as they left it."""
        for label, rows in self.content["changed"].items():
            found = apps.get_model(label)._base_manager.in_bulk([int(number) for number in rows])
            for number, fields in rows.items():
                if row := found.get(int(number)):
                    _restore(row, fields)

    def made(self, row: Model) -> None:
        """Remember a row made for the merge."""
        self.content["made"].setdefault(row._meta.label_lower, []).append(row.pk)

    def unmake(self) -> None:
        """Remove the rows made for the merge."""
        for label, numbers in self.content["made"].items():
            apps.get_model(label)._base_manager.filter(pk__in=numbers).delete()


def _restore(row: Model, fields: dict) -> None:
    back = {name: was for name, (was, became) in fields.items() if plain(row, name) == became}
    for name, value in back.items():
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value))
    if back:
        row.save(update_fields=list(back))
