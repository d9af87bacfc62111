"""What an app writes to let people take rows out as Excel, and the register of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from supervision import clock
from supervision.exchange.enums import ColumnKind
from supervision.exchange.fields import Text
from supervision.exchange.registry import Registry
from supervision.exchange.safe_workbook import SafeWorkbook, SheetColumn
from supervision.web import formats

# What a list page adds to its address besides filters.
NO_FILTERS = frozenset({"page", "sort", "per_page", "columns"})


@dataclass(frozen=True)
class Column:
    """One column: heading, what it shows of a row, and how it is written."""

    label: Text
    value: Callable[[Any], Any]
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 16


class Exporter:
    """One table that can be exported; a subclass names its columns and yields its rows.

    `rows` must return what the user may see and no more; a queryset is read in portions.
    """

    code: ClassVar[str]
    label: ClassVar[Text]
    permission: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    help_text: ClassVar[Text] = ""
    icon: ClassVar[str] = "file-export"
    sheet: ClassVar[Text] = ""
    on_index: ClassVar[bool] = True

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the rows of the list with these filters that the user may see."""
        raise NotImplementedError

    def columns_for(self, user: Any, params: Mapping[str, Any]) -> Sequence[Column]:
        """Return the columns of this export."""
        return self.columns

    def described(self, user: Any, params: Mapping[str, Any]) -> str:
        """Return the filters in words, for the closing line and the audit record."""
        parts = [f"{key}={value}" for key, value in filters(params).items()]
        return "; ".join(parts) or _("none")

    def filename(self) -> str:
        """Return the name of the file, with the day."""
        return f"{self.label}{clock.today():%Y%m%d}.xlsx"


def filters(params: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters that narrow the rows."""
    chosen: dict[str, str] = {}
    for key in params:
        values = params.getlist(key) if hasattr(params, "getlist") else [params[key]]
        text = ",".join(str(value) for value in values if str(value))
        if text and key not in NO_FILTERS:
            chosen[key] = text
    return chosen


def write(exporter: Exporter, user: Any, params: Mapping[str, Any], stream: BinaryIO) -> int:
    """Write the workbook to the stream; return the number of rows."""
    columns = exporter.columns_for(user, params)
    rows = exporter.rows(user, params)
    if isinstance(rows, QuerySet):
        rows = rows.iterator(chunk_size=2000)
    with SafeWorkbook(stream) as book:
        sheet = book.sheet(
            exporter.sheet or exporter.label,
            [SheetColumn(column.label, column.kind, column.width) for column in columns],
            heading=str(exporter.label),
        )
        first = sheet.row
        for row in rows:
            sheet.write(column.value(row) for column in columns)
        count = sheet.row - first
        sheet.finish(
            _("Exported by %(name)s, %(time)s; filter: %(filter)s; %(count)s rows")
            % {
                "name": user.name,
                "time": formats.full_datetime(clock.now()),
                "filter": exporter.described(user, params),
                "count": count,
            }
        )
    return count


exporters: Registry[Exporter] = Registry("exporter")
register = exporters.register
get = exporters.get
everything = exporters.everything
