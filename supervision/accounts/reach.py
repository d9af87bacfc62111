"""The reach map: every kind of object with a page of its own, and exactly the rows of it that an
account can open.

Each app registers its kinds. `rows` is the very selector that the pages use, so the map cannot say
less than the pages give; a test crawls the portal and holds the two together.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django_stubs_ext import StrPromise

from supervision import clock
from supervision.accounts.backends import is_in_window
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, TemporaryAccount, UnitGrant, User
from supervision.organizations.models import Unit


@dataclass(frozen=True)
class ReachSource:
    """One kind of object.

    `label_of` names a row without its content (number, unit, kind): administrators read it.
    `also` are the addresses of forms and acts about the same object; they ask for more than its
    page does, never less.
    """

    key: str
    label: str | StrPromise
    url_name: str
    rows: Callable[[Any], QuerySet[Any]]
    kwargs: Callable[[Any], dict[str, Any]]
    label_of: Callable[[Any], str]
    also: tuple[str, ...] = ()
    icon: str = "file"
    order: int = 100

    def url_of(self, row: Any) -> str:
        """Return the address of the row's page."""
        return reverse(self.url_name, kwargs=self.kwargs(row))


@dataclass(frozen=True)
class Held:
    """One kind and how many rows of it an account can open."""

    source: ReachSource
    count: int


_sources: dict[str, ReachSource] = {}


def register(source: ReachSource) -> ReachSource:
    """Add the kind; refuse a taken key, or any registration after start-up."""
    if apps.ready:
        raise RuntimeError("reach sources are registered at start-up only")
    if source.key in _sources:
        raise ValueError(f"reach source {source.key!r} is registered twice")
    _sources[source.key] = source
    return source


def everything() -> list[ReachSource]:
    """Return every kind in order."""
    return sorted(_sources.values(), key=lambda source: (source.order, source.key))


def get(key: str) -> ReachSource:
    """Return the kind; raises LookupError when there is none."""
    try:
        return _sources[key]
    except KeyError:
        raise LookupError(f"there is no reach source {key!r}") from None


def by_pk(row: Model) -> dict[str, Any]:
    """Return the arguments of the commonest address."""
    return {"pk": row.pk}


def rows_of(source: ReachSource, account: User) -> QuerySet[Any]:
    """Return the rows of the kind that the account can open; none when it cannot sign in."""
    rows = source.rows(account)
    if not rows.ordered:
        rows = rows.order_by("pk")
    return rows if may_sign_in(account) else rows.none()


def held_by(account: User) -> list[Held]:
    """Return every kind with its count."""
    return [Held(source, rows_of(source, account).count()) for source in everything()]


def may_sign_in(account: User) -> bool:
    """Tell whether the account opens anything at all at this instant."""
    return account.is_active and (is_planned(account) or is_in_window(account))


def is_planned(account: User) -> bool:
    """Tell whether this is an account as it will be, not as it is."""
    return getattr(account, "planned_units", None) is not None


def planned(*, home: Unit | None, units: Iterable[Unit]) -> User:
    """Return a temporary account as it would be once issued for the units. It is never saved."""
    post = [] if home is None else [Posting(unit=home, role=RoleCode.ASSESSOR)]
    return _stand_in(User(pk=0, is_temporary=True), post, [unit.pk for unit in units])


def in_its_window(account: User) -> User:
    """Return the account as it will be in a window that has not begun; any other as it is."""
    window = window_of(account)
    if window is None or window.revoked_at is not None or clock.now() >= window.starts_at:
        return account
    ahead = Q(ended_on__isnull=True) | Q(ended_on__gte=clock.local(window.starts_at).date())
    posts = list(account.postings.filter(ahead).select_related("unit").order_by("id"))
    granted = UnitGrant.objects.filter(user=account, ends_at__gt=window.starts_at)
    units = list(granted.values_list("content_object_id", flat=True))
    return _stand_in(User.objects.get(pk=account.pk), posts, units)


def _stand_in(account: User, posts: list[Posting], unit_ids: list[int]) -> User:
    account.__dict__["current_postings"] = posts
    account.__dict__["planned_units"] = unit_ids
    return account


def window_of(account: User) -> TemporaryAccount | None:
    """Return the window of a temporary account."""
    return getattr(account, "temporary", None) if account.is_temporary else None


def state_of(account: User) -> str:
    """Return closed, revoked, ahead, over or open."""
    if not account.is_active:
        return "closed"
    window = window_of(account)
    if window is None:
        return "open"
    return _state_of_window(window, clock.now())


def _state_of_window(window: TemporaryAccount, now: dt.datetime) -> str:
    if window.revoked_at is not None:
        return "revoked"
    if now < window.starts_at:
        return "ahead"
    return "over" if now >= window.ends_at else "open"


def subjects(reader: Any) -> QuerySet[User]:
    """Return the accounts whose reach the reader may look at: all, or the temporary ones."""
    rows = User.objects.select_related("temporary").order_by("-is_temporary", "-id")
    if reader.can("accounts.read_reach"):
        return rows
    if reader.can("accounts.issue_temporary"):
        return rows.filter(is_temporary=True)
    return rows.none()
