"""The proposed sanction as a decision names it, with how long it works."""

from __future__ import annotations

from cases.models import OutcomeDraft
from cases.rules.sanctions import GOVERNMENT_MONTHS, party_effect
from cases.selectors.outcomes import GOVERNMENT, PARTY
from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import gap
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


def proposed_words(facts: CaseFacts) -> str:
    """Return what is proposed in a report: both sanctions, or an open place."""
    said = []
    if _proposed(facts, PARTY) is not None:
        said.append(f"{party_name(facts)}处分")
    if _proposed(facts, GOVERNMENT) is not None:
        said.append(f"政务{government_name(facts)}处分")
    return "、".join(said) or gap("处分种类")


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
