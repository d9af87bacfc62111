"""The clue of the other tests of cases, and the way to read a page."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from openpyxl import load_workbook

from supervision import clock
from supervision.exchange import exporters
from supervision.exchange.safe_workbook import Stamp
from tests.cases.core.conftest import assigned, clue, media, verifying, walk, world

__all__ = ["assigned", "clue", "media", "verifying", "walk", "world"]


@pytest.fixture
def page(as_user: Callable[..., Client]) -> Callable[..., str]:
    """Return a function that opens a page as an account and gives its text."""

    def read(user: Any, address: str) -> str:
        answer = as_user(user).get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.content.decode())

    return read


@pytest.fixture
def exported() -> Callable[..., list[list[Any]]]:
    """Return a function that gives the cells of a workbook as the account takes it out."""

    def cells(user: Any, code: str, query: str = "") -> list[list[Any]]:
        exporter, params = exporters.get(code), QueryDict(query)
        stamp = Stamp("1", user.name, "", clock.now(), "核对")
        stream = io.BytesIO()
        exporters.write(exporter, user, params, stream, stamp=stamp)
        book = load_workbook(io.BytesIO(stream.getvalue()))
        return [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]

    return cells
