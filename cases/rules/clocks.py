"""Which clocks there are beside the table of steps, whose they are, and the light of a clue.

Lengths, extensions and articles are data (the term rules); here stands only what follows from a
code: which rule it is counted by, which office it warns, and which code a step means.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from supervision.deadlines.enums import Light


class Desk(StrEnum):
    """Which office of a clue has to act before a clock ends."""

    PETITION = "petition"
    HANDLING = "handling"
    REVIEW = "review"


#: What the table of steps calls by one name; a filing decides which of them it is.
INVESTIGATION = "investigation"
NO_DETENTION = "investigation_no_detention"
AFTER_DETENTION = "investigation_after_detention"
PARTY_ONLY = "party_investigation_legacy"
FAMILIES: dict[str, tuple[str, ...]] = {INVESTIGATION: (NO_DETENTION, AFTER_DETENTION, PARTY_ONLY)}
#: Codes whose law names no figure: the organ's own working target is counted instead.
TARGETS = {
    "filing_announce": "filing_announce_target",
    "return_supplement": "return_supplement_target",
}
#: A clue held pending is looked at again on a day that was set when it was approved.
HELD_REVIEW = "held_review"
#: Liberty is at stake: no holiday ever moves the end, whatever a rule row says.
CUSTODY = frozenset(
    {
        "compel_appearance",
        "await_investigation",
        "protective_custody",
        "protective_custody_transfer",
        "detention",
        "detention_recalc",
        "detention_notice",
    }
)
#: Terms of a remedy: somebody of the review office examines it who had no hand in the case.
REMEDIES = frozenset(
    {"party_appeal", "review", "recheck", "measure_complaint", "measure_complaint_recheck"}
)
_PETITION = frozenset({"named_ack", "named_feedback"})
_REVIEW = REMEDIES | {"trial", "decision_announce", "decision_formalities", "execution_report"}


def codes_of(code: str) -> tuple[str, ...]:
    """Return the codes that a name of the table of steps may stand for."""
    return FAMILIES.get(code, (code,))


def rule_code(code: str) -> str:
    """Return the code of the term rule by which a clock is counted."""
    return TARGETS.get(code, code)


def desk_of(code: str) -> Desk:
    """Return which office the clock belongs to."""
    if code in _PETITION:
        return Desk.PETITION
    return Desk.REVIEW if code in _REVIEW else Desk.HANDLING


def investigation_code(filing_kind: str) -> str:
    """Return which investigation clock a filing starts.

    A filing by the government track, alone or together with the Party's, is bound to one year; a
    filing by the Party track alone runs by the customary target. Raises ValueError for another.
    """
    if filing_kind not in ("party", "government", "both"):
        raise ValueError(f"there is no filing of the kind {filing_kind!r}")
    return PARTY_ONLY if filing_kind == "party" else NO_DETENTION


def clue_light(
    *,
    now: dt.datetime,
    ends_at: dt.datetime | None,
    warn_at: dt.datetime | None,
    running: int,
    paused: int,
    is_concluded: bool,
) -> Light:
    """Return the light of a clue from the nearest end and warning of its running clocks.

    Red: a term has ended. Yellow: one is about to. Green: the matter is concluded. An open clue in
    time, or without a clock, is neutral; one whose clocks all stand still is paused.
    `selectors.clocks.light_case` computes the same in the database.
    """
    if ends_at is not None and now >= ends_at:
        return Light.RED
    if warn_at is not None and now >= warn_at:
        return Light.YELLOW
    if is_concluded:
        return Light.GREEN
    return Light.PAUSED if paused and not running else Light.NEUTRAL
