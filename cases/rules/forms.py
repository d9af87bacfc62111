"""Which of the four forms an outcome counts as, by the official statistics (统计指标体系).

Names of measures that were not found in the text are left to the office's settings.
"""

from __future__ import annotations

from collections.abc import Iterable

FIRST = frozenset(
    {
        "closed_after_talk",
        "closed_after_verification",
        "reminder_talk",
        "warning_talk",
        "criticism",
        "stop_violation",
        "return_gains",
        "rectify_in_time",
        "self_criticism",
        "democratic_life_criticism",
        "public_apology",
        "circulated_criticism",
        "admonition",
        "other_first",
    }
)
SECOND = frozenset(
    {
        "party:warning",
        "party:serious_warning",
        "government:warning",
        "government:demerit",
        "government:serious_demerit",
        "government:demotion",
        "suspension",
        "transfer_away",
        "relieved_of_post",
        "resignation",
        "ordered_resignation",
        "probationary_member_cancelled",
        "other_adjustment",
    }
)
THIRD = frozenset(
    {
        "party:removal",
        "party:probation",
        "party:expulsion",
        "government:dismissal",
        "government:expulsion",
        "major_adjustment",
    }
)
FOURTH = frozenset({"prosecution", "expelled_after_judgment"})

#: From the heaviest, which decides where several outcomes fall on one person.
_ORDER = (("fourth", FOURTH), ("third", THIRD), ("second", SECOND), ("first", FIRST))
#: Months an admonition has effect.
ADMONITION_MONTHS = 6


def form_of(outcomes: Iterable[str]) -> str:
    """Return the form one person counts as once, by the heaviest outcome; "" for none."""
    found = set(outcomes)
    for form, members in _ORDER:
        if found & members:
            return form
    return ""


def growth(now: int, before: int) -> float | None:
    """Return the change against the year before in per cent, one decimal; None without a base."""
    if before == 0:
        return None
    return round((now - before) * 100 / before, 1)
