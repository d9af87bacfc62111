"""What units write when they file a duty: varied texts, the same for the same seed."""

import datetime as dt
import random
from typing import Any, NamedTuple

from accountability import rules
from accountability.demo import slots, source, workdays
from accountability.demo.catalogue import YEAR, Item
from accountability.demo.tasks import TaskSeed

Source = Item | TaskSeed
_PERIODS = ("month", "quarter", "half_year", "year")


class FilingText(NamedTuple):
    """The text of a filing and the short description of what happened."""

    text: str
    event: str


def filing_text(
    item_or_task: Source,
    unit_code: str,
    period_key: str,
    seed: int | str,
    *,
    event_on: dt.date | None = None,
) -> FilingText:
    """Return what the unit writes; without a day of the event one in the period is drawn."""
    draw = random.Random(f"text|{item_or_task.number}|{unit_code}|{period_key}|{seed}")
    day = event_on or event_day(item_or_task, unit_code, period_key, seed)
    words = slots.of_unit(unit_code, day, draw) | _own_words(item_or_task)
    templates = _templates(item_or_task)
    return FilingText(
        slots.fill(draw.choice(templates["texts"]), words, draw),
        slots.fill(draw.choice(templates["events"]), words, draw),
    )


def event_day(item_or_task: Source, unit_code: str, period_key: str, seed: int | str) -> dt.date:
    """Return a working day on which the thing was done: late in the period, or after the issue."""
    draw = random.Random(f"day|{item_or_task.number}|{unit_code}|{period_key}|{seed}")
    if isinstance(item_or_task, TaskSeed):
        return workdays.shifted(item_or_task.issued_at.date(), draw.randint(1, 3))
    for period in _PERIODS:
        for span in rules.spans(period, YEAR):
            if span.key == period_key:
                return _day_in(span, item_or_task, draw)
    raise ValueError(f"{period_key} names no period of {YEAR}: give event_on")


def _day_in(span: rules.Span, item: Item, draw: random.Random) -> dt.date:
    last = rules.fixed_day(item.due, YEAR) or span.last
    length = (last - span.first).days
    return workdays.on_or_before(
        max(
            workdays.on_or_after(span.first),
            last - dt.timedelta(days=draw.randint(2, max(3, length // 3))),
        )
    )


def _own_words(item_or_task: Source) -> dict[str, str]:
    if isinstance(item_or_task, TaskSeed):
        return {"topic": item_or_task.title.replace("“", "‘").replace("”", "’")}
    noun, measure = item_or_task.sample
    return {
        "title": item_or_task.title,
        "noun": noun,
        "measure": measure,
        "finding": item_or_task.finding,
    }


def _templates(item_or_task: Source) -> dict[str, Any]:
    general = source.table("filing_texts_general")
    if isinstance(item_or_task, TaskSeed):
        return general["task"]
    if item_or_task.unit_code:
        return general["supervision" if item_or_task.kind == "supervision" else "item"]
    common = source.table("filing_texts_main") | source.table("filing_texts_supervision")
    return common[item_or_task.number]
