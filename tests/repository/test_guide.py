"""The user guide shows pictures that exist, and no picture lies about unused."""

import re
from pathlib import Path

from tools.layout import ROOT

GUIDE = ROOT / "docs" / "guide"
PICTURE = re.compile(r"shots/[\w-]+\.png")
PAGE = re.compile(r"\]\(([\w-]+\.md)\)")


def _named(pattern: re.Pattern[str]) -> set[str]:
    return {name for page in GUIDE.glob("*.md") for name in pattern.findall(page.read_text())}


def _there(pattern: str) -> set[str]:
    return {Path(path).relative_to(GUIDE).as_posix() for path in GUIDE.glob(pattern)}


def test_pictures_shown_and_pictures_taken_are_the_same():
    assert _named(PICTURE) == _there("shots/*.png")


def test_every_page_is_reached_from_the_first():
    assert _named(PAGE) == _there("*.md") - {"README.md"}
