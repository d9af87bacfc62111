"""Open, close, pause and resume clocks.

These are the parts of which other services are made: they run inside the transaction of whatever
states the fact, which has asked who may state it. The calendar is held before any clock is
touched, so that nobody counts by a calendar that is being changed.
"""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums import Hand
from cases.enums.clocks import MoveCause
from cases.models import Clock, ClockMove, ClockPause, Clue, Respondent, Step
from cases.permissions import HEAD_REVIEW
from cases.rules import clocks as rules
from cases.rules.clocks import Desk
from cases.selectors.offices import offices_of, offices_with
from cases.services.clocks.counted import recount
from cases.verbs import CLOCK_CLOSED, CLOCK_OPENED, CLOCK_PAUSED, CLOCK_RESUMED
from supervision import clock as portal_clock
from supervision.audit.services import Actor, record
from supervision.deadlines import selectors as deadlines
from supervision.deadlines.services import fix_deadline, pause_deadline, start_deadline
from supervision.organizations.models import Unit
from supervision.web.formats import full_date

#: The lead of the warning that a clue held pending is to be looked at again.
REVIEW_WARNING = "15CD"


@transaction.atomic
def open_clock(
    *,
    actor: Actor | None,
    clue: Clue,
    code: str,
    starts_at: dt.datetime,
    respondent: Respondent | None = None,
    step: Step | None = None,
    last_day: dt.date | None = None,
) -> Clock:
    """Start a term on the clue, or on one person of it; `last_day` sets its end instead.

    The investigation clock that begins when a detention is lifted takes the place of the one that
    began with the filing. Raises LookupError for an unknown code, ValidationError where the same
    clock runs already, for a start in the future and for one before the clue came in.
    """
    calendar = deadlines.current_calendar()
    _check_start(clue, starts_at)
    if running(clue, code, respondent).exists():
        raise ValidationError(
            _("The clock “%(label)s” runs already; nothing was changed.")
            % {"label": _rule(code, starts_at).label},
            code="running",
        )
    clock = Clock(
        clue=clue,
        respondent=respondent,
        office=_office(clue, code, step),
        rule=_rule(code, starts_at),
        opened_by=step,
    )
    if last_day is None:
        start_deadline(clock, started_at=starts_at, rule=clock.rule.code, calendar=calendar)
    else:
        basis = clock.rule.legal_basis
        fix_deadline(
            clock, started_at=starts_at, last_day=last_day, warn=REVIEW_WARNING, basis=basis
        )
    clock.term_code = code
    clock.save()
    _note(CLOCK_OPENED, actor, clock)
    if code == rules.AFTER_DETENTION:
        _supersede(actor, clock, step)
    return clock


@transaction.atomic
def close_clock(
    *,
    actor: Actor | None,
    clue: Clue,
    code: str,
    at: dt.datetime,
    respondent: Respondent | None = None,
    step: Step | None = None,
) -> Clock | None:
    """Conclude the clock at an instant; None where none runs.

    Without a respondent every running clock of the code is concluded, whoever it is about; a name
    of the table of steps stands for all its codes. Raises ValidationError for an instant before
    the start, and for one in the future.
    """
    deadlines.current_calendar()
    if at > portal_clock.now():
        raise ValidationError(_("A clock is not concluded in advance."), code="future")
    found = Clock.objects.filter(
        clue=clue, term_code__in=rules.codes_of(code), closed_at__isnull=True
    )
    if respondent is not None:
        found = found.filter(respondent=respondent)
    closed = [_close(actor, clock, at, step) for clock in _held(found)]
    return closed[0] if closed else None


@transaction.atomic
def pause_clock(
    *,
    actor: Actor | None,
    clue: Clue,
    code: str,
    at: dt.datetime,
    reason: str,
    respondent: Respondent | None = None,
) -> Clock | None:
    """Let the clock stand still from an instant on; None where none runs.

    Raises ValidationError where it stands still already.
    """
    deadlines.current_calendar()
    clock = _held(running(clue, code, respondent)).first()
    if clock is None:
        return None
    pause_deadline(clock, at=at)
    clock.save(update_fields=["paused_at"])
    ClockPause.objects.create(clock=clock, started_at=at, reason=reason)
    _note(CLOCK_PAUSED, actor, clock)
    return clock


@transaction.atomic
def resume_clock(
    *,
    actor: Actor | None,
    clue: Clue,
    code: str,
    at: dt.datetime,
    respondent: Respondent | None = None,
) -> Clock | None:
    """Let the clock run again and count its end anew; None where none stands still."""
    deadlines.current_calendar()
    clock = _held(running(clue, code, respondent).filter(paused_at__isnull=False)).first()
    if clock is None:
        return None
    _resume(clock, at)
    _note(CLOCK_RESUMED, actor, clock)
    return clock


def running(clue: Clue, code: str, respondent: Respondent | None) -> QuerySet[Clock]:
    """Return the clock of the code that is not concluded, standing still or not."""
    rows = Clock.objects.filter(clue=clue, term_code=code, closed_at__isnull=True)
    if respondent is None:
        return rows.filter(respondent__isnull=True)
    return rows.filter(respondent=respondent)


def _held(rows: QuerySet[Clock]) -> QuerySet[Clock]:
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def _check_start(clue: Clue, starts_at: dt.datetime) -> None:
    if starts_at > portal_clock.now():
        raise ValidationError(_("A clock does not start in the future."), code="future")
    received = portal_clock.local(clue.received_at).date()
    if portal_clock.local(starts_at).date() < received:
        raise ValidationError(
            _("The clue came in on %(day)s; no term starts before.") % {"day": full_date(received)},
            code="before_cause",
        )


def _rule(code: str, starts_at: dt.datetime) -> Any:
    return deadlines.rule_at(rules.rule_code(code), portal_clock.local(starts_at).date())


def _office(clue: Clue, code: str, step: Step | None) -> Unit:
    """Return the office that has to act before the clock ends."""
    own = clue.handling_office or clue.registering_office
    match rules.desk_of(code):
        case Desk.PETITION:
            return clue.registering_office
        case Desk.REVIEW:
            home = step.proposed_by.home_unit if step is not None else None
            if home is not None and offices_with(HEAD_REVIEW).filter(pk=home.pk).exists():
                return home
            return next(iter(offices_of(Hand.REVIEW, clue)), own)
    return own


def _close(actor: Actor | None, clock: Clock, at: dt.datetime, step: Step | None) -> Clock:
    if at < clock.started_at:
        raise ValidationError(
            _("“%(label)s” began on %(day)s; it cannot be concluded before.")
            % {"label": clock.rule.label, "day": full_date(clock.started_at)},
            code="before_cause",
        )
    if clock.paused_at is not None:
        _resume(clock, max(at, clock.paused_at))
    clock.closed_at, clock.closed_by = at, step
    clock.save(update_fields=["closed_at", "closed_by"])
    _note(CLOCK_CLOSED, actor, clock)
    return clock


def _resume(clock: Clock, at: dt.datetime) -> None:
    """End the pause that runs and count the clock anew; a pause without length leaves no trace."""
    pause = clock.pauses.get(ended_at__isnull=True)
    if at <= pause.started_at:
        at = pause.started_at + dt.timedelta(seconds=1)
    pause.ended_at = at
    pause.save(update_fields=["ended_at"])
    clock.paused_at = None
    before = clock.ends_at
    recount(clock)
    if clock.ends_at != before:
        ClockMove.objects.create(
            clock=clock,
            cause=MoveCause.RESUMED,
            before=before,
            after=clock.ends_at,
            # Stored in the portal's own language, whoever acts.
            reason=_words(MoveCause.RESUMED),
            moved_at=portal_clock.now(),
        )


def _supersede(actor: Actor | None, clock: Clock, step: Step | None) -> None:
    """Conclude the clock of the filing once every person filed has one of their own."""
    followed = Clock.objects.filter(
        clue=clock.clue, term_code=rules.AFTER_DETENTION, respondent__isnull=False
    )
    others = clock.clue.respondents.filter(is_filed=True)
    if others.exclude(pk__in=followed.values("respondent")).exists():
        return
    close_clock(
        actor=actor, clue=clock.clue, code=rules.NO_DETENTION, at=clock.started_at, step=step
    )


def _note(verb: Any, actor: Actor | None, clock: Clock) -> None:
    details = {"clock": clock.term_code, "label": clock.rule.label, "record": clock.pk}
    record(verb=verb, actor=actor, target=clock.clue, details=details)


def _words(cause: MoveCause) -> str:
    with override(settings.LANGUAGE_CODE):
        return str(cause.label)
