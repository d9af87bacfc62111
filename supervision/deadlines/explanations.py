"""Say why a deadline falls where it does: day by day, with basis, pauses, extensions, calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from supervision import clock
from supervision.deadlines import rules, selectors
from supervision.deadlines.enums import StepKind, TermUnit
from supervision.deadlines.models import DeadlineModel
from supervision.deadlines.ribbon import Cell, cells_of, exact_cells, with_extension
from supervision.deadlines.rules import Calendar, Due, Extension, Pause, Term
from supervision.deadlines.services.items import FIXED
from supervision.web import formats


@dataclass(frozen=True)
class Explanation:
    """Everything the panel shows about one deadline."""

    title: str
    cells: list[Cell]
    sentences: list[str]
    basis: str
    notices: list[str]
    pauses: list[str]
    extensions: list[str]
    provisional: str
    due: Due

    @property
    def note(self) -> str:
        """Return how it was counted, the basis and the notices as one paragraph."""
        texts = list(self.sentences)
        if self.basis:
            texts.append(_("Basis: %(basis)s.") % {"basis": self.basis})
        texts += [_("Calendar: %(notice)s.") % {"notice": notice} for notice in self.notices]
        # After a full-width stop comes no blank.
        return "".join(text if text.endswith("。") else f"{text} " for text in texts).strip()

    @property
    def folded(self) -> list[Cell]:
        """Return the stretches that can be opened day by day."""
        return [cell for cell in self.cells if cell.days]


def explain(
    *,
    term: Term,
    started_at: datetime,
    calendar: Calendar | None = None,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    basis: str = "",
    start_event: str = "",
    fixed: bool = False,
) -> Explanation:
    """Explain a term from its start; `fixed` says that its last day was set, not counted."""
    calendar = calendar or selectors.current_calendar()
    due = rules.due(term, started_at, calendar, pauses=pauses)
    ends_at = max([due.due_at, *(extension.until for extension in extensions)])
    if term.is_exact:
        cells = exact_cells(started_at, ends_at)
    else:
        cells = cells_of(with_extension(due, ends_at, calendar), term)
    sentences = [_count_sentence(term, started_at, start_event, fixed)]
    if not term.is_exact and not fixed:
        sentences += _passed_sentences(due, term, calendar)
    return Explanation(
        title=_title(ends_at, term),
        cells=cells,
        sentences=[sentence for sentence in sentences if sentence],
        basis=basis,
        notices=[] if fixed else _notices(due, term, calendar),
        pauses=[_pause_text(pause) for pause in pauses],
        extensions=[_extension_text(extension, term) for extension in extensions],
        provisional=_provisional_text(due, calendar),
        due=due,
    )


def explain_item(
    item: DeadlineModel,
    *,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Extension] = (),
    calendar: Calendar | None = None,
    start_event: str = "",
) -> Explanation:
    """Explain the deadline of an item from the term copied onto it."""
    return explain(
        term=item.term,
        started_at=item.started_at,
        calendar=calendar,
        pauses=pauses,
        extensions=extensions,
        basis=item.term_basis,
        start_event=start_event,
        fixed=item.term_code == FIXED,
    )


def written_term(term: Term) -> str:
    """Write a term in words."""
    n = term.length
    if n == 0:
        return _("at once, on the day itself")
    texts = {
        TermUnit.WORKING_DAY: ngettext("%(n)s working day", "%(n)s working days", n),
        TermUnit.CALENDAR_DAY: ngettext("%(n)s calendar day", "%(n)s calendar days", n),
        TermUnit.MONTH: ngettext("%(n)s month", "%(n)s months", n),
        TermUnit.QUARTER: ngettext("%(n)s quarter", "%(n)s quarters", n),
        TermUnit.YEAR: ngettext("%(n)s year", "%(n)s years", n),
        TermUnit.HOUR: ngettext("%(n)s hour", "%(n)s hours", n),
    }
    return texts[term.unit] % {"n": n}


def _moment(ends_at: datetime, exact: bool) -> str:
    """Write an end: 24:00 of its last day, or the very minute."""
    day = formats.due_day(ends_at)
    text = "24:00"
    if exact or clock.local(ends_at) != clock.end_of(day):
        day, text = formats.day_of(ends_at), formats.clock_time(ends_at)
    return _("%(date)s (%(weekday)s) %(time)s") % {
        "date": formats.full_date(day),
        "weekday": formats.weekday(day),
        "time": text,
    }


def _title(ends_at: datetime, term: Term) -> str:
    return _("Why before %(moment)s") % {"moment": _moment(ends_at, term.is_exact)}


def _count_sentence(term: Term, started_at: datetime, start_event: str, fixed: bool) -> str:
    day = formats.full_date(started_at)
    if fixed:
        return _("The last day was set when the task was issued; rest days do not move it.")
    if term.is_exact:
        values = {"moment": formats.full_datetime(started_at), "term": written_term(term)}
        return _("%(term)s counted from %(moment)s to the minute.") % values
    values = {"event": start_event, "date": day, "term": written_term(term)}
    if term.length == 0:
        return _("To be done %(term)s: %(date)s.") % values
    if term.unit in (TermUnit.MONTH, TermUnit.YEAR):
        text = _(
            "%(event)s %(date)s: the day itself is not counted; %(term)s run to the corresponding "
            "day, or to the end of the month where there is none."
        )
    elif term.unit is TermUnit.QUARTER:
        text = _("%(event)s %(date)s: due at the end of the quarter that follows.")
    else:
        text = _("%(event)s %(date)s: %(term)s counted from the next day.")
    return (text % values).strip()


def _passed_sentences(due: Due, term: Term, calendar: Calendar) -> list[str]:
    count = {kind: sum(step.kind is kind for step in due.days) for kind in StepKind}
    off = count[StepKind.REST] + count[StepKind.HOLIDAY]
    parts = []
    if off:
        parts.append(ngettext("%(n)s rest day", "%(n)s rest days", off) % {"n": off})
    if count[StepKind.PAUSED]:
        n = count[StepKind.PAUSED]
        parts.append(ngettext("%(n)s paused day", "%(n)s paused days", n) % {"n": n})
    found = []
    if parts:
        found.append(_("Not counted: %(parts)s.") % {"parts": _(" and ").join(parts)})
    n = count[StepKind.MAKE_UP]
    if term.unit is TermUnit.WORKING_DAY:
        # The last day may itself be one.
        n += calendar.step_kind(due.last_day) is StepKind.MAKE_UP
    if n:
        text = ngettext(
            "%(n)s make-up working day is counted.", "%(n)s make-up working days are counted.", n
        )
        found.append(text % {"n": n})
    if count[StepKind.ROLL]:
        first = next(step for step in due.days if step.kind is StepKind.ROLL)
        text = _("%(date)s is a day off (%(reason)s), so the end moves to the next working day.")
        found.append(text % {"date": formats.full_date(first.date), "reason": first.reason})
    elif not term.rolls:
        found.append(_("The end of this term is not moved by rest days or holidays."))
    return found


def _notices(due: Due, term: Term, calendar: Calendar) -> list[str]:
    """Name the notices behind the days that were looked up, each once.

    Working days are all looked up; of other terms only the end, and only where it may move.
    """
    if term.unit is TermUnit.WORKING_DAY:
        days = due.days[1:]
    else:
        asked = {StepKind.ROLL, StepKind.DUE}
        days = [step for step in due.days if term.rolls and step.kind in asked]
    found = [calendar.source(step.date) for step in days if step.kind is not StepKind.PAUSED]
    return list(dict.fromkeys(notice for notice in found if notice))


def _people(proposed_by: str, approved_by: str) -> str:
    texts = []
    if proposed_by:
        texts.append(_("proposed by %(name)s") % {"name": proposed_by})
    if approved_by:
        texts.append(_("approved by %(name)s") % {"name": approved_by})
    return pgettext("list of people", ", ").join(texts)


def _pause_text(pause: Pause) -> str:
    values = {
        "start": formats.full_datetime(pause.started),
        "end": formats.full_datetime(pause.ended),
        "reason": pause.reason,
    }
    if pause.ended is None:
        text = _("Paused since %(start)s: %(reason)s.") % values
    else:
        text = _("Paused from %(start)s to %(end)s: %(reason)s.") % values
    people = _people(pause.proposed_by, pause.approved_by)
    return f"{text} ({people})" if people else text


def _extension_text(extension: Extension, term: Term) -> str:
    values = {
        "moment": _moment(extension.until, term.is_exact),
        "reason": extension.reason,
    }
    text = _("Extended to %(moment)s: %(reason)s.") % values
    people = _people(extension.proposed_by, extension.approved_by)
    return f"{text} ({people})" if people else text


def _provisional_text(due: Due, calendar: Calendar) -> str:
    if not due.provisional:
        return ""
    years = sorted({step.date.year for step in due.days if not calendar.has_year(step.date.year)})
    return _(
        "Provisional: the holiday notice of %(years)s has not been published or loaded. Saturdays, "
        "Sundays and the holidays whose date is fixed by law are taken out; the date is counted "
        "anew when the notice is loaded."
    ) % {"years": ", ".join(map(str, years))}
