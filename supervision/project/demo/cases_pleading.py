"""The interference register of the demo: who pried, pleaded or intervened, as it was entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from cases.enums import InterferenceKind, InterferenceWay
from cases.models import Clue, Interference
from cases.selectors.visibility import clues_visible_to
from cases.services.interference import Attempt, add_note, enter_interference
from supervision import clock
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.project.demo.cases_acting import at
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: What was tried, told about the clue that the officer carried then.
Entry = Callable[[Clue | None], Attempt]
NOTE = "经与当事人核对通话记录，来电时间为当日21时15分，其余情况属实，补充登记备查。"
HANDLED = "已对其提醒谈话，责令作出书面检查，并在全体纪检监察干部会议上通报，登记材料存入廉政档案。"


def happenings(cast: Cast) -> list[Happening]:
    """Return the entries with what was added to them; those who are named read none of it."""
    entered: dict[dt.datetime, tuple[str, Entry]] = {
        at(9, 10, 16, 40): ("handler1", partial(_pried, cast)),
        at(10, 16, 8, 50): ("handler5", partial(_pleaded, cast)),
        at(10, 29, 17, 20): ("handler3", _intervened),
        at(11, 5, 11, 10): ("stationed1", _met),
        at(11, 17, 9, 5): ("reviewer", _wrote),
    }
    found = [
        Happening(when, partial(_enter, cast.users[username], attempt))
        for when, (username, attempt) in entered.items()
    ]
    return [
        *found,
        Happening(at(10, 16, 15, 30), partial(_note, cast, "handler5", NOTE, False)),
        Happening(at(9, 24, 10), partial(_note, cast, "internal", HANDLED, True, "handler1")),
    ]


def _enter(actor: User, attempt: Entry) -> None:
    # Only what the officer had on that day, and what is still open now.
    carried = clues_visible_to(actor).filter(handler=actor, concluded_at=None)
    enter_interference(actor=actor, attempt=attempt(carried.order_by("-pk").first()))


def _note(cast: Cast, by: str, words: str, is_handling: bool, entered_by: str = "") -> None:
    rows = Interference.objects.filter(entered_by=cast.users[entered_by or by])
    add_note(
        actor=cast.users[by],
        entry=rows.order_by("-pk")[0],
        words=words,
        is_handling=is_handling,
    )


def _attempt(clue: Clue | None, matter: str, **given: object) -> Attempt:
    """Return the attempt about the clue, or in words about a matter where there is none."""
    number = clue.number if clue is not None else ""
    words = {"clue_number": number, "matter": "" if number else matter}
    return Attempt(**{**words, **given})  # type: ignore[arg-type]


def _before(hours: int) -> dt.datetime:
    return clock.now() - dt.timedelta(hours=hours)


def _home(user: User) -> Unit | None:
    return user.home_unit


def _pried(cast: Cast, clue: Clue | None) -> Attempt:
    colleague = cast.users["handler7"]
    return _attempt(
        clue,
        "第五室正在核实的一件问题线索",
        kind=InterferenceKind.PRYING,
        way=InterferenceWay.IN_PERSON,
        name=colleague.name,
        unit=_home(colleague),
        post="一级科员",
        happened_at=_before(6),
        words="在食堂问起该件线索核实到什么程度、被反映人是否已经谈过话，称受老同学之托。",
        answer="当场答复不属其职责范围、不便告知，并提醒其不得打听案情。",
    )


def _pleaded(cast: Cast, _clue: Clue | None) -> Attempt:
    head = cast.users["head24"]
    return _attempt(
        None,
        "住建领域一件正在核实的问题线索",
        kind=InterferenceKind.PLEADING,
        way=InterferenceWay.TELEPHONE,
        name=head.name,
        unit=_home(head),
        post="主要负责人",
        happened_at=_before(12),
        words="来电称被反映人业务能力强、正值项目收尾，希望从轻处理、不要影响年底考核。",
        answer="告知将依规依纪依法办理，任何人不得说情干预，并说明本次通话要登记备案。",
    )


def _intervened(clue: Clue | None) -> Attempt:
    return _attempt(
        clue,
        "涉及建材采购的一件问题线索",
        kind=InterferenceKind.INTERVENING,
        way=InterferenceWay.THROUGH_OTHERS,
        name="樊有财",
        organ="清江区建材行业商会",
        post="会长",
        happened_at=_before(3),
        words="托人转来情况说明，要求停止向会员企业调取账目，并称已向有关领导反映。",
        answer="未予接收材料，告知对方可依法提出申诉控告，取证工作按方案继续进行。",
    )


def _met(clue: Clue | None) -> Attempt:
    return _attempt(
        clue,
        "派驻第二组正在核实的一件问题线索",
        kind=InterferenceKind.CONTACT,
        way=InterferenceWay.IN_PERSON,
        name="付春生",
        post="被反映人的亲属",
        happened_at=_before(2),
        words="自称被反映人的亲属，在单位门口等候，提出单独见面并递交一只手提袋。",
        answer="拒绝单独接触，未接收任何物品，告知其有情况应当书面向组织说明。",
    )


def _wrote(clue: Clue | None) -> Attempt:
    return _attempt(
        clue,
        "审理中的一件违反廉洁纪律案件",
        kind=InterferenceKind.PLEADING,
        way=InterferenceWay.MESSAGE,
        name="不详",
        happened_at=_before(13),
        words="收到陌生号码短信，称“都是同事，能轻则轻”，并提到被审查人的姓名。",
        answer="未回复，已截图保存并向审理室主任当面报告。",
    )
