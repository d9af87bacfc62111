"""The words of what follows from a case for the unit: causes, proposal, list of what to mend."""

from __future__ import annotations

from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import day, gap, section, subject, text, with_posts
from supervision.documents.content import Block, Content, Paragraph, Table
from supervision.web.formats import due_day


def cause_report(facts: CaseFacts) -> Content:
    """Draft the second report of a case: why it could happen, and what the unit must mend."""
    unit, known = facts.clue.unit.name, facts.causes
    causes = known.causes if known else gap("本人理想信念、纪法意识等主观原因和客观原因")
    gaps = known.gaps if known else gap("制度缺失、执行不力、权力监督和主体责任落实的问题")
    advice = known.advice if known else gap("完善制度、专项治理、警示教育等建议")
    return text(
        f"关于{subject(facts)}案件的剖析报告",
        f"根据“一案双报告”制度要求，现对{with_posts(facts.about)}案件发生的原因和"
        f"{unit}在制度、监管方面存在的问题剖析如下。",
        section("案件基本情况", gap("简要事实和性质，不展开证据")),
        section("发案特点", gap("岗位、环节、手段、持续时间等特点")),
        section("原因分析", causes),
        section("制度和监管方面的问题", gaps),
        section("工作建议", advice),
    )


def proposal_letter(facts: CaseFacts) -> Content:
    """Draft the proposal to the unit: what was found, what is proposed, by when to answer."""
    unit = facts.clue.unit.name
    return text(
        gap("纪律检查建议书或者监察建议书"),
        f"我机关在查办{with_posts(facts.about)}案件中，发现你单位在{gap('有关方面')}存在问题。"
        f"根据{gap('《中国共产党纪律检查机关监督执纪工作规则》或者《中华人民共和国监察法》条款')}"
        "规定，现提出如下建议。",
        section("存在的问题", gap("逐条列明制度、管理、监督方面的问题")),
        section("建议", gap("逐条列明整改建议")),
        f"请自收到本建议书之日起{gap('期限')}内，将采纳和整改情况书面报送我机关。"
        "无正当理由拒不采纳的，依规依纪依法追究责任。",
        addressee=unit,
    )


def rectification_list(facts: CaseFacts) -> Content:
    """Draw the list of what the unit has to put right, item by item, with how each stands."""
    rows = tuple(
        (
            str(item.position),
            item.problem,
            item.measures,
            item.owner_name,
            day(due_day(item.ends_at)),
            item.done or "正在整改",
        )
        for item in facts.to_mend
    )
    table: list[Block] = [
        Table(("序号", "问题", "整改措施", "责任人", "完成时限", "整改情况"), rows)
        if rows
        else Paragraph(gap("问题、整改措施、责任人和完成时限"))
    ]
    return text(
        f"{facts.clue.unit.name}以案促改问题整改清单",
        "根据案件剖析报告和有关建议，现将需要整改的问题列明如下，请对照清单逐项整改。",
        table,
        "整改完成后，由提出整改要求以外的人员逐项核验销号。",
    )
