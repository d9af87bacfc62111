"""Fill the slots of a text with a unit's own names, places and drawn numbers."""

import datetime as dt
import random
import re

from accountability.demo.people import called, unit_people
from accountability.demo.units import facts

_SLOT = re.compile(r"\{(\w+)(?::(\d+)-(\d+))?\}")


def of_unit(unit_code: str, day: dt.date, draw: random.Random) -> dict[str, str]:
    """Return the words for one text about the unit, drawn anew for each text."""
    known, people = facts()[unit_code], unit_people()[unit_code]
    members = draw.sample(people.members, 3)
    offices = draw.sample(known.offices, 2)
    villages = draw.sample(known.villages, 2) if known.villages else ("", "")
    return {
        "date": f"{day.month}月{day.day}日",
        "body": known.body,
        "group": known.supervisor,
        "council": "组务会" if known.group_code else "专题会",
        "head": called(people.head),
        "staff": called(people.office_director),
        "m1": called(members[0]),
        "m2": called(members[1]),
        "m3": called(members[2]),
        "office": offices[0],
        "office2": offices[1],
        "project": draw.choice(known.projects),
        "place": draw.choice(known.places),
        "village": villages[0],
        "village2": villages[1],
    }


def fill(template: str, words: dict[str, str], draw: random.Random) -> str:
    """Return the text; a number slot keeps its number under its letter, a missing word raises."""
    numbers: dict[str, str] = {}

    def word(match: re.Match[str]) -> str:
        name, low, high = match.groups()
        if low is not None:
            return numbers.setdefault(name, f"{draw.randint(int(low), int(high)):,}")
        return numbers[name] if name in numbers else words[name]

    text = _SLOT.sub(word, template)
    body = words["body"]
    if body.endswith("会") and not body.endswith("委员会"):
        # 部务会 meets in a 部务会议, not in a 部务会会议.
        text = text.replace(f"{body}会议", f"{body}议")
    return text
