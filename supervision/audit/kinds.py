"""The kinds of objects that events speak of: their words, and whether they are business content.

The auditor reads who did what and when, but no business content: of a kind that nobody declared
open, the auditor sees the number alone.
"""

from dataclasses import dataclass
from typing import Any

_kinds: dict[str, "ObjectKind"] = {}


@dataclass(frozen=True)
class ObjectKind:
    """One kind of object, named by its model's lower-case label."""

    key: str
    label: Any
    label_is_protected: bool = True


def register(*found: ObjectKind) -> None:
    """Add the kinds; raises ValueError when one is there already."""
    for kind in found:
        if kind.key in _kinds:
            raise ValueError(f"object kind {kind.key!r} is registered twice")
        _kinds[kind.key] = kind


def label_of(key: str) -> str:
    """Return the kind in words, or its key where nobody registered it."""
    known = _kinds.get(key)
    return str(known.label) if known else key


def is_protected(key: str) -> bool:
    """Tell whether label and details of such an object are closed to the auditor."""
    known = _kinds.get(key)
    return bool(key) and (known is None or known.label_is_protected)


def everything() -> dict[str, ObjectKind]:
    """Return every registered kind by key."""
    return dict(_kinds)
