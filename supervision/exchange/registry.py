"""A named set of importers or exporters, closed once the portal has started."""

from __future__ import annotations

from typing import ClassVar, Generic, Protocol, TypeVar


class Named(Protocol):
    """Whatever is registered: known by its code."""

    code: ClassVar[str]
    permission: ClassVar[str]


Entry = TypeVar("Entry", bound=Named)


class Registry(Generic[Entry]):
    """Instances by code; a second one under a code, and one after start-up, are refused."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._entries: dict[str, Entry] = {}
        self._frozen = False

    def register(self, entry: type[Entry]) -> type[Entry]:
        """Add the class; usable as a decorator."""
        if self._frozen:
            raise RuntimeError(f"{self._kind} {entry.code!r} is registered after start-up")
        if entry.code in self._entries:
            raise ValueError(f"{self._kind} {entry.code!r} is registered twice")
        self._entries[entry.code] = entry()
        return entry

    def get(self, code: str) -> Entry:
        """Return the entry; raises LookupError when there is none. The first reading freezes."""
        self._frozen = True
        try:
            return self._entries[code]
        except KeyError:
            raise LookupError(f"{self._kind} {code!r} is not registered") from None

    def everything(self) -> list[Entry]:
        """Return every entry in the order of registration. The first reading freezes."""
        self._frozen = True
        return list(self._entries.values())
