"""Many tables of a migration laid at once: Django renders the models anew once for all of them, not once for each."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


class Foundation(Operation):
    """Tables in their final shape, then their triggers: the same statements and the same state as one after the other.

    After each operation of a list Django renders the new model and all that are related to it, recursively; here nearly
    everything is related to the person, so a hundred tables cost ten thousand renderings.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[CreateModel | AddTrigger]) -> None:
        """Only what looks at nothing but the state after it, so that the last state serves them all."""
        if strange := [each for each in operations if not isinstance(each, CreateModel | AddTrigger)]:
            raise ValueError(f"a foundation lays tables and triggers, not {strange[0]!r}")
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        vars(state).pop("apps", None)  # what is not rendered is not rendered anew
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """A trigger is taken from the table that still stands."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, from_state)

    def describe(self) -> str:
        tables = sum(isinstance(each, CreateModel) for each in self.operations)
        return f"Create {tables} tables and {len(self.operations) - tables} triggers"
