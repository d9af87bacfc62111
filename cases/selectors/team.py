"""Who takes part in a clue, who may be named for it, and who must not."""

from typing import Any

from django.db.models import QuerySet

from cases.enums import AccessKind
from cases.models import Access, Avoidance, Clue
from cases.permissions import HANDLE, HEAD_HANDLING, HEAD_REVIEW, REVIEW, SUPERVISE
from cases.selectors.offices import own_units, people
from cases.selectors.visibility import accesses_in_force, in_review
from cases.workflow import CONCLUDED
from supervision import clock
from supervision.accounts.models import User

_NAMED = (AccessKind.HANDLER, AccessKind.TEAM, AccessKind.REVIEWER)


def parts_of(clue: Clue) -> QuerySet[Access]:
    """Return who takes part now, the officer in charge first."""
    rows = accesses_in_force(clock.now()).filter(clue=clue, kind__in=_NAMED)
    return rows.select_related("user", "given_by").order_by("kind", "pk")


def kinds_named_by(user: Any, clue: Clue) -> list[str]:
    """Return the parts of the clue for which the account names people now."""
    return [kind.value for kind in _NAMED if may_name(user, clue, kind)]


def may_name(user: Any, clue: Clue, kind: str) -> bool:
    """Tell whether the account names people for this part of the clue now."""
    if clue.status in CONCLUDED:
        return False
    if kind == AccessKind.REVIEWER:
        return user.can(HEAD_REVIEW) and in_review(clue)
    units = {unit.pk for unit in own_units(user, HEAD_HANDLING)}
    return clue.handling_office_id in units


def may_bar(user: Any, clue: Clue) -> bool:
    """Tell whether the account records of others that they must leave the clue."""
    return user.can(SUPERVISE) or bool(kinds_named_by(user, clue))


def candidates(user: Any, clue: Clue) -> list[User]:
    """Return whoever may be named by the account: officers of its kind, of whatever office."""
    kinds = kinds_named_by(user, clue)
    found: dict[int, User] = {}
    if AccessKind.HANDLER in kinds:
        found |= {one.pk: one for one in people(HANDLE)}
    if AccessKind.REVIEWER in kinds:
        found |= {one.pk: one for one in people(REVIEW)}
    found.pop(user.pk, None)
    return sorted(found.values(), key=lambda one: (one.name, one.pk))


def may_be_barred(user: Any, clue: Clue) -> list[User]:
    """Return of whom the account may record that they must leave the clue to others."""
    if not may_bar(user, clue):
        return [user]
    found = {user.pk: user, **{one.pk: one for one in people(HANDLE)}}
    found |= {one.pk: one for one in people(REVIEW)}
    return sorted(found.values(), key=lambda one: (one.name, one.pk))


def avoidances_of(clue: Clue) -> QuerySet[Avoidance]:
    """Return who has to leave the clue to others, as recorded."""
    return clue.avoidances.select_related("user", "noted_by").order_by("-pk")
