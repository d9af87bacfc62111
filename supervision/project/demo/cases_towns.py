"""Clues of one township in the hands of another: its team, a joint team, a joint panel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from cases.entries import ClueEntry, RespondentEntry
from cases.enums import AccessKind, Act, Naming, OutcomeCode, PersonStanding, Source, Violation
from cases.services import outcome_drafts, review
from supervision.project.demo import cases_texts
from supervision.project.demo.cases_acting import Matter, at, somebody
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: The villages concerned: two of one township, one of another.
HALL, MACHINES, SHOP = "QJ3504", "QJ3502", "QJ3602"
#: Whose team takes the first two: office, head, who carries, the other.
CROSSED = ("QJ39", "townhead5", "townhandler5", "townaide5")
#: Of a further township, in the joint team.
LENT = "townhandler6"
#: Heads the office that keeps in touch with these townships.
ASKED = "handlinghead2"
#: The same of the township that investigates the third.
CASE = ("QJ38", "townhead4", "townhandler4", "townaide4")
#: One of the review office and one each of two other townships.
PANEL = ("reviewer", "townreviewer1", "townreviewer2")
BRANCH = "青禾镇大堰村党支部"
REASON = "党支部履行全面从严治党主体责任不力，对党员干部疏于教育管理监督，造成不良影响。"
OPINIONS = (
    "经阅卷审核，事实清楚、证据确凿，问题性质认定准确，同意调查组关于党支部失职失责的认定意见。",
    "同意定性意见。建议在处理决定中写明限期整改要求，并由镇党委派员督促党支部专题检视。",
)


def happenings(cast: Cast) -> list[Happening]:
    """Return what two townships did with clues of others, and a case that three reviewed."""
    return [*_verified(cast), *_waiting(cast), *_reviewed(cast)]


def _verified(cast: Cast) -> list[Happening]:
    """A letter about a village cadre: another township's team verifies, with one of a third."""
    matter = Matter(cast, partial(_letter, cast), officers=[*CROSSED[2:], LENT])
    office, head = CROSSED[:2]
    return [
        matter.entered(at(10, 26, 9, 25)),
        *matter.assigned(at(10, 28), office, head),
        *matter.taken(at(11, 9), Act.DISPOSE_VERIFY, countersigners=[ASKED]),
    ]


def _letter(cast: Cast) -> ClueEntry:
    unit = cast.units[HALL]
    return ClueEntry(
        source=Source.LETTER,
        naming=Naming.ANONYMOUS,
        source_number="信〔2026〕917号",
        unit=unit,
        summary="在便民服务中心改造中虚报工程量",
        content=(
            "来信反映：石门坎村便民服务中心改造时，其伙同施工队虚报门窗、地面工程量，"
            "多领的工程款没有入村集体账，镇里有人替其说话，请求由外镇纪委核查。"
        ),
        received_at=at(10, 26, 9, 0),
        violations=[Violation.DUTY_VIOLATION],
        respondents=[somebody(unit)],
    )


def _waiting(cast: Cast) -> list[Happening]:
    """A further clue of the township: what the same team proposes waits for a countersignature."""
    matter = Matter(cast, partial(_subsidy, cast), registrar="casesup", officers=CROSSED[2:])
    return [
        matter.entered(at(11, 12, 10, 15)),
        *matter.assigned(at(11, 16), *CROSSED[:2]),
        *matter.taken(at(11, 19), Act.DISPOSE_VERIFY, countersigners=[ASKED], signed=1),
    ]


def _subsidy(cast: Cast) -> ClueEntry:
    unit = cast.units[MACHINES]
    return ClueEntry(
        source=Source.SUPERVISION_CHECK,
        unit=unit,
        summary="为不符合条件的亲属申领农机购置补贴",
        content="监督检查发现：砚溪村农机购置补贴名册中有村干部近亲属，购机发票与实物编号不符。",
        received_at=at(11, 12, 9, 40),
        violations=[Violation.MASSES],
        respondents=[somebody(unit)],
    )


def _reviewed(cast: Cast) -> list[Happening]:
    """A village's Party branch: investigated by another township, reviewed by three, decided."""
    matter = Matter(
        cast, partial(_branch, cast), registrar="casesup", officers=CASE[2:], panel=PANEL
    )
    office, head = CASE[:2]
    filing = {"filing_kind": "party"}
    announced = {"announced_on": at(10, 23).date(), "investigation_plan": cases_texts.PLAN}
    return [
        matter.entered(at(9, 7, 10, 20)),
        *matter.assigned(at(9, 9), office, head),
        *matter.taken(at(9, 17), Act.DISPOSE_VERIFY),
        *matter.taken(at(10, 21), Act.FILE, facts=filing),
        *matter.taken(at(10, 23), Act.ANNOUNCE_FILING, facts=announced),
        *matter.taken(at(11, 6), Act.TRANSFER, facts={"property": "本案不涉及财物。"}),
        *matter.named(at(11, 6, 16, 40), "reviewhead", PANEL, AccessKind.REVIEWER),
        *matter.taken(at(11, 9), Act.ACCEPT),
        *_opinions(matter, PANEL[1:]),
        Happening(at(11, 16, 16), partial(_draft, matter)),
        *matter.taken(at(11, 17), Act.DECIDE),
    ]


def _branch(cast: Cast) -> ClueEntry:
    unit = cast.units[SHOP]
    branch = RespondentEntry(name=BRANCH, unit=unit, standing=PersonStanding.ORGANISATION)
    return ClueEntry(
        source=Source.INSPECTION_TOUR,
        unit=unit,
        summary="党支部对集体商铺出租长期失管失察",
        content=(
            "巡察移交：大堰村党支部三年未研究集体商铺出租事项，“三会一课”记录后补，"
            "先后两名党员因侵占租金受到处理，党支部未开展检视整改。"
        ),
        received_at=at(9, 7, 9, 30),
        violations=[Violation.WORK],
        respondents=[branch],
    )


def _opinions(matter: Matter, members: Sequence[str]) -> list[Happening]:
    return [
        Happening(at(11, 12 + place, 15, 10), partial(_hold, matter, member, words))
        for place, (member, words) in enumerate(zip(members, OPINIONS, strict=True))
    ]


def _hold(matter: Matter, member: str, words: str) -> None:
    review.write_opinion(actor=matter.user(member), clue=matter.clue, opinion=words, dissents=False)


def _draft(matter: Matter) -> None:
    clue = matter.clue
    outcome_drafts.write(
        actor=matter.user(PANEL[0]),
        clue=clue,
        respondent=clue.respondents.get(),
        code=OutcomeCode.UNIT_NOTICE,
        reason=REASON,
    )
