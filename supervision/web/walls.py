"""Triggers that nothing in a session can lift.

A trigger of pgtrigger asks a session variable whether it is to be ignored, so that any statement
of the running role, `SELECT set_config('pgtrigger.ignore', …)`, opens it. A wall has no such
question in it. Its function also names its own search path: a temporary table cannot stand in for
a real one that the wall looks into. Only the owner of the table can take a wall down, and the
running role is not the owner.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.db import models
from pgtrigger import compiler


class WallSql(compiler.UpsertTriggerSql):
    """The statements that put up a wall; migrations name this class."""

    def get_template(self) -> str:
        """Return pgtrigger's template without its question whether to ignore the trigger."""
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SET search_path = public, pg_temp;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Wall(pgtrigger.Trigger):
    """A trigger that `pgtrigger.ignore` and session variables do not touch."""

    def compile(self, model: models.Model) -> compiler.Trigger:
        """Return the wall as migrations and the installation write it."""
        kwargs: dict[str, Any] = dict(super().compile(model).sql.kwargs)
        kwargs.pop("ignore_func_name")
        return compiler.Trigger(name=self.name, sql=WallSql(**kwargs))


def append_only(name: str = "append_only") -> list[Wall]:
    """Return the walls of a table whose rows are never changed, deleted or truncated."""
    return [
        Wall(
            name=name,
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
        ),
        no_truncate(),
    ]


def no_truncate() -> Wall:
    """Return the wall against emptying a table at a stroke."""
    return Wall(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
    )
