"""Read the interference register: its readers all of it, whoever entered something their own.

Nobody reads an entry that names them: told by the person of the register, else by the name, of
whatever account. A namesake is kept from it as well; there are other readers. What names a near
relative is read by none of the family, but for whoever entered it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from cases.models import Interference
from cases.models.interference import NAME_PURPOSE
from cases.permissions import ENTER_INTERFERENCE, READ_INTERFERENCE
from cases.selectors.offices import holders
from supervision.accounts.models import User
from supervision.crypto import blind
from supervision.people.models import Kinship, Person
from supervision.people.selectors.natural_persons import accounts_of, people_of


def entries_visible_to(user: Any) -> QuerySet[Interference]:
    """Return the entries the account may read, none of them about its own person."""
    if user.can(READ_INTERFERENCE):
        rows = Interference.objects.all()
    elif user.can(ENTER_INTERFERENCE):
        rows = Interference.objects.filter(entered_by__in=accounts_of(user))
    else:
        return Interference.objects.none()
    own, accounts = _names(user), list(accounts_of(user))
    kin = _names_kin(accounts) & ~Q(entered_by__in=accounts)
    return rows.exclude(own | kin).select_related("unit", "clue", "entered_by")


def _names(user: Any) -> Q:
    """Return the condition that an entry is about the person behind the account."""
    accounts = list(accounts_of(user))
    people = list(people_of(accounts).values_list("pk", "name"))
    names = {name for _pk, name in people}
    names |= set(User.objects.filter(pk__in=accounts).values_list("name", flat=True))
    return _about([pk for pk, _name in people], names)


def _names_kin(accounts: list[int]) -> Q:
    """Return the condition that an entry is about a near relative, by the people register."""
    own = people_of(accounts)
    rows = Kinship.objects.filter(Q(person__in=own) | Q(relative__in=own)).order_by()
    ids = {pk for pair in rows.values_list("person_id", "relative_id") for pk in pair if pk}
    people = Person.objects.filter(pk__in=ids - set(own.values_list("pk", flat=True)))
    names = set(people.values_list("name", flat=True))
    names |= set(rows.filter(person__in=own).values_list("relative_name", flat=True)) - {""}
    return _about(list(people.values_list("pk", flat=True)), names)


def _about(persons: list[int], names: Iterable[str]) -> Q:
    digests = [one for name in names for one in blind.candidates(name, purpose=NAME_PURPOSE)]
    return Q(person__in=persons) | Q(name_index__in=digests)


def readers(entry: Interference) -> list[int]:
    """Return the accounts that read the register and are not named in the entry."""
    found = User.objects.filter(pk__in=holders(READ_INTERFERENCE)).order_by("pk")
    return [user.pk for user in found if entries_visible_to(user).filter(pk=entry.pk).exists()]


def as_listed(rows: QuerySet[Interference]) -> QuerySet[Interference]:
    """Load what the list draws: no sealed word, but notes, and when it was first dealt with."""
    return rows.defer("name", "matter", "words", "answer").annotate(
        note_count=Count("notes"),
        dealt_with_at=Min("notes__noted_at", filter=Q(notes__is_handling=True)),
    )
