"""The words of decisions: who, what was found, what is decided and why, and how to appeal."""

from __future__ import annotations

from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import gap, names, portraits, text, with_posts
from cases.services.paper_words.sanctions import (
    government_name,
    government_period,
    is_organisation,
    organisation_words,
    party_name,
    party_period,
)
from supervision.documents.content import Content


def filing_decision(facts: CaseFacts) -> Content:
    """Draft the decision to file a case."""
    return text(
        f"关于对{with_posts(facts.about)}立案审查调查的决定",
        *portraits(facts.about),
        f"经初步核实，{names(facts.about)}涉嫌{gap('严重违纪、违纪或者职务违法')}，"
        "需要追究纪律或者法律责任。根据《中国共产党纪律检查机关监督执纪工作规则》第三十八条"
        f"和{gap('《中华人民共和国监察法》条款，不涉及职务违法的删去')}规定，经批准，"
        f"决定对{names(facts.about)}涉嫌违纪违法问题立案审查调查。",
        "本决定自宣布之日起执行。",
    )


def decision(facts: CaseFacts) -> Content:
    """Draft the decision on a Party sanction, or on a Party organisation."""
    if is_organisation(facts):
        return _of_organisation(facts)
    return text(
        f"关于给予{names(facts.about)}{party_name(facts)}处分的决定",
        *_found(facts),
        f"{names(facts.about)}的上述行为违反了{gap('违反的纪律')}，"
        f"{gap('情节和性质认定，从轻、减轻、从重、加重情节')}。"
        f"根据《中国共产党纪律处分条例》{gap('条款')}规定，经"
        f"{gap('审批机关和会议日期')}研究，决定给予{names(facts.about)}{party_name(facts)}处分"
        f"{party_period(facts)}。",
        "本决定自作出之日起生效。如不服本决定，可以依照《中国共产党章程》和"
        "《中国共产党党员权利保障条例》的规定，向本机关或者上级党的组织提出申诉。"
        "申诉期间不停止本决定的执行。",
    )


def government_decision(facts: CaseFacts) -> Content:
    """Draft the decision on a government sanction (政务处分法 article 45)."""
    return text(
        f"关于给予{names(facts.about)}政务{government_name(facts)}处分的决定",
        *_found(facts),
        f"{names(facts.about)}的上述行为违反了{gap('违反的法律规定')}，"
        f"{gap('情节和性质认定')}。根据《中华人民共和国监察法》"
        f"{gap('条款')}和《中华人民共和国公职人员政务处分法》{gap('条款')}规定，"
        f"决定给予{names(facts.about)}政务{government_name(facts)}处分"
        f"{government_period(facts)}。",
        "如不服本决定，可以自收到本决定之日起一个月内向本机关申请复审；对复审决定仍不服的，"
        "可以自收到复审决定之日起一个月内向上一级监察机关申请复核。"
        "复审、复核期间不停止本决定的执行。",
    )


def withdrawal_decision(facts: CaseFacts) -> Content:
    """Draft the decision to withdraw a case."""
    number = facts.number_of("filing_decision") or gap("立案决定文号")
    return text(
        f"关于撤销{with_posts(facts.about)}案件的决定",
        *portraits(facts.about),
        f"{number}立案审查调查的{names(facts.about)}涉嫌违纪违法一案，经审查调查，"
        f"{gap('没有证据证明存在违纪违法行为，或者其他应当撤销案件的情形')}。"
        "根据《中华人民共和国监察法》第五十二条规定，经批准，决定撤销该案件。",
        "本决定自作出之日起生效，由本机关通知被审查调查人及其所在单位，"
        "解除对其采取的有关措施，并根据需要予以澄清。",
    )


def _of_organisation(facts: CaseFacts) -> Content:
    decided, basis, follows = organisation_words(facts)
    return text(
        f"关于对{names(facts.about)}{decided}的决定",
        *_found(facts),
        f"{names(facts.about)}的上述问题{gap('情节和性质认定')}。根据{basis}规定，经"
        f"{gap('决定机关和会议日期')}研究，决定对{names(facts.about)}{decided}。{follows}",
        "本决定自作出之日起生效。如不服本决定，可以依照《中国共产党章程》的规定提出申诉。",
    )


def _found(facts: CaseFacts) -> list[str]:
    """Return who the person is and what was found."""
    return [*portraits(facts.about), f"经查，{gap('违纪违法事实和证据')}。"]
