"""Quick records: one matter one record, most entered at once, some units long afterwards."""

import datetime as dt
import random
from dataclasses import dataclass

from accountability.demo import slots, source, workdays
from accountability.demo.catalogue import YEAR, items_of
from accountability.demo.plan import OVERDUE
from accountability.demo.units import facts


@dataclass(frozen=True)
class QuickRecord:
    """One matter, when it happened and when it was entered."""

    unit_code: str
    kind: str
    item_number: str
    event_on: dt.date
    entered_at: dt.datetime
    title: str
    text: str
    place: str

    @property
    def gap_days(self) -> int:
        """Return how many days lie between the event and its entry."""
        return (self.entered_at.date() - self.event_on).days


def quick_records(unit_code: str, today: dt.date) -> list[QuickRecord]:
    """Return the unit's quick records entered before today, in the order of entry."""
    draw = random.Random(f"records|{unit_code}")
    forms = source.table("quick_records")["record"]
    carried = {item.number for item in items_of(unit_code)}
    slow = facts()[unit_code].short_name in OVERDUE
    # Slow units enter a whole batch on a few evenings; the others write down what has happened.
    batches = [workdays.on_or_after(dt.date(YEAR, month, 24)) for month in (3, 6, 9, 11)]
    found = []
    for number in range(draw.randint(10, 16)):
        form = forms[(number + draw.randint(0, 2)) % len(forms)]
        item_number = next((one for one in form["items"] if one in carried), "")
        event_on = workdays.on_or_after(dt.date(YEAR, 1, 6) + dt.timedelta(draw.randint(0, 315)))
        entered_on = workdays.shifted(event_on, draw.choice((0, 0, 0, 1, 1, 2)))
        if slow and number % 2 == 0:
            entered_on = next((day for day in batches if day >= event_on), entered_on)
        words = slots.of_unit(unit_code, event_on, draw)
        record = QuickRecord(
            unit_code=unit_code,
            kind=form["kind"],
            item_number=item_number,
            event_on=event_on,
            entered_at=_entered_at(event_on, entered_on, draw),
            title=slots.fill(form["title"], words, draw),
            text=slots.fill(draw.choice(form["texts"]), words, draw),
            place=words["place"],
        )
        if entered_on < today:
            found.append(record)
    return sorted(found, key=lambda record: record.entered_at)


def _entered_at(event_on: dt.date, entered_on: dt.date, draw: random.Random) -> dt.datetime:
    if entered_on > event_on:
        return workdays.office_hour(entered_on, draw)
    # The same day: towards the evening, after the matter itself.
    return dt.datetime(
        entered_on.year,
        entered_on.month,
        entered_on.day,
        draw.choice((16, 17)),
        draw.randint(5, 58),
        draw.randint(0, 59),
        tzinfo=workdays.CHINA,
    )
