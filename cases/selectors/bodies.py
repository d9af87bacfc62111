"""The bodies that handle clues: offices of the commission, stationed groups, townships."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.permissions import HANDLE, HEAD_HANDLING, SIGN_AS_DEPUTY, SIGN_AS_PRINCIPAL, SUPERVISE
from cases.selectors.offices import own_units
from supervision import clock
from supervision.accounts import roles
from supervision.accounts.models import Posting
from supervision.organizations.models import Unit

#: Whose board may be opened: that of one's own office, of one's portfolio, or of any.
BOARD = (HANDLE, HEAD_HANDLING, SIGN_AS_DEPUTY, SIGN_AS_PRINCIPAL, SUPERVISE)
#: The two halves of a body that can work: who carries clues, and who signs for them.
_HANDS = (HANDLE, HEAD_HANDLING)


def _handling_posts() -> QuerySet[Posting]:
    codes = {code for permission in _HANDS for code in roles.roles_with(permission)}
    return Posting.objects.filter(role__in=codes)


def handling_bodies() -> QuerySet[Unit]:
    """Return every body in which somebody ever held a post that handles clues, in tree order."""
    held = _handling_posts().filter(unit=OuterRef("pk"))
    return Unit.objects.filter(Exists(held)).order_by("kind", "position", "pk")


def bodies_of(user: Any) -> QuerySet[Unit]:
    """Return the bodies whose board the account may open: own, of one's portfolio, or all."""
    if user.can(SUPERVISE) or user.can(SIGN_AS_PRINCIPAL):
        return handling_bodies()
    own = Q(pk__in=())
    for permission in (*_HANDS, SIGN_AS_DEPUTY):
        for unit in own_units(user, permission):
            own |= Q(path__startswith=unit.path)
    return handling_bodies().filter(own)


def spells() -> dict[int, list[tuple[dt.date, dt.date]]]:
    """Return, for each body, the days from and to which somebody there could handle a clue.

    In these days a figure of nought says that there was nothing; outside of them the body took no
    part, and nothing is known. An open end is today.
    """
    found: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    rows = _handling_posts().order_by("unit_id", "started_on", "pk")
    today = clock.today()
    for unit_id, since, until in rows.values_list("unit_id", "started_on", "ended_on"):
        found[unit_id].append((since, until or today))
    return dict(found)


def took_part(stretches: list[tuple[dt.date, dt.date]], since: dt.date, until: dt.date) -> bool:
    """Tell whether the body took part on some day from `since` to the day before `until`."""
    return any(first < until and last >= since for first, last in stretches)
