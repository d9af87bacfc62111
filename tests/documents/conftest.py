"""What the tests of official documents share: files of their own, and a kind that forgets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.documents import papers


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Keep the files of each test apart."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    """Let the kind of the tests begin anew."""
    yield
    papers.GONE.clear()
    papers.TOLD.clear()
