"""Walk every sealed column of the portal: seal anew under today's key, index anew, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from supervision.crypto import tokens
from supervision.crypto.fields import BlindIndexField, EncryptedTextField

PORTION = 2000


@dataclass(frozen=True)
class SealedColumn:
    """One column that holds tokens."""

    model: type[models.Model]
    field: EncryptedTextField

    @property
    def label(self) -> str:
        """Name the column for people."""
        return f"{self.model._meta.label_lower}.{self.field.name}"

    @property
    def _names(self) -> dict[str, str]:
        quote = connection.ops.quote_name
        key = self.model._meta.pk
        assert key is not None
        return {
            "table": quote(self.model._meta.db_table),
            "column": quote(str(self.field.column)),
            "key": quote(str(key.column)),
            "key_type": str(key.rel_db_type(connection)),
        }

    def keys(self) -> Counter[str]:
        """Count the tokens by the key they are sealed with."""
        query = (
            "SELECT split_part({column}, '.', 2), count(*) FROM {table}"
            " WHERE {column} <> '' GROUP BY 1"
        )
        with connection.cursor() as cursor:
            cursor.execute(query.format(**self._names))
            return Counter(dict(cursor.fetchall()))

    def renew(self) -> int:
        """Seal one portion of the old tokens under today's key; return how many there were."""
        names = self._names
        old = (
            "SELECT {key}, {column} FROM {table} WHERE {column} <> ''"
            " AND NOT starts_with({column}, %s) ORDER BY {key} LIMIT %s FOR UPDATE"
        )
        new = (
            "UPDATE {table} SET {column} = fresh.token"
            " FROM unnest(%s::text[], %s::text[]) AS fresh (pk, token)"
            " WHERE {table}.{key} = fresh.pk::{key_type}"
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(old.format(**names), [tokens.prefix(), PORTION])
            rows = cursor.fetchall()
            place = self.field.place
            fresh = [
                tokens.encrypt(tokens.decrypt(token, context=place), context=place)
                for _, token in rows
            ]
            cursor.execute(new.format(**names), [[str(pk) for pk, _ in rows], fresh])
        return len(rows)


def sealed_columns() -> Iterator[SealedColumn]:
    """Yield every sealed column of every model."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, EncryptedTextField):
                yield SealedColumn(model, field)


def keys_in_use() -> Counter[str]:
    """Count all tokens of the database by their key."""
    return sum((column.keys() for column in sealed_columns()), Counter())


def indexed_models() -> Iterator[tuple[type[models.Model], list[BlindIndexField]]]:
    """Yield every model with the blind indexes that follow one of its fields."""
    for model in apps.get_models():
        found = [
            field
            for field in model._meta.local_fields
            if isinstance(field, BlindIndexField) and field.source
        ]
        if found:
            yield model, found


def index_anew(model: type[models.Model], fields: list[BlindIndexField]) -> int:
    """Write the model's blind indexes under today's index key, all or none."""
    manager: Any = model._default_manager
    sources = {field.source for field in fields}
    names = [field.attname for field in fields]
    done = 0
    with transaction.atomic():
        rows: list[models.Model] = []
        for row in manager.only("pk", *sources, *names).order_by("pk").iterator(PORTION):
            for field in fields:
                field.pre_save(row, add=False)
            rows.append(row)
            if len(rows) == PORTION:
                manager.bulk_update(rows, names)
                done, rows = done + len(rows), []
        if rows:
            manager.bulk_update(rows, names)
    return done + len(rows)
