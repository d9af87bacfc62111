"""Every read of deadlines: the calendar in force, the rules in force, lights of querysets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from supervision import clock
from supervision.deadlines import rules, sql
from supervision.deadlines.calendars import MarkedDay, WorkCalendar
from supervision.deadlines.enums import DayKind
from supervision.deadlines.models import CalendarDay, CalendarYear, TermRule

# Whoever counts a term shares this lock, whoever changes the calendar holds it alone: an item
# started while the calendar changes is never missed. The number is the lock's only name.
CALENDAR_LOCK = 20_040_101

_cached: tuple[tuple[Any, ...], WorkCalendar] | None = None


def current_calendar() -> WorkCalendar:
    """Return the calendar as last saved by any process.

    The days stay in memory; one small query over the years' revisions tells whether they are
    still true.
    """
    global _cached
    if connection.in_atomic_block:
        _lock("pg_advisory_xact_lock_shared")
    years = tuple(
        CalendarYear.objects.order_by("year").values_list(
            "year", "revision", "is_complete", "source_notice"
        )
    )
    if _cached is None or _cached[0] != years:
        _cached = (years, _load(years))
    return _cached[1]


def hold_calendar() -> None:
    """Keep every other process from counting terms until the transaction ends."""
    _lock("pg_advisory_xact_lock")


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [CALENDAR_LOCK])


def _load(years: tuple[tuple[Any, ...], ...]) -> WorkCalendar:
    days = {
        day: MarkedDay(DayKind(kind), name, source)
        for day, kind, name, source in CalendarDay.objects.values_list(
            "date", "kind", "name", "source"
        )
    }
    notices = {year: notice for year, _revision, complete, notice in years if complete}
    return WorkCalendar(days, notices)


def calendar_years() -> QuerySet[CalendarYear]:
    """Return the years on record, newest first."""
    return CalendarYear.objects.order_by("-year")


def calendar_days(year: int) -> QuerySet[CalendarDay]:
    """Return the marked days of a year in order."""
    return CalendarDay.objects.filter(date__year=year)


def calendar_day(day: date) -> CalendarDay | None:
    """Return the mark on a day, if there is one."""
    return CalendarDay.objects.filter(date=day).first()


def has_year(year: int) -> bool:
    """Tell whether a year's notice has been loaded in full."""
    return CalendarYear.objects.filter(year=year, is_complete=True).exists()


def missing_year() -> int | None:
    """Return the coming year when it is December and its notice is still missing."""
    today = clock.today()
    return today.year + 1 if rules.coming_year_is_missing(today, has_year) else None


def rule_at(code: str, day: date) -> TermRule:
    """Return the version of a rule in force on a day; raises LookupError for an unknown code.

    Before the earliest version on record that earliest one stands in, since its forerunners'
    figures are not known here.
    """
    versions = list(TermRule.objects.filter(code=code).order_by("effective_from"))
    if not versions:
        raise LookupError(code)
    past = [rule for rule in versions if rule.effective_from <= day]
    return past[-1] if past else versions[0]


def current_rules(*, day: date, text: str = "", unit: str = "") -> QuerySet[TermRule]:
    """Return the rules in force on a day, filtered by words and by unit."""
    found = TermRule.objects.filter(effective_from__lte=day).filter(
        Q(effective_to__isnull=True) | Q(effective_to__gte=day)
    )
    found = found.order_by("code", "-effective_from").distinct("code")
    found = TermRule.objects.filter(pk__in=found.values("pk"))
    for word in text.split():
        found = found.filter(
            Q(code__icontains=word)
            | Q(label__icontains=word)
            | Q(start_event__icontains=word)
            | Q(legal_basis__icontains=word)
        )
    if unit:
        found = found.filter(unit="" if unit == "none" else unit)
    return found


def with_light(queryset: QuerySet[Any], now: datetime | None = None) -> QuerySet[Any]:
    """Annotate items with `light` and `light_rank` as they stand at an instant."""
    now = now or clock.now()
    return queryset.annotate(light=sql.light_annotation(now), light_rank=sql.light_rank(now))
