"""Read the demonstration's data files."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """Return one data file by its name without the ending; callers must not change it."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def rows(prefix: str, key: str) -> list[dict[str, Any]]:
    """Return the rows under the key of every file whose name starts so, files in name order."""
    names = sorted(path.stem for path in FOLDER.glob(f"{prefix}*.toml"))
    return [row for name in names for row in table(name).get(key, [])]
