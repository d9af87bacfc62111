"""What a clock is counted from: its pauses and its extensions, for one or for many."""

from collections import defaultdict
from collections.abc import Iterable

from cases.models import Clock, ClockExtension, ClockPause
from cases.rules.counting import Granted
from cases.rules.extensions import Grant, Refusal, companion_codes, next_grant
from cases.rules.extensions import Rule as RuleFacts
from supervision import clock as portal_clock
from supervision.deadlines.models import TermRule
from supervision.deadlines.rules import Pause, parse_term
from supervision.deadlines.selectors import rule_at


def pauses_of(ids: Iterable[int]) -> dict[int, list[Pause]]:
    """Return, for each clock, the stretches during which it stood still, in their order."""
    found: dict[int, list[Pause]] = defaultdict(list)
    rows = ClockPause.objects.filter(clock__in=list(ids)).order_by("clock_id", "started_at")
    for row in rows:
        found[row.clock_id].append(Pause(row.started_at, row.ended_at, row.reason))
    return found


def extensions_of(ids: Iterable[int]) -> dict[int, list[ClockExtension]]:
    """Return, for each clock, its extensions in the order in which they were granted."""
    found: dict[int, list[ClockExtension]] = defaultdict(list)
    rows = ClockExtension.objects.filter(clock__in=list(ids)).order_by("clock_id", "ordinal")
    for row in rows:
        found[row.clock_id].append(row)
    return found


def granted(row: ClockExtension) -> Granted:
    """Return what an extension granted, as counting needs it."""
    return Granted(parse_term(row.term), row.from_start, row.to_set_day)


def grant_after(clock: Clock) -> Grant | Refusal:
    """Return the next extension of the clock by its own version of the rule, or why none is."""
    day = portal_clock.local(clock.started_at).date()
    codes = companion_codes(clock.rule.code)
    known = set(
        TermRule.objects.filter(code__in=codes).order_by().values_list("code", flat=True).distinct()
    )
    companions: dict[str, RuleFacts] = {code: rule_at(code, day) for code in codes if code in known}
    return next_grant(clock.rule, companions, granted=clock.extension_count)
