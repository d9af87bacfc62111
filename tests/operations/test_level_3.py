"""Every test that the level-3 list names as proof exists."""

from __future__ import annotations

import re

from tools.layout import ROOT

LIST = (ROOT / "docs" / "level-3.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w/]+)::(test_\w+)`", LIST)


def test_every_test_named_exists() -> None:
    missing = []
    for place, name in NAMED:
        path = ROOT / "tests" / f"{place}.py"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        if f"def {name}(" not in text:
            missing.append(f"{place}::{name}")
    assert not missing


def test_every_clause_has_a_control_and_a_test_or_says_whose_it_is() -> None:
    rows = [row.split("|") for row in LIST.splitlines() if re.match(r"\| [a-g8]", row)]
    assert len(rows) == 23
    for row in rows:
        assert row[3].strip()
        assert "::" in row[4] or "platform" in row[3]
