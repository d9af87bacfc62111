"""What units put right after cases, item by item, and what was reported back to their group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.demo.files import word_file
from cases.entries import ClueEntry
from cases.enums import AccessKind, Act, ClueStatus, Source, Violation
from cases.models import CaseRectification, Clue
from cases.services import rectifications
from supervision import clock
from supervision.accounts.models import User
from supervision.project.demo import cases_texts
from supervision.project.demo.cases_acting import Matter, at, somebody
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: The group to which it is reported, and the unit of the case whose list it follows itself.
GROUP, FOLLOWED = "QJ-P2", "QJ18"
HEAD, OFFICERS = "grouphead2", ("stationed1", "grouphandler3")
#: The days on which lists of other offices' cases were set; each is done and reported later.
SET = ((10, 12), (10, 14), (10, 19))
_CASES = (
    *(ClueStatus.INVESTIGATING, ClueStatus.TRANSFERRED, ClueStatus.IN_REVIEW),
    *(ClueStatus.RETURNED, ClueStatus.DECIDED, ClueStatus.ANNOUNCED),
)


@dataclass(frozen=True)
class Item:
    """One problem with what is to be done, who answers for it, and what was done."""

    problem: str
    measures: str
    owner: str
    done: str


ITEMS = (
    Item(
        "采购事项由业务科室一家经办，询价、验收没有分开",
        "修订内部采购管理办法，询价、验收、付款由不同科室承担，10月底前完成在途采购复核。",
        "办公室主任",
        "已印发修订后的采购管理办法，复核在途采购17笔，补齐验收单3份，退回重新询价1笔。",
    ),
    Item(
        "项目资金拨付前没有核对进度和票据",
        "拨付前由项目、财务两科室共同核对进度和票据，对近两年拨付事项逐笔回头看。",
        "财务科科长",
        "完成近两年52笔拨付事项回头看，追回超付资金1.8万元，建立拨付核对单并随凭证归档。",
    ),
    Item(
        "重点岗位人员长期不轮岗，廉政风险点没有更新",
        "对任职满五年的重点岗位人员轮岗，重新排查廉政风险点并公示防控措施。",
        "机关党委专职副书记",
        "轮岗4人，重新排查风险点26个，逐一明确防控措施并在单位内网公示。",
    ),
)
#: The list that the group follows itself: verified, waiting for it, sent back, overdue, open.
ALLOWANCE = (
    Item(
        "残疾人两项补贴应享未享：部分新办证人员没有纳入发放",
        "与残联比对持证名册，对应享未享人员逐一上门核实，当月纳入并补发。",
        "社会事务科科长",
        "比对持证人员2,146名，核实应享未享43名，已全部纳入并补发补贴3.1万元。",
    ),
    Item(
        "残疾等级变更后补贴标准没有同步调整",
        "对近一年等级变更人员逐人核对补贴标准，多退少补，建立按月比对机制。",
        "社会事务科副科长",
        "核对等级变更人员88名，调整补贴标准21名，补发差额9,640元，比对机制已经运行。",
    ),
    Item(
        "补贴审批表留存不全，村级评议没有记录",
        "补齐2025年以来审批表和评议记录，缺失的重新评议公示。",
        "档案室负责人",
        "已补齐审批表310份。",
    ),
    Item(
        "对死亡、迁出人员停发不及时",
        "与公安、卫健部门按月交换死亡、迁出信息，清退多发资金。",
        "低保中心主任",
        "",
    ),
    Item(
        "政策宣传不到位，部分残疾人不知道申请渠道",
        "编印明白纸入户发放，在村务公开栏长期公示申请条件、材料和电话。",
        "各村（社区）民政协理员",
        "",
    ),
)
MISSING = "补齐的审批表中有27份没有村级评议记录，请按清单补充评议公示材料后再报。"
REPORT = (
    "{unit}针对案件暴露的“{problem}”等{count}个问题，对照问题清单逐项制定措施、明确责任人和时限，"
    "现已全部整改到位，经办案部门逐项查验销号。有关制度和凭证已归档，请你组在日常监督中持续跟踪。"
)


def happenings(cast: Cast) -> list[Happening]:
    """Return what was reported back to the group, and the list that it follows itself."""
    group = cast.units[GROUP]
    cases = Clue.objects.filter(
        unit__supervised_by=group, handling_office__kind="office", status__in=_CASES
    ).order_by("status_since", "pk")
    found: list[Happening] = []
    for place, clue in enumerate(cases[: len(SET)]):
        found += _reported(cast, clue.pk, place)
    return found + _followed(cast)


def _chosen(place: int) -> tuple[Item, ...]:
    """Return two or three of the problems, beginning with another one each time."""
    return (*ITEMS[place:], *ITEMS[:place])[: len(ITEMS) - place % 2]


def _reported(cast: Cast, key: int, place: int) -> list[Happening]:
    """An office's list: set, done, verified item by item, and reported back to the group."""
    month, day = SET[place]
    since, items = at(month, day, 10, 30), _chosen(place)
    done, seen = since + dt.timedelta(days=16, hours=4), since + dt.timedelta(days=22)
    acts = [Happening(since, partial(_set, key, items, [21] * len(items)))]
    for number, item in enumerate(items, start=1):
        moment = dt.timedelta(minutes=12 * number)
        acts.append(Happening(done + moment, partial(_done, key, number, item.done)))
        acts.append(Happening(seen + moment, partial(_verify, key, number, "经现场查验，属实。")))
    told = seen + dt.timedelta(days=1)
    return [*acts, Happening(told, partial(_report, cast, key))]


def _followed(cast: Cast) -> list[Happening]:
    """The group's own case and its list, with an item at each state; the fourth is overdue."""
    matter = Matter(cast, partial(_entry, cast), registrar=OFFICERS[0], officers=OFFICERS)
    announced = {"announced_on": at(10, 14).date(), "investigation_plan": cases_texts.PLAN}
    return [
        matter.entered(at(9, 3, 10, 10)),
        *matter.assigned(at(9, 7), GROUP, HEAD),
        *matter.taken(at(9, 15), Act.DISPOSE_VERIFY),
        *matter.taken(at(10, 12), Act.FILE, facts={"filing_kind": "party"}),
        *matter.taken(at(10, 14), Act.ANNOUNCE_FILING, facts=announced),
        *_items(matter),
    ]


def _entry(cast: Cast) -> ClueEntry:
    unit = cast.units[FOLLOWED]
    return ClueEntry(
        source=Source.STATIONED_GROUP,
        unit=unit,
        summary="审核残疾人两项补贴不负责任，造成应享未享和多发",
        content=(
            "驻点监督发现：其经办残疾人两项补贴审核期间不比对持证名册、不核查死亡和迁出信息，"
            "造成部分残疾人应享未享，另有多人停发不及时。"
        ),
        received_at=at(9, 3, 9, 20),
        violations=[Violation.MASSES, Violation.WORK],
        respondents=[somebody(unit)],
    )


def _items(matter: Matter) -> list[Happening]:
    """What became of the list: verified, waiting, sent back to a later day, overdue, open."""
    first, second, third = (item.done for item in ALLOWANCE[:3])

    def act(month: int, day: int, hour: int, do: Callable[..., None], *given: object) -> Happening:
        return Happening(at(month, day, hour, 40), lambda: do(matter.key, *given))

    return [
        act(10, 26, 9, _set, ALLOWANCE, [14, 32, 18, 21, 40]),
        act(11, 6, 10, _done, 1, first),
        act(11, 9, 15, _verify, 1, "抽查15户，补发到账，予以销号。"),
        act(11, 10, 9, _done, 3, third),
        act(11, 12, 16, _verify, 3, MISSING, at(11, 26).date()),
        act(11, 18, 14, _done, 2, second),
    ]


def _carrier(clue: Clue) -> User:
    """Return who carries the clue now."""
    part = clue.accesses.filter(kind=AccessKind.HANDLER, ended_at__isnull=True)
    return part.select_related("user").order_by("-pk")[0].user


def _set(key: int, items: Sequence[Item], days: Sequence[int]) -> None:
    clue = Clue.objects.select_related("unit").get(pk=key)
    actor = _carrier(clue)
    for item, count in zip(items, days, strict=True):
        rectifications.add(
            actor=actor,
            clue=clue,
            unit=clue.unit,
            problem=item.problem,
            measures=item.measures,
            owner_name=item.owner,
            due_on=clock.today() + dt.timedelta(days=count),
        )


def _item(key: int, number: int) -> CaseRectification:
    rows = CaseRectification.objects.select_related("clue__handling_office", "unit")
    return rows.get(clue=key, position=number)


def _done(key: int, number: int, words: str) -> None:
    item = _item(key, number)
    title = f"{item.unit.short_name}整改情况说明"
    paper = SimpleUploadedFile(f"{title}.docx", word_file(title, [item.problem, words]))
    rectifications.report_done(
        actor=_carrier(item.clue), item=item, done=words, done_on=clock.today(), files=[paper]
    )


def _verify(key: int, number: int, verdict: str, due_on: dt.date | None = None) -> None:
    """Let the second officer look at it: accepted, or sent back to a later day."""
    item = _item(key, number)
    other = item.clue.accesses.filter(kind=AccessKind.TEAM, ended_at__isnull=True).order_by("pk")
    rectifications.verify(
        actor=other.select_related("user")[0].user,
        item=item,
        accepts=due_on is None,
        verdict=verdict,
        due_on=due_on,
    )


def _report(cast: Cast, key: int) -> None:
    clue = Clue.objects.select_related("unit").get(pk=key)
    items = clue.rectifications.order_by("position")
    words = {"unit": clue.unit.short_name, "problem": items[0].problem, "count": len(items)}
    rectifications.report_back(
        actor=_carrier(clue),
        clue=clue,
        to_unit=cast.units[GROUP],
        words=REPORT.format(**words),
    )
