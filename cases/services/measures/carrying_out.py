"""Measures carried out: begun, ended, given up, each to the minute."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import (
    HELD,
    ClueStatus,
    Hand,
    MeasureKind,
    MeasureStatus,
)
from cases.models import Clue, Measure
from cases.rules.clocks import AFTER_DETENTION
from cases.rules.measures import MeasureRefusal, chained, term_code
from cases.selectors.measures import last_appearance_end, running_of
from cases.services.case_parts import (
    check_moment,
    require_part,
    said,
)
from cases.services.clocks import close_clock, open_clock
from cases.services.faults import RuleBroken
from cases.services.measure_faults import broken
from cases.verbs import (
    MEASURE_ENDED,
    MEASURE_OVERRUN,
    MEASURE_STARTED,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.audit.verbs import Verb

#: While a matter is verified only the appearance and the order to wait are possible by nature;
#: what takes more needs a case (监察法 article 44).
TAKEN_AT = frozenset(
    {
        ClueStatus.VERIFYING,
        ClueStatus.FILED,
        ClueStatus.INVESTIGATING,
        ClueStatus.TRANSFERRED,
        ClueStatus.IN_REVIEW,
        ClueStatus.RETURNED,
    }
)


@transaction.atomic
def start(*, actor: User, measure: Measure, started_at: dt.datetime, place: str) -> Measure:
    """Record the arrival, the announcement or the issue, from which the term counts.

    Raises RuleBroken for an instant before the approval or ahead of now, for an appearance too
    close upon another of the same person, and once the matter is over.
    """
    require_part(actor, measure.clue, Hand.HANDLING)
    # The clue first: a step that ends the matter waits, or has ended it.
    clue = Clue.objects.select_for_update(of=("self",)).get(pk=measure.clue_id)
    found = locked(measure)
    if found.status != MeasureStatus.APPROVED:
        raise broken(MeasureRefusal.BEFORE_APPROVAL)
    if clue.status not in TAKEN_AT:
        raise broken(MeasureRefusal.NOT_INVESTIGATED)
    last = found.signatures.order_by("-position")[0]
    if last.outside_on and clock.local(started_at).date() < last.outside_on:
        raise broken(MeasureRefusal.BEFORE_APPROVAL, field="started_at")
    since = None if last.outside_on else last.signed_at
    check_moment("started_at", started_at, since=since, cause=_("the measure was approved"))
    if found.kind == MeasureKind.COMPEL_APPEARANCE:
        if chained(last_appearance_end(found.respondent), started_at):
            raise broken(MeasureRefusal.CHAINED, field="started_at")
    _end_custody_first(found, started_at)
    found.clock = open_clock(
        actor=actor,
        clue=found.clue,
        code=term_code(found.kind, needs_custody=found.needs_custody),
        starts_at=started_at,
        respondent=found.respondent,
    )
    found.place = said("place", place, least=2)
    found.started_at, found.ends_at = started_at, found.clock.due_at
    found.status = MeasureStatus.RUNNING
    found.save(update_fields=["clock", "place", "started_at", "ends_at", "status"])
    _open_notices(actor, found)
    _note(MEASURE_STARTED, actor, found)
    return found


def _end_custody_first(measure: Measure, started_at: dt.datetime) -> None:
    """Refuse a second measure that holds somebody beside the first: one ends, then the other."""
    if measure.kind not in HELD:
        return
    held = running_of(measure.respondent).filter(kind__in=HELD, status=MeasureStatus.RUNNING)
    if held.exclude(pk=measure.pk).exists():
        raise RuleBroken(_("End the measure that holds this person now; then begin the next."))


def _open_notices(actor: User, measure: Measure) -> None:
    if measure.kind not in HELD or measure.started_at is None:
        return
    codes = ["detention_notice"]
    if measure.kind == MeasureKind.PROTECTIVE_CUSTODY:
        codes.append("protective_custody_transfer")
    for code in codes:
        # The notice of custody may still be open when the detention begins: the new one counts.
        close_clock(
            actor=actor,
            clue=measure.clue,
            code=code,
            at=measure.started_at,
            respondent=measure.respondent,
        )
        open_clock(
            actor=actor,
            clue=measure.clue,
            code=code,
            starts_at=measure.started_at,
            respondent=measure.respondent,
        )


@transaction.atomic
def end(*, actor: User, measure: Measure, ended_at: dt.datetime, end_reason: str) -> Measure:
    """Record when and why a measure ended; one that outlasted its term is kept as such.

    What happened is written down even where it should not have: the end after the term is its own
    event in the record, and the page says by how much. After a detention the year of the
    investigation begins anew.
    """
    require_part(actor, measure.clue, Hand.HANDLING)
    found = _running(measure)
    check_moment("ended_at", ended_at, since=found.started_at, cause=_("the measure began"))
    close_clock(
        actor=actor,
        clue=found.clue,
        code=found.clock.term_code if found.clock else found.kind,
        at=ended_at,
        respondent=found.respondent,
    )
    found.status, found.ended_at = MeasureStatus.ENDED, ended_at
    found.end_reason = said("end_reason", end_reason)
    found.save(update_fields=["status", "ended_at", "end_reason"])
    if found.kind == MeasureKind.DETENTION and found.clue.filed_on is not None:
        _count_anew(actor, found, ended_at)
    is_late = found.ends_at is not None and ended_at > found.ends_at
    _note(MEASURE_OVERRUN if is_late else MEASURE_ENDED, actor, found)
    return found


def _count_anew(actor: User, measure: Measure, ended_at: dt.datetime) -> None:
    """Begin the year after a detention (实施条例 article 185, from memory)."""
    if measure.clue.status not in (ClueStatus.FILED, ClueStatus.INVESTIGATING, ClueStatus.RETURNED):
        return
    close_clock(
        actor=actor,
        clue=measure.clue,
        code=AFTER_DETENTION,
        at=ended_at,
        respondent=measure.respondent,
    )
    open_clock(
        actor=actor,
        clue=measure.clue,
        code=AFTER_DETENTION,
        starts_at=ended_at,
        respondent=measure.respondent,
    )


@transaction.atomic
def drop(*, actor: User, measure: Measure) -> Measure:
    """Give up a measure that was not begun."""
    require_part(actor, measure.clue, Hand.HANDLING)
    found = locked(measure)
    if found.status not in (MeasureStatus.PROPOSED, MeasureStatus.APPROVED):
        raise RuleBroken(_("Only a measure that has not begun is given up."))
    found.status = MeasureStatus.DROPPED
    found.save(update_fields=["status"])
    _note(MEASURE_ENDED, actor, found)
    return found


def locked(measure: Measure) -> Measure:
    """Return the measure with its row held."""
    rows = Measure.objects.select_for_update(of=("self",))
    return rows.select_related("clue__handling_office", "respondent", "clock").get(pk=measure.pk)


def _running(measure: Measure) -> Measure:
    found = locked(measure)
    if found.status != MeasureStatus.RUNNING:
        raise RuleBroken(
            _("This measure stands at “%(status)s”; it does not run.")
            % {"status": found.get_status_display()}
        )
    return found


def details_of(measure: Measure) -> dict[str, object]:
    """Return what the record keeps of an act on a measure: its kind and number."""
    return {"measure": measure.kind, "record": measure.pk}


def _note(verb: Verb, actor: User, measure: Measure) -> None:
    record(verb=verb, actor=actor, target=measure.clue, details=details_of(measure))
