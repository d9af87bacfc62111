"""Remedies of a clue, until when one can be asked for, and who may examine it."""

import datetime as dt

from django.db.models import Q, QuerySet

from cases.enums import AccessKind
from cases.models import Access, Clue, Remedy, Signature
from cases.permissions import HANDLE, RECORD_OUTSIDE, REVIEW
from cases.rules.remedies import RULES
from cases.selectors.offices import holders
from cases.selectors.principals import acts_as_principal
from cases.selectors.visibility import clues_visible_to
from supervision import clock
from supervision.accounts.models import User
from supervision.deadlines import rules
from supervision.deadlines import selectors as deadlines
from supervision.web.formats import due_day


def remedies_of(clue: Clue) -> QuerySet[Remedy]:
    """Return the remedies of the clue, the newest first."""
    related = ("respondent", "first_officer", "second_officer", "decided_by", "clock", "measure")
    return Remedy.objects.filter(clue=clue).select_related(*related).order_by("-pk")


def last_day_for(kind: str, served_on: dt.date) -> dt.date | None:
    """Return the last day on which the remedy can be asked for; None where there is no bar."""
    code = RULES[kind].request_code
    if not code:
        return None
    term = deadlines.rule_at(code, served_on).term
    if term is None:
        return None
    noon = clock.start_of(served_on) + dt.timedelta(hours=12)
    return due_day(rules.due(term, noon, deadlines.current_calendar()).due_at)


def may_examine(clue: Clue) -> QuerySet[User]:
    """Return the officers who neither investigated nor reviewed the clue."""
    known = {*holders(REVIEW), *holders(HANDLE)} - set(hands_of(clue))
    return User.objects.filter(pk__in=known).order_by("name", "pk")


def hands_of(clue: Clue) -> list[int]:
    """Return the accounts that had a part in the clue, or signed a step of it."""
    parts = Access.objects.filter(clue=clue).exclude(kind=AccessKind.REGISTERED)
    signed = Signature.objects.filter(step__clue=clue, outside_on__isnull=True)
    users = parts.order_by().values("user_id")
    signers = signed.order_by().values("signed_by_id")
    return list(users.union(signers).values_list("user_id", flat=True))


def remedies_waiting(user: User) -> QuerySet[Remedy]:
    """Return the remedies the account examines, decides or records the decision of."""
    outside = [kind for kind, rule in RULES.items() if rule.outside]
    wanted = Q(first_officer=user) | Q(second_officer=user)
    wanted &= Q(opinion_at__isnull=True) & ~Q(kind__in=outside)
    if acts_as_principal(user):
        wanted |= Q(opinion_at__isnull=False) & ~Q(kind__in=outside)
    if user.can(RECORD_OUTSIDE):
        wanted |= Q(kind__in=outside)
    visible = clues_visible_to(user).order_by().values("pk")
    rows = Remedy.objects.filter(wanted, decided_on__isnull=True, clue__in=visible)
    return rows.select_related("clue", "clock").order_by("received_on", "pk")
