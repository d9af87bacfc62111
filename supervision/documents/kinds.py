"""The registry of document kinds: each app registers the papers it issues at start-up."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_kinds: dict[str, "DocumentKind"] = {}


class Layout(StrEnum):
    """Which format of GB/T 9704-2012 a paper has."""

    #: 信函格式: letters to one unit, supervision letters, hand-over letters.
    LETTER = "letter"
    #: 通用格式: circulated notices, reports, decisions.
    GENERAL = "general"
    #: Without a red head, signed by those who wrote it: plans and reports inside the house.
    PLAIN = "plain"
    #: 呈批表: a table of facts and opinions, without head and signature.
    FORM = "form"


#: The two formats with a red head.
RED_HEADED = (Layout.LETTER, Layout.GENERAL)


def _still_due(document: Any) -> str:
    return ""


def _nothing_follows(document: Any, actor: Any) -> None:
    return None


@dataclass(frozen=True)
class DocumentKind:
    """One kind of official document.

    `series` is the word in its number (督函 in 清江纪督函〔2026〕12号); kinds with the same word
    share one series. `draft` and `sign` are the permissions to draft and to sign. A paper that
    `stays_inside` goes to no unit: it reports to the leaders, whom its words name. `basis_gone`
    is asked again inside the signing transaction, holds the rows it looks at, and returns why the
    paper must not go out any more, or "". A kind that is not `in_register` keeps its papers
    elsewhere, sealed; it stands here for its template. `reads` is the permission that opens the
    papers of a kind, and accepts the replies, in the place of the register's own; "" is the
    register's own.
    `signed` runs inside the signing transaction, `settled` inside the one that accepts a reply:
    what follows from the paper is written with it.
    """

    code: str
    label: Any
    series: str
    layout: Layout
    draft: str
    sign: str
    needs_reply: bool = False
    stays_inside: bool = False
    in_register: bool = True
    reads: str = ""
    icon: str = "file-text"
    basis_gone: Callable[[Any], str] = _still_due
    signed: Callable[[Any, Any], None] = _nothing_follows
    settled: Callable[[Any, Any], None] = _nothing_follows


def register(kind: DocumentKind) -> DocumentKind:
    """Add the kind; raises ValueError when its code is taken."""
    if kind.code in _kinds:
        raise ValueError(f"document kind {kind.code!r} is registered twice")
    _kinds[kind.code] = kind
    return kind


def get(code: str) -> DocumentKind:
    """Return the kind; raises LookupError when there is none."""
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"there is no document kind {code!r}") from None


def everything() -> list[DocumentKind]:
    """Return every kind, by code."""
    return sorted(_kinds.values(), key=lambda kind: kind.code)
