"""The words of letters and notices; nothing of the reporter and no inner remark stands in them."""

from __future__ import annotations

from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import (
    day,
    gap,
    names,
    office,
    section,
    text,
    with_posts,
)
from supervision.documents.content import Content

_REMEDY = "如认为办案人员有应当回避的情形，可以申请回避；对采取的措施不服的，可以依法提出申诉。"


def _comrade(facts: CaseFacts) -> str:
    return f"{names(facts.about)}同志"


def _unit_of(facts: CaseFacts) -> str:
    """Return the unit the persons belong to, as an addressee."""
    found = [one.workplace or (one.unit.name if one.unit else "") for one in facts.about]
    return "、".join(dict.fromkeys(filter(None, found))) or facts.clue.unit.name


def talk_notice(facts: CaseFacts) -> Content:
    """Draft the notice that calls a person to a talk."""
    return text(
        "谈话通知书",
        "根据工作需要，依据《中国共产党纪律检查机关监督执纪工作规则》有关规定，"
        "现通知你就有关问题接受谈话。",
        f"请于{gap('时间')}到{gap('地点')}。谈话由二名以上工作人员进行，请携带本人有效证件，"
        "如实说明情况。因故不能到场的，应当提前说明理由。",
        addressee=_comrade(facts),
    )


def inquiry_letter(facts: CaseFacts) -> Content:
    """Draft the letter of inquiry: what is to be explained, in how many days, signed by whom."""
    return text(
        "函询通知书",
        "现有以下问题需要你作出说明，请对照要求实事求是地书面回复。",
        section("需要说明的问题", gap("逐条列明函询事项，不得写入反映人和反映来源")),
        section(
            "回复要求",
            "请在收到本函之日起15个工作日内写出说明材料，由你所在党委（党组）主要负责人"
            "签署意见后发函回复。被函询人为党委（党组）主要负责人的，直接发函回复。",
            "说明材料应当逐条如实说明，不得回避、隐瞒；故意隐瞒、欺骗组织的，依规依纪处理。",
        ),
        addressee=_comrade(facts),
    )


def acceptance_letter(facts: CaseFacts) -> Content:
    """Draft the letter that tells a person that the explanation is accepted."""
    return text(
        "关于函询（谈话）问题采信了结的函",
        "你就有关问题所作的说明收悉。经研究，对你的说明予以采信，有关问题予以了结。",
        "请你继续严格要求自己，自觉接受监督，并在民主生活会上就本次谈话函询问题作出说明。",
        "特此函告。",
        addressee=_comrade(facts),
    )


def referral_letter(facts: CaseFacts) -> Content:
    """Draft the letter by which a matter goes to a Party organisation or authority."""
    receiver = facts.fact("receiving_unit", "verify_refer")
    return text(
        f"关于移送{with_posts(facts.about)}有关问题的函",
        f"我机关在工作中发现{with_posts(facts.about)}存在以下问题，按照管理权限和职责分工，"
        "现移送你单位处理。",
        section("移送的问题", gap("经核实的事实，不写线索来源和反映人")),
        section("处理建议", gap("处理建议")),
        "请依规依纪依法处理，并将处理结果书面函告我机关。",
        addressee=str(receiver) or gap("接收机关"),
    )


def filing_notice(facts: CaseFacts) -> Content:
    """Draft the notice by which the filing is announced to the person and the unit."""
    number = facts.number_of("filing_decision")
    decided = f"（{number}）" if number else ""
    filed = facts.clue.filed_on
    content = text(
        "立案通知书",
        f"经批准，我机关决定于{day(filed, '立案时间')}对{with_posts(facts.about)}"
        f"涉嫌违纪违法问题立案审查调查{decided}。",
        "在审查调查期间，你应当配合审查调查工作，如实说明情况，不得串供或者伪造、隐匿、"
        "毁灭证据，未经批准不得出境、辞去公职，不得阻挠、对抗审查调查。",
        _REMEDY,
        "特此通知。",
        addressee=names(facts.about),
    )
    return _copied(content, _unit_of(facts))


def return_letter(facts: CaseFacts) -> Content:
    """Draft the letter by which the review office gives a case back."""
    return text(
        f"关于退回{names(facts.about)}案的函",
        f"你部门移送审理的{with_posts(facts.about)}违纪违法一案，经审理，"
        f"{gap('主要事实不清、证据不足，或者需要补充完善证据')}，根据"
        "《中国共产党纪律检查机关监督执纪工作规则》第五十五条规定，经批准，现予退回。",
        section("需要重新审查调查或者补充的事项", gap("逐条列明事项和要求")),
        f"请于{gap('时限')}前完成，并附补充情况报告重新移送审理。",
        addressee=office(facts),
    )


def execution_notice(facts: CaseFacts) -> Content:
    """Draft the notice by which the unit is asked to carry out the decision."""
    number = facts.number_of("decision") or gap("处分决定文号")
    decided = facts.step("decide")
    return text(
        "处分决定执行通知书",
        f"{day(decided.settled_at if decided else None, '决定时间')}，我机关作出给予"
        f"{with_posts(facts.about)}处分的决定（{number}），现送你单位执行。",
        "请自处分决定作出之日起1个月内，向受处分人所在党的基层组织全体党员及其本人宣布，"
        "办理职务、级别、工资等相应变更手续，并将处分决定归入本人人事档案。",
        "请在处分决定作出之日起6个月内，将处分决定执行情况书面报告我机关。",
        addressee=_unit_of(facts),
    )


def _copied(content: Content, unit: str) -> Content:
    return Content(
        title=content.title,
        blocks=content.blocks,
        addressee=content.addressee,
        copies=(unit,),
    )
