"""One production-like portal for all tests of this folder that a process runs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import pytest

from tests.operations.faults import crowd
from tests.operations.stack import Stack, running
from tools.layout import ROOT


@pytest.fixture(scope="session")
def portal() -> Iterator[Stack]:
    """Start the portal as docker-compose.yml does, filled with a small district."""
    with running() as stack:
        words = [sys.executable, "-m", "tests.operations.fill"]
        filled = stack.run(words, service="web", cwd=ROOT)
        assert filled.returncode == 0, filled.stderr[-3000:]
        found = re.search(r"^duty (\d+) of production$", filled.stdout, re.M)
        assert found, filled.stdout
        stack.duty = int(found[1])
        yield stack


@pytest.fixture(scope="session")
def clerks(portal: Stack) -> dict[str, list[int]]:
    """Return some clerks' accounts, each with the tasks of its unit."""
    found: dict[str, list[int]] = crowd(portal, "clerks")
    return found
