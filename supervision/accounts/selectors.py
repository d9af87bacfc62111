"""Who sees what, and who is to be told: scope is one query."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest

from supervision import clock
from supervision.accounts import roles, rules
from supervision.accounts.enums import ADMINISTRATORS, Reach, RequestStatus
from supervision.accounts.models import (
    GrantRequest,
    Posting,
    SignInSession,
    TemporaryAccount,
    UnitGrant,
    User,
)
from supervision.accounts.permissions import DECIDE_REQUESTS, READ_REQUESTS
from supervision.crypto import blind
from supervision.organizations.models import Unit


def unit_scope(user: Any, field: str = "unit", *, permission: str = "") -> Q:
    """Return the condition that keeps only rows whose unit the account may see.

    `field` is the lookup path to the unit, "" when the rows are units themselves. With a
    permission only posts that carry it count: a further post of wider reach opens nothing.
    """
    dot = f"{field}__" if field else ""
    own = field or "pk"
    condition = Q(pk__in=[])
    if not getattr(user, "is_active", False):
        return condition
    held = [
        post
        for post in user.current_postings
        if not permission or permission in roles.permissions_of(post.role)
    ]
    for posting in held:
        if posting.scope_path:
            condition |= Q(**{f"{dot}path__startswith": posting.scope_path})
        elif posting.reach == Reach.OWN:
            condition |= Q(**{own: posting.unit_id})
        elif posting.reach == Reach.SUPERVISED:
            condition |= Q(**{f"{own}__in": _supervised_units(posting.unit_id)})
    if user.is_temporary and (held or not permission):
        condition |= Q(**{f"{own}__in": _granted_units(user)})
    return condition


def _supervised_units(group_id: int) -> QuerySet[Unit, int]:
    """Return the ids of a stationed group and of the units it supervises."""
    supervised = Q(pk=group_id) | Q(supervised_by_id=group_id)
    return Unit.objects.filter(supervised).order_by().values_list("pk", flat=True)


def _granted_units(user: Any) -> Any:
    """Return the ids of the units that open, explicit grants let the account see now.

    An account that is only planned (the reach map asks before one is issued) carries them itself.
    """
    planned = getattr(user, "planned_units", None)
    if planned is not None:
        return planned
    now = clock.present()
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
    return (
        User.objects.filter(is_temporary=False)
        .select_related("factor")
        .prefetch_related("postings__unit")
        .order_by("id")
    )


def temporary_accounts() -> QuerySet[TemporaryAccount]:
    """Return the temporary accounts, newest first."""
    return TemporaryAccount.objects.select_related("user", "issued_by").order_by("-id")


def administrators_in_use() -> dict[str, int]:
    """Return how many persons hold each administrator's role with an account that is in use."""
    today = clock.today()
    rows = (
        Posting.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gte=today),
            Q(user__ends_on__isnull=True) | Q(user__ends_on__gte=today),
            role__in=ADMINISTRATORS,
            started_on__lte=today,
            user__is_active=True,
        )
        .order_by()
        .values_list("role")
        .annotate(persons=Count("user", distinct=True))
    )
    return dict(rows)


def unused_since(before: dt.datetime) -> QuerySet[User]:
    """Return the permanent accounts in use that nobody used since, longest unused first."""
    last = Greatest("created_at", Coalesce("last_login", "created_at"), "reopened_at")
    return (
        User.objects.filter(is_active=True, is_temporary=False)
        .annotate(last_used=last)
        .filter(last_used__lt=before)
        .order_by("last_used", "id")
    )


def requests_visible_to(user: User) -> QuerySet[GrantRequest]:
    """Return the requests of two persons, for the administrators and the auditor."""
    if not user.can(READ_REQUESTS):
        return GrantRequest.objects.none()
    return GrantRequest.objects.select_related("user", "unit", "asked_by", "decided_by")


def requests_to_decide(user: User) -> QuerySet[GrantRequest]:
    """Return the requests the account could decide now, the oldest first."""
    if not user.can(DECIDE_REQUESTS):
        return GrantRequest.objects.none()
    waiting = GrantRequest.objects.filter(status=RequestStatus.WAITING)
    return waiting.exclude(asked_by=user).exclude(user=user).order_by("asked_at", "pk")


def requests_waiting_for(user: User) -> int:
    """Return how many requests the account could decide now."""
    return requests_to_decide(user).count()


def open_sessions(user: User) -> QuerySet[SignInSession]:
    """Return the account's sessions that run, newest first."""
    return SignInSession.objects.filter(user=user, ended_at__isnull=True).order_by("-id")


def password_days_left(user: User) -> int | None:
    """Return for how many days the password still holds; None where it does not age."""
    if user.is_temporary:
        return None
    changed = clock.local(user.password_changed_at or user.created_at).date()
    return rules.days_left(changed, clock.today(), settings.PASSWORD_MAX_AGE_DAYS)


def administrators() -> list[int]:
    """Return the accounts that held one of the three administrators' posts at any time."""
    rows = Posting.objects.filter(role__in=ADMINISTRATORS).order_by()
    return list(rows.values_list("user_id", flat=True).distinct())


def with_phone(text: str) -> Q:
    """Return the condition that keeps the accounts with exactly this phone number."""
    return Q(phone_index__in=blind.candidates(text, purpose="phone"))
