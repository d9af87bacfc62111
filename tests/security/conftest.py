"""The scene of the filings: a published list, its duties, uploads, and an assessment's lock.

Everything here runs under the database role that the running portal has in production.
"""

import pytest

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
from tests.running_role import running_role

__all__ = [
    "carry",
    "checklist",
    "event_item",
    "fields",
    "file_it",
    "lock",
    "media",
    "monthly",
    "running_role",
    "stage_file",
    "staged_duty",
    "upload",
]


@pytest.fixture(autouse=True)
def _as_the_portal_runs(request: pytest.FixtureRequest) -> None:
    """Every intruder meets the database as the running portal does.

    Except where a test plants its payload in every column at once, which only the owner can do.
    """
    if request.path.stem != "test_stored_text":
        request.getfixturevalue("running_role")
