"""The 254 task lists the style office issued in 2026: themes times targets, and district ones."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from accountability.demo import source, workdays
from accountability.demo.catalogue import YEAR, Evidence, evidence_of
from accountability.demo.people import called, unit_people
from accountability.demo.units import facts, reporting_codes

TASK_COUNT = 254
_LAST_NOVEMBER_DAY = 19
_CLOSINGS = (
    "请{member}牵头，{office}汇总材料后按期报送。",
    "由{office}具体承办，{member}审核把关。",
    "{office}牵头、{office2}配合，结果由{member}签字确认。",
    "请{member}会同{group}抓好落实，{office}留存原始资料备查。",
    "请把{project}作为重点对象，{member}到现场核验不少于1次。",
)


@dataclass(frozen=True)
class TaskSeed:
    """One task list; it ends by its `term` from the day of issue or on `due_on`, never both."""

    number: str
    theme: str
    title: str
    content: str
    standard: str
    issued_at: dt.datetime
    term: str
    due_on: dt.date | None
    unit_codes: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@cache
def tasks() -> tuple[TaskSeed, ...]:
    """Return the task lists in the order of issue, numbered RW-2026-001 and so on."""
    found = sorted(
        [*_district_tasks(), *_theme_tasks()], key=lambda task: (task.issued_at, task.title)
    )
    return tuple(
        replace(task, number=f"RW-{YEAR}-{number:03d}")
        for number, task in enumerate(found, start=1)
    )


@cache
def tasks_by_number() -> dict[str, TaskSeed]:
    """Return the task lists by their numbers."""
    return {task.number: task for task in tasks()}


def _district_tasks() -> Iterator[TaskSeed]:
    for row in source.table("tasks_district")["task"]:
        draw = random.Random(row["title"])
        yield TaskSeed(
            number="",
            theme=row["theme"],
            title=row["title"],
            content=row["content"],
            standard=row["standard"],
            issued_at=workdays.office_hour(row["issued"], draw),
            term=row.get("term", ""),
            due_on=row.get("due"),
            unit_codes=_codes(row["units"]),
            evidence=evidence_of(row["evidence"]),
        )


def _codes(units: str | list[str]) -> tuple[str, ...]:
    if isinstance(units, str):
        wanted = {"departments": ("department",), "townships": ("township",)}.get(
            units, ("department", "township")
        )
        return tuple(code for code in reporting_codes() if facts()[code].kind in wanted)
    return tuple(units)


def _theme_tasks() -> Iterator[TaskSeed]:
    for theme in source.rows("task_themes", "theme"):
        for place, (code, focus) in enumerate(theme["targets"]):
            yield _theme_task(theme, place, code, focus)


def _theme_task(theme: dict[str, Any], place: int, code: str, focus: str) -> TaskSeed:
    draw = random.Random(f"{theme['name']}{code}{focus}")
    titles, contents = theme["titles"], theme["contents"]
    content = contents[(place + place // 2) % len(contents)].format(f=focus)
    return TaskSeed(
        number="",
        theme=theme["name"],
        title=titles[place % len(titles)].format(f=focus),
        content=content + _closing(code, draw),
        standard=theme["standard"],
        issued_at=_issued_at(theme["months"][place % len(theme["months"])], draw),
        term=theme["term"],
        due_on=None,
        unit_codes=(code,),
        evidence=evidence_of(theme["evidence"]),
    )


def _closing(code: str, draw: random.Random) -> str:
    known, members = facts()[code], unit_people()[code].members
    office, office2 = draw.sample(known.offices, 2)
    return draw.choice(_CLOSINGS).format(
        member=f"{called(draw.choice(members))}同志",
        office=office,
        office2=office2,
        group=known.supervisor,
        project=draw.choice(known.projects),
    )


def _issued_at(month: int, draw: random.Random) -> dt.datetime:
    last = _LAST_NOVEMBER_DAY if month == 11 else 26
    day = workdays.on_or_after(dt.date(YEAR, month, draw.randint(3, last - 3)))
    return workdays.office_hour(day, draw)
