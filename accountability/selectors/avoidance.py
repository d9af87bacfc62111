"""Avoidance (回避): may this account decide about this unit, these persons, this filing?

One rule, asked by every act that judges somebody's work. It compares natural persons, not
accounts, and knows from the people register whose relative somebody is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.utils.translation import gettext as _

from accountability.enums import Ground
from accountability.models import Filing, Finding, GroupMember, Rectification
from supervision.accounts.models import Posting
from supervision.organizations.models import Unit
from supervision.people.models import Kinship, Person, PersonPost
from supervision.people.selectors.natural_persons import accounts_of, are_related, people_of
from supervision.people.selectors.people import held_now

_NOBODY = Q(pk__in=())
_AVOIDED = "_avoided_units"


@dataclass(frozen=True)
class Matter:
    """What is to be decided: about which units, through whose hands it went, whom it concerns."""

    unit_ids: frozenset[int]
    #: The accounts whose own work or word is judged.
    hands: frozenset[int] = frozenset()
    #: The persons concerned, beside the leading groups of the units.
    concerned: Q = _NOBODY


def about_unit(unit_id: int, *hands: int | None) -> Matter:
    """Return the matter of a decision about a unit."""
    return Matter(frozenset({unit_id}), _known(hands))


def about_filings(filings: Iterable[Filing | None], *hands: int | None) -> Matter:
    """Return the matter of a decision about filings: it concerns whoever filed."""
    found = [filing for filing in filings if filing is not None]
    filers = _known(filing.submitted_by_id for filing in found)
    units = frozenset(filing.unit_id for filing in found)
    return Matter(units, filers | _known(hands), Q(account__in=filers))


def about_rectification(item: Rectification, *hands: int | None) -> Matter:
    """Return the matter of a verdict: it concerns the person in charge and the one found out."""
    concerned = _named(item.owner_name, item.unit_id)
    if item.finding is not None:
        concerned |= _whom(item.finding)
    return Matter(frozenset({item.unit_id}), _known(hands), concerned)


def _known(accounts: Iterable[int | None]) -> frozenset[int]:
    return frozenset(pk for pk in accounts if pk is not None)


def _named(name: str, unit_id: int) -> Q:
    return Q(name=name, unit_id=unit_id) if name else _NOBODY


def _whom(finding: Finding) -> Q:
    return Q(pk=finding.person_id) | _named(finding.holder_name, finding.unit_id)


def ground(user: Any, matter: Matter) -> Ground | None:
    """Return why the account must leave the matter to somebody else; None where it may decide."""
    own = set(accounts_of(user))
    if own & matter.hands:
        return Ground.HAND
    if own_units(user).filter(pk__in=matter.unit_ids).exists():
        return Ground.UNIT
    return Ground.KIN if _is_kin(user, matter) else None


def why_not(user: Any, matter: Matter) -> str:
    """Return in words why the account must leave the matter to somebody else, or ""."""
    found = ground(user, matter)
    return words(found) if found is not None else ""


def words(found: Ground) -> str:
    """Return the sentence in which a page gives the ground."""
    return {
        Ground.HAND: _(
            "You had a hand in this yourself, with this account or with another of yours: "
            "somebody else decides."
        ),
        Ground.UNIT: _(
            "You hold or held a post in this unit, or filed for it: somebody else decides."
        ),
        Ground.KIN: _(
            "By the people register you are a relative of somebody whom this concerns: "
            "somebody else decides."
        ),
    }[found]


def may_decide(user: Any, matter: Matter) -> bool:
    """Tell whether the account may decide the matter."""
    return ground(user, matter) is None


def must_avoid(user: Any, unit_id: int) -> bool:
    """Tell whether the person must leave this unit to somebody else."""
    return not may_decide(user, about_unit(unit_id))


def own_units(user: Any) -> QuerySet[Unit, int]:
    """Return the ids of the units in which the person holds or held a post, or has filed.

    Posts count from every account of the person and from the people register.
    """
    accounts = accounts_of(user)
    posts = Posting.objects.filter(user__in=accounts).order_by().values("unit_id")
    held = PersonPost.objects.filter(person__in=_persons(user), unit__isnull=False)
    filed = Filing.objects.filter(submitted_by__in=accounts).order_by().values("unit_id")
    condition = Q(pk__in=posts) | Q(pk__in=held.values("unit_id")) | Q(pk__in=filed.distinct())
    return Unit.objects.filter(condition).order_by().values_list("pk", flat=True)


def avoided_units(user: Any) -> list[int]:
    """Return the ids of the units the person must avoid: the own ones, and those kin lead.

    Remembered on the account, which lives as long as one request: every queue of a page asks.
    """
    known: list[int] | None = user.__dict__.get(_AVOIDED)
    if known is None:
        known = user.__dict__[_AVOIDED] = list(_avoided_units(user))
    return known


def _avoided_units(user: Any) -> QuerySet[Unit, int]:
    persons = _persons(user).values("pk")
    kin = Kinship.objects.filter(person__in=persons).values("relative")
    kin_of = Kinship.objects.filter(relative__in=persons).values("person")
    led = PersonPost.objects.filter(held_now(), is_leading=True, unit__isnull=False).filter(
        Q(person__in=kin) | Q(person__in=kin_of)
    )
    condition = Q(pk__in=own_units(user)) | Q(pk__in=led.values("unit_id"))
    return Unit.objects.filter(condition).order_by().values_list("pk", flat=True)


def _persons(user: Any) -> QuerySet[Person]:
    """Return the registered person behind the account; an assessor's slip bears name and post."""
    if not user.is_temporary:
        return people_of(accounts_of(user))
    members = GroupMember.objects.filter(account__user_id=user.pk).values_list("post", flat=True)
    post = Value(members.first() or "")
    named = Person.objects.filter(name=user.name).alias(
        full=StrIndex(post, F("unit__name")), short=StrIndex(post, F("unit__short_name"))
    )
    return named.filter(Q(full__gt=0) | Q(short__gt=0)).order_by()


def _is_kin(user: Any, matter: Matter) -> bool:
    leading = PersonPost.objects.filter(held_now(), unit__in=matter.unit_ids, is_leading=True)
    named = Person.objects.filter(matter.concerned).order_by().values_list("pk")
    # Put together instead of either-or: each half finds its few rows by an index.
    both = named.union(leading.order_by().values_list("person_id"))
    concerned = Person.objects.filter(pk__in=both)
    return are_related(
        _persons(user),
        concerned.order_by(),
        places=Unit.objects.filter(postings__user=user.pk).order_by(),
        other_places=Unit.objects.filter(pk__in=matter.unit_ids).order_by(),
    )
