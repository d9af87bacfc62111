"""Clocks that facts open and close, not steps: for the services that record those facts."""

import datetime as dt

from cases.enums import Naming, Source
from cases.models import Clock, Clue, Respondent, Step
from cases.rules.clocks import Desk, desk_of
from cases.services.clocks.keeping import close_clock, open_clock, running
from supervision import clock as portal_clock
from supervision.audit.services import Actor

FILING_ACTS = frozenset({"file", "file_directly"})


def clue_registered(*, actor: Actor | None, clue: Clue) -> list[Clock]:
    """Start what the receipt of a clue starts.

    A named reporter is told within the term that it was accepted, once only; what the upper organ
    assigned is reported back to it.
    """
    codes = []
    if clue.naming == Naming.NAMED and clue.repeat_of_id is None:
        codes.append("named_ack")
    if clue.source == Source.SUPERIOR_ASSIGNED:
        codes.append("assigned_report")
    return [
        open_clock(actor=actor, clue=clue, code=code, starts_at=clue.received_at) for code in codes
    ]


def reporter_told(*, actor: Actor | None, clue: Clue, of_result: bool, on: dt.date) -> Clock | None:
    """Conclude the term of a notice to the named reporter."""
    code = "named_feedback" if of_result else "named_ack"
    clock = running(clue, code, None).first()
    if clock is None:
        return None
    at = _within(on, clock.started_at)
    return close_clock(actor=actor, clue=clue, code=code, at=at)


def reported_up(*, actor: Actor | None, clue: Clue, on: dt.date) -> Clock | None:
    """Conclude the term within which the result of an assigned report goes to the upper organ."""
    clock = running(clue, "assigned_report", None).first()
    if clock is None:
        return None
    at = _within(on, clock.started_at)
    return close_clock(actor=actor, clue=clue, code="assigned_report", at=at)


def inquiry_received(
    *, actor: Actor | None, clue: Clue, respondent: Respondent, on: dt.date
) -> Clock:
    """Start the term of the written answer on the day the person received the letter."""
    at = _within(on, clue.received_at)
    return open_clock(
        actor=actor, clue=clue, code="inquiry_reply", starts_at=at, respondent=respondent
    )


def talk_ended(
    *, actor: Actor | None, clue: Clue, on: dt.date, respondent: Respondent | None = None
) -> Clock:
    """Start the term of report and opinion once a talk ended or an answer came.

    The term of that person's answer is concluded. Where several persons are heard the last one
    counts: an earlier term of the same kind makes way.
    """
    answered = running(clue, "inquiry_reply", respondent).first() if respondent else None
    since = answered.started_at if answered is not None else clue.received_at
    at = _within(on, since)
    close_clock(actor=actor, clue=clue, code="inquiry_reply", at=at, respondent=respondent)
    close_clock(actor=actor, clue=clue, code="talk_inquiry_close", at=at)
    return open_clock(actor=actor, clue=clue, code="talk_inquiry_close", starts_at=at)


def filing_asked(*, actor: Actor | None, step: Step) -> Clock | None:
    """Start the customary term of the approval when the filing of a case is proposed."""
    if step.act not in FILING_ACTS:
        return None
    return open_clock(
        actor=actor, clue=step.clue, code="filing_approval", starts_at=step.proposed_at, step=step
    )


def filing_settled(*, actor: Actor | None, clue: Clue, step: Step) -> Clock | None:
    """Conclude that term when the proposal was approved, sent back or taken back."""
    if step.act not in FILING_ACTS:
        return None
    at = step.settled_at or portal_clock.now()
    return close_clock(actor=actor, clue=clue, code="filing_approval", at=at, step=step)


def handed_over(*, clue: Clue) -> None:
    """Let the clocks of the handling office warn the office that has the clue now."""
    if clue.handling_office_id is None:
        return
    rows = Clock.objects.filter(clue=clue, closed_at__isnull=True)
    ids = [row.pk for row in rows if desk_of(row.term_code) is Desk.HANDLING]
    Clock.objects.filter(pk__in=ids).update(office=clue.handling_office_id)


def _within(day: dt.date, since: dt.datetime) -> dt.datetime:
    """Return an instant on the day, not before the cause where that fell on the same day."""
    noon = portal_clock.start_of(day) + dt.timedelta(hours=12)
    if portal_clock.local(since).date() == day:
        noon = max(noon, since)
    return min(noon, portal_clock.now())
