"""The registry of everything that has deadlines; each app registers its own at start-up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from supervision.deadlines.enums import WarningKind
from supervision.deadlines.models import DeadlineModel, TermRule
from supervision.deadlines.rules import Calendar


@dataclass(frozen=True)
class Move:
    """What a change of the calendar does to one open item."""

    object: Any
    before: datetime
    after: datetime
    unit: Any = None
    url: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    name: str = ""

    @property
    def label(self) -> str:
        """Name the item by its number: who keeps the calendar sees no business content."""
        return self.name or str(getattr(self.object, "number", self.object.pk))

    @property
    def is_visible(self) -> bool:
        """Tell whether the end itself moves; otherwise only the warning or the mark changes."""
        return self.before != self.after

    @property
    def is_relit(self) -> bool:
        """Tell whether the item shows another light at some instant than it would have."""
        return self.is_visible or "warn_at" in self.changes


@dataclass(frozen=True)
class NoticeText:
    """The words of one warning; `light` is the colour it announces, `url` a path of the portal."""

    title: str
    body: str = ""
    url: str = ""
    light: str = ""


def _nobody(ids: Sequence[int]) -> dict[int, list[int]]:
    return {}


def _plain_text(item: Any, kind: WarningKind) -> NoticeText:
    return NoticeText(str(item))


def _unit_id(item: Any) -> Any:
    return getattr(item, "unit_id", None)


def _keeps_its_term(rule: TermRule) -> list[Move]:
    return []


def _nobody_told(moves: Sequence[Move], reason: str) -> None:
    return None


@dataclass(frozen=True)
class DeadlineSource:
    """One kind of item with deadlines.

    `recompute` returns the moves of its open items under a calendar without saving anything
    (services.recompute_items does the work); `notify_moved` tells the people concerned and gets
    the reason in words. The rest serves the sweep, which leaves out sources without a `queryset`:
    the items, whom a warning reaches (ids of items to ids of accounts) and in which words.
    `readopt` returns what another version of a term rule does to the open items that run by it,
    and `notify_readopted` tells of it; sources whose items keep the term they started with have
    neither.
    """

    key: str
    label: Any
    model: type[DeadlineModel]
    recompute: Callable[[Calendar], list[Move]]
    notify_moved: Callable[[Sequence[Move], str], None]
    queryset: Callable[[], QuerySet[Any]] | None = None
    recipients: Callable[[Sequence[int]], Mapping[int, Sequence[int]]] = _nobody
    superiors: Callable[[Sequence[int]], Mapping[int, Sequence[int]]] = _nobody
    notice: Callable[[Any, WarningKind], NoticeText] = _plain_text
    unit_of: Callable[[Any], Any] = _unit_id
    readopt: Callable[[TermRule], list[Move]] = _keeps_its_term
    notify_readopted: Callable[[Sequence[Move], str], None] = _nobody_told


_sources: dict[str, DeadlineSource] = {}
_frozen = False


def register(source: DeadlineSource) -> DeadlineSource:
    """Add a source; raises ValueError for a key that is taken and after start-up."""
    if _frozen:
        raise ValueError("deadline sources are registered at start-up only")
    if source.key in _sources:
        raise ValueError(f"deadline source {source.key!r} is registered twice")
    _sources[source.key] = source
    return source


def freeze() -> None:
    """Close the registry; the composition root calls this when every app has started."""
    global _frozen
    _frozen = True


def get(key: str) -> DeadlineSource:
    """Return a registered source; raises LookupError when there is none."""
    try:
        return _sources[key]
    except KeyError:
        raise LookupError(f"deadline source {key!r} is not registered") from None


def everything() -> list[DeadlineSource]:
    """Return every registered source."""
    return list(_sources.values())
