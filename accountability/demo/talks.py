"""The talks of the first form that principals held in the demo's year, and who held too few."""

import datetime as dt
import random
from dataclasses import dataclass

from accountability.demo import source, workdays
from accountability.demo.people import unit_people

#: The item that is done by recording talks, and how many each quarter asks for.
ITEM = "主-16"
MINIMUM = 2
#: Units whose principal recorded too few talks in the third quarter: red since October.
UNMET = ("教体局", "住建局", "文旅局", "青禾镇", "石耳镇")
_GIVEN = "建平志远晓东慧敏文博雅琴立新海燕国栋春梅永康玉洁学军佳宁"
_SURNAMES = "丁卫方毛石甘冉古白田左申艾龙司向安匡池花"


@dataclass(frozen=True)
class TalkSeed:
    """One talk: who with whom, on which day, and what was said; entered at an office hour."""

    talker_name: str
    talked_name: str
    talked_post: str
    talked_on: dt.date
    measure: str
    reason: str
    summary: str
    outcome: str
    place: str
    entered_at: dt.datetime


def talks(
    unit_code: str, first: dt.date, last: dt.date, entered: list[dt.datetime]
) -> list[TalkSeed]:
    """Return the talks of a period, one for each instant of entry, held in the period before it."""
    rows = source.table("talks")["talk"]
    draw = random.Random(f"talks|{unit_code}|{first}")
    chosen = draw.sample(rows, len(entered))
    found = []
    for row, at in zip(chosen, entered, strict=True):
        # Most are entered within days; one in eight weeks later, and shows it.
        gap = draw.randint(10, 24) if draw.random() < 0.12 else draw.randint(0, 4)
        day = min(at.date() - dt.timedelta(days=gap), last)
        held = max(workdays.on_or_before(day), workdays.on_or_after(first))
        found.append(
            TalkSeed(
                talker_name=unit_people()[unit_code].head.name,
                talked_name=_name(draw),
                talked_post=row["post"],
                talked_on=min(held, at.date()),
                measure=row["measure"],
                reason=row["reason"],
                summary=row["summary"],
                outcome=row["outcome"],
                place=draw.choice(("负责人办公室", "小会议室", "谈话室", "党员活动室")),
                entered_at=at,
            )
        )
    return found


def _name(draw: random.Random) -> str:
    place = draw.randrange(0, len(_GIVEN), 2)
    return draw.choice(_SURNAMES) + _GIVEN[place : place + draw.choice((1, 2))]
