"""Clocks that warn: those of every clue, for the case supervision office alone.

What stands in the list tells number, matter, stage and office of a clue, nothing sealed. A clock
warns from `warn_at` on; the index of the open ones answers among a million.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from cases.models import Clock, Prompt, PromptClock
from cases.permissions import SUPERVISE
from cases.rules import ladder
from cases.rules.ladder import Sent, Thresholds
from cases.selectors.visibility import barred_clues
from supervision import clock as portal_clock
from supervision.deadlines.enums import Light
from supervision.deadlines.models import TermRule
from supervision.deadlines.sql import light_annotation, light_q
from supervision.documents.enums import DocumentStatus
from supervision.organizations.models import Unit

#: What the page is about, and beside it what stands still; the other lights are no warning.
SHOWN = (Light.RED, Light.YELLOW, Light.PAUSED)
_GONE = (DocumentStatus.DISCARDED, DocumentStatus.REVOKED)


def warning(now: dt.datetime) -> Q:
    """Return the condition that keeps the clocks that are due soon or overdue."""
    return Q(closed_at__isnull=True, paused_at__isnull=True, warn_at__lte=now)


def warned_clocks(user: Any, now: dt.datetime | None = None) -> QuerySet[Any]:
    """Return every clock that warns at an instant, for the case supervision office alone.

    Those of a clue about the account's own person are not among them.
    """
    if not user.can(SUPERVISE):
        return Clock.objects.none()
    at = now or portal_clock.now()
    rows = Clock.objects.filter(warning(at)).order_by("ends_at", "pk")
    barred = barred_clues(user)
    return rows.exclude(clue__in=barred) if barred else rows


def paused_clocks(user: Any) -> QuerySet[Any]:
    """Return every open clock that stands still, for the case supervision office alone."""
    if not user.can(SUPERVISE):
        return Clock.objects.none()
    rows = Clock.objects.filter(closed_at__isnull=True, paused_at__isnull=False)
    return rows.order_by("paused_at", "pk")


def clocks_shown(user: Any, light: str) -> QuerySet[Any]:
    """Return the clocks of the page: those that warn, or those that stand still where asked."""
    return paused_clocks(user) if light == Light.PAUSED else warned_clocks(user)


def listed(rows: QuerySet[Any], now: dt.datetime | None = None) -> QuerySet[Any]:
    """Read of each clock what the list draws, with its light and what was sent for it."""
    at = now or portal_clock.now()
    sent = PromptClock.objects.exclude(prompt__document__status__in=_GONE)
    return (
        rows.select_related("clue__handler", "office", "rule")
        .defer("clue__summary", "clue__content")
        .annotate(light=light_annotation(at))
        .prefetch_related(Prefetch("prompts", with_state(sent), to_attr="sent"))
    )


def with_state(rows: QuerySet[PromptClock]) -> QuerySet[PromptClock]:
    """Read with each prompt what became of its paper."""
    return rows.select_related("prompt__document").prefetch_related("prompt__document__deliveries")


def counts(rows: QuerySet[Any], now: dt.datetime | None = None) -> dict[str, int]:
    """Return how many clocks that warn are overdue and due soon, and on how many clues."""
    at = now or portal_clock.now()
    by_clue = (
        rows.order_by()
        .values("clue")
        .annotate(
            # Of what warns the end alone tells; the index holds it.
            late=Count("pk", filter=Q(ends_at__lte=at)),
            soon=Count("pk", filter=Q(ends_at__gt=at)),
        )
    )
    return dict(
        by_clue.aggregate(
            red=Coalesce(Sum("late"), 0),
            yellow=Coalesce(Sum("soon"), 0),
            clues=Count("clue"),
            red_clues=Count("clue", filter=Q(late__gt=0)),
        )
    )


def at_light(rows: QuerySet[Any], light: str) -> QuerySet[Any]:
    """Keep the clocks at the light at this instant."""
    return rows.filter(light_q(Light(light), portal_clock.now()))


def pressed(rows: QuerySet[Any], *, was: bool) -> QuerySet[Any]:
    """Keep the clocks for which an office was pressed, or those for which it was not."""
    named = Exists(PromptClock.objects.filter(clock=OuterRef("pk")))
    return rows.filter(named if was else ~named)


def offices_with_clocks(user: Any) -> QuerySet[Unit]:
    """Return the offices that have open clocks, in tree order."""
    if not user.can(SUPERVISE):
        return Unit.objects.none()
    running = Clock.objects.filter(office=OuterRef("pk"), closed_at__isnull=True)
    return Unit.objects.filter(Exists(running)).order_by("path")


def matters() -> list[tuple[str, str]]:
    """Return the matters of the term rules as choices, in the order of the catalogue."""
    newest = TermRule.objects.order_by("code", "-effective_from").distinct("code")
    ordered = sorted(newest, key=lambda rule: (rule.position, rule.code))
    return [(rule.code, rule.label) for rule in ordered]


def is_open(prompt: Prompt) -> bool:
    """Tell whether the office still owes what the prompt asks for, or it is not issued yet."""
    if prompt.grade == ladder.SUMMONS:
        return prompt.talked_on is None
    document = prompt.document
    if document is None or document.status != DocumentStatus.SIGNED:
        return True
    return any(delivery.closed_at is None for delivery in document.deliveries.all())


def thresholds() -> Thresholds:
    """Return from how many days late on a letter and a summons are proposed."""
    return Thresholds(settings.CASES_LETTER_AFTER_DAYS, settings.CASES_SUMMONS_AFTER_DAYS)


def next_grade(clock: Any, now: dt.datetime | None = None) -> str:
    """Return the step of pressing to propose for a clock of the list; "" for none."""
    at = now or portal_clock.now()
    sent = [Sent(row.prompt.grade, is_open(row.prompt)) for row in clock.sent]
    late = ladder.days_late(clock.ends_at, at)
    return ladder.next_grade(clock.light, late, sent, thresholds())


def gravest(clocks: Iterable[Any]) -> str:
    """Return the gravest step proposed for any of the clocks; a reminder where one is in time."""
    rows = list(clocks)
    found = [grade for clock in rows if (grade := next_grade(clock))]
    if any(clock.light != Light.RED for clock in rows):
        return ladder.REMINDER
    return max(found, key=ladder.rank, default=ladder.REMINDER)
