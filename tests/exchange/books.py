"""Build the workbooks that people send, good and bad."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook

HEADINGS = ("单位编码", "单位名称", "简称", "类别", "上级单位编码", "排序")
GOOD = (
    ("U10", "清江区档案馆", "档案馆", "部门", "D", 10),
    ("T02", "青石镇", "青石镇", "乡镇", "D", 36),
    ("T02V1", "青石镇桃源村", "桃源村", "村", "T02", 1),
)


def book(
    rows: Iterable[Sequence[Any]] = GOOD,
    *,
    headings: Sequence[str] = HEADINGS,
    title: str = "单位",
    above: Iterable[Sequence[Any]] = (),
    merged: Iterable[str] = (),
    more_sheets: Iterable[str] = (),
) -> bytes:
    """Return a workbook with the rows below its headings."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = title
    for row in (*above, headings, *rows):
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for name in more_sheets:
        workbook.create_sheet(name)["A1"] = "另一张表"
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    """Return the workbook's bytes."""
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def encrypted(content: bytes) -> bytes:
    """Return the workbook protected by a password."""
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("secret", stream)
    return stream.getvalue()


def upload(content: bytes, name: str = "单位.xlsx") -> SimpleUploadedFile:
    """Return the bytes as a browser sends them."""
    return SimpleUploadedFile(name, content)


def opened(content: bytes) -> Workbook:
    """Return the workbook read back."""
    return load_workbook(io.BytesIO(content))
