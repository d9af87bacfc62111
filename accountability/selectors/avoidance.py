"""Avoidance (回避): whose filings an officer must leave to somebody else."""

from typing import Any

from django.db.models import Q, QuerySet

from accountability.models import Filing
from supervision.accounts.models import Posting
from supervision.organizations.models import Unit
from supervision.people.models import PersonPost


def own_units(user: Any) -> QuerySet[Unit, int]:
    """Return the ids of the units in which the person holds or held a post, or has filed.

    Posts count from the accounts and, where the account has a person, from the people register.
    """
    posts = Posting.objects.filter(user_id=user.pk).order_by().values("unit_id")
    held = PersonPost.objects.filter(person__account_id=user.pk, unit__isnull=False)
    filed = Filing.objects.filter(submitted_by_id=user.pk).order_by().values("unit_id").distinct()
    condition = Q(pk__in=posts) | Q(pk__in=held.values("unit_id")) | Q(pk__in=filed)
    return Unit.objects.filter(condition).order_by().values_list("pk", flat=True)


def must_avoid(user: Any, unit_id: int) -> bool:
    """Tell whether the person must leave this unit's filings to somebody else."""
    return own_units(user).filter(pk=unit_id).exists()
