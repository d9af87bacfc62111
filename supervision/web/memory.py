"""What a person keeps of a list: columns, page size, saved views. An app above remembers it.

The list pages know this protocol only; without a provider a list is the same for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

#: Parameters of a list that are no filters.
PAGE, SORT, SIZE, VIEW = "page", "sort", "per_page", "view"
NO_FILTERS = frozenset({PAGE, SORT, SIZE, VIEW})
#: The value of `view` that means: no saved view, not even the default one.
NO_VIEW = "0"


@dataclass(frozen=True)
class SavedList:
    """One saved view: its name, the query string of its filters and order, its columns."""

    pk: int
    name: str
    query: str
    columns: tuple[str, ...] = ()
    is_default: bool = False

    @property
    def url(self) -> str:
        """Return the address of the view on its list."""
        return f"?{self.query}&{VIEW}={self.pk}" if self.query else f"?{VIEW}={self.pk}"


@dataclass(frozen=True)
class Kept:
    """Everything one person keeps of one list."""

    views: tuple[SavedList, ...] = ()
    columns: tuple[str, ...] = ()
    page_size: int = 0

    @property
    def default(self) -> SavedList | None:
        """Return the view with which the list opens."""
        return next((view for view in self.views if view.is_default), None)

    def view(self, pk: str) -> SavedList | None:
        """Return the person's own view of that number; nobody else's is ever found."""
        return next((view for view in self.views if str(view.pk) == pk), None)


class ListMemory(Protocol):
    """Whoever remembers lists for people."""

    #: Names of the addresses to which the forms of a list are sent.
    save_url_name: str
    update_url_name: str
    columns_url_name: str
    manage_url_name: str

    def recall(self, user: Any, list_key: str) -> Kept:
        """Return what the person keeps of the list."""
        ...


_providers: list[ListMemory] = []


def register(provider: ListMemory) -> ListMemory:
    """Set the one provider; raises ValueError for a second."""
    if _providers:
        raise ValueError("lists are remembered by one app only")
    _providers.append(provider)
    return provider


def provider() -> ListMemory | None:
    """Return the provider, where there is one."""
    return _providers[0] if _providers else None


def recall(user: Any, list_key: str) -> Kept | None:
    """Return what the person keeps of the list; None where nothing can be kept."""
    found = provider()
    if found is None or not list_key or not getattr(user, "pk", None):
        return None
    return found.recall(user, list_key)
