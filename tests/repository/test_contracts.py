"""The house's rules bite: each checker fails on a seeded violation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.layout import ROOT

LINT = "from importlinter.cli import lint_imports_command as command; command()"
HIDDEN = "def f():\n    import json\n    return json\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("copy")
    for name in ("supervision", "accountability", "cases"):
        only_code = shutil.ignore_patterns("__pycache__", "*.mo")
        shutil.copytree(ROOT / name, target / name, ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", target)
    return target


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_copy_as_it_stands_keeps_every_contract(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("supervision/clock.py", "import accountability.enums", "kernel is layered"),
        (
            "supervision/audit/models/events.py",
            "import supervision.accounts.models",
            "kernel is layered",
        ),
        (
            "supervision/accounts/models/users.py",
            "import supervision.accounts.views",
            "Inside each app",
        ),
        ("accountability/enums.py", "import accountability.models", "Inside each app"),
        ("accountability/rules.py", "import django.db", "know no framework"),
        ("accountability/views/__init__.py", "import accountability.models", "Views and tasks"),
    ],
)
def test_a_seeded_import_breaks_its_contract(
    copy: Path, path: str, line: str, contract: str
) -> None:
    file = copy / path
    before = file.read_text()
    file.write_text(f"{before}\n{line}\n")
    try:
        done = lint(copy)
    finally:
        file.write_text(before)
    assert done.returncode == 1
    assert [text for text in done.stdout.splitlines() if contract in text and "BROKEN" in text]


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("import datetime\nx = datetime.datetime.now()\n", "TID251"),
        ("from datetime import datetime as dt\nx = dt.utcnow()\n", "TID251"),
        ("from datetime import date\nx = date.today()\n", "TID251"),
        ("from django.utils import timezone\nx = timezone.now()\n", "TID251"),
        ("from django.utils.timezone import localdate\nx = localdate()\n", "TID251"),
        ("import time\nx = time.time()\n", "TID251"),
        (HIDDEN, "PLC0415"),
    ],
)
def test_another_clock_and_a_hidden_import_are_refused(code: str, rule: str) -> None:
    words = [sys.executable, "-m", "ruff", "check", "--no-cache", "--stdin-filename"]
    for name, refused in (("supervision/trial.py", True), ("supervision/clock.py", False)):
        done = subprocess.run(
            [*words, name, "-"], cwd=ROOT, input=code, capture_output=True, text=True, check=False
        )
        assert (rule in done.stdout) == (refused or rule == "PLC0415")
