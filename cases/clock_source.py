"""Clocks as a source of deadlines: who is warned, in which words, and how they move.

A notice about a clue tells nothing of it but its number and the matter of the term: it also shows
on screens that others see.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cases.enums import AccessKind
from cases.enums.clocks import MoveCause
from cases.models import Clock
from cases.notices import CLOCK_MOVED
from cases.permissions import (
    HEAD_HANDLING,
    HEAD_REVIEW,
    READ_REPORTER,
    SIGN_AS_PRINCIPAL,
    SUPERVISE,
)
from cases.rules.clocks import REMEDIES, Desk, desk_of
from cases.selectors.visibility import accesses_in_force, kept_from
from cases.services.clocks.moving import note_moves, open_clocks, readopt, recompute, url_of
from supervision import clock as portal_clock
from supervision.accounts.selectors import holders, recipients
from supervision.deadlines.enums import WarningKind
from supervision.deadlines.sources import DeadlineSource, Move, NoticeText
from supervision.notifications.services.notices import Draft, write
from supervision.web.formats import due_day, full_date

_TITLES = {
    WarningKind.DUE_SOON: gettext_lazy("Due soon: clue %(number)s, %(matter)s"),
    WarningKind.OVERDUE: gettext_lazy("Overdue: clue %(number)s, %(matter)s"),
    WarningKind.ESCALATED: gettext_lazy("%(office)s still overdue: clue %(number)s, %(matter)s"),
}
_LIGHTS = {
    WarningKind.DUE_SOON: "yellow",
    WarningKind.OVERDUE: "red",
    WarningKind.ESCALATED: "red",
}
_HEADS = {Desk.PETITION: READ_REPORTER, Desk.HANDLING: HEAD_HANDLING, Desk.REVIEW: HEAD_REVIEW}


def warned(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each clock, who carries the clue, the head of the office, case supervision."""
    rows = list(
        Clock.objects.filter(pk__in=list(ids)).values_list(
            *("pk", "term_code", "office_id", "clue_id", "clue__handler_id", "clue__registered_by")
        )
    )
    offices = {office_id for _pk, _code, office_id, *_rest in rows}
    heads = {
        desk: recipients(permission=permission, unit_ids=offices)
        for desk, permission in _HEADS.items()
    }
    named = _named({clue_id for _pk, _code, _office, clue_id, *_rest in rows})
    supervisors = holders(SUPERVISE)
    found = {}
    clues = {}
    for pk, code, office_id, clue_id, handler_id, registered_by in rows:
        desk = desk_of(code)
        part = AccessKind.EXAMINER if code in REMEDIES else AccessKind.REVIEWER
        own = {
            Desk.PETITION: [registered_by],
            Desk.HANDLING: [handler_id],
            Desk.REVIEW: named[clue_id, part],
        }[desk]
        people = [*own, *heads[desk].get(office_id, []), *supervisors]
        found[pk] = list(dict.fromkeys(person for person in people if person))
        clues[pk] = clue_id
    return _but_concerned(found, clues)


def superiors(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each clock that stays overdue, the principal and case supervision."""
    above = list(dict.fromkeys([*holders(SIGN_AS_PRINCIPAL), *holders(SUPERVISE)]))
    clues = dict(Clock.objects.filter(pk__in=list(ids)).values_list("pk", "clue_id"))
    return _but_concerned(dict.fromkeys(ids, above), clues)


def _but_concerned(told: dict[int, list[int]], clues: dict[int, int]) -> dict[int, list[int]]:
    """Leave out whom a clue is about: a notice would tell them that there is one."""
    kept = kept_from({person for people in told.values() for person in people})
    return {
        pk: [one for one in people if clues.get(pk) not in kept.get(one, ())]
        for pk, people in told.items()
    }


def _named(clue_ids: Iterable[int]) -> dict[tuple[int, str], list[int]]:
    """Return, for each clue, the members of its review panel, and the examiners of a remedy."""
    rows = accesses_in_force(portal_clock.now()).filter(
        clue__in=list(clue_ids), kind__in=(AccessKind.REVIEWER, AccessKind.EXAMINER)
    )
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    for clue_id, kind, user_id in rows.order_by("pk").values_list("clue_id", "kind", "user_id"):
        found[clue_id, kind].append(user_id)
    return found


def notice(clock: Any, kind: WarningKind) -> NoticeText:
    """Return the words of a warning: number and matter, nothing of what is alleged."""
    words = {
        "number": clock.clue.number,
        "matter": clock.rule.label,
        "office": clock.office.short_name,
    }
    # A notice is stored in the portal's own language, whoever set the sweep going.
    with override(settings.LANGUAGE_CODE):
        return NoticeText(
            title=str(_TITLES[kind]) % words,
            body=_("Due %(day)s") % {"day": full_date(due_day(clock.ends_at))},
            url=url_of(clock),
            light=_LIGHTS[kind],
        )


def notify_moved(moves: Sequence[Move], reason: str) -> None:
    """Keep why each clock moved by the calendar, and tell those who are warned of it."""
    note_moves(moves, reason, MoveCause.CALENDAR)
    _tell(moves, reason)


def notify_readopted(moves: Sequence[Move], reason: str) -> None:
    """Keep why each clock moved by its rule, and tell those who are warned of it."""
    note_moves(moves, reason, MoveCause.RULE)
    _tell([move for move in moves if move.is_visible], reason)


def _tell(moves: Sequence[Move], reason: str) -> None:
    people = warned([move.object.pk for move in moves])
    with override(settings.LANGUAGE_CODE):
        write(
            [
                Draft(
                    recipient_id=user_id,
                    kind=CLOCK_MOVED,
                    title=_("Clue %(number)s: %(matter)s moved")
                    % {"number": move.object.clue.number, "matter": move.object.rule.label},
                    body=_("From %(before)s to %(after)s. %(reason)s")
                    % {
                        "before": full_date(due_day(move.before)),
                        "after": full_date(due_day(move.after)),
                        "reason": reason,
                    },
                    url=url_of(move.object),
                    object_type=Clock._meta.label_lower,
                    object_id=str(move.object.pk),
                    unit_id=move.object.office_id,
                )
                for move in moves
                for user_id in people.get(move.object.pk, [])
            ]
        )


CLOCKS = DeadlineSource(
    key="cases.clock",
    label=gettext_lazy("Terms of clues and cases"),
    model=Clock,
    recompute=recompute,
    notify_moved=notify_moved,
    queryset=open_clocks,
    recipients=warned,
    superiors=superiors,
    notice=notice,
    unit_of=lambda clock: clock.office_id,
    readopt=readopt,
    notify_readopted=notify_readopted,
)
