"""The words of the forms on which opinions are asked for (呈批表)."""

from __future__ import annotations

from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import (
    alleged,
    day,
    form,
    gap,
    names,
    office,
    portraits,
    posts,
    until,
)
from supervision.documents.content import Content


def assignment_sheet(facts: CaseFacts) -> Content:
    """Draft the sheet by which the case supervision office proposes who takes the clue."""
    clue = facts.clue
    return form(
        "问题线索分办呈批表",
        (
            ("线索编号", clue.number),
            ("线索来源", str(clue.get_source_display())),
            ("受理时间", day(clue.received_at)),
            ("被反映人", names(facts.people)),
            ("单位及职务", posts(facts.people)),
            ("反映的主要\n问题", alleged(facts)),
            (
                "拟分办意见",
                f"根据《中国共产党纪律检查机关监督执纪工作规则》第二十三条规定，"
                f"建议将该问题线索交由{gap('承办部门')}处置，自收到问题线索之日起1个月内"
                "提出处置意见，制定处置方案，履行审批手续。",
            ),
        ),
    )


def disposition_sheet(facts: CaseFacts) -> Content:
    """Draft the sheet by which the handling office proposes one of the four ways."""
    clue = facts.clue
    return form(
        "问题线索处置呈批表",
        (
            ("线索编号", clue.number),
            ("承办部门", office(facts)),
            ("处置时限", until(facts, "clue_disposition", "处置意见提出期限")),
            ("被反映人", names(facts.people)),
            ("单位及职务", posts(facts.people)),
            ("反映的主要\n问题", alleged(facts)),
            ("分析研判\n情况", gap("可查性、证据条件、被反映人一贯表现等研判情况")),
            (
                "处置意见\n及理由",
                f"经集体研究，拟采取{gap('谈话函询、初步核实、暂存待查或者予以了结')}方式处置。"
                f"理由：{gap('处置理由')}。",
            ),
        ),
    )


def revival_sheet(facts: CaseFacts) -> Content:
    """Draft the sheet by which a clue held pending is taken up again."""
    clue = facts.clue
    held = facts.step("dispose_hold", "verify_hold")
    reason = facts.fact("reason", "dispose_hold", "verify_hold")
    return form(
        "暂存待查问题线索重新启动呈批表",
        (
            ("线索编号", clue.number),
            ("承办部门", office(facts)),
            ("被反映人", names(facts.people)),
            ("单位及职务", posts(facts.people)),
            ("反映的主要\n问题", alleged(facts)),
            (
                "暂存情况",
                f"{day(held.settled_at if held else None, '暂存时间')}暂存待查。"
                f"暂存理由：{reason or gap('暂存理由')}",
            ),
            ("重新启动\n理由", gap("出现的新情况、新证据或者暂存期限届满的研判意见")),
            ("拟办意见", "建议重新启动该问题线索，由原承办部门提出处置意见。"),
        ),
    )


def filing_sheet(facts: CaseFacts) -> Content:
    """Draft the sheet by which the filing of a case is asked for."""
    clue = facts.clue
    return form(
        "立案呈批表",
        (
            ("线索编号", clue.number),
            ("承办部门", office(facts)),
            ("被审查\n调查人", names(facts.about)),
            ("基本情况", "\n".join(portraits(facts.about))),
            ("线索来源", str(clue.get_source_display())),
            (
                "初步核实\n情况",
                f"经初步核实，{names(facts.about)}存在以下涉嫌违纪违法问题："
                f"{gap('初步核实查明的主要事实和证据')}。",
            ),
            (
                "立案依据",
                "依据《中国共产党纪律检查机关监督执纪工作规则》第三十七条、第三十八条"
                f"和{gap('《中华人民共和国监察法》条款，不涉及职务违法的删去')}，"
                "其行为需要追究纪律或者法律责任。",
            ),
            (
                "拟办意见",
                f"建议对{names(facts.about)}予以{gap('党纪立案、监察立案或者一并立案')}，"
                "按程序报批。",
            ),
        ),
    )
