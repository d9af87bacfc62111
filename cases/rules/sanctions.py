"""Which sanction somebody can receive, and how long it lasts.

Party sanctions: 《中国共产党纪律处分条例》 (2023). Government sanctions: 《公职人员政务处分法》.
Party organisations: the same Regulations, article 9, and 《中国共产党问责条例》 (2019), article 8.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: Months of the government sanctions (article 8); expulsion has no period.
GOVERNMENT_MONTHS = {
    "warning": 6,
    "demerit": 12,
    "serious_demerit": 18,
    "demotion": 24,
    "dismissal": 24,
}
#: Several sanctions of one kind at once: never longer than this (article 15).
MOST_MONTHS = 48
#: From the lightest to the heaviest.
GOVERNMENT_ORDER = (*GOVERNMENT_MONTHS, "expulsion")
PARTY_ORDER = ("warning", "serious_warning", "removal", "probation", "expulsion")
#: Managers of villages and communities, and persons like them, get no other (articles 22, 23).
_VILLAGE_SANCTIONS = frozenset({"warning", "demerit", "serious_demerit"})
_NO_OFFICE = frozenset({"retired", "none"})
#: The standing of a Party organisation, which is no person.
ORGANISATION = "organisation"
#: The gravest ways of dealing with an organisation: the Party committee above it decides on them,
#: the next one above that approves.
ENDS = frozenset({"reorganisation", "dissolution"})


class Refusal(StrEnum):
    """Why a sanction cannot be given; the page turns it into a sentence with its article."""

    NOT_A_MEMBER = "not_a_member"
    NO_PARTY_POST = "no_party_post"
    RETIRED = "retired"
    NO_PUBLIC_OFFICE = "no_public_office"
    VILLAGE_MANAGER = "village_manager"
    ALREADY_BY_UNIT = "already_by_unit"
    NOT_A_PERSON = "not_a_person"
    NOT_AN_ORGANISATION = "not_an_organisation"
    CAN_CORRECT = "can_correct"
    NOT_MOST_MEMBERS = "not_most_members"


ARTICLES = {
    Refusal.NOT_A_MEMBER: "《中国共产党纪律处分条例》第八条",
    Refusal.NO_PARTY_POST: "《中国共产党纪律处分条例》第十一条",
    Refusal.RETIRED: "《中华人民共和国公职人员政务处分法》第二十七条",
    Refusal.NO_PUBLIC_OFFICE: "《中华人民共和国公职人员政务处分法》第二条",
    Refusal.VILLAGE_MANAGER: "《中华人民共和国公职人员政务处分法》第二十二条、第二十三条",
    Refusal.ALREADY_BY_UNIT: "《中华人民共和国公职人员政务处分法》第十六条",
    Refusal.NOT_A_PERSON: "《中国共产党纪律处分条例》第八条、第九条",
    Refusal.NOT_AN_ORGANISATION: "《中国共产党纪律处分条例》第八条、第九条",
    Refusal.CAN_CORRECT: "《中国共产党纪律处分条例》第九条",
    Refusal.NOT_MOST_MEMBERS: "《中国共产党纪律处分条例》第九条",
}


@dataclass(frozen=True)
class Standing:
    """What a respondent is on the day of the decision."""

    standing: str
    is_member: bool = False
    holds_party_post: bool = False
    #: The unit itself has already sanctioned the same act.
    sanctioned_by_unit: bool = False


def party_refusal(sanction: str, person: Standing) -> Refusal | None:
    """Return why this Party sanction is impossible, or None.

    Somebody without a Party post cannot be removed from one: a serious warning stands in its
    place, with two years (article 11).
    """
    if not person.is_member:
        return Refusal.NOT_A_MEMBER
    if sanction == "removal" and not person.holds_party_post:
        return Refusal.NO_PARTY_POST
    return None


def government_refusal(sanction: str, person: Standing) -> Refusal | None:
    """Return why this government sanction is impossible, or None."""
    if person.standing in _NO_OFFICE:
        retired = person.standing == "retired"
        return Refusal.RETIRED if retired else Refusal.NO_PUBLIC_OFFICE
    if person.standing in ("village", "other_official") and sanction not in _VILLAGE_SANCTIONS:
        return Refusal.VILLAGE_MANAGER
    if person.sanctioned_by_unit:
        return Refusal.ALREADY_BY_UNIT
    return None


def organisation_refusal(
    sanction: str, respondent: Standing, *, cannot_correct: bool, most_members: bool
) -> Refusal | None:
    """Return why an organisation cannot receive this, or why it is none; None where it can.

    Only one that gravely violates discipline and cannot correct itself is reorganised or
    dissolved, and dissolved only where all or most of its members violate it gravely.
    """
    if respondent.standing != ORGANISATION:
        return Refusal.NOT_AN_ORGANISATION
    if sanction in ENDS and not cannot_correct:
        return Refusal.CAN_CORRECT
    if sanction == "dissolution" and not most_members:
        return Refusal.NOT_MOST_MEMBERS
    return None


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the corresponding day, or the last of the month where there is none."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return day.replace(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True)
class Effect:
    """How long a sanction works: its months, and the last day; None where it has no end."""

    months: int | None
    until: dt.date | None


def party_effect(
    sanction: str,
    decided_on: dt.date,
    *,
    in_place_of_removal: bool = False,
    probation_years: int = 1,
    unexpired: int = 0,
) -> Effect:
    """Return the effect period (影响期) of a Party sanction, in months (articles 10 to 13).

    Probation lasts one or two years and is followed by two more; expulsion bars re-admission for
    five. `unexpired` are months left of an earlier sanction, which are added. Raises ValueError
    for a probation that is neither one year nor two, and for an unknown sanction.
    """
    if sanction == "probation" and probation_years not in (1, 2):
        raise ValueError("probation lasts one or two years")
    lengths = {
        "warning": 12,
        "serious_warning": 24 if in_place_of_removal else 18,
        "removal": 24,
        "probation": 12 * probation_years + 24,
        "expulsion": 60,
    }
    if sanction not in lengths:
        raise ValueError(f"there is no Party sanction {sanction!r}")
    months = lengths[sanction] + max(0, unexpired)
    return Effect(months, add_months(decided_on, months))


def government_effect(sanctions: Sequence[str], decided_on: dt.date) -> tuple[str, int, int]:
    """Return the sanction to be carried out and the least and most months of its period.

    Of several kinds the heaviest is carried out; of one kind several times the period lies between
    one and their sum, never above 48 months (article 15). An expulsion has no period: 0, 0. Raises
    ValueError for none or an unknown one.
    """
    if not sanctions or any(one not in GOVERNMENT_ORDER for one in sanctions):
        raise ValueError("unknown or no sanction")
    heaviest = max(sanctions, key=GOVERNMENT_ORDER.index)
    if heaviest == "expulsion":
        return heaviest, 0, 0
    one = GOVERNMENT_MONTHS[heaviest]
    most = min(MOST_MONTHS, one * sum(each == heaviest for each in sanctions))
    return heaviest, one, most


def needs_formalities(*, party: str = "", government: str = "") -> bool:
    """Tell whether post, rank or pay have to be changed within a month.

    From removal from a Party post, or demotion, upwards (处分条例 article 44,
    政务处分法 article 54).
    """
    by_party = party in PARTY_ORDER and PARTY_ORDER.index(party) >= PARTY_ORDER.index("removal")
    order = GOVERNMENT_ORDER
    by_office = government in order and order.index(government) >= order.index("demotion")
    return by_party or by_office
