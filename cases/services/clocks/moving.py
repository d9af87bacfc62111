"""Move the open clocks when the calendar or a term rule changes, and keep why each one moved."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cases.enums.clocks import MoveCause
from cases.models import Clock, ClockMove, Clue
from cases.rules.clocks import CUSTODY, TARGETS
from cases.selectors.clock_rows import extensions_of, granted, pauses_of
from cases.services.clocks.counted import changes_of
from supervision import clock as portal_clock
from supervision.deadlines import selectors as deadlines
from supervision.deadlines.models import TermRule
from supervision.deadlines.rules import Calendar, Term
from supervision.deadlines.sources import Move

#: A warning tells of a clue its number: nothing else is read for it, and what is sealed stays so.
_UNTOLD = [
    f"clue__{field.name}"
    for field in Clue._meta.concrete_fields
    if field.name not in ("id", "number")
]


def open_clocks() -> QuerySet[Clock]:
    """Return every clock that is not concluded; of its clue the number alone is read."""
    rows = Clock.objects.filter(closed_at__isnull=True).select_related("clue", "office", "rule")
    return rows.defer(*_UNTOLD)


def url_of(clock: Any) -> str:
    """Return the place of the clock on the page of its clue."""
    page = reverse("cases:clue", args=[clock.clue.number])
    return f"{page}#clock-{clock.pk}"


def recompute(calendar: Calendar) -> list[Move]:
    """Return what a calendar does to every open clock; nothing is saved."""
    return _moves(list(open_clocks()), calendar, {}, None)


def readopt(rule: TermRule) -> list[Move]:
    """Return what another version of a term rule does to the clocks that run by it.

    Nothing is saved. A rule without a figure moves nothing, and where liberty is at stake no
    version lets a holiday move the end.
    """
    term = rule.term
    if term is None:
        return []
    clocks = list(open_clocks().filter(term_code__in=_codes_under(rule.code)))
    rolls = term.rolls and rule.code not in CUSTODY
    term = Term(term.length, term.unit, rolls=rolls, warn=term.warn)
    copied = {
        "rule": rule,
        "term_length": term.length,
        "term_unit": term.unit.value,
        "term_rolls": term.rolls,
        "term_warn": str(term.warn) if term.warn else "",
        "term_basis": rule.legal_basis,
    }
    return _moves(clocks, deadlines.current_calendar(), copied, term)


def note_moves(moves: Sequence[Move], reason: str, cause: MoveCause) -> None:
    """Keep, for each clock whose end moved, from where to where and why."""
    now = portal_clock.now()
    ClockMove.objects.bulk_create(
        [
            ClockMove(
                clock=move.object,
                cause=cause,
                before=move.before,
                after=move.after,
                reason=reason[:500],
                moved_at=now,
            )
            for move in moves
        ],
        batch_size=500,
    )


def _codes_under(code: str) -> list[str]:
    """Return the codes of the clocks that are counted by a rule."""
    return [code, *(own for own, target in TARGETS.items() if target == code)]


def _moves(
    clocks: Sequence[Clock], calendar: Calendar, copied: Mapping[str, Any], term: Term | None
) -> list[Move]:
    ids = [clock.pk for clock in clocks]
    pauses, extensions = pauses_of(ids), extensions_of(ids)
    found = []
    for clock in clocks:
        grants = [granted(row) for row in extensions[clock.pk]]
        changes = changes_of(clock, calendar, pauses[clock.pk], grants, term)
        changes |= {name: value for name, value in copied.items() if getattr(clock, name) != value}
        if changes:
            # Who keeps the calendar is told no number of a clue; who changes terms may know it.
            found.append(_move(clock, changes, clock.clue.number if copied else ""))
    return found


def _move(clock: Clock, changes: dict[str, Any], name: str) -> Move:
    before = clock.extended_to or clock.due_at
    due_at = changes.get("due_at", clock.due_at)
    after = changes.get("extended_to", clock.extended_to) or due_at
    return Move(clock, before, after, clock.office, "", changes, name)
