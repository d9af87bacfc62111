"""The scene of the search box: lists, duties and filings of the water bureau."""

from tests.accountability.filings.conftest import (
    carry,
    checklist,
    event_item,
    fields,
    file_it,
    lock,
    media,
    monthly,
    stage_file,
    staged_duty,
    upload,
)

__all__ = [
    "carry",
    "checklist",
    "event_item",
    "fields",
    "file_it",
    "lock",
    "media",
    "monthly",
    "stage_file",
    "staged_duty",
    "upload",
]
