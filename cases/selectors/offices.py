"""Offices and who holds which post in them: in whose hands an act lies, and who heads them."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from cases.enums import Hand
from cases.models import Clue
from cases.permissions import (
    HANDLE,
    HEAD_HANDLING,
    HEAD_REVIEW,
    HEAD_SUPERVISION,
    REVIEW,
    SIGN_AS_DEPUTY,
    SUPERVISE,
)
from supervision import clock
from supervision.accounts import roles
from supervision.accounts.models import Posting, User
from supervision.organizations.models import Unit

#: Who proposes the acts of an office, and who heads it.
OFFICERS = {
    Hand.CASE_SUPERVISION: SUPERVISE,
    Hand.HANDLING: HANDLE,
    Hand.REVIEW: REVIEW,
}
HEADS = {
    Hand.CASE_SUPERVISION: HEAD_SUPERVISION,
    Hand.HANDLING: HEAD_HANDLING,
    Hand.REVIEW: HEAD_REVIEW,
}


def posts(permission: str) -> QuerySet[Posting]:
    """Return the posts held today, by accounts in use, that carry the permission."""
    today = clock.today()
    return Posting.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gte=today),
        role__in=roles.roles_with(permission),
        started_on__lte=today,
        user__is_active=True,
    )


def holders(permission: str, unit_ids: Iterable[int] | None = None) -> list[int]:
    """Return the accounts that hold the permission today, in these units where some are given."""
    rows = posts(permission)
    if unit_ids is not None:
        rows = rows.filter(unit__in=list(unit_ids))
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def offices_with(permission: str) -> QuerySet[Unit]:
    """Return the units in which somebody holds the permission today, in tree order."""
    units = posts(permission).order_by().values("unit_id")
    return Unit.objects.filter(pk__in=units, is_active=True).order_by("path")


def handling_offices() -> QuerySet[Unit]:
    """Return the offices, township commissions and groups to which a clue may be assigned.

    An office can take a clue where somebody heads it and somebody handles: a team of another
    township is found here as well.
    """
    led = posts(HEAD_HANDLING).order_by().values("unit_id")
    return offices_with(HANDLE).filter(pk__in=led)


def offices_of(hand: str, clue: Clue) -> list[Unit]:
    """Return the office in whose hands an act on the clue lies; several where the hand has more."""
    if hand == Hand.HANDLING:
        return [clue.handling_office] if clue.handling_office is not None else []
    return list(offices_with(HEADS[Hand(hand)]))


def heads_of(hand: str, clue: Clue) -> list[int]:
    """Return the accounts that head the office of an act."""
    return holders(HEADS[Hand(hand)], [unit.pk for unit in offices_of(hand, clue)])


def heads_at(office_id: int) -> list[int]:
    """Return the accounts that head the office, whichever of the hands it is."""
    found = [pk for permission in HEADS.values() for pk in holders(permission, [office_id])]
    return list(dict.fromkeys(found))


def deputies_of(hand: str, clue: Clue) -> list[int]:
    """Return the deputies in whose portfolio the office lies: their post is at it or above it."""
    above = [
        unit.path[:end]
        for unit in offices_of(hand, clue)
        for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)
    ]
    rows = posts(SIGN_AS_DEPUTY).filter(unit__path__in=above)
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())


def own_units(user: User, permission: str) -> list[Unit]:
    """Return the units in which the account itself holds the permission today."""
    return [
        post.unit for post in user.current_postings if permission in roles.permissions_of(post.role)
    ]


def people(permission: str, unit_ids: Iterable[int] | None = None) -> QuerySet[User]:
    """Return the accounts that hold the permission today, by name, to choose among."""
    return User.objects.filter(pk__in=holders(permission, unit_ids)).order_by("name", "pk")
