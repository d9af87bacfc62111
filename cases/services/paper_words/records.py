"""The words of records: a talk, the transfer to review, the announcement of a decision."""

from __future__ import annotations

from cases.enums.papers import Slot
from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words.base import day, form, gap, names, office, posts
from supervision.documents.content import Content

#: Who signs such a record by hand, besides the officers; each has a row of its own.
HANDS: dict[str, tuple[str, ...]] = {
    Slot.TALK_RECORD: ("被谈话人\n签名",),
    Slot.TRANSFER_RECEIPT: ("移送人\n签名", "接收人\n签名"),
    Slot.ANNOUNCEMENT_RECORD: ("本人签名", "在场人员\n签名"),
}


def talk_record(facts: CaseFacts) -> Content:
    """Draft the record of a talk, with what the person is told at its beginning."""
    return form(
        "谈话笔录",
        (
            ("时间", f"{gap('年月日')}{gap('起始时分')}至{gap('结束时分')}"),
            ("地点", gap("谈话地点")),
            ("被谈话人", names(facts.about)),
            ("单位及职务", posts(facts.about)),
            (
                "告知事项",
                "谈话人已出示证件并表明身份，告知被谈话人应当如实说明情况、对组织忠诚老实，"
                "有权申请有关人员回避，有权核对笔录并提出补充、更正。"
                f"被谈话人表示：{gap('是否听清、是否申请回避')}。",
            ),
            ("谈话内容", gap("一问一答如实记录")),
            ("核对意见", "以上笔录经被谈话人核对，与本人所述相符。"),
        ),
    )


def transfer_receipt(facts: CaseFacts) -> Content:
    """Draft the receipt of a case that the review office takes over, with the papers in it."""
    clue = facts.clue
    listed = [
        f"{at}.{Slot(paper.slot).label}{_numbered(paper.number or paper.brought_number)}"
        for at, paper in enumerate(facts.papers, 1)
    ]
    return form(
        "案件移送审理接收表",
        (
            ("案件编号", clue.case_number or clue.number),
            ("被审查\n调查人", names(facts.about)),
            ("单位及职务", posts(facts.about)),
            ("移送部门", office(facts)),
            ("移送时间", day(clue.status_since)),
            ("移送的文书\n和材料", "\n".join(listed) or gap("文书、证据材料和涉案财物清单")),
            ("审核情况", f"经审核，移送的文书和材料{gap('是否齐全、手续是否完备')}。"),
            ("受理意见", f"{gap('予以受理，或者要求补充后移送')}。"),
        ),
    )


def announcement_record(facts: CaseFacts) -> Content:
    """Draft the record of how a decision was announced."""
    number = facts.number_of(Slot.DECISION)
    return form(
        "处分决定宣布记录",
        (
            ("受处分人", names(facts.about)),
            ("单位及职务", posts(facts.about)),
            ("决定文号", number or gap("处分决定文号")),
            ("宣布时间", gap("年月日时分")),
            ("宣布地点", gap("地点")),
            ("参加人员", gap("所在党的基层组织全体党员、所在单位有关人员等")),
            (
                "宣布内容",
                "全文宣读处分决定，告知受处分人不服处分决定的申诉（复审）途径和期限，"
                "将处分决定送达本人。",
            ),
            ("本人意见", gap("本人对处分决定的意见")),
        ),
    )


def _numbered(number: str) -> str:
    return f"（{number}）" if number else ""
