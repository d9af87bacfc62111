"""Workbooks of invented persons, as a unit would send them: for measuring and for tests.

They are written when needed and never kept: each holds thousands of valid ID numbers.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from supervision.exchange.enums import FieldKind
from supervision.people.importers.base import POST_COLUMNS, PersonImporter
from supervision.people.services.rows import Entry


def write_file(importer: PersonImporter, entries: Iterable[Entry], path: Path) -> int:
    """Write one row for each person; return how many. Everything is text but dates."""
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    count = 0
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet(str(importer.sheet))
        sheet.write_row(0, 0, [str(field.label) for field in importer.fields])
        for entry in entries:
            count += 1
            for column, field in enumerate(importer.fields):
                value = _cell(field.key, entry)
                if value in (None, ""):
                    continue
                if field.kind == FieldKind.DATE:
                    sheet.write_datetime(count, column, value)
                else:
                    sheet.write_string(count, column, str(value))
    return count


def _cell(key: str, entry: Entry) -> Any:
    """Return what a person would have typed."""
    if key in POST_COLUMNS:
        post = entry.post
        if post is None:
            return ""
        return {
            "title": post.title,
            "rank": post.rank,
            "is_leading": "yes" if post.is_leading else "no",
            "post_since": post.started_on,
        }[key]
    value = getattr(entry.data, key)
    return value.name if key == "unit" else value
