"""What may be done to somebody before a decision, how long, and on whose approval.

《中华人民共和国监察法》 (2024), articles 23 to 31, 46 to 50. The first term of each measure is a
term rule; how often and by how much it may grow stands here and, once more, in the database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

JIANCHA = "《中华人民共和国监察法》"


class MeasureRefusal(StrEnum):
    """Why a measure, or more of it, is refused; the page turns it into a sentence."""

    ONE_OFFICER = "one_officer"
    CHAINED = "chained"
    RUNNING = "running"
    NO_EXTENSION = "no_extension"
    CUSTODY_DAYS = "custody_days"
    SECOND_NEEDS_TEN_YEARS = "second_needs_ten_years"
    RECALCULATION = "recalculation"
    OVER_TERM = "over_term"
    BEFORE_APPROVAL = "before_approval"
    NOT_INVESTIGATED = "not_investigated"


ARTICLES = {
    MeasureRefusal.ONE_OFFICER: JIANCHA + "第四十四条",
    MeasureRefusal.CHAINED: JIANCHA + "第四十六条",
    MeasureRefusal.RUNNING: JIANCHA + "第四十六条",
    MeasureRefusal.NO_EXTENSION: JIANCHA + "第四十六条、第四十八条",
    MeasureRefusal.CUSTODY_DAYS: JIANCHA + "第四十六条",
    MeasureRefusal.SECOND_NEEDS_TEN_YEARS: JIANCHA + "第四十八条第二款",
    MeasureRefusal.RECALCULATION: JIANCHA + "第四十八条第三款",
    MeasureRefusal.OVER_TERM: JIANCHA + "第四十六条、第四十八条",
    MeasureRefusal.BEFORE_APPROVAL: JIANCHA + "第四十六条、第四十七条",
    MeasureRefusal.NOT_INVESTIGATED: JIANCHA + "第四十二条、第四十四条",
}

#: The article that allows each measure.
BASIS = {
    "compel_appearance": JIANCHA + "第四十六条",
    "await_investigation": JIANCHA + "第二十三条、第四十六条",
    "protective_custody": JIANCHA + "第二十五条、第四十六条",
    "detention": JIANCHA + "第二十四条、第四十七条、第四十八条",
    "technical": JIANCHA + "第三十一条",
}

#: Who approves, in this order. Detention is decided by the leaders together and, in a county or
#: a city, approved by the next-higher organ (article 47).
SIGNATORIES: dict[str, tuple[str, ...]] = {
    "compel_appearance": ("principal",),
    "await_investigation": ("principal",),
    "protective_custody": ("principal",),
    "detention": ("principal", "committee", "upper_organ"),
    "technical": ("principal",),
}

#: Between two compelled appearances of one person. The law forbids to chain them and names no
#: figure; this one is from memory of the regulations for its implementation.
APPEARANCE_GAP = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Growth:
    """How one measure may grow: by at most so many days or months at a time, so often.

    `times` of None means as often as it is approved.
    """

    steps: tuple[tuple[int, str], ...] = ()
    repeats: bool = False

    def step(self, ordinal: int) -> tuple[int, str] | None:
        """Return length and unit (CD or CM) of the extension of this ordinal; None for none."""
        if ordinal <= len(self.steps):
            return self.steps[ordinal - 1]
        return self.steps[-1] if self.repeats and self.steps else None


GROWTH = {
    "compel_appearance": Growth(),
    "await_investigation": Growth(),
    "protective_custody": Growth(((3, "CD"),)),
    "detention": Growth(((3, "CM"), (2, "CM"))),
    "technical": Growth(((3, "CM"),), repeats=True),
}


def term_code(kind: str, *, needs_custody: bool = False) -> str:
    """Return the term rule under which a measure begins."""
    if kind == "compel_appearance" and needs_custody:
        return "compel_appearance_extended"
    return "tech_measure" if kind == "technical" else kind


def extension_refusal(
    kind: str, ordinal: int, *, days: int | None = None, ten_years: bool = False
) -> MeasureRefusal | None:
    """Return why the extension of this ordinal is impossible, or None.

    `days` counts for protective custody alone, `ten_years` (a sentence of ten years or more is
    likely) for the second extension of a detention alone.
    """
    if GROWTH[kind].step(ordinal) is None:
        return MeasureRefusal.NO_EXTENSION
    if kind == "protective_custody" and (days is None or not 1 <= days <= 3):
        return MeasureRefusal.CUSTODY_DAYS
    if kind == "detention" and ordinal == 2 and not ten_years:
        return MeasureRefusal.SECOND_NEEDS_TEN_YEARS
    return None


def recalculation_refusal(level: str) -> MeasureRefusal | None:
    """Return why an organ of this level may not count a detention anew; None for a province."""
    return None if level in ("province", "state") else MeasureRefusal.RECALCULATION


def chained(previous_end: dt.datetime | None, start: dt.datetime) -> bool:
    """Tell whether an appearance would follow too close upon the one that ended before it."""
    return previous_end is not None and start < previous_end + APPEARANCE_GAP
