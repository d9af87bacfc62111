"""The proposed sanction as a decision names it, with how long it works."""

from __future__ import annotations

from dataclasses import replace

from cases.enums import PersonStanding
from cases.models import OutcomeDraft, Respondent
from cases.rules.sanctions import GOVERNMENT_MONTHS, party_effect
from cases.selectors.outcomes import GOVERNMENT, PARTY, UNIT
from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import gap, names
from supervision import clock

_PARTY_NAMES = {
    "warning": "党内警告",
    "serious_warning": "党内严重警告",
    "removal": "撤销党内职务",
    "probation": "留党察看",
    "expulsion": "开除党籍",
}
_GOVERNMENT_NAMES = {
    "warning": "警告",
    "demerit": "记过",
    "serious_demerit": "记大过",
    "demotion": "降级",
    "dismissal": "撤职",
    "expulsion": "开除",
}
#: What is decided on a Party organisation, and by which rules.
_ORGANISATION_NAMES = {
    "written_criticism": ("责令作出书面检查", "《中国共产党纪律处分条例》第九条"),
    "circulated_criticism": ("给予通报批评", "《中国共产党纪律处分条例》第九条"),
    "examination": ("责令作出书面检查并切实整改", "《中国共产党问责条例》第八条"),
    "notice": ("责令整改并予以通报", "《中国共产党问责条例》第八条"),
    "reorganisation": ("予以改组", "《中国共产党纪律处分条例》第九条"),
    "dissolution": ("予以解散", "《中国共产党纪律处分条例》第九条"),
}
_FOLLOWS = {
    "reorganisation": "受到改组处理的党组织领导机构成员，除应当受到撤销党内职务以上"
    "（含撤销党内职务）处分的外，均自然免职。",
    "dissolution": "对受到解散处理的党组织中的党员逐个审查：符合党员条件的，重新登记，"
    "并参加新的组织过党的生活；不符合党员条件的，进行教育、限期改正，经教育仍无转变的，"
    "予以劝退或者除名；有违纪行为的，依照规定予以追究。",
}
_YEARS = {1: "一年", 2: "二年"}


def party_name(facts: CaseFacts) -> str:
    """Return the Party sanction proposed for those the paper is about, or an open place."""
    found = _proposed(facts, PARTY)
    if found is None:
        return gap("处分种类")
    name = _PARTY_NAMES[_kind(found)]
    years = _YEARS.get(found.probation_years or 0, "") if _kind(found) == "probation" else ""
    return f"{name}{years}"


def party_period(facts: CaseFacts) -> str:
    """Return how long the Party sanction works, as the decision says it."""
    found = _proposed(facts, PARTY)
    if found is None:
        return f"，影响期{gap('影响期')}"
    if _kind(found) == "expulsion":
        return ""
    effect = party_effect(
        _kind(found),
        clock.today(),
        in_place_of_removal=found.in_place_of_removal,
        probation_years=found.probation_years or 1,
    )
    return f"，影响期{effect.months}个月"


def government_name(facts: CaseFacts) -> str:
    """Return the government sanction proposed for those the paper is about, or an open place."""
    found = _proposed(facts, GOVERNMENT)
    return _GOVERNMENT_NAMES[_kind(found)] if found is not None else gap("处分种类")


def government_period(facts: CaseFacts) -> str:
    """Return how long the government sanction works; an expulsion has no period."""
    found = _proposed(facts, GOVERNMENT)
    if found is None:
        return f"，处分期{gap('处分期')}，自本决定作出之日起计算"
    if _kind(found) == "expulsion":
        return "，自本决定作出之日起生效"
    months = found.months or GOVERNMENT_MONTHS[_kind(found)]
    return f"，处分期{months}个月，自本决定作出之日起计算"


def is_organisation(facts: CaseFacts) -> bool:
    """Tell whether the paper is about Party organisations, not about persons."""
    standings = {one.standing for one in facts.about}
    return standings == {PersonStanding.ORGANISATION}


def organisation_words(facts: CaseFacts) -> tuple[str, str, str]:
    """Return what is decided on an organisation, its basis, and what follows from it."""
    found = _proposed(facts, UNIT)
    if found is None:
        return gap("处理方式"), gap("处理依据"), ""
    return *_ORGANISATION_NAMES[_kind(found)], _FOLLOWS.get(_kind(found), "")


def proposed_words(facts: CaseFacts) -> str:
    """Return what is proposed in a report: both sanctions, or an open place."""
    said = []
    if _proposed(facts, PARTY) is not None:
        said.append(f"{party_name(facts)}处分")
    if _proposed(facts, GOVERNMENT) is not None:
        said.append(f"政务{government_name(facts)}处分")
    if is_organisation(facts) and _proposed(facts, UNIT) is not None:
        said.append(organisation_words(facts)[0])
    return "、".join(said) or gap("处分种类")


def proposed_for_each(facts: CaseFacts) -> str:
    """Return for whom what is proposed: those with the same together, in the order of the clue."""
    told: dict[str, list[Respondent]] = {}
    for one in facts.about:
        told.setdefault(proposed_words(replace(facts, person=one)), []).append(one)
    if not told:
        return f"给予{names(())}{gap('处分种类')}"
    return "；".join(f"{_given(people[0])}{names(people)}{words}" for words, people in told.items())


def _given(first: Respondent) -> str:
    return "对" if first.standing == PersonStanding.ORGANISATION else "给予"


def _proposed(facts: CaseFacts, system: str) -> OutcomeDraft | None:
    """Return the one sanction of the system that is proposed; None where people differ."""
    about = {one.pk for one in facts.about}
    found = [
        one for one in facts.proposed if one.code.startswith(system) and one.respondent_id in about
    ]
    told = {(one.code, one.months, one.probation_years) for one in found}
    return found[0] if len(found) == len(about) and len(told) == 1 else None


def _kind(draft: OutcomeDraft) -> str:
    return draft.code.partition(":")[2]
