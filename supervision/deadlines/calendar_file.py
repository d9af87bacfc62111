"""Read a year's arrangement from a workbook: date, kind, name and notice, one day a row."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from supervision.deadlines.calendars import MarkedDay
from supervision.deadlines.enums import DayKind
from supervision.web import formats

HEADINGS = ("日期", "类型", "名称", "依据")
KINDS = {
    "放假": DayKind.HOLIDAY,
    "节假日": DayKind.HOLIDAY,
    "调休": DayKind.REST,
    "调休放假": DayKind.REST,
    "上班": DayKind.WORKDAY,
    "调休上班": DayKind.WORKDAY,
    **{kind.value: kind for kind in DayKind},
}


def read_calendar(path: Path) -> dict[date, MarkedDay]:
    """Return the marked days of the first sheet; raises ValidationError naming every bad cell."""
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        raise ValidationError(
            _("The file cannot be read as a workbook: %(error)s") % {"error": error}
        ) from None
    top = next((n for n, row in enumerate(rows) if _heads(row)), None)
    if top is None:
        raise ValidationError(
            _("No row of the sheet “%(sheet)s” has the headings %(headings)s.")
            % {"sheet": sheet.name, "headings": "、".join(HEADINGS)}
        )
    columns = [_texts(rows[top]).index(heading) for heading in HEADINGS]
    return _read_rows(sheet.name, rows, top + 1, columns)


def _read_rows(
    sheet: str, rows: list[list[Any]], first: int, columns: list[int]
) -> dict[date, MarkedDay]:
    found: dict[date, MarkedDay] = {}
    errors: list[str] = []
    for number, row in enumerate(rows[first:], start=first + 1):
        if not any(_texts(row)):
            continue
        day, mark, faults = _read_row([row[column] for column in columns])
        if day in found:
            faults.append((HEADINGS[0], _("this day stands here twice")))
        for heading, reason in faults:
            errors.append(
                _("Sheet “%(sheet)s”, row %(row)s, column “%(column)s”: %(reason)s.")
                % {"sheet": sheet, "row": number, "column": heading, "reason": reason}
            )
        if day and mark:
            found[day] = mark
    if errors:
        raise ValidationError(errors)
    return found


def _read_row(
    cells: list[Any],
) -> tuple[date | None, MarkedDay | None, list[tuple[str, str]]]:
    faults = []
    day = _read_day(cells[0])
    kind_text, name, source = _texts(cells[1:])
    kind = KINDS.get(kind_text)
    if day is None:
        faults.append((HEADINGS[0], _("not a date")))
    if kind is None:
        faults.append((HEADINGS[1], _("write 放假, 调休 or 上班")))
    if not name:
        faults.append((HEADINGS[2], _("empty")))
    if not source:
        faults.append((HEADINGS[3], _("empty")))
    mark = MarkedDay(kind, name, source) if kind and name and source else None
    return day, mark, faults


def _read_day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return formats.parse_date(_texts([value])[0])
    except ValueError:
        return None


def _texts(row: list[Any]) -> list[str]:
    """Return cells as trimmed text; a whole number loses the point that workbooks give it."""
    return [
        str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
        for cell in row
    ]


def _heads(row: list[Any]) -> bool:
    return set(HEADINGS) <= set(_texts(row))
