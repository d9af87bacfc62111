"""A key ring of the test's own."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def own_ring(tmp_path: Path, settings: Any) -> Path:
    """Return the place of a key ring that only this test uses."""
    settings.CRYPTO_KEYRING = str(tmp_path / "keys" / "keyring.json")
    return Path(settings.CRYPTO_KEYRING)
