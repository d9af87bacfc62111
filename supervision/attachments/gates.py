"""Who may read or add files of which kind of record. An owner nobody registered is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

#: Told the account and the owner's id as text; true when the account may read the owner's files.
MayRead = Callable[[Any, str], bool]
#: Told the account and the rest of the draft key; raises PermissionDenied with the reason, or
#: Http404 where the account must not learn that the record exists. Keeps its own record of tries.
MayWrite = Callable[[Any, str], None]


@dataclass(frozen=True)
class Gate:
    """The two questions asked about the files of one kind of record."""

    owner_type: str
    may_read: MayRead
    may_write: MayWrite | None = None


_gates: dict[str, Gate] = {}


def register(owner_type: str, may_read: MayRead, may_write: MayWrite | None = None) -> Gate:
    """Add the gate of one owner type ("app.model"); refuse a second one, or one after start-up."""
    if apps.ready:
        raise RuntimeError("attachment gates are registered at start-up only")
    if owner_type in _gates:
        raise ValueError(f"attachment gate {owner_type!r} is registered twice")
    _gates[owner_type] = Gate(owner_type, may_read, may_write)
    return _gates[owner_type]


def get(owner_type: str) -> Gate:
    """Return the gate; raises LookupError when nobody answers for this kind of record."""
    try:
        return _gates[owner_type]
    except KeyError:
        raise LookupError(f"no gate is registered for files of {owner_type!r}") from None


def for_draft(key: str) -> tuple[Gate, str]:
    """Split a draft key "app.model:rest" into the gate that answers for it and the rest."""
    owner_type, _colon, rest = key.partition(":")
    return get(owner_type), rest
