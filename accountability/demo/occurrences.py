"""The events of the year that brought duties on event: meetings, decisions, holidays, letters."""

import datetime as dt
import random
from dataclasses import dataclass

from accountability.demo import workdays
from accountability.demo.catalogue import YEAR, items_of
from accountability.demo.units import facts

_MEETINGS = (
    ((1, 22), "区纪委全会精神"),
    ((3, 18), "全区全面从严治党工作会议精神"),
    ((5, 13), "全区深化整治群众身边不正之风推进会精神"),
    ((7, 21), "区委全会关于全面从严治党的部署"),
    ((9, 15), "全区基层监督工作现场会精神"),
    ((10, 28), "上级关于学习贯彻全会精神的通知"),
)
_HOLIDAYS = (
    ((1, 3), "元旦"),
    ((2, 23), "春节"),
    ((4, 6), "清明节"),
    ((5, 5), "“五一”"),
    ((6, 21), "端午节"),
    ((9, 27), "中秋节"),
    ((10, 7), "国庆节"),
)
_DECISIONS = (
    "年度预算调整",
    "科室负责人任免",
    "{project}实施方案",
    "{project}资金拨付",
    "部分项目增补",
)
_LETTERS = ("关于规范{project}管理的监察建议", "关于加强{office}内部监督的纪律检查建议")
_OPINIONS = ("干部职级晋升人选", "年度评优人选", "中层干部选拔任用人选", "先进集体推荐对象")


@dataclass(frozen=True)
class Occurrence:
    """One event of one unit that starts the term of an item on event."""

    unit_code: str
    item_number: str
    event_on: dt.date
    topic: str


def occurrences(unit_code: str, today: dt.date) -> list[Occurrence]:
    """Return the unit's events up to the day before today, oldest first."""
    found = [
        Occurrence(unit_code, item.number, day, topic)
        for item in items_of(unit_code)
        if item.period == "event"
        for day, topic in _events(item.number, unit_code)
        if day < today
    ]
    return sorted(found, key=lambda one: (one.event_on, one.item_number))


def _events(number: str, unit_code: str) -> list[tuple[dt.date, str]]:
    draw = random.Random(f"events|{number}|{unit_code}")
    known = facts()[unit_code]
    topics: tuple[str, ...]
    if number == "主-01":
        return [(_on(*day), topic) for day, topic in _MEETINGS]
    if number in ("监-03", "镇监-03"):
        return [(_on(*day), f"{name}假期") for day, name in _HOLIDAYS]
    if number == "主-04":
        topics, count = _DECISIONS, draw.randint(3, 5)
    elif number == "监-05":
        topics, count = _OPINIONS, draw.randint(2, 4)
    else:
        topics, count = _LETTERS, draw.randint(0, 1)
    drawn = draw.sample(topics, min(count, len(topics)))
    # One event a stretch of the year, so that they do not crowd.
    stretch = 320 // max(1, count)
    return [
        (
            workdays.on_or_before(
                _on(1, 12) + dt.timedelta(days=place * stretch + draw.randint(0, stretch - 8))
            ),
            topic.format(project=draw.choice(known.projects), office=draw.choice(known.offices)),
        )
        for place, topic in enumerate(drawn)
    ]


def _on(month: int, day: int) -> dt.date:
    return dt.date(YEAR, month, day)
