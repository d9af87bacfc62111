"""Migrations that bring many tables, drawn once instead of once for each index and trigger.

Django draws the models of the whole portal anew for every single operation that changes one of
them: half a minute of processor time for the tables of one large app. What only adds to the
database gives the same database in one go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_PARTS = (migrations.AddField, migrations.AddIndex, migrations.AddConstraint)
_WHOLE = (migrations.CreateModel, *_PARTS, AddTrigger, RemoveTrigger)


class Together(Operation):
    """Several operations as one step of the state; new tables are made whole."""

    def __init__(self, operations: Sequence[Any]) -> None:
        """Take over the operations in their order."""
        self.operations = list(operations)
        self.created = {
            one.name_lower for one in operations if isinstance(one, migrations.CreateModel)
        }

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Let every operation change the state before anything of it is drawn."""
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make new tables with all that is theirs; do the rest one by one."""
        for one in self.operations:
            if not self._is_made_with_its_table(one):
                one.database_forwards(app_label, schema_editor, from_state, to_state)
        # What the tables left for the end: operations that follow may rely on it.
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement)
        schema_editor.deferred_sql.clear()

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take away what was added, the last first; a table goes with all that is its own."""
        for one in reversed(self.operations):
            if getattr(one, "model_name_lower", "") not in self.created:
                one.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return what the operations say of themselves."""
        return "; ".join(one.describe() for one in self.operations)

    def _is_made_with_its_table(self, one: Any) -> bool:
        return isinstance(one, _PARTS) and one.model_name_lower in self.created


class AtOnce(migrations.Migration):
    """A migration whose neighbouring additions are done together."""

    def __init__(self, name: str, app_label: str) -> None:
        """Group the operations; what is no addition stays by itself, in its place."""
        super().__init__(name, app_label)
        vars(self)["operations"] = list(_grouped(self.operations))


def _grouped(operations: Sequence[Operation]) -> Iterator[Operation]:
    held: list[Operation] = []
    for one in operations:
        if isinstance(one, _WHOLE):
            held.append(one)
            continue
        if held:
            yield Together(held)
        held = []
        yield one
    if held:
        yield Together(held)
