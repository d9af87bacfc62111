"""A paper with sample words, by which a template is tried out and looked at."""

import datetime as dt

from supervision.documents.content import Content, Heading, Paragraph, Table
from supervision.documents.drawing.paper import Paper
from supervision.documents.kinds import Layout

_ROWS = (
    ("1", "专题研究全面从严治党工作", "2026年9月25日", "逾期5天"),
    ("2", "开展廉政谈话并留存记录", "2026年9月30日", "逾期1天"),
)


def sample(
    *, layout: Layout, title: str, number: str, organ: str, mark: str, day: dt.date
) -> Paper:
    """Return a paper of two pages' worth of everything that can stand on one."""
    content = Content(
        title=title,
        blocks=(
            Paragraph(
                "经核查，截至本函发出之日，你单位下列责任事项逾期未报，"
                "或者报送的材料不能说明履责情况。现将有关情况函告如下。"
            ),
            Heading("基本情况"),
            Table(("序号", "责任事项", "应报时间", "情况"), _ROWS),
            Heading("工作要求"),
            Heading("限期补报", 2),
            Paragraph("请于收到本函之日起10个工作日内补报材料，并书面说明原因。"),
            Heading("举一反三", 2),
            Heading("对照责任清单逐项自查", 3),
            Heading("自查结果由主要负责人签字", 4),
            Paragraph("自查中发现的问题，应当一并报告整改措施、责任人和完成时限。"),
        ),
        attachments=("逾期事项清单", "整改情况报告表"),
        copies=("区委办公室", "区政府办公室"),
        contact="党风政风监督室，0800-12345",
    )
    return Paper(
        content=content,
        layout=layout,
        organ=organ,
        organ_mark=mark,
        number=number,
        signed_on=day,
        addressee="清江区水务局党组",
    )
