"""The scenes of the search box (lists, duties and filings of the water bureau) and of views."""

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
from tests.dashboards.views_scene import browser, duties

__all__ = [
    "browser",
    "carry",
    "checklist",
    "duties",
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
