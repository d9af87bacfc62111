"""Rows that are written once cannot be held by the running role: it may not change them.

PostgreSQL asks for the right to change before it lets a role hold a row, and the running role has
none on these tables. The developer's own role has, so that only this test would show it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from django.apps import apps

from supervision.project.database_roles import append_only_tables
from tools.layout import ROOT

SOURCES = [
    path
    for folder in ("accountability", "cases", "supervision")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]


def held_models(source: str) -> Iterator[str]:
    """Yield the model of each call `Model.objects….select_for_update(…)`."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr == "select_for_update":
            inner: ast.expr = node.func.value
            while isinstance(inner, ast.Call | ast.Attribute):
                inner = inner.func if isinstance(inner, ast.Call) else inner.value
            if isinstance(inner, ast.Name):
                yield inner.id


def test_no_row_written_once_is_held() -> None:
    tables = set(append_only_tables())
    once = {model.__name__ for model in apps.get_models() if model._meta.db_table in tables}
    held = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in set(held_models(path.read_text())) & once
    }
    assert held == set()


def test_a_held_filing_would_be_found() -> None:
    source = "rows = Filing.objects.filter(pk=1).select_for_update(of=('self',)).get()"
    assert list(held_models(source)) == ["Filing"]
    assert "accountability_filing" in append_only_tables()
