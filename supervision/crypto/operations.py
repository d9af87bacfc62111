"""Seal a column that held readable text, in a migration."""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython

PORTION = 2000


def copy_into(app: str, model: str, *, source: str, target: str) -> RunPython:
    """Return the step that copies a readable field into a sealed one of the same rows.

    Rename the old field first and give the sealed one its name: the name is bound into the token.
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        rows = apps.get_model(app, model).objects.exclude(**{source: ""}).order_by("pk")
        portion: list[Any] = []
        for row in rows.iterator(PORTION):
            setattr(row, target, getattr(row, source))
            portion.append(row)
            if len(portion) == PORTION:
                rows.model.objects.bulk_update(portion, [target])
                portion = []
        rows.model.objects.bulk_update(portion, [target])

    def backwards(apps: Any, schema_editor: Any) -> None:
        for row in apps.get_model(app, model).objects.exclude(**{target: ""}).iterator(PORTION):
            setattr(row, source, getattr(row, target))
            row.save(update_fields=[source])

    return RunPython(forwards, backwards)
