"""Record a day outside of the portal that starts or ends a clock: a letter, an answer, a talk."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums.clocks import OF_A_PERSON, ClockFact
from cases.models import Clock, Clue, Respondent
from cases.permissions import EXTEND_CLOCK
from cases.selectors.clock_facts import possible_facts, waiting_for_answer
from cases.selectors.visibility import may_work
from cases.services.clocks.facts import inquiry_received, reported_up, talk_ended
from supervision import clock as portal_clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.web.formats import full_date


@transaction.atomic
def state_fact(
    *, actor: User, clue: Clue, fact: str, on: dt.date, respondent: Respondent | None = None
) -> Clock | None:
    """Record the day, and start and end the clocks that hang on it.

    Raises PermissionDenied for whoever has no part in the clue, ValidationError for a fact that is
    not possible now, a person it does not concern, a day before the clue came in and one ahead.
    """
    require(actor, EXTEND_CLOCK)
    if not may_work(actor, clue):
        raise PermissionDenied(_("You have no part in this clue."))
    found = Clue.objects.select_for_update(of=("self",)).get(pk=clue.pk)
    if fact not in possible_facts(actor, found):
        raise ValidationError({"fact": _("This cannot be recorded where the clue stands.")})
    _check_day(found, on)
    person = _person(found, fact, respondent)
    match ClockFact(fact):
        case ClockFact.LETTER_RECEIVED if person is not None:
            return inquiry_received(actor=actor, clue=found, respondent=person, on=on)
        case ClockFact.REPORTED_UP:
            return reported_up(actor=actor, clue=found, on=on)
    return talk_ended(actor=actor, clue=found, on=on, respondent=person)


def _check_day(clue: Clue, on: dt.date) -> None:
    received = portal_clock.local(clue.received_at).date()
    if not received <= on <= portal_clock.today():
        raise ValidationError(
            {"on": _("The day lies between %(day)s and today.") % {"day": full_date(received)}}
        )


def _person(clue: Clue, fact: str, respondent: Respondent | None) -> Respondent | None:
    if fact not in OF_A_PERSON:
        return None
    known = clue.respondents.all()
    if fact == ClockFact.ANSWER_CAME:
        known = waiting_for_answer(clue)
    if respondent is None or not known.filter(pk=respondent.pk).exists():
        raise ValidationError({"respondent": _("Choose the person it concerns.")})
    return respondent
