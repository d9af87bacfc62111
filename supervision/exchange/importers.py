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

    def values(self) -> dict[str, Any]:
        """Return the values by field key."""
        return {key: self._cells[place] for key, place in self._places.items()}


@dataclass
class Tally:
    """How many records an import created, updated, or found the same already."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def add(self, outcome: str) -> None:
        """Count one outcome: "created", "updated" or "unchanged"."""
        if outcome not in ("created", "updated", "unchanged"):
            raise ValueError(f"unknown outcome {outcome!r}")
        setattr(self, outcome, getattr(self, outcome) + 1)

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

    def lookups(self, user: Any) -> dict[str, Lookup]:
        """Return what LOOKUP columns are found in, limited to what the user may see."""
        return {}

    def check_rows(self, rows: Sequence[Row], *, user: Any) -> Iterator[Finding]:
        """Yield what is wrong across rows or against the records there are."""
        return iter(())

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Write the rows through services; the caller's transaction makes it all or nothing."""
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
