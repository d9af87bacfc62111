"""Who a person is, whatever account acts: the accounts of one person, the person, the kin."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.people.models import Kinship, Person


def accounts_of(user: Any) -> QuerySet[User, int]:
    """Return the ids of every account of the natural person behind the account, its own included.

    Two accounts are one person's where both bear the same telephone number, or one bears the
    number that the register has for the person of the other.
    """
    registered = Person.objects.filter(account_id=user.pk).exclude(phone_index="")
    same = Q(pk=user.pk) | Q(phone_index__in=registered.values("phone_index"))
    if user.phone_index:
        # By a query of its own: the register is large, and every page asks.
        known = Person.objects.filter(phone_index=user.phone_index, account__isnull=False)
        same |= Q(phone_index=user.phone_index) | Q(pk__in=known.values("account_id"))
    return User.objects.filter(same).order_by().values_list("pk", flat=True)


def people_of(accounts: Collection[int] | QuerySet[User, int]) -> QuerySet[Person]:
    """Return the registered persons behind the accounts, linked or known by the same number."""
    numbers = User.objects.filter(pk__in=accounts).exclude(phone_index="").values("phone_index")
    held = Person.objects.filter(account__isnull=False, account__in=accounts)
    linked = held.order_by().values("pk")
    known = Person.objects.filter(phone_index__in=numbers).exclude(phone_index="")
    numbered = known.order_by().values("pk")
    # Put together instead of either-or: each half finds its few rows by an index.
    return Person.objects.filter(pk__in=linked.union(numbered)).order_by()


def are_related(
    people: QuerySet[Person],
    others: QuerySet[Person],
    *,
    places: QuerySet[Unit],
    other_places: QuerySet[Unit],
) -> bool:
    """Tell whether the register knows a relation between somebody here and somebody there.

    A relative who is only named counts where the name is that of a person on the other side and
    the workplace is one of the units there: `places` are those of `people`.
    """
    known = Q(person__in=people, relative__in=others) | Q(person__in=others, relative__in=people)
    named = _named(people, others, other_places) | _named(others, people, places)
    return Kinship.objects.filter(known | named).exists()


def _named(of: QuerySet[Person], others: QuerySet[Person], places: QuerySet[Unit]) -> Q:
    at = Q(workplace__in=places.values("name")) | Q(workplace__in=places.values("short_name"))
    return Q(person__in=of, relative__isnull=True, relative_name__in=others.values("name")) & at
