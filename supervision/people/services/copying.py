"""Write many new rows at the speed of COPY, with the same preparation as a saved row."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connection, models

#: Fields whose values PostgreSQL reads in Python's own writing.
_AS_THEY_ARE = {
    models.BigAutoField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.ForeignKey,
    models.OneToOneField,
    models.TextField,
}
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_in(rows: Sequence[models.Model]) -> None:
    """Insert the rows and give each its key; triggers and constraints hold as ever."""
    if not rows:
        return
    model = type(rows[0])
    for row, key in zip(rows, _keys(model, len(rows)), strict=True):
        row.pk = key
    _copy(rows, model._meta.db_table, adding=True)
    for row in rows:
        row._state.adding = False


def copy_over(rows: Sequence[models.Model]) -> None:
    """Bring rows that are there already to their present values, all columns of them."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(type(rows[0])._meta.db_table)
    columns = [quote(str(field.column)) for field in type(rows[0])._meta.concrete_fields]
    changes = ", ".join(f"{name} = fresh.{name}" for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE fresh (LIKE {table}) ON COMMIT DROP")
        _copy(rows, "fresh", adding=False)
        cursor.execute(f"UPDATE {table} SET {changes} FROM fresh WHERE {table}.id = fresh.id")
        cursor.execute("DROP TABLE fresh")


def _copy(rows: Sequence[models.Model], table: str, *, adding: bool) -> None:
    fields = type(rows[0])._meta.concrete_fields
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    statement = f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN"
    readers = [_reader(field, adding) for field in fields]
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(statement, _lines(rows, readers))


def _keys(model: type[models.Model], count: int) -> Iterable[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _reader(field: Any, adding: bool) -> Callable[[models.Model], Any]:
    """Return what takes the field's value off a row as the database wants it."""
    if type(field) in _AS_THEY_ARE:
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, adding), connection)


def _lines(
    rows: Iterable[models.Model], readers: Sequence[Callable[[models.Model], Any]]
) -> io.StringIO:
    stream = io.StringIO()
    for row in rows:
        stream.write("\t".join([_cell(read(row)) for read in readers]))
        stream.write("\n")
    stream.seek(0)
    return stream


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    return str(value).translate(_ESCAPES)
