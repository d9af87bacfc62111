"""What the portal imports is in the runtime's lock, and the locks name no place."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.layout import ROOT

OURS = {"supervision", "accountability", "cases", "tools", "tests", "benchmarks"}
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def locked(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    return {normal(found[1]) for line in lines if (found := re.match(r"([\w.-]+)==", line))}


def normal(name: str) -> str:
    """Return a package's name in the one spelling of all its spellings."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_at_run_time(tree: ast.AST) -> Iterator[str]:
    """Yield the top names imported; what only a type checker reads does not count."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        yield from imported_at_run_time(node)


def runtime_files() -> list[Path]:
    folders = [ROOT / "supervision", *(path.parent for path in ROOT.glob("*/apps.py"))]
    files = [path for folder in folders for path in folder.rglob("*.py")]
    # The user guide's pictures and the linters are a developer's work, no part of the portal.
    tools = (
        path
        for path in (ROOT / "tools").rglob("*.py")
        if not path.name.startswith(("shot", "lint"))
    )
    return [*files, ROOT / "manage.py", *tools]


def test_every_import_of_the_portal_is_in_the_runtime_lock() -> None:
    owners, allowed = packages_distributions(), locked("requirements.txt")
    stray = set()
    for path in runtime_files():
        for name in imported_at_run_time(ast.parse(path.read_text())):
            if name in OURS or name in sys.stdlib_module_names:
                continue
            if not {normal(owner) for owner in owners.get(name, [])} & allowed:
                stray.add(f"{path.relative_to(ROOT)}: {name}")
    assert stray == set()


def test_an_import_for_the_type_checker_does_not_count() -> None:
    source = "import a.b\nif TYPE_CHECKING:\n    import c\ndef f():\n    from d.e import g\n"
    assert list(imported_at_run_time(ast.parse(source))) == ["a", "d"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_by_hash_and_names_no_place(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "file:" not in text
    entries = re.split(r"\n(?=[\w.-]+==)", text)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_both_locks_agree() -> None:
    versions: dict[str, set[str]] = {}
    for name in LOCKS:
        found = re.findall(r"^([\w.-]+)==([\w.]+)(.*?)\\?$", (ROOT / name).read_text(), re.M)
        for package, version, marker in found:
            versions.setdefault(f"{package}{marker.strip()}", set()).add(version)
    assert {package: each for package, each in versions.items() if len(each) > 1} == {}
