"""Summons talks: who may read them, and who leads a unit."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from accountability.enums import SummonsStatus
from accountability.models import AccountabilityAction, Falsification, Summons
from accountability.permissions import OVERSEE, READ, RECTIFY, SUMMON
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.organizations.models import Unit
from supervision.people.models import PersonPost
from supervision.people.selectors.people import held_now

#: The owner type under which the records of talks are kept.
OWNER = Summons._meta.label_lower


@dataclass(frozen=True)
class Member:
    """One member of a leading group; `person_id` is empty for somebody typed in."""

    name: str
    post: str = ""
    person_id: int | None = None


def summonses_visible_to(user: Any) -> QuerySet[Summons]:
    """Return the talks with members of units of the account's reach, newest first.

    They are the office's and the unit's own: nobody else's role opens them.
    """
    if not user.can(READ):
        return Summons.objects.none()
    return (
        Summons.objects.filter(_parties(user))
        .select_related("unit", "falsification__filing", "notice", "called_by", "held_by")
        .order_by("-planned_at", "-id")
    )


def talks_about(user: Any, falsification: Falsification) -> QuerySet[Summons]:
    """Return the talks that a falsification led to, in the order in which they are held."""
    rows = summonses_visible_to(user).filter(falsification=falsification)
    return rows.order_by("planned_at", "id")


def _parties(user: Any) -> Q:
    """Return the condition that keeps the office's reach and the units the account answers for."""
    return unit_scope(user, permission=OVERSEE) | unit_scope(user, permission=RECTIFY)


def to_hold(user: Any) -> QuerySet[Summons]:
    """Return the talks whose day has come and that this account may hold."""
    if not user.can(SUMMON):
        return Summons.objects.none()
    rows = summonses_visible_to(user).filter(status=SummonsStatus.PLANNED)
    return rows.filter(planned_at__lt=clock.end_of(clock.today())).order_by("planned_at", "id")


def leading_group(unit: Unit) -> list[Member]:
    """Return the members of the unit's leading group by the people register, chief first.

    A person with two leading posts is called once.
    """
    posts = (
        PersonPost.objects.filter(held_now(), unit=unit, is_leading=True)
        .select_related("person")
        .order_by("rank", "started_on", "pk")
    )
    found: dict[int, Member] = {}
    for post in posts:
        found.setdefault(
            post.person_id, Member(post.person.name, post.title, person_id=post.person_id)
        )
    return list(found.values())


def actions_visible_to(user: Any) -> QuerySet[AccountabilityAction]:
    """Return the accountability actions about units of the account's reach, newest first."""
    if not user.can(READ):
        return AccountabilityAction.objects.none()
    rows = AccountabilityAction.objects.filter(_parties(user))
    return rows.select_related("unit", "recorded_by").order_by("-decided_on", "-id")


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever reads the talk reads its files."""
    return owner_id.isdecimal() and summonses_visible_to(user).filter(pk=int(owner_id)).exists()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the visible talks: the gate's whole list."""
    rows = summonses_visible_to(user).select_related(None).order_by()
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit of the talk, for the log of who read its files."""
    return Summons.objects.filter(pk=owner_id).values_list("unit_id", flat=True).first()
