"""How duties, periods and due rules are written for people."""

import calendar
import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accountability import rules
from accountability.enums import ResponsibilityKind
from supervision.web import formats

_MONTH = re.compile(r"(\d{4})-M(\d{2})")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_WHOLE = re.compile(r"(\d{4})-Y")
_ONCE = re.compile(r"(\d{4})-ONCE")
_EVENT = re.compile(r"E-(\d{4})(\d{2})(\d{2})(?:-(\d+))?")


def period_label(duty: Any) -> str:
    """Write which period, event or task list the duty stands for."""
    if duty.task_list_id is not None:
        return _("Task list")
    return period_words(duty.period_key)


def period_words(key: str) -> str:
    """Write a period key in words, of a part its number too; an unknown key stays as it is."""
    whole, _slash, part = key.partition("/")
    if part:
        return _("{period}, part {number}").format(
            period=period_words(whole), number=part.replace("/", ".")
        )
    if match := _MONTH.fullmatch(key):
        return formats.month_name(dt.date(int(match[1]), int(match[2]), 1))
    if match := _QUARTER.fullmatch(key):
        return _quarter(int(match[2])).format(year=match[1])
    if match := _HALF.fullmatch(key):
        words = {
            1: _("First half-year of {year}"),
            2: _("Second half-year of {year}"),
        }
        return words[int(match[2])].format(year=match[1])
    if match := _WHOLE.fullmatch(key):
        return _("Year {year}").format(year=match[1])
    if match := _ONCE.fullmatch(key):
        return _("One-off of {year}").format(year=match[1])
    if match := _EVENT.fullmatch(key):
        day = formats.short_date(dt.date(int(match[1]), int(match[2]), int(match[3])))
        if match[4]:
            return _("Event of {day} ({number})").format(day=day, number=match[4])
        return _("Event of {day}").format(day=day)
    return key


def _quarter(number: int) -> str:
    words = {
        1: _("First quarter of {year}"),
        2: _("Second quarter of {year}"),
        3: _("Third quarter of {year}"),
        4: _("Fourth quarter of {year}"),
    }
    return words[number]


def origin_label(duty: Any) -> str:
    """Write where the duty comes from: responsibility and category, or the task list."""
    if duty.task_list_id is not None:
        return f"{_('Task list')} · {duty.number}"
    item = duty.assignment.item
    kind = ResponsibilityKind(item.checklist.kind).label
    return f"{kind} · {item.category} · {duty.number}"


def due_words(due_rule: str, period: str) -> str:
    """Write a due rule in words, as it reads beside the period."""
    if due_rule == rules.PERIOD_END:
        return _("by the last day of the period")
    day = rules.month_and_day(due_rule)
    if day is not None:
        return _("by {date} of the year").format(date=_month_day(*day))
    term = term_words(due_rule)
    if period == "event":
        return _("within {term} of the event").format(term=term)
    return _("within {term} after the period").format(term=term)


def term_words(term: str) -> str:
    """Write a term like 5WD in words."""
    match = rules.TERM.fullmatch(term)
    if match is None:
        return term
    count = int(match[1])
    words = {
        "WD": ngettext("{n} working day", "{n} working days", count),
        "CD": ngettext("{n} calendar day", "{n} calendar days", count),
        "CM": ngettext("{n} month", "{n} months", count),
        "H": ngettext("{n} hour", "{n} hours", count),
    }
    return words[match[2]].format(n=count)


def _month_day(month: int, day: int) -> str:
    name = calendar.month_abbr[month]
    return pgettext("date", "{d} {month}").format(d=day, m=month, month=name)


def times_a_year(period: str) -> str:
    """Write how often a period falls due in a year."""
    count = len(rules.spans(period, 2024))
    return ngettext("{n} time a year", "{n} times a year", count).format(n=count) if count else ""


def counted_words(rule: Any) -> str:
    """Write a counted rule in words, as it reads beside the period."""
    return ngettext(
        "at least {n} time: {measure}, held by: {talker}",
        "at least {n} times: {measure}, held by: {talker}",
        rule.minimum,
    ).format(n=rule.minimum, measure=rule.get_measure_display(), talker=rule.get_talker_display())


def write_counted(item: Any) -> str:
    """Write the item's counted rule so that the import reads the same."""
    rule = getattr(item, "counted_rule", None)
    if rule is None:
        return ""
    return f"{rule.get_measure_display()};{rule.get_talker_display()};{rule.minimum}"
