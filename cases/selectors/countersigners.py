"""Who may be asked to countersign a step: the heads of the other offices of the commission."""

from django.db.models import QuerySet

from cases.models import Clue
from cases.selectors.offices import HEADS, offices_of, posts
from cases.selectors.signatories import holders_of
from cases.workflow import Transition
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.people.selectors.natural_persons import accounts_of

#: So many offices are asked about one step at most.
MOST = 3


def may_countersign(clue: Clue, row: Transition) -> QuerySet[User]:
    """Return the heads of offices other than that in whose hands the act lies, by name.

    Whoever approves the step anyway is not among them, with whatever account.
    """
    own = [unit.pk for unit in offices_of(row.proposer, clue)]
    found: set[int] = set()
    for permission in HEADS.values():
        rows = posts(permission).exclude(unit__in=own)
        found.update(rows.order_by().values_list("user_id", flat=True))
    approving = {pk for one in row.signatories for pk in holders_of(one, row, clue)}
    for user in User.objects.filter(pk__in=approving):
        found -= set(accounts_of(user))
    return User.objects.filter(pk__in=found).order_by("name", "pk")


def office_of(user: User, clue: Clue, row: Transition) -> Unit:
    """Return the office for which the person countersigns: the first in tree order.

    Raises Unit.DoesNotExist for somebody who heads no other office.
    """
    own = [unit.pk for unit in offices_of(row.proposer, clue)]
    headed = {
        pk
        for permission in HEADS.values()
        for pk in posts(permission).filter(user=user).values_list("unit_id", flat=True)
    }
    found = Unit.objects.filter(pk__in=headed).exclude(pk__in=own).order_by("path").first()
    if found is None:
        raise Unit.DoesNotExist(f"{user.pk} heads no other office")
    return found


def offered(clue: Clue, row: Transition) -> list[tuple[int, str]]:
    """Return whom a form offers, each with the office, in the order of the tree of units."""
    people = [(office_of(user, clue, row), user) for user in may_countersign(clue, row)]
    people.sort(key=lambda pair: (pair[0].path, pair[1].pk))
    return [(user.pk, f"{office.short_name} · {user.name}") for office, user in people]
