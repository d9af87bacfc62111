"""Rows that were read, laid aside on disk and taken up again in portions."""

from __future__ import annotations

import io
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model

from supervision.exchange.importers import Row

_BATCH = 2000


class Spill:
    """Rows in a file without a name, which nobody but this process can open.

    Records found by lookups stay in memory, once each; the file holds their numbers.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by `close`
        self._batch: list[tuple[int, tuple[Any, ...]]] = []
        self._records: list[Model] = []
        self._numbers: dict[int, int] = {}
        self._count = 0

    def add(self, row: Row) -> None:
        """Lay the row aside."""
        self._batch.append((row.number, row.cells))
        self._count += 1
        if len(self._batch) >= _BATCH:
            self._flush()

    def __len__(self) -> int:
        return self._count

    def portions(self, size: int) -> Iterator[list[Row]]:
        """Yield all rows in lists of the size, or in one list when the size is 0."""
        portion: list[Row] = []
        for number, cells in self._stored():
            portion.append(Row(number, self._places, cells))
            if size and len(portion) >= size:
                yield portion
                portion = []
        if portion:
            yield portion

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def _stored(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        if self._batch:
            self._flush()
        self._file.seek(0)
        for _batch in range(-(-self._count // _BATCH)):
            yield from _Unpickler(self._file, self._records).load()

    def _flush(self) -> None:
        buffer = io.BytesIO()
        _Pickler(buffer, self._records, self._numbers).dump(self._batch)
        self._file.write(buffer.getvalue())
        self._batch = []


class _Pickler(pickle.Pickler):
    def __init__(self, file: Any, records: list[Model], numbers: dict[int, int]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._records = records
        self._numbers = numbers

    def persistent_id(self, obj: Any) -> int | None:
        if not isinstance(obj, Model):
            return None
        number = self._numbers.get(id(obj))
        if number is None:
            number = self._numbers[id(obj)] = len(self._records)
            self._records.append(obj)
        return number


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: Any, records: list[Model]) -> None:
        super().__init__(file)
        self._records = records

    def persistent_load(self, pid: Any) -> Model:
        return self._records[pid]
