"""How the end of a clock was reckoned, in words: start, days passed over, pauses, extensions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cases.models import Clock, ClockExtension, ClockMove
from cases.rules import clocks as rules
from cases.rules.counting import count
from cases.rules.extensions import Grant, Refusal
from cases.selectors.clock_rows import extensions_of, grant_after, granted, pauses_of
from supervision.deadlines import explanations
from supervision.deadlines import selectors as deadlines
from supervision.deadlines.enums import Certainty
from supervision.deadlines.explanations import Explanation, written_term
from supervision.deadlines.rules import Calendar, Extension, Pause, parse_term
from supervision.web import formats


@dataclass(frozen=True)
class Told:
    """Everything a page says about one clock."""

    explanation: Explanation
    certainty: str
    #: Remarks beside the count: what the rule says of itself, and that a target is the organ's own.
    remarks: list[str] = field(default_factory=list)
    #: By how much the clock may still be extended, or why not.
    next_extension: str = ""
    may_be_extended: bool = False
    moves: list[str] = field(default_factory=list)


def explain(
    clock: Clock,
    *,
    pauses: Sequence[Pause],
    extensions: Sequence[ClockExtension],
    calendar: Calendar | None = None,
) -> Explanation:
    """Explain one clock from the term copied onto it."""
    days = calendar or deadlines.current_calendar()
    found = count(
        clock.term,
        clock.started_at,
        days,
        pauses=pauses,
        grants=[granted(row) for row in extensions],
    )
    said = [
        Extension(ends_at, _reason(row), approved_by=_approval(row))
        for row, ends_at in zip(extensions, found.ends, strict=True)
    ]
    return explanations.explain(
        term=clock.term,
        started_at=clock.started_at,
        calendar=days,
        pauses=pauses,
        extensions=said,
        basis=clock.term_basis,
        start_event=clock.rule.start_event,
        fixed=clock.term_code == rules.HELD_REVIEW,
    )


def tell(clocks: Sequence[Clock], moves: dict[int, list[ClockMove]]) -> dict[int, Told]:
    """Return what the page says of each clock, by its id."""
    ids = [clock.pk for clock in clocks]
    pauses, extensions = pauses_of(ids), extensions_of(ids)
    days = deadlines.current_calendar()
    return {
        clock.pk: _told(
            clock, pauses[clock.pk], extensions[clock.pk], moves.get(clock.pk, []), days
        )
        for clock in clocks
    }


def _told(
    clock: Clock,
    pauses: Sequence[Pause],
    extensions: Sequence[ClockExtension],
    moves: Sequence[ClockMove],
    days: Calendar,
) -> Told:
    grant = grant_after(clock) if clock.closed_at is None else None
    return Told(
        explanation=explain(clock, pauses=pauses, extensions=extensions, calendar=days),
        certainty=certainty_words(clock.rule.certainty),
        remarks=remarks_on(clock),
        next_extension=_next_words(grant),
        may_be_extended=isinstance(grant, Grant),
        moves=[_move_words(move) for move in moves],
    )


def certainty_words(certainty: str) -> str:
    """Say how well the rule was checked where it was not read in its text; "" where it was."""
    if certainty == Certainty.MEMORY:
        return _("This rule is given from memory; check it against the text before relying on it.")
    if certainty == Certainty.PARTIAL:
        return _("This rule is only partly corroborated; check it against the text.")
    return ""


def remarks_on(clock: Clock) -> list[str]:
    """Return what has to be said beside the count itself."""
    said = []
    if clock.term_code in rules.TARGETS:
        said.append(
            _("The law names no figure here; what is counted is this organ's own working target.")
        )
    if clock.rule.note:
        said.append(clock.rule.note)
    return said


def _reason(row: ClockExtension) -> str:
    said = {
        "n": row.ordinal,
        "term": written_term(parse_term(row.term)),
        "basis": row.basis,
        "reason": row.reason,
    }
    if row.to_set_day:
        return _("extension no. %(n)d to a set day under %(basis)s, %(reason)s") % said
    if row.from_start:
        return _("extension no. %(n)d to %(term)s in all under %(basis)s, %(reason)s") % said
    return _("extension no. %(n)d by %(term)s under %(basis)s, %(reason)s") % said


def _approval(row: ClockExtension) -> str:
    day = formats.full_date(row.granted_on)
    number = f" {row.paper}" if row.paper else ""
    return _("%(who)s on %(day)s%(number)s") % {
        "who": row.granted_by,
        "day": day,
        "number": number,
    }


def _next_words(grant: Grant | Refusal | None) -> str:
    """Say what extension is still possible and whose approval it takes."""
    if grant is None:
        return ""
    if grant is Refusal.NEVER:
        return _("This term cannot be extended.")
    if grant is Refusal.USED_UP:
        return _("Every extension the law allows has been used.")
    assert isinstance(grant, Grant)
    words = {"approver": grant.named_approver or _("whoever may approve it"), "basis": grant.basis}
    if grant.term is None:
        return _("May be extended by %(approver)s; the law states no cap (%(basis)s).") % words
    words["term"] = written_term(grant.term)
    if grant.from_start:
        return _("May be extended to %(term)s in all by %(approver)s (%(basis)s).") % words
    return _("May be extended by up to %(term)s by %(approver)s (%(basis)s).") % words


def _move_words(move: ClockMove) -> str:
    """Say that a rule or the calendar moved the end, from which day to which, and why."""
    if move.before == move.after:
        return _("The warning was moved: %(reason)s") % {"reason": move.reason}
    return _("Moved from %(before)s to %(after)s: %(reason)s") % {
        "before": formats.full_date(formats.due_day(move.before)),
        "after": formats.full_date(formats.due_day(move.after)),
        "reason": move.reason,
    }


def moves_of(clocks: Sequence[Clock]) -> dict[int, list[ClockMove]]:
    """Return, for each clock, when and why its end moved, the oldest first."""
    found: dict[int, list[ClockMove]] = {}
    for move in ClockMove.objects.filter(clock__in=list(clocks)).order_by("pk"):
        found.setdefault(move.clock_id, []).append(move)
    return found
