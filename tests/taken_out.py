"""Take an export as a person does: the address of the list, the purpose, the file."""

from __future__ import annotations

import io
from typing import Any

from django.test import Client
from openpyxl import Workbook, load_workbook

PURPOSE = {"kind": "checking"}


def take_out(client: Client, address: str, params: dict[str, Any] | None = None) -> Workbook:
    """Return the workbook that the address leads to."""
    asked = client.get(address, params or {}, follow=True)
    assert asked.status_code == 200, asked.status_code
    dialog = f"{asked.request['PATH_INFO']}?{asked.request['QUERY_STRING']}"
    job = client.post(dialog, PURPOSE, follow=True).context["job"]
    file: Any = client.get(f"/exchange/exports/{job.pk}/file/")
    return load_workbook(io.BytesIO(b"".join(file.streaming_content)))
