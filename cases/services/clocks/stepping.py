"""What a taken step does to the clocks of its clue: the row of the table, resolved by its facts."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.enums import ClueStatus, Naming
from cases.models import Clue, Step
from cases.rules import clocks as rules
from cases.rules.sanctions import needs_formalities
from cases.selectors.matches import is_told_elsewhere
from cases.selectors.steps import facts_of
from cases.services.clocks.facts import filing_settled, handed_over
from cases.services.clocks.keeping import close_clock, open_clock, pause_clock, resume_clock
from cases.workflow import CONCLUDED, Transition
from supervision import clock as portal_clock
from supervision.deadlines import selectors as deadlines

#: Facts that are the day from which terms run, or on which they were kept.
_DAYS = {
    "announce_filing": "announced_on",
    "decide": "decided_on",
    "announce": "announced_on",
    "execute": "executed_on",
}


def apply(step: Step, transition: Transition) -> None:
    """Close, resume, open and pause the clocks of the table for a step that is being taken.

    Called after the facts and the status of the clue stand, inside the transaction of the step.
    Raises ValidationError for a day before its cause and ValueError for a filing of no kind.
    """
    deadlines.current_calendar()
    facts = facts_of(step)
    clue, actor = step.clue, step.proposed_by
    settled = step.settled_at or portal_clock.now()
    at = _moment(transition.act, facts, settled)
    filing_settled(actor=actor, clue=clue, step=step)
    for code in transition.closes:
        close_clock(actor=actor, clue=clue, code=code, at=at, step=step)
    for code in transition.resumes:
        resume_clock(actor=actor, clue=clue, code=code, at=at)
    handed_over(clue=clue)
    for code in transition.opens:
        if found := _resolved(code, facts):
            open_clock(actor=actor, clue=clue, code=found, starts_at=at, step=step)
    reason = str(facts.get("reason") or transition.article).rstrip("。.")[:300]
    for code in transition.pauses:
        pause_clock(actor=actor, clue=clue, code=code, at=at, reason=reason)
    _held(step, clue, settled)
    if transition.after in CONCLUDED and step.before not in CONCLUDED:
        _concluded(step, clue, settled)


def _moment(act: str, facts: dict[str, Any], settled: dt.datetime) -> dt.datetime:
    """Return from when the terms of the act run: a stated day, else when its chain was whole."""
    stated = facts.get(_DAYS.get(act, ""))
    if not stated:
        return settled
    day = stated if isinstance(stated, dt.date) else dt.date.fromisoformat(str(stated)[:10])
    if day > portal_clock.local(settled).date():
        raise ValidationError(_("The day of the act lies in the future."), code="future")
    return min(settled, portal_clock.end_of(day) - dt.timedelta(seconds=1))


def _resolved(code: str, facts: dict[str, Any]) -> str:
    """Return which clock a name of the table means here; "" for none."""
    if code == rules.INVESTIGATION:
        return rules.investigation_code(str(facts.get("filing_kind", "")))
    if code == "decision_formalities" and not _changes_post(facts):
        return ""
    return code


def _changes_post(facts: dict[str, Any]) -> bool:
    """Tell whether an outcome calls for a change of post, rank or pay."""
    return any(
        needs_formalities(
            party=str(one.get("party") or ""), government=str(one.get("government") or "")
        )
        for one in facts.get("outcomes") or ()
        if isinstance(one, dict)
    )


def _held(step: Step, clue: Clue, settled: dt.datetime) -> None:
    """Start or end the wait of a clue held pending: the law asks that it be looked at again."""
    if step.before == ClueStatus.HELD:
        close_clock(
            actor=step.proposed_by, clue=clue, code=rules.HELD_REVIEW, at=settled, step=step
        )
    if step.after == ClueStatus.HELD and clue.review_on is not None:
        open_clock(
            actor=step.proposed_by,
            clue=clue,
            code=rules.HELD_REVIEW,
            starts_at=settled,
            step=step,
            last_day=clue.review_on,
        )


def _concluded(step: Step, clue: Clue, settled: dt.datetime) -> None:
    """Start the term within which a named reporter hears the result.

    Whoever repeats an own report is told with the first clue; somebody else of the same matter is
    told of theirs.
    """
    if clue.naming == Naming.NAMED and not is_told_elsewhere(clue):
        open_clock(
            actor=step.proposed_by, clue=clue, code="named_feedback", starts_at=settled, step=step
        )
