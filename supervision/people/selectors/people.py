"""Which persons an account sees, and how they are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from supervision import clock
from supervision.accounts.selectors import unit_scope, visible_units
from supervision.crypto import blind
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.people import permissions
from supervision.people.models import Person, PersonPost
from supervision.people.models.persons import ID_PURPOSE, PHONE_PURPOSE
from supervision.people.rules import queries
from supervision.people.rules.queries import Query, QueryKind

#: Where the commission's own people work.
OWN_KINDS = (UnitKind.COMMISSION, UnitKind.OFFICE, UnitKind.STATIONED_GROUP)


def _scope(user: Any, field: str) -> Q:
    condition = unit_scope(user, field)
    if permissions.only_own_ranks(user):
        condition &= Q(**{f"{field}__kind__in" if field else "kind__in": OWN_KINDS})
    return condition


def held_now() -> Q:
    """Return the condition that keeps posts held today."""
    today = clock.today()
    return Q(started_on__lte=today) & (Q(ended_on__isnull=True) | Q(ended_on__gte=today))


def people_visible_to(user: Any) -> QuerySet[Person]:
    """Return the persons whose unit, or a unit where they hold a post today, the account may see.

    A former post opens nothing. Without the permission to read the register there is nobody.
    """
    if not user.can(permissions.READ):
        return Person.objects.none()
    held = PersonPost.objects.filter(held_now()).filter(_scope(user, "unit"))
    return Person.objects.filter(_scope(user, "unit") | Q(pk__in=held.values("person_id")))


def people_units(user: Any) -> QuerySet[Unit]:
    """Return the units whose persons the account may see, in tree order."""
    return visible_units(user).filter(_scope(user, ""))


def search_people(user: Any, query: str) -> QuerySet[Person]:
    """Return the visible persons the text means, the best hit first.

    The text is a name, a part of one, pinyin with or without spaces, initials, an ID number in
    full or masked, or a phone number.
    """
    asked = queries.read(query)
    return ranked(matching(people_visible_to(user), asked), asked)


def matching(rows: QuerySet[Person], asked: Query) -> QuerySet[Person]:
    """Keep the persons the query means."""
    if asked.kind == QueryKind.NOTHING:
        return rows.none()
    if asked.kind == QueryKind.ID_NUMBER:
        return rows.filter(id_index__in=blind.candidates(asked.value, purpose=ID_PURPOSE))
    if asked.kind == QueryKind.MASKED_ID:
        return rows.filter(id_masked_index__in=blind.candidates(asked.value, purpose=ID_PURPOSE))
    if asked.kind == QueryKind.PHONE:
        found = blind.candidates(asked.value, purpose=PHONE_PURPOSE)
        return rows.filter(phone_index__in=found).exclude(phone_index="")
    # A leading space makes it the beginning of one of the words a name is found by.
    return rows.filter(search_keys__contains=f" {asked.value}")


def ranked(rows: QuerySet[Person], asked: Query) -> QuerySet[Person]:
    """Order hits: the very name, then names that begin with it, then by pinyin."""
    value = asked.value
    if asked.kind == QueryKind.NAME:
        first, second = Q(name=value), Q(name__startswith=value)
    elif asked.kind == QueryKind.PINYIN:
        first, second = Q(search_keys__contains=f" {value} "), Q(pinyin__startswith=value)
    else:
        return rows.order_by("pinyin", "pk")
    place = Case(
        When(first, then=Value(0)),
        When(second, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(place, "pinyin", "pk")


def with_posts(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Load what a list draws: the unit, and the posts held today as `held`."""
    posts = PersonPost.objects.filter(held_now()).select_related("unit")
    return (
        rows.select_related("unit")
        .defer("id_number_short", "residence", "search_keys")
        .prefetch_related(Prefetch("posts", posts.order_by("-is_leading", "pk"), to_attr="held"))
    )


def by_id_number(number: str) -> QuerySet[Person]:
    """Return the person with the number, whoever may see it: for refusing a second entry."""
    return Person.objects.filter(id_index__in=blind.candidates(number, purpose=ID_PURPOSE))


def names_by_number(numbers: Sequence[str]) -> dict[str, str]:
    """Return the registered name of each ID number that is known, whoever may see it."""
    digests = {
        digest: number
        for number in numbers
        for digest in blind.candidates(number, purpose=ID_PURPOSE)
    }
    rows = Person.objects.filter(id_index__in=list(digests)).values_list("id_index", "name")
    return {digests[digest]: name for digest, name in rows}
