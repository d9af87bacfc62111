"""The words of plans and reports of the handling and the review office."""

from __future__ import annotations

from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import (
    alleged,
    day,
    gap,
    office,
    portraits,
    section,
    subject,
    text,
    until,
    with_posts,
)
from cases.services.paper_words.sanctions import proposed_for_each
from supervision.documents.content import Content

_SECRECY = (
    "严格执行保密纪律和安全责任制，不得向被核查人及无关人员泄露工作情况，"
    "重要情况及时请示报告；发现需要回避的情形，立即报告。"
)


def _crew(facts: CaseFacts) -> str:
    """Return who takes part; two at least, so one name leaves a place open."""
    found = "、".join(facts.team)
    return found if len(facts.team) > 1 else "、".join(filter(None, (found, gap("组员"))))


def talk_plan(facts: CaseFacts) -> Content:
    """Draft the plan of a talk or inquiry."""
    return text(
        f"关于对{subject(facts)}谈话函询的工作方案",
        section("被反映人基本情况", *portraits(facts.about)),
        section("反映的主要问题", alleged(facts)),
        section(
            "方式、时间和地点",
            f"拟采取{gap('谈话或者函询')}方式，于{gap('时间')}在{gap('地点')}进行。",
        ),
        section(
            "承办人员", f"由{office(facts)}承办，承办人员：{_crew(facts)}。谈话由二人以上进行。"
        ),
        section("需要说明的问题", gap("逐条列明谈话要点或者函询事项")),
        section("安全预案", gap("谈话场所、身体状况核查、陪送和突发情况处置安排")),
        section("工作要求", _SECRECY),
    )


def talk_report(facts: CaseFacts) -> Content:
    """Draft the report on a talk or inquiry with the opinion on what follows."""
    return text(
        f"关于{subject(facts)}有关问题谈话函询情况的报告",
        f"根据批准的处置意见，{office(facts)}对{with_posts(facts.about)}有关问题进行了谈话函询。"
        "现将有关情况报告如下。",
        section("被反映人基本情况", *portraits(facts.about)),
        section("反映的主要问题", alleged(facts)),
        section(
            "谈话函询情况",
            f"{gap('谈话函询的时间、地点、方式，本人说明的情况，所在党组织的意见')}。",
        ),
        section("分析意见", f"{gap('对说明情况可信程度的分析，抽查核实情况')}。"),
        section("处理建议", f"建议{gap('采信了结、谈话提醒等第一种形态处理，或者转初步核实')}。"),
    )


def verification_plan(facts: CaseFacts) -> Content:
    """Draft the plan of a preliminary verification."""
    return text(
        f"关于{subject(facts)}有关问题线索的初步核实工作方案",
        section(
            "问题线索来源", f"{facts.clue.get_source_display()}（线索编号{facts.clue.number}）。"
        ),
        section("被核查人基本情况", *portraits(facts.about)),
        section("需要核实的主要问题", alleged(facts)),
        section(
            "核查组组成",
            f"由{office(facts)}牵头成立核查组，成员：{_crew(facts)}。核查组成员不得少于二人。",
        ),
        section(
            "方法步骤和措施",
            f"{gap('拟采取的谈话、查询、调取等措施及其审批，分步骤安排')}。",
        ),
        section(
            "时限要求",
            f"自方案批准之日起开展工作，于"
            f"{until(facts, 'prelim_verification', '完成时间')}前形成初步核实情况报告。",
        ),
        section("安全保密和纪律要求", _SECRECY),
    )


def verification_report(facts: CaseFacts) -> Content:
    """Draft the report on a preliminary verification with the classified opinion."""
    return text(
        f"关于{subject(facts)}有关问题线索初步核实情况的报告",
        f"根据批准的初步核实工作方案，核查组对反映{with_posts(facts.about)}的问题线索进行了"
        "初步核实。现将有关情况报告如下。",
        section("被核查人基本情况", *portraits(facts.about)),
        section("问题线索来源和反映的主要问题", alleged(facts)),
        section("开展的主要工作", gap("谈话、调取资料、查询等工作情况")),
        section("核实情况", gap("逐条写明反映问题、核实的事实、证据和结论")),
        section("存在的主要问题和被核查人态度", gap("主要问题、本人说明和态度")),
        section(
            "处理建议",
            f"建议{gap('立案审查调查、予以了结、谈话提醒、暂存待查或者移送有关党组织处理')}。",
        ),
    )


def investigation_report(facts: CaseFacts) -> Content:
    """Draft the report on an investigation."""
    filed = facts.clue.filed_on
    return text(
        f"关于{subject(facts)}涉嫌违纪违法问题的审查调查报告",
        f"{day(filed, '立案时间')}，经批准，对{with_posts(facts.about)}涉嫌违纪违法问题"
        "立案审查调查。现已查清主要事实，报告如下。",
        section("被审查调查人基本情况", *portraits(facts.about)),
        section("问题线索来源及审查调查依据", gap("线索来源、初步核实和立案审批情况")),
        section("审查调查简况", gap("采取的措施、调取的证据、谈话人次和起止时间")),
        section("主要违纪违法事实", gap("分条写明时间、地点、情节、数额、后果和证据")),
        section("涉案财物情况", gap("查封、扣押、冻结、收缴、退赔情况")),
        section("被审查调查人的态度和认识", gap("本人态度、认识和从轻从重情节")),
        section(
            "处理意见和依据",
            f"{gap('违反的纪律和法律条款、性质认定')}，建议{proposed_for_each(facts)}。",
        ),
    )


def facts_statement(facts: CaseFacts) -> Content:
    """Draft the statement of facts that is shown to the person, who answers it in writing."""
    return text(
        f"{subject(facts)}违纪违法事实材料",
        section("基本情况", *portraits(facts.about)),
        section("违纪违法事实", gap("分条写明认定的事实，不写举报来源、证人和内部意见")),
        section(
            "本人意见",
            "以上事实材料已经本人阅看。本人意见：",
            "（本人签名并注明年月日）",
        ),
    )


def property_report(facts: CaseFacts) -> Content:
    """Draft the report on the property involved in a case."""
    return text(
        f"关于{subject(facts)}案涉案财物情况的报告",
        section("涉案财物总体情况", gap("查封、扣押、冻结和主动上交财物的种类、数量、价值")),
        section("保管情况", gap("保管地点、保管人、台账和交接手续")),
        section("来源和性质认定", gap("违纪违法所得、涉嫌犯罪所得、合法财产的认定和证据")),
        section("处理建议", gap("收缴、责令退赔、随案移送或者返还的建议")),
    )


def supplement_report(facts: CaseFacts) -> Content:
    """Draft the report that answers a return for supplement."""
    returned = facts.step("return_supplement")
    reason = facts.fact("reason", "return_supplement")
    return text(
        f"关于{subject(facts)}案补充审查调查情况的报告",
        f"{day(returned.settled_at if returned else None, '退回时间')}，案件审理部门退回补充证据。"
        "现将补充审查调查情况报告如下。",
        section("退回补充的事项", str(reason) or gap("退回函列明的事项")),
        section("补充工作情况", gap("逐项写明补充的证据和核实结果")),
        section("对原认定事实和处理意见的影响", gap("是否需要调整及理由")),
    )


def review_report(facts: CaseFacts) -> Content:
    """Draft the report of the review panel."""
    return text(
        f"关于{subject(facts)}违纪违法案的审理报告",
        f"{office(facts)}移送的{with_posts(facts.about)}违纪违法一案，"
        f"由审理组（{'、'.join(facts.panel) or gap('审理组成员')}）审理。现将审理情况报告如下。",
        section("被审查调查人基本情况", *portraits(facts.about)),
        section("案件来源和审查调查简况", gap("线索来源、立案、审查调查和移送审理情况")),
        section("审理查明的事实", gap("逐条写明审理认定的事实和证据，与移送意见不同的写明理由")),
        section("涉案财物的处理意见", gap("收缴、退赔、返还、随案移送")),
        section("与被审查调查人谈话情况", gap("本人对事实材料的意见和陈述申辩的采纳情况")),
        section(
            "定性和处理意见",
            f"{gap('适用的纪律、法律条款和量纪情节')}。建议{proposed_for_each(facts)}。",
        ),
    )


def execution_report(facts: CaseFacts) -> Content:
    """Draft the report on how a decision was carried out."""
    number = facts.number_of("decision") or gap("处分决定文号")
    return text(
        f"关于{subject(facts)}处分决定执行情况的报告",
        f"现将{number}处分决定的执行情况报告如下。",
        section("宣布和送达情况", gap("宣布时间、范围和送达情况")),
        section("职务、级别、工资等变更情况", gap("办理机关、办理时间和变更结果；不涉及的写明")),
        section("归入人事档案情况", gap("处分决定归档时间")),
        section("涉案财物处理情况", gap("收缴、退赔到位情况；不涉及的写明")),
    )
