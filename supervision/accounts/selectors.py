"""Who sees what, and who is to be told: scope is one query."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from supervision import clock
from supervision.accounts import roles
from supervision.accounts.enums import Reach
from supervision.accounts.models import Posting, TemporaryAccount, UnitGrant, User
from supervision.organizations.models import Unit


def unit_scope(user: Any, field: str = "unit") -> Q:
    """Return the condition that keeps only rows whose unit the account may see.

    `field` is the lookup path to the unit, "" when the rows are units themselves.
    """
    dot = f"{field}__" if field else ""
    own = field or "pk"
    condition = Q(pk__in=[])
    if not getattr(user, "is_active", False):
        return condition
    for posting in user.current_postings:
        if posting.scope_path:
            condition |= Q(**{f"{dot}path__startswith": posting.scope_path})
        elif posting.reach == Reach.OWN:
            condition |= Q(**{own: posting.unit_id})
    if user.is_temporary:
        condition |= Q(**{f"{own}__in": _granted_units(user)})
    return condition


def _granted_units(user: Any) -> QuerySet[UnitGrant, int]:
    """Return the ids of the units that open, explicit grants let the account see now."""
    now = clock.now()
    return UnitGrant.objects.filter(
        user_id=user.pk, starts_at__lte=now, ends_at__gt=now
    ).values_list("content_object_id", flat=True)


def visible_units(user: Any) -> QuerySet[Unit]:
    """Return the units the account may see, in tree order."""
    return Unit.objects.filter(unit_scope(user, "")).order_by("path")


def _holders(permission: str) -> QuerySet[Posting]:
    today = clock.today()
    return Posting.objects.filter(
        role__in=roles.roles_with(permission), started_on__lte=today, user__is_active=True
    ).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))


def recipients(*, permission: str, unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """Return, for each unit, the accounts that hold the permission by a post in that very unit."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = _holders(permission).filter(unit_id__in=set(unit_ids)).values_list("unit_id", "user_id")
    for unit_id, user_id in rows:
        found[unit_id].append(user_id)
    return dict(found)


def holders(permission: str) -> list[int]:
    """Return every account that holds the permission today."""
    return list(_holders(permission).values_list("user_id", flat=True).distinct())


def accounts() -> QuerySet[User]:
    """Return the permanent accounts with their posts, for the administrators."""
    return User.objects.filter(is_temporary=False).prefetch_related("postings__unit").order_by("id")


def temporary_accounts() -> QuerySet[TemporaryAccount]:
    """Return the temporary accounts, newest first."""
    return TemporaryAccount.objects.select_related("user", "issued_by").order_by("-id")
