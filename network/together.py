"""Many changes of the schema as one operation of a migration, so that a first start does not take a minute.

After each operation Django renders anew all models that hang together with the changed one, and here nearly all do:
a tenth of a second for every column. Applied together, the models are rendered once before and once after.
"""

from importlib import import_module

from django.db.migrations.operations import CreateModel, RunPython, RunSQL
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger


def _change_state(operations: list[Operation], app_label: str, state) -> None:
    # What was rendered is let go; it is rendered again when somebody asks, with all changes in it.
    state.__dict__.pop("apps", None)
    for operation in operations:
        operation.state_forwards(app_label, state)


class Together(Operation):
    """Apply `operations` in their order, each seeing the models as they are before and after all of them.

    For new tables, columns, constraints and triggers: not for data, and no two operations on the same column.
    """

    def __init__(self, operations: list[Operation]):
        self.operations = operations

    @property
    def reversible(self) -> bool:
        return all(operation.reversible for operation in self.operations)

    def state_forwards(self, app_label, state) -> None:
        _change_state(self.operations, app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"{len(self.operations)} changes together"


class AtOnce(Operation):
    """What the named migrations of an app make of an empty database, in one go: for a migration that replaces them.

    The tables are created as they stand after the last of them, so nothing is altered on the way; their own SQL and
    data follow in order (what stands before the first table comes before all tables). Cannot be reversed.
    """

    reversible = False

    def __init__(self, app_label: str, names: list[str]):
        self.operations = [
            operation
            for name in names
            for operation in import_module(f"{app_label}.migrations.{name}").Migration.operations
        ]

    def state_forwards(self, app_label, state) -> None:
        _change_state(self.operations, app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        tables = self._first_table()
        for operation in self._own_sql(self.operations[:tables]):
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        models = [key for key in to_state.models if key[0] == app_label]
        for key in models:
            schema_editor.create_model(to_state.apps.get_model(*key))
        for _app, name in models:
            for trigger in to_state.models[app_label, name].options.get("triggers", []):
                AddTrigger(name, trigger).database_forwards(app_label, schema_editor, from_state, to_state)
        for operation in self._own_sql(self.operations[tables:]):
            operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def _first_table(self) -> int:
        return next(i for i, operation in enumerate(self.operations) if isinstance(operation, CreateModel))

    @staticmethod
    def _own_sql(operations: list[Operation]) -> list[Operation]:
        return [operation for operation in operations if isinstance(operation, RunSQL | RunPython)]

    def describe(self) -> str:
        return f"{len(self.operations)} changes at once"
