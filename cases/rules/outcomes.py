"""Which outcomes a person can have, and which of them cannot stand side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cases.rules.forms import FIRST
from cases.rules.sanctions import (
    ENDS,
    ORGANISATION,
    Refusal,
    Standing,
    government_refusal,
    organisation_refusal,
    party_refusal,
)

ZHENGWU = "《中华人民共和国公职人员政务处分法》"
CHUFEN = "《中国共产党纪律处分条例》"

#: Neither stands beside anything else: whoever is exempted is not sanctioned.
ALONE = frozenset({"exempt", "none", "closed_after_talk", "closed_after_verification"})
#: A Party member has one Party sanction for everything that is decided at once.
PARTY, GOVERNMENT = "party", "government"
#: What a Party organisation receives; beside it nothing but that there is no sanction.
UNIT = "unit"
_OF_ORGANISATIONS_TOO = frozenset({"none"})
#: Which outcomes are possible with which act.
OF_DECISION_ONLY = frozenset({"exempt", "none"})
#: They follow from acts of their own: the closing of a clue, the judgment of a court.
NOT_BY_HAND = frozenset(
    {"closed_after_talk", "closed_after_verification", "expelled_after_judgment"}
)


class Clash(StrEnum):
    """Why outcomes cannot be proposed together, or not with this act."""

    ALONE = "alone"
    TWO_PARTY = "two_party"
    NOT_FIRST_FORM = "not_first_form"
    NOT_BY_HAND = "not_by_hand"
    PROBATION_YEARS = "probation_years"
    PERIOD = "period"
    IN_PLACE = "in_place"
    NO_DUTY_CRIME = "no_duty_crime"
    TWO_ENDS = "two_ends"


ARTICLES = {
    Clash.ALONE: ZHENGWU + "第十二条",
    Clash.TWO_PARTY: CHUFEN,
    Clash.NOT_FIRST_FORM: CHUFEN + "第五条",
    Clash.PROBATION_YEARS: CHUFEN + "第十二条",
    Clash.PERIOD: ZHENGWU + "第十五条",
    Clash.IN_PLACE: CHUFEN + "第十一条",
    Clash.TWO_ENDS: CHUFEN + "第九条",
    Clash.NO_DUTY_CRIME: "《中华人民共和国监察法》第十一条、第五十二条",
}


@dataclass(frozen=True)
class Wanted:
    """One outcome as somebody proposes it."""

    code: str
    probation_years: int | None = None
    in_place_of_removal: bool = False
    cannot_correct: bool = False
    most_members: bool = False


def split(code: str) -> tuple[str, str]:
    """Return track and sanction of a code; the track is "" for what is no sanction."""
    track, colon, sanction = code.partition(":")
    return (track, sanction) if colon else ("", code)


def refusal(wanted: Wanted, person: Standing) -> Refusal | Clash | None:
    """Return why this person or organisation cannot have this outcome, or None."""
    track, sanction = split(wanted.code)
    if wanted.code in NOT_BY_HAND:
        return Clash.NOT_BY_HAND
    if track == UNIT:
        return organisation_refusal(
            sanction,
            person,
            cannot_correct=wanted.cannot_correct,
            most_members=wanted.most_members,
        )
    if person.standing == ORGANISATION:
        return None if wanted.code in _OF_ORGANISATIONS_TOO else Refusal.NOT_A_PERSON
    return _of_person(wanted, person)


def _of_person(wanted: Wanted, person: Standing) -> Refusal | Clash | None:
    track, sanction = split(wanted.code)
    if wanted.code == "party:probation" and wanted.probation_years not in (1, 2):
        return Clash.PROBATION_YEARS
    if wanted.in_place_of_removal and (
        wanted.code != "party:serious_warning" or person.holds_party_post
    ):
        return Clash.IN_PLACE
    if track == PARTY:
        return party_refusal(sanction, person)
    if track == GOVERNMENT:
        return government_refusal(sanction, person)
    return None


def clash(codes: Sequence[str]) -> Clash | None:
    """Return why these outcomes of one person cannot stand side by side, or None."""
    found = set(codes)
    if found & ALONE and len(found) > 1:
        return Clash.ALONE
    if sum(split(code)[0] == PARTY for code in found) > 1:
        return Clash.TWO_PARTY
    if {f"{UNIT}:{one}" for one in ENDS} <= found:
        return Clash.TWO_ENDS
    return None


def ends_organisation(codes: Iterable[str]) -> bool:
    """Tell whether an organisation is reorganised or dissolved by one of these outcomes."""
    return any(track == UNIT and sanction in ENDS for track, sanction in map(split, codes))


def is_first_form(code: str) -> bool:
    """Tell whether the outcome is a measure of the first form."""
    return code in FIRST
