"""Begin a trace, and record each time its answer is read."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability.models import Duty, Filing, Finding, Trace
from accountability.permissions import TRACE_BACK
from accountability.services.numbers import take
from accountability.verbs import TRACE_BEGUN, TRACE_READ
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record, record_read
from supervision.organizations.models import Unit


@transaction.atomic
def begin_trace(
    *,
    actor: User,
    unit: Unit,
    problem: str,
    purpose: str,
    since: dt.date,
    until: dt.date,
    known_on: dt.date,
    words: str = "",
    finding: Finding | None = None,
    duty: Duty | None = None,
    filing: Filing | None = None,
) -> Trace:
    """Write down what is traced and what for; the answer is read from the record each time.

    Raises ValidationError without problem or purpose, for days in the wrong order or to come, and
    for a task, filing or finding of another unit.
    """
    require(actor, TRACE_BACK, unit)
    _check(unit, problem, purpose, since, until, known_on, finding, duty, filing)
    year = clock.today().year
    trace = Trace.objects.create(
        number=f"DC-{year}-{take(f'DC-{year}')[0]:03}",
        problem=problem.strip()[:300],
        purpose=purpose.strip()[:200],
        unit=unit,
        finding=finding,
        duty=duty if duty is not None else (filing.duty if filing is not None else None),
        filing=filing,
        words=words.strip()[:80],
        since=since,
        until=until,
        known_on=known_on,
        traced_by=actor,
        traced_at=clock.now(),
    )
    details = {
        "purpose": trace.purpose,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "known_on": known_on.isoformat(),
    }
    record(verb=TRACE_BEGUN, actor=actor, target=trace, unit=unit, details=details)
    return trace


def _check(
    unit: Unit,
    problem: str,
    purpose: str,
    since: dt.date,
    until: dt.date,
    known_on: dt.date,
    *subjects: Finding | Duty | Filing | None,
) -> None:
    if not problem.strip():
        raise ValidationError({"problem": _("Say which problem is traced.")})
    if not purpose.strip():
        raise ValidationError({"purpose": _("Say what the trace is needed for.")})
    if until < since:
        raise ValidationError({"until": _("The last day lies before the first.")})
    if known_on > clock.today():
        raise ValidationError({"known_on": _("This day has not come yet.")})
    if any(subject is not None and subject.unit_id != unit.pk for subject in subjects):
        raise ValidationError({"unit": _("This record belongs to another unit.")})


def open_trace(*, actor: User, trace: Trace) -> None:
    """Record that the answer of the trace was read, and for which purpose it was begun."""
    require(actor, TRACE_BACK, trace.unit)
    record_read(verb=TRACE_READ, actor=actor, target=trace, unit=trace.unit, purpose=trace.purpose)
