"""Who may read or add files of which kind of record. An owner nobody registered is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

#: Told the account and the owner's id as text; true when the account may read the owner's files.
MayRead = Callable[[Any, str], bool]
#: Told the account and the rest of the draft key; raises PermissionDenied with the reason, or
#: Http404 where the account must not learn that the record exists. Keeps its own record of tries.
MayWrite = Callable[[Any, str], None]
#: Told the account; the ids, as text, of every record whose files it may read: the same answer as
#: `MayRead`, for lists and searches.
Readable = Callable[[Any], QuerySet[Any]]
#: Told the owner's id as text; the unit to which the record belongs, for the log of reads.
UnitOf = Callable[[str], int | None]
#: Told the owner's id as text; the address of the record's page, where a found file is shown.
UrlOf = Callable[[str], str]


@dataclass(frozen=True)
class Gate:
    """The questions asked about the files of one kind of record.

    Files of a gate without `readable` are handed out, but neither found nor listed. The words of
    files of a gate that is not `is_searched` are never read into the database.
    """

    owner_type: str
    may_read: MayRead
    may_write: MayWrite | None = None
    readable: Readable | None = None
    unit_of: UnitOf | None = None
    url_of: UrlOf | None = None
    is_searched: bool = True


_gates: dict[str, Gate] = {}


def register(
    owner_type: str,
    may_read: MayRead,
    may_write: MayWrite | None = None,
    readable: Readable | None = None,
    unit_of: UnitOf | None = None,
    url_of: UrlOf | None = None,
    is_searched: bool = True,
) -> Gate:
    """Add the gate of one owner type ("app.model"); refuse a second one, or one after start-up."""
    if apps.ready:
        raise RuntimeError("attachment gates are registered at start-up only")
    if owner_type in _gates:
        raise ValueError(f"attachment gate {owner_type!r} is registered twice")
    _gates[owner_type] = Gate(
        owner_type, may_read, may_write, readable, unit_of, url_of, is_searched
    )
    return _gates[owner_type]


def get(owner_type: str) -> Gate:
    """Return the gate; raises LookupError when nobody answers for this kind of record."""
    try:
        return _gates[owner_type]
    except KeyError:
        raise LookupError(f"no gate is registered for files of {owner_type!r}") from None


def everything() -> list[Gate]:
    """Return every gate."""
    return list(_gates.values())


def unsearched() -> list[str]:
    """Return the kinds of record whose files are never read for the search."""
    return [gate.owner_type for gate in _gates.values() if not gate.is_searched]


def for_draft(key: str) -> tuple[Gate, str]:
    """Split a draft key "app.model:rest" into the gate that answers for it and the rest."""
    owner_type, _colon, rest = key.partition(":")
    return get(owner_type), rest
