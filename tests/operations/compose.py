"""docker-compose.yml as data, with the values of .env.example put in."""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml import YAML

from tools.layout import ROOT

TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
_VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def examples() -> dict[str, str]:
    """Return the variables of .env.example."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.M))


def variables() -> dict[str, str]:
    """Return every variable the file asks for with its default; "" where it has none."""
    return {name: rest if kind == "-" else "" for name, kind, rest in _VARIABLE.findall(TEXT)}


def _put_in(text: str, values: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        return values.get(name) or (rest if kind == "-" else "")

    return _VARIABLE.sub(value, text)


def load(values: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the file's content; variables come from `values`, else from .env.example."""
    text = _put_in(TEXT, examples() if values is None else values)
    return dict(YAML(typ="safe", pure=True).load(text))


def services() -> dict[str, dict[str, Any]]:
    """Return the services by name."""
    return dict(load()["services"])
