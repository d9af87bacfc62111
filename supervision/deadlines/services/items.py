"""Fill and change the deadline fields of an item; saving it is up to the app that owns it.

These functions write nothing to the database: the owner's service calls them inside its own
transaction, next to its permission check, its audit event and its notices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from supervision import clock
from supervision.deadlines import rules, selectors
from supervision.deadlines.enums import TermUnit
from supervision.deadlines.models import DeadlineModel
from supervision.deadlines.rules import Calendar, Due, Pause, Term
from supervision.deadlines.sources import Move

# Code of a term that is a day set by whoever issued the item, not a length of time.
FIXED = "fixed"


def start_deadline(
    item: DeadlineModel,
    *,
    started_at: datetime,
    rule: str = "",
    term: str | Term = "",
    basis: str = "",
    calendar: Calendar | None = None,
) -> Due:
    """Copy a rule or an ad hoc term onto the item and set its due date.

    Raises LookupError for an unknown rule, and TermError for a term that cannot be read or a
    rule without a figure.
    """
    if rule:
        version = selectors.rule_at(rule, clock.local(started_at).date())
        if version.term is None:
            raise rules.TermError(f"{rule} has no fixed length")
        counted, basis = version.term, basis or version.legal_basis
    else:
        counted = rules.parse_term(term) if isinstance(term, str) else term
    item.term_code = rule
    _copy_term(item, counted, basis)
    return _count_from(item, started_at, calendar or selectors.current_calendar())


def fix_deadline(
    item: DeadlineModel,
    *,
    started_at: datetime,
    last_day: date,
    warn: str = "",
    basis: str = "",
    calendar: Calendar | None = None,
) -> Due:
    """Give the item a set last day, which rest days do not move; raises TermError if it is past."""
    length = (last_day - clock.local(started_at).date()).days
    if length < 0:
        raise rules.TermError("the last day lies before the start")
    lead = rules.parse_term(warn) if warn else None
    item.term_code = FIXED
    _copy_term(item, Term(length, TermUnit.CALENDAR_DAY, rolls=False, warn=lead), basis)
    return _count_from(item, started_at, calendar or selectors.current_calendar())


def pause_deadline(item: DeadlineModel, *, at: datetime) -> None:
    """Stop the item's clock; raises ValidationError when it is concluded or already stopped."""
    if item.closed_at is not None:
        raise ValidationError(_("This item is concluded; its clock cannot be paused."))
    if item.paused_at is not None:
        raise ValidationError(_("The clock of this item is already paused."))
    item.paused_at = at


def resume_deadline(
    item: DeadlineModel, *, pauses: Sequence[Pause], calendar: Calendar | None = None
) -> dict[str, Any]:
    """Start the item's clock again and count anew with all pauses so far; return what changed."""
    if item.paused_at is None:
        raise ValidationError(_("The clock of this item is not paused."))
    item.paused_at = None
    latest = max(pauses, key=lambda pause: pause.started)
    if item.extended_to is not None and latest.started < item.extended_to:
        item.extended_to += rules.ONE_DAY * len(latest.days)
    return recompute_deadline(item, pauses=pauses, calendar=calendar)


def extend_deadline(
    item: DeadlineModel,
    *,
    last_day: date | None = None,
    by: str | Term = "",
    calendar: Calendar | None = None,
) -> datetime:
    """Move the item's end to a later day or by a further term; return the new exclusive end."""
    calendar = calendar or selectors.current_calendar()
    current = item.extended_to or item.due_at
    if last_day is not None:
        until = rules.end_of(last_day)
    else:
        extra = rules.parse_term(by) if isinstance(by, str) else by
        origin = current if extra.is_exact else current - timedelta(microseconds=1)
        until = rules.due(extra, origin, calendar).due_at
    if until <= current:
        raise ValidationError(_("An extension must end later than the present due date."))
    item.extended_to = until
    item.warn_at = rules.warn_at(item.term, item.started_at, until, calendar)
    return until


def recompute_deadline(
    item: DeadlineModel, *, pauses: Sequence[Pause] = (), calendar: Calendar | None = None
) -> dict[str, Any]:
    """Count the item anew under a calendar, set its fields, and return those that changed."""
    calendar = calendar or selectors.current_calendar()
    changes = _changes(item, pauses, calendar)
    for name, value in changes.items():
        setattr(item, name, value)
    return changes


def recompute_items(
    items: Iterable[DeadlineModel],
    calendar: Calendar,
    *,
    pauses: Mapping[Any, Sequence[Pause]] | None = None,
    unit: Callable[[Any], Any] = lambda item: getattr(item, "unit", None),
    url: Callable[[Any], str] = lambda item: "",
) -> list[Move]:
    """Return what a calendar does to open items, saving nothing; `pauses` is keyed by item id.

    A deadline source passes its open items here from its `recompute`.
    """
    moves = []
    for item in items:
        if item.closed_at is not None:
            continue
        changes = _changes(item, (pauses or {}).get(item.pk, ()), calendar)
        if changes:
            before = item.extended_to or item.due_at
            due_at = changes.get("due_at", item.due_at)
            after = changes.get("extended_to", item.extended_to) or due_at
            moves.append(Move(item, before, after, unit(item), url(item), changes))
    return moves


def _copy_term(item: DeadlineModel, term: Term, basis: str) -> None:
    item.term_length = term.length
    item.term_unit = term.unit.value
    item.term_rolls = term.rolls
    item.term_warn = str(term.warn) if term.warn else ""
    item.term_basis = basis


def _count_from(item: DeadlineModel, started_at: datetime, calendar: Calendar) -> Due:
    due = rules.due(item.term, started_at, calendar)
    item.started_at = started_at
    item.due_at = due.due_at
    item.is_provisional = due.provisional
    item.warn_at = rules.warn_at(item.term, started_at, due.due_at, calendar)
    return due


def _changes(item: DeadlineModel, pauses: Sequence[Pause], calendar: Calendar) -> dict[str, Any]:
    due = rules.due(item.term, item.started_at, calendar, pauses=pauses)
    extended_to = item.extended_to
    if extended_to is not None and extended_to <= due.due_at:
        # The term itself now runs at least as long as what had been granted.
        extended_to = None
    ends_at = extended_to or due.due_at
    fresh = {
        "due_at": due.due_at,
        "extended_to": extended_to,
        "warn_at": rules.warn_at(item.term, item.started_at, ends_at, calendar),
        "is_provisional": due.provisional,
    }
    return {name: value for name, value in fresh.items() if getattr(item, name) != value}
