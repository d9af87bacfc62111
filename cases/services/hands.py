"""Whose hands an act is in, and who must keep theirs off: asked before anything is written."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import Hand
from cases.models import Access, Clue
from cases.selectors.acts import PARTS, takes_part
from cases.selectors.avoidance import fact_against
from cases.selectors.offices import OFFICERS, holders
from cases.selectors.visibility import accesses_in_force, may_work
from cases.services.faults import Avoids, RuleBroken
from cases.verbs import AVOIDED
from cases.workflow import GUIZE, JIANCHA, Article, Transition
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.people.selectors.natural_persons import accounts_of

AVOIDANCE = Article(JIANCHA, "第六十七条")
APART = Article(GUIZE, "第十一条、第五十四条")
TWO_PERSONS = Article(JIANCHA, "第四十四条")


def check_avoids(actor: User, clue: Clue, people: Iterable[User]) -> None:
    """Raise Avoids where one of the persons must leave the clue to others; the attempt is kept.

    Call it before the use case opens its transaction: the record must outlive the refusal.
    """
    for person in people:
        fact = fact_against(person, clue)
        if fact is None:
            continue
        with transaction.atomic():
            record(
                verb=AVOIDED,
                actor=actor,
                target=clue,
                details={"ground": fact.ground.value, "account": person.username},
            )
        raise Avoids(fact.ground, fact.words, AVOIDANCE)


def require_seen(actor: User, clue: Clue) -> None:
    """Raise PermissionDenied where the account may not open the clue, or countersigns alone."""
    if not may_work(actor, clue):
        raise PermissionDenied(_("Your post does not allow this."))


def require_hand(actor: User, clue: Clue, row: Transition) -> None:
    """Raise PermissionDenied unless the account may propose the act on this clue.

    Of the case supervision office every officer; of the others whoever was named for the clue.
    """
    require(actor, OFFICERS[Hand(row.proposer)])
    require_seen(actor, clue)
    kinds = PARTS.get(Hand(row.proposer))
    if kinds and not takes_part(actor, clue, kinds):
        raise PermissionDenied(
            _("Only the officers named for this clue propose its steps: %(hand)s.")
            % {"hand": Hand(row.proposer).label}
        )


def check_officers(actor: User, clue: Clue, row: Transition, officers: Iterable[User]) -> list[int]:
    """Return the accounts that take part, the proposer among them.

    Raises RuleBroken where they are too few persons, or one of them has no part in the clue.
    """
    people = {user.pk: user for user in (actor, *officers)}
    _check_parts(clue, row, people)
    persons = {frozenset(accounts_of(user)) for user in people.values()}
    if len(persons) < row.officers:
        sentence = _("%(n)d officers have to take part in this step; %(named)d are named.")
        given = {"n": row.officers, "named": len(persons)}
        raise RuleBroken(sentence % given, TWO_PERSONS, field="officers")
    check_apart(clue, row, people.values())
    return sorted(people)


def _check_parts(clue: Clue, row: Transition, people: dict[int, User]) -> None:
    kinds = PARTS.get(Hand(row.proposer))
    if kinds is None:
        known = set(holders(OFFICERS[Hand(row.proposer)]))
    else:
        rows = accesses_in_force(clock.now()).filter(clue=clue, kind__in=kinds)
        known = set(rows.values_list("user_id", flat=True))
    for pk, user in people.items():
        if pk not in known:
            words = _("%(name)s was not named for this clue.") % {"name": user.name}
            raise RuleBroken(words, row.article, field="officers")


def check_apart(clue: Clue, row: Transition, people: Iterable[User]) -> None:
    """Raise RuleBroken where somebody who handled the case would take part in its review."""
    if row.proposer == Hand.REVIEW:
        for person in people:
            check_has_not_handled(person, clue)


def check_has_not_handled(person: User, clue: Clue) -> None:
    """Raise RuleBroken where the person ever carried the clue or was of its team."""
    handled = Access.objects.filter(clue=clue, kind__in=PARTS[Hand.HANDLING])
    if handled.filter(user__in=accounts_of(person)).exists():
        words = _("%(name)s handled this case and takes no part in its review.")
        raise RuleBroken(words % {"name": person.name}, APART)
