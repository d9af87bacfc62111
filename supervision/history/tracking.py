"""Track a table: a migration operation that keeps every version of its rows.

For each tracked table the operation makes `history.<table>` with one row a version, valid from an
instant until another (`infinity` while it holds), statement triggers that write it, and
`asof.<table>`, a view of the rows at the instant in the setting `portal.as_of`. An app whose
model changes its columns repeats the operation in the same migration.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations.base import Operation

# As a query of its own it is read once a statement, not once a row.
_MOMENT = "(SELECT current_setting('portal.as_of')::timestamptz)"
_TABLE = """
    CREATE TABLE history.{name} (LIKE public.{name});
    ALTER TABLE history.{name}
        ADD COLUMN version bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        ADD COLUMN valid_from timestamptz NOT NULL,
        ADD COLUMN valid_to timestamptz NOT NULL DEFAULT 'infinity',
        ADD COLUMN is_derived boolean NOT NULL DEFAULT false,
        ADD CHECK (valid_to >= valid_from);
    INSERT INTO history.tracked (name, since) VALUES ('{name}', history.portal_now());
    -- Rows from before the history: from when they hold is told by their own dates.
    INSERT INTO history.{name} ({columns}, valid_from, valid_to, is_derived)
    SELECT {columns}, valid_from, valid_to, true FROM (
        SELECT {columns}, GREATEST({since}, {ended}) AS valid_from, 'infinity' AS valid_to
        FROM public.{name} AS row
        UNION ALL
        SELECT {before}, {since}, GREATEST({since}, {ended}) FROM public.{name} AS row
        WHERE {ended} IS NOT NULL
    ) AS derived ORDER BY valid_from, id;
    CREATE INDEX {name}_row ON history.{name} (id, valid_to);
"""
_COLUMN = """
    ALTER TABLE history.{name} ADD COLUMN {column} {type};
    UPDATE history.{name} AS v SET {column} = row.{column} FROM public.{name} AS row
    WHERE row.id = v.id;
"""
# A version that began at the same instant, or later by a clock that was set back since, ends as it
# began: it keeps its row in the history and holds at no instant. So the last write wins.
_CLOSE = """
        UPDATE history.{name} AS v SET valid_to = GREATEST(v.valid_from, moment)
        FROM {gone} AS gone
        WHERE v.id = gone.id AND v.valid_to > moment AND v.valid_to > v.valid_from;
"""
_OPEN = """
        INSERT INTO history.{name} ({columns}, valid_from)
        SELECT {columns}, moment FROM {come} AS come;
"""
_FUNCTION = """
    CREATE OR REPLACE FUNCTION history.{name}_{act}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        moment timestamptz := history.portal_now();
    BEGIN {body}
        RETURN NULL;
    END $$;
    CREATE OR REPLACE TRIGGER history_{act} AFTER {act} ON public.{name} {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION history.{name}_{act}();
"""
_GUARD = """
    CREATE OR REPLACE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE
    ON history.{name} FOR EACH STATEMENT EXECUTE FUNCTION history.guard();
"""
_VIEW = """
    DROP VIEW IF EXISTS asof.{name};
    CREATE VIEW asof.{name} AS SELECT {shown} FROM history.{name} AS v {join}
    WHERE v.valid_from <= {moment} AND v.valid_to > {moment};
"""
_VIEW_ONCE = """
    DROP VIEW IF EXISTS asof.{name};
    CREATE VIEW asof.{name} AS SELECT {columns} FROM public.{name}
    WHERE {came} <= {moment} AND {dated} <= {moment};
"""
_BACK = """
    DROP VIEW asof.{name};
    DROP TRIGGER history_insert ON public.{name};
    DROP TRIGGER history_update ON public.{name};
    DROP TRIGGER history_delete ON public.{name};
    DROP TRIGGER history_truncate ON public.{name};
    DROP FUNCTION history.{name}_insert(), history.{name}_update(), history.{name}_delete(),
        history.{name}_truncate();
    DROP TABLE history.{name};
    DELETE FROM history.tracked WHERE name = '{name}';
"""


class TrackRows(Operation):
    """Keep every version of a model's rows from here on.

    `since` is the SQL that tells, for a row there already, from when it holds; `ends` names its
    columns whose instant changed it, and which were empty before. `indexes` gives the names of
    indexes and their definitions on the versions. Columns named in `present` are not looked up in
    the past: they carry today's rights.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        model_name: str,
        since: str,
        ends: Sequence[str] = (),
        indexes: Sequence[tuple[str, str]] = (),
        present: Sequence[str] = (),
    ) -> None:
        self.model_name = model_name
        self.since = since
        self.ends = ends
        self.indexes = indexes
        self.present = present

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the models as they are: versions are no model."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Make the versions, or bring them up to the model's columns."""
        model = to_state.apps.get_model(app_label, self.model_name)
        columns = {
            field.column: field.db_type(schema_editor.connection)
            for field in model._meta.local_concrete_fields
        }
        for statement in self._statements(schema_editor, model._meta.db_table, columns):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Drop the versions with everything that writes and reads them."""
        name = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(_BACK.format(name=name), params=None)

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Keep the versions of {self.model_name}"

    def _statements(self, schema_editor: Any, name: str, types: dict[str, str]) -> list[str]:
        there = _types(schema_editor, "history", name)
        columns = list(types)
        facts = {
            "name": name,
            "columns": ", ".join(columns),
            "before": ", ".join("NULL" if c in self.ends else c for c in columns),
            "since": self.since,
            "ended": f"LEAST({', '.join(self.ends)})" if self.ends else "NULL::timestamptz",
        }
        found = []
        if there:
            found.append(f"ALTER TABLE history.{name} DISABLE TRIGGER guard")
            missing = [column for column in columns if column not in there]
            found += [_COLUMN.format(name=name, column=c, type=types[c]) for c in missing]
            found.append(f"ALTER TABLE history.{name} ENABLE TRIGGER guard")
        else:
            found.append(_TABLE.format(**facts))
            found += [
                f"CREATE INDEX {index} ON history.{name} {sql}" for index, sql in self.indexes
            ]
        found += [_GUARD.format(name=name), *_triggers(name, facts), self._view(name, columns)]
        return found

    def _view(self, name: str, columns: list[str]) -> str:
        shown = ", ".join(
            f"CASE WHEN today.id IS NULL THEN v.{column} ELSE today.{column} END AS {column}"
            if column in self.present
            else f"v.{column}"
            for column in columns
        )
        join = f"LEFT JOIN public.{name} AS today ON today.id = v.id" if self.present else ""
        return _VIEW.format(name=name, shown=shown, join=join, moment=_MOMENT)


class TrackWrittenOnce(Operation):
    """Show rows that never change from the instant at which they came, without versions.

    `came` is the column in which the database notes that instant, `dated` the one of the row's
    own time, by which lists are sorted.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str, came: str, dated: str) -> None:
        self.model_name = model_name
        self.came = came
        self.dated = dated

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Make the view anew."""
        model = to_state.apps.get_model(app_label, self.model_name)
        view = _VIEW_ONCE.format(
            name=model._meta.db_table,
            columns=", ".join(field.column for field in model._meta.local_concrete_fields),
            came=self.came,
            dated=self.dated,
            moment=_MOMENT,
        )
        schema_editor.execute(view, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Drop the view."""
        name = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f"DROP VIEW asof.{name}", params=None)

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Show {self.model_name} from the instant at which each row came"


def _types(schema_editor: Any, schema: str, name: str) -> dict[str, str]:
    """Return the table's columns with their types; nothing where there is no such table."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
            [f"{schema}.{name}"],
        )
        return dict(cursor.fetchall())


def _triggers(name: str, facts: dict[str, str]) -> list[str]:
    """Return the four statement triggers: what a statement really changed makes versions."""
    columns = facts["columns"]
    gone = f"(SELECT {columns} FROM old_rows EXCEPT SELECT {columns} FROM new_rows)"
    come = f"(SELECT {columns} FROM new_rows EXCEPT SELECT {columns} FROM old_rows)"
    bodies = {
        "insert": ("REFERENCING NEW TABLE AS new_rows", _OPEN.format(come="new_rows", **facts)),
        "update": (
            "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
            _CLOSE.format(gone=gone, **facts) + _OPEN.format(come=come, **facts),
        ),
        "delete": ("REFERENCING OLD TABLE AS old_rows", _CLOSE.format(gone="old_rows", **facts)),
        "truncate": ("", _CLOSE.format(gone=f"history.{name}", **facts)),
    }
    return [
        _FUNCTION.format(name=name, act=act, tables=tables, body=body)
        for act, (tables, body) in bodies.items()
    ]
