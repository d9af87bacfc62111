"""Effects of the acts that end a matter for somebody: what was proposed becomes final."""

import datetime as dt
from typing import Any

from cases.enums import Act, OutcomeCode, PersonStanding, RespondentRole
from cases.models import Step
from cases.services.outcome_drafts import clear
from cases.services.outcomes import Origin, make
from supervision import clock


def _day(step: Step, facts: dict[str, Any]) -> dt.date:
    stated = facts.get("decided_on")
    if stated:
        return dt.date.fromisoformat(stated)
    return clock.local(step.settled_at or clock.now()).date()


def _make(step: Step, facts: dict[str, Any], wanted: list[dict[str, Any]]) -> None:
    make(
        actor=step.proposed_by,
        clue=step.clue,
        wanted=wanted,
        decided_on=_day(step, facts),
        origin=Origin(step=step),
    )


def decide(step: Step, facts: dict[str, Any]) -> None:
    """Make the outcomes of the decision final, each with its period."""
    _make(step, facts, facts["outcomes"])
    clear(step.clue)


def first_form(step: Step, facts: dict[str, Any]) -> None:
    """Make the measures of the first form final."""
    _make(step, facts, facts["measures"])
    clear(step.clue)


def _closed(step: Step, facts: dict[str, Any], code: str) -> None:
    """Count who was heard and cleared: a closing after talk is a case of the first form."""
    people = step.clue.respondents.filter(role=RespondentRole.MAIN).order_by("pk")
    # The forms count persons: an organisation that was cleared is none of them.
    people = people.exclude(standing=PersonStanding.ORGANISATION)
    reason = str(facts["reason"])
    _make(step, facts, [{"respondent": one.pk, "code": code, "reason": reason} for one in people])
    clear(step.clue)


def talk_close(step: Step, facts: dict[str, Any]) -> None:
    """Count the respondents as closed after talk or inquiry."""
    _closed(step, facts, OutcomeCode.CLOSED_AFTER_TALK)


def verify_close(step: Step, facts: dict[str, Any]) -> None:
    """Count the respondents as closed after verification, where they were met face to face."""
    if facts.get("face_to_face"):
        _closed(step, facts, OutcomeCode.CLOSED_AFTER_VERIFICATION)
    else:
        clear(step.clue)


EFFECTS = {
    Act.DECIDE: decide,
    Act.TALK_FIRST_FORM: first_form,
    Act.VERIFY_FIRST_FORM: first_form,
    Act.TALK_CLOSE: talk_close,
    Act.VERIFY_CLOSE: verify_close,
}
