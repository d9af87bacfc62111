"""The files behind a filing: minutes, tables, vouchers and pictures that suit item and unit."""

import datetime as dt
import random
from dataclasses import dataclass

from accountability.demo import files, slots
from accountability.demo.catalogue import Item
from accountability.demo.filings import Source, event_day, filing_text
from accountability.demo.people import called, unit_people
from accountability.demo.pictures import picture
from accountability.demo.units import facts

_PICTURES = ("照片", "截图", "影像", "录像")
_TABLES = ("表", "台账", "清单", "名册", "汇总", "明细", "登记", "名单")
_SCANS = ("凭证", "复印件", "扫描件", "签发件", "批示", "审批件", "回执", "函", "流水")
_CLEAR = (
    "资料齐全，签字完整，未发现问题",
    "原件与系统记录一致",
    "公示时间和范围符合要求",
    "付款凭证、合同、验收单相互印证",
    "经电话回访，情况属实",
    "现场核对无误",
)
_FAULTS = (
    ("复核人签字日期漏填", "补签并说明原因"),
    ("附件缺少1页", "当日补齐后归档"),
    ("登记时间与系统时间相差1天", "更正登记并注明"),
    ("公示照片未显示日期", "重新拍照存档"),
    ("经办人与复核人为同一人", "调整分工，重新复核"),
)
_DEMANDS = (
    "对本次发现的问题不得简单补签了事，{office}要查清是哪个环节没有复核，{a:3-7}日内书面说明。",
    "{office2}同步自查，凡属同类情形的一并纠正，整改结果由{m2}签字确认。",
    "把{project}作为下一阶段监督重点，经办、复核、审批三个岗位必须分设。",
    "涉及服务对象切身利益的事项要当面告知结果，{a:5-10}个工作日内完成回访。",
    "资料由{office}统一编号归档，{group}可随时调阅，不得事后补做材料。",
    "下次会议第一项议程对照本次清单逐条过账，没有完成的由责任人当场说明。",
)
_OPINIONS = (
    "{m1}汇报了前期核查情况，认为{project}资料总体完整，但{office}的初审意见过于笼统，"
    "建议增加核验要点{a:4-8}条。",
    "{m2}提出，{office2}人手少、一人多岗的问题客观存在，可通过交叉复核和每月轮换解决，"
    "不宜再增加表格。",
    "{m3}认为，{place}的群众反映虽然只有{a:1-4}件，但都与办事告知不清有关，"
    "应当把告知单改成一页纸。",
    "{group}列席人员提示，对{project}应注意资金支付前的核验，防止先付款后补手续。",
    "{staff}报告了上次议定事项落实情况，共{a:5-9}项，完成{b:3-4}项，其余正在办理。",
)


@dataclass(frozen=True)
class EvidenceDocument:
    """One file before it is made: `kind` is docx, xlsx, pdf, txt or png."""

    filename: str
    kind: str
    title: str
    paragraphs: tuple[str, ...]
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()
    seed: str = ""

    def content(self) -> bytes:
        """Return the bytes of the file."""
        if self.kind == "png":
            return picture(self.title, self.seed)
        if self.kind == "xlsx":
            return files.sheet_file(self.title, self.header, self.rows)
        maker = {"docx": files.word_file, "pdf": files.pdf_file, "txt": files.text_file}
        return maker[self.kind](self.title, self.paragraphs)


def evidence_document(
    item_or_task: Source,
    unit_code: str,
    period_key: str,
    evidence_name: str,
    seed: int | str,
    *,
    event_on: dt.date | None = None,
) -> EvidenceDocument:
    """Return the file for one of the required materials; the seed is that of the filing's text."""
    key = f"{item_or_task.number}|{unit_code}|{period_key}|{evidence_name}|{seed}"
    draw = random.Random(f"evidence|{key}")
    day = event_on or event_day(item_or_task, unit_code, period_key, seed)
    known = facts()[unit_code]
    kind = _kind(evidence_name, draw)
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()
    if kind == "xlsx":
        header, rows = _table(item_or_task, unit_code, evidence_name, day, draw)
    elif kind != "png":
        text = filing_text(item_or_task, unit_code, period_key, seed, event_on=day).text
        paragraphs = _paragraphs(unit_code, evidence_name, text, day, draw)
    return EvidenceDocument(
        filename=f"{known.short_name}{evidence_name}（{day.year}年{day.month}月{day.day}日）.{kind}",
        kind=kind,
        title=f"{known.short_name}{evidence_name}",
        paragraphs=paragraphs,
        header=header,
        rows=rows,
        seed=key,
    )


def _kind(name: str, draw: random.Random) -> str:
    for kind, words in (("png", _PICTURES), ("xlsx", _TABLES), ("pdf", _SCANS)):
        if any(word in name for word in words):
            return kind
    if "提醒信息" in name:
        return "txt"
    return draw.choice(("docx", "docx", "docx", "pdf"))


def _paragraphs(
    unit_code: str, name: str, text: str, day: dt.date, draw: random.Random
) -> tuple[str, ...]:
    words = slots.of_unit(unit_code, day, draw)
    opinions = [slots.fill(one, words, draw) for one in draw.sample(_OPINIONS, 4)]
    demands = [slots.fill(one, words, draw) for one in draw.sample(_DEMANDS, 3)]
    sign = [facts()[unit_code].short_name, f"{day.year}年{day.month}月{day.day}日"]
    if any(word in name for word in ("记录", "纪要", "签发件")):
        return (*_meeting_head(words, day, draw), text, *opinions, *demands, *sign)
    ordered = [f"（{'一二三'[place]}）{one}" for place, one in enumerate(demands)]
    return (
        f"按照《清江区落实全面从严治党责任清单（2026年版）》和有关要求，现将{name}有关情况报告如下。",
        "一、基本情况",
        text,
        "二、主要做法和发现的问题",
        *opinions,
        "三、整改要求和下步打算",
        *ordered,
        f"联系人：{words['staff']}。原始资料存{words['office']}，可供核查。",
        *sign,
    )


def _meeting_head(words: dict[str, str], day: dt.date, draw: random.Random) -> list[str]:
    hour, minute = draw.choice((8, 9, 14, 15)), draw.choice(("00", "30", "40"))
    present = [words[name] for name in ("head", "m1", "m2", "m3")]
    return [
        f"时间：{day.year}年{day.month}月{day.day}日 {hour}:{minute}",
        f"地点：{words['place']}",
        f"主持：{words['head']}",
        f"参加：{'、'.join(present)}，{words['office']}、{words['office2']}负责人",
        "缺席：无",
        f"记录：{words['staff']}",
    ]


def _table(
    item_or_task: Source, unit_code: str, name: str, day: dt.date, draw: random.Random
) -> tuple[tuple[str, ...], tuple[tuple[str | int, ...], ...]]:
    if "签到" in name or "签收" in name:
        return _sign_in(unit_code, day, draw)
    return _findings(item_or_task, unit_code, day, draw)


def _sign_in(
    unit_code: str, day: dt.date, draw: random.Random
) -> tuple[tuple[str, ...], tuple[tuple[str | int, ...], ...]]:
    people, known = unit_people()[unit_code], facts()[unit_code]
    persons = [people.head, *people.members, people.office_director, people.clerk]
    hour = draw.choice((8, 14))
    rows: list[tuple[str | int, ...]] = []
    for person in persons:
        arrived = f"{day:%Y-%m-%d} {hour}:{draw.randint(38, 58)}"
        rows.append((len(rows) + 1, person.name, person.title, arrived, "本人签字"))
    for office in known.offices:
        count = draw.randint(3, 9)
        arrived = f"{day:%Y-%m-%d} {hour}:{draw.randint(40, 59)}"
        rows.append((len(rows) + 1, office, f"{count}人", arrived, "逐人签字页附后"))
    return ("序号", "姓名（部门）", "职务（人数）", "签到时间", "备注"), tuple(rows)


def _findings(
    item_or_task: Source, unit_code: str, day: dt.date, draw: random.Random
) -> tuple[tuple[str, ...], tuple[tuple[str | int, ...], ...]]:
    known, people = facts()[unit_code], unit_people()[unit_code]
    noun = item_or_task.sample[0] if isinstance(item_or_task, Item) else ""
    count = draw.randint(11, 19)
    faulty = set(draw.sample(range(count), draw.randint(2, 3)))
    faults = [*draw.sample(_FAULTS, 3)]
    if isinstance(item_or_task, Item) and item_or_task.finding:
        faults.append((item_or_task.finding, "已交办整改，下期复核"))
    rows: list[tuple[str | int, ...]] = []
    for place in range(count):
        subject = noun or draw.choice(known.projects)
        found, measure = faults.pop() if place in faulty else (draw.choice(_CLEAR), "—")
        until = day + dt.timedelta(days=draw.randint(3, 12))
        rows.append(
            (
                place + 1,
                f"{subject} {draw.randint(1, 12):02d}{draw.randint(100, 999)}号",
                draw.choice((*known.offices, *known.places)),
                found,
                measure,
                called(draw.choice(people.members)) if measure != "—" else "",
                f"{until:%Y-%m-%d}" if measure != "—" else "",
            )
        )
    header = ("序号", "核查对象", "科室或地点", "核查情况", "处理措施", "责任人", "完成时限")
    return header, tuple(rows)
