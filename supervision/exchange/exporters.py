"""What an app writes to let people take rows out as Excel, and the register of these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from types import SimpleNamespace
from typing import Any, BinaryIO, ClassVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django_filters import FilterSet

from supervision import clock
from supervision.exchange.enums import XLSX, ColumnKind
from supervision.exchange.fields import Text
from supervision.exchange.models import ExportRecord
from supervision.exchange.progress import Tick, no_tick
from supervision.exchange.registry import Registry
from supervision.exchange.safe_workbook import SafeWorkbook, SheetColumn, Stamp
from supervision.history.days import PARAMETER
from supervision.history.exports import as_asked
from supervision.web import formats
from supervision.web.conditions import chips

# What a list page adds to its address besides filters.
NO_FILTERS = frozenset({"page", "sort", "per_page", "columns", "view"})
#: Written while the user waits; more becomes a job.
SMALL = 5000
PORTION = 2000
_TELL_EVERY = 200


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
    #: The filters of the list, for saying in words which were applied.
    filterset: ClassVar[type[FilterSet] | None] = None
    #: Whether all it reads is tracked, so that it can be asked for the rows of a day.
    knows_past: ClassVar[bool] = False
    #: Whether even few rows are work for a worker: files are packed, not only written about.
    is_long: ClassVar[bool] = False
    act_label: ClassVar[Text] = _lazy("Export to Excel")
    content_type: ClassVar[str] = XLSX

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the rows of the list with these filters that the user may see."""
        raise NotImplementedError

    def check(self, user: Any, params: Mapping[str, Any]) -> None:
        """Raise ValidationError where nothing can be taken out with these parameters."""

    def produce(
        self,
        user: Any,
        params: Mapping[str, Any],
        stream: BinaryIO,
        *,
        heading: str,
        stamp: Stamp,
        tick: Tick,
    ) -> int:
        """Write the file to the stream and return the number of rows; a workbook unless said."""
        return _workbook(self, user, params, stream, heading, stamp, tick)

    def columns_for(self, user: Any, params: Mapping[str, Any]) -> Sequence[Column]:
        """Return the columns of this export."""
        return self.columns

    def described(self, user: Any, params: Mapping[str, Any]) -> str:
        """Return the filters in words, for the closing line and the audit record."""
        if self.filterset is not None and isinstance(params, QueryDict):
            # Only what was chosen is asked of it; the rows themselves do not matter here.
            nothing = ExportRecord.objects.none()
            chosen = self.filterset(params, nothing, request=SimpleNamespace(user=user))
            parts = [f"{chip.label}: {chip.value}" for chip in chips(chosen, params)]
        else:
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


def understood(exporter: Exporter, params: QueryDict) -> QueryDict:
    """Return what the exporter can be asked: no workbook says a day whose rows it does not hold."""
    if exporter.knows_past or PARAMETER not in params:
        return params
    left = params.copy()
    del left[PARAMETER]
    return left


def write(
    exporter: Exporter,
    user: Any,
    params: Mapping[str, Any],
    stream: BinaryIO,
    *,
    stamp: Stamp,
    tick: Tick = no_tick,
) -> int:
    """Write the file to the stream, stamped on every page; return the number of rows.

    With `as_of` among the parameters it holds the rows of that day, and says so.
    """
    with as_asked(params) as day:
        heading = _heading(exporter, day)
        return exporter.produce(user, params, stream, heading=heading, stamp=stamp, tick=tick)


def _heading(exporter: Exporter, day: date | None) -> str:
    if day is None:
        return str(exporter.label)
    return _("%(label)s, as of %(day)s") % {
        "label": exporter.label,
        "day": formats.full_date(day),
    }


def _workbook(
    exporter: Exporter,
    user: Any,
    params: Mapping[str, Any],
    stream: BinaryIO,
    heading: str,
    stamp: Stamp,
    tick: Tick,
) -> int:
    columns = exporter.columns_for(user, params)
    rows = exporter.rows(user, params)
    total = 0
    if isinstance(rows, QuerySet):
        total = rows.count()
        rows = rows.iterator(chunk_size=PORTION)
    with SafeWorkbook(stream) as book:
        book.describe(heading, stamp)
        sheet = book.sheet(
            exporter.sheet or exporter.label,
            [SheetColumn(column.label, column.kind, column.width) for column in columns],
            heading=heading,
            stamp=stamp,
        )
        values = [column.value for column in columns]
        count = 0
        for count, row in enumerate(rows, start=1):  # noqa: B007  the last one is the number
            sheet.write([value(row) for value in values])
            if not count % _TELL_EVERY:
                tick(count, total)
        sheet.finish(
            _("Exported by %(name)s, %(time)s; filter: %(filter)s; %(count)s rows")
            % {
                "name": user.name,
                "time": formats.full_datetime(stamp.at),
                "filter": exporter.described(user, params),
                "count": count,
            }
        )
    return count


def is_small(exporter: Exporter, user: Any, params: Mapping[str, Any]) -> bool:
    """Tell whether the rows are so few that nobody need wait for a worker."""
    if exporter.is_long:
        return False
    with as_asked(params):
        rows = exporter.rows(user, params)
        if isinstance(rows, QuerySet):
            return rows.order_by()[: SMALL + 1].count() <= SMALL
        return sum(1 for _row in islice(rows, SMALL + 1)) <= SMALL


exporters: Registry[Exporter] = Registry("exporter")
register = exporters.register
get = exporters.get
everything = exporters.everything
