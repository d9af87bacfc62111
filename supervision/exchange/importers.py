"""What an app writes to let people bring in rows from Excel, and the register of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from supervision.exchange.fields import Field, Text
from supervision.exchange.lookups import Lookup
from supervision.exchange.problems import RowRefused
from supervision.exchange.registry import Registry


class Row:
    """One row that could be read: its number in the sheet and its values by field key.

    The places of the keys are shared by all rows: a dict each would double the memory.
    """

    __slots__ = ("_cells", "_places", "number")

    def __init__(self, number: int, places: Mapping[str, int], cells: tuple[Any, ...]) -> None:
        self.number = number
        self._places = places
        self._cells = cells

    def __getitem__(self, key: str) -> Any:
        return self._cells[self._places[key]]

    @property
    def cells(self) -> tuple[Any, ...]:
        """Return the values in the order of the fields."""
        return self._cells

    def values(self) -> dict[str, Any]:
        """Return the values by field key."""
        return {key: self._cells[place] for key, place in self._places.items()}


@dataclass(frozen=True)
class Step:
    """What an import did to one record, so that it can be taken back.

    `key` finds the record again. `before` is what it was, None where the import created it;
    `after` what the import made of it. Both hold JSON values only.
    """

    key: str
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass
class Tally:
    """How many records an import created, updated, or found the same already, and its steps."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    steps: list[Step] = field(default_factory=list)

    def add(self, outcome: str, step: Step | None = None) -> None:
        """Count one outcome: "created", "updated" or "unchanged"; keep how to take it back."""
        if outcome not in ("created", "updated", "unchanged"):
            raise ValueError(f"unknown outcome {outcome!r}")
        setattr(self, outcome, getattr(self, outcome) + 1)
        if step is not None and outcome != "unchanged":
            self.steps.append(step)

    def include(self, other: Tally) -> None:
        """Add the counts of another portion; its steps are kept elsewhere."""
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged

    @property
    def total(self) -> int:
        """Return the number of rows counted."""
        return self.created + self.updated + self.unchanged


@dataclass(frozen=True)
class Finding:
    """A reason against one cell of a row, found by `Importer.check_rows`."""

    row: int
    key: str
    code: str
    params: Mapping[str, str] = field(default_factory=dict)


class Importer:
    """One kind of row that can be imported; a subclass names its columns and writes them.

    `unique_together` lists keys whose values may not stand in two rows together. `apply` must
    leave equal records alone, so that importing the same file again changes nothing.

    With a `portion_size` the sheet is handed over in portions of so many rows, and memory does
    not grow with the file. Every portion is checked before the first is written; what must hold
    across all rows is then for `unique` and `unique_together`. An importer that is `undoable`
    gives `Tally.add` a Step for every record and writes `undo`.
    """

    code: ClassVar[str]
    label: ClassVar[Text]
    permission: ClassVar[str]
    sheet: ClassVar[Text]
    fields: ClassVar[tuple[Field, ...]]
    sheet_aliases: ClassVar[tuple[str, ...]] = ()
    help_text: ClassVar[Text] = ""
    icon: ClassVar[str] = "file-import"
    unique_together: ClassVar[tuple[tuple[str, ...], ...]] = ()
    max_rows: ClassVar[int] = 100_000
    done_url_name: ClassVar[str] = ""
    portion_size: ClassVar[int] = 0
    undoable: ClassVar[bool] = False

    def lookups(self, user: Any) -> dict[str, Lookup]:
        """Return what LOOKUP columns are found in, limited to what the user may see."""
        return {}

    def check_rows(self, rows: Sequence[Row], *, user: Any) -> Iterator[Finding]:
        """Yield what is wrong across rows or against the records there are."""
        return iter(())

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Write the rows through services; the caller's transaction makes it all or nothing."""
        raise NotImplementedError

    def undo(self, steps: Sequence[Step], *, actor: Any) -> None:
        """Take the steps back in the order given, the last one first, through services.

        The caller's transaction makes it all or nothing. Raises ValidationError with the reason
        when a record has changed since, or something was built on it.
        """
        raise NotImplementedError

    def field(self, key: str) -> Field:
        """Return the column with the key."""
        return next(column for column in self.fields if column.key == key)


@contextmanager
def refusing(row: Row, key: str = "") -> Iterator[None]:
    """Turn what a service refuses into a reason against the row."""
    try:
        yield
    except ValidationError as error:
        message = "; ".join(error.messages)
        raise RowRefused(row.number, key, "refused", message=message) from error
    except IntegrityError as error:
        message = _("The record contradicts another one.")
        raise RowRefused(row.number, key, "refused", message=message) from error


importers: Registry[Importer] = Registry("importer")
register = importers.register
get = importers.get
everything = importers.everything
