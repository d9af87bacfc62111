"""The registry of notice kinds: what may be told, whether it must be acknowledged or texted."""

from dataclasses import dataclass

from django.apps import apps
from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice. Of a kind with `sms` only the label is ever sent by text message.

    Notices of a kind with `in_digest` speak of what others have to do: the pop-up sums them up, and
    one tick acknowledges them all.
    """

    code: str
    label: str | StrPromise
    must_acknowledge: bool = False
    sms: bool = False
    icon: str = "bell"
    in_digest: bool = False


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> NoticeKind:
    """Add the kind; refuse a taken code, or any registration after start-up."""
    if apps.ready:
        raise RuntimeError("notice kinds are registered at start-up only")
    if kind.code in _kinds:
        raise ValueError(f"notice kind {kind.code!r} is registered twice")
    _kinds[kind.code] = kind
    return kind


def get(code: str) -> NoticeKind:
    """Return the registered kind; raises LookupError when there is none."""
    try:
        return _kinds[code]
    except KeyError:
        raise LookupError(f"notice kind {code!r} is not registered") from None


def digest_codes() -> list[str]:
    """Return the codes of the kinds that the pop-up sums up."""
    return [kind.code for kind in everything() if kind.in_digest]


def everything() -> list[NoticeKind]:
    """Return every registered kind by code."""
    return [_kinds[code] for code in sorted(_kinds)]
