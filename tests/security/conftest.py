"""The scene of the filings: a published list, its duties, uploads, and an assessment's lock."""

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
