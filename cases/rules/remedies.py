"""Who may ask for what remedy, until when, and who may not decide it.

《中华人民共和国监察法》 articles 56 and 69; 《监督执纪工作规则》 article 59 (from memory).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

JIANCHA = "《中华人民共和国监察法》"
GUIZE = "《中国共产党纪律检查机关监督执纪工作规则》"


@dataclass(frozen=True)
class RemedyRule:
    """One remedy: the article, the clock it opens, what it follows, and who decides.

    `request_code` is the term within which it must be asked for, counted from the receipt of what
    it is against; "" where the law sets no bar. `outside` remedies are decided by the next-higher
    organ, and the portal records its decision.
    """

    article: str
    clock: str
    request_code: str = ""
    follows: str = ""
    outside: bool = False


RULES = {
    "party_appeal": RemedyRule(GUIZE + "第五十九条", "party_appeal"),
    "reconsideration": RemedyRule(JIANCHA + "第五十六条", "review", "review_request"),
    "recheck": RemedyRule(
        JIANCHA + "第五十六条", "recheck", "recheck_request", "reconsideration", outside=True
    ),
    "measure_complaint": RemedyRule(JIANCHA + "第六十九条", "measure_complaint"),
    "measure_recheck": RemedyRule(
        JIANCHA + "第六十九条",
        "measure_complaint_recheck",
        "measure_complaint_recheck_request",
        "measure_complaint",
        outside=True,
    ),
}


class RemedyRefusal(StrEnum):
    """Why a remedy is refused; the page turns it into a sentence with its article."""

    LATE = "late"
    NOTHING_BEFORE = "nothing_before"
    HAD_A_HAND = "had_a_hand"
    ONE_OFFICER = "one_officer"


def is_late(last_day: dt.date, received_on: dt.date) -> bool:
    """Tell whether a request came after the last day on which it could be made."""
    return received_on > last_day
