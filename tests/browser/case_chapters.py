"""The chapters of one case from the letter to the announcement that it was filed."""

import datetime as dt
from typing import Any

from cases.enums import Violation
from cases.models import Clue
from supervision import clock

from .case_scene import LETTER, RESPONDENT, SUMMARY, Bench, fill, moment, three

CONTENT = "来信反映:高建军在河道整治工程发包中收受承包人礼金三万元,并为其在验收中谋取便利。"
GROUND = "本人交代与转账记录相互印证,同案人员尚未到案,可能串供或者毁灭证据。"


def registered(bench: Bench, cast: Any) -> None:
    """Register the named letter; an earlier clue about him is proposed, the reporter is told."""
    desk = bench.opens(cast.petition, "/cases/clues/new/")
    desk.presses("登记")
    for name, value in {
        "source": "letter",
        "source_number": "信2026-1102",
        "naming": "named",
        "reporter_name": "郁离",
        "reporter_phone": "13900001234",
        "unit": cast.units.water.pk,
        "summary": SUMMARY,
        "content": CONTENT,
        "violations": [Violation.INTEGRITY, Violation.EMBEZZLEMENT_BRIBERY],
        "people-0-name": RESPONDENT,
        "people-0-unit": cast.units.water.pk,
        "people-0-post": "副局长",
        "people-0-standing": "civil_servant",
        "people-0-is_member": True,
    }.items():
        fill(desk, name, value)
    desk.page.set_input_files("[data-upload-url] input[type=file]", LETTER)
    desk.page.locator("[data-upload-list] [data-tick]:visible").wait_for()
    bench.presses(desk, "main #clue .p-stickyact .btn-primary")
    earlier, clue = Clue.objects.order_by("pk")
    bench.number = clue.number
    bench.opens(cast.petition)
    assert desk.light() == "neutral"
    assert RESPONDENT in desk.text("h1")
    bench.opens(cast.petition, f"{bench.place}matches/")
    assert earlier.number in desk.text("main")
    words = "来信已受理,将依规依纪依法办理。"
    path = f"{bench.place}reporter/accepted/"
    bench.sends(cast.petition, path, told_on="2026-11-02", how="电话", words=words)


def assigned(bench: Bench, cast: Any) -> None:
    """Draft the sheet in the portal and assign the clue; the principal approves."""
    bench.opens(cast.casesup, "/cases/desk/")
    assert bench.number in bench.seat(cast.casesup).text("main")
    bench.writes([cast.casesup], "assignment_sheet")
    waiting = bench.proposes(cast.casesup, "assign", handling_office=cast.offices.handling.pk)
    chief = bench.opens(cast.principal, "/cases/desk/")
    assert bench.number in chief.text("main")
    bench.signs(waiting, (cast.principal, "同意分办,请审查一室抓紧办理。"))
    assert bench.clue.status == "assigned"


def staffed(bench: Bench, cast: Any) -> None:
    """Name two officers; one who worked in the bureau is refused with the fact."""
    path = f"{bench.place}team/"
    head, answer = bench.tries(cast.handling_head, path, kind="handler", user=cast.former.pk)
    assert answer.status == 422
    assert "水务局" in head.text("main form [role=alert]")
    for kind, user in (("handler", cast.handler1), ("team", cast.handler2)):
        bench.sends(cast.handling_head, path, kind=kind, user=user.pk)


def verified(bench: Bench, cast: Any) -> None:
    """Approve the preliminary verification; enter that somebody pleaded."""
    both = [cast.handler1, cast.handler2]
    bench.writes(both, "disposition_sheet")
    bench.brings(both, "verification_plan")
    waiting = bench.proposes(cast.handler1, "dispose_verify", [cast.handler2])
    bench.signs(waiting, *three(cast))
    seat = bench.sends(
        cast.handler1,
        f"/cases/interference/new/?clue={bench.number}",
        kind="pleading",
        way="telephone",
        name="陆伯安",
        organ="清江区某商会",
        post="会长",
        words="询问办理情况,希望从轻处理。",
        answer="当场拒绝,并告知登记备案的规定。",
    )
    entry = seat.page.url.rsplit("/", 2)[-2]
    watch = bench.opens(cast.internal, f"/cases/interference/{entry}/")
    assert "陆伯安" in watch.text("main")
    assert watch.opens(bench.place).status == 403


def filed(bench: Bench, cast: Any) -> None:
    """File the case at the second attempt."""
    bench.day("2026-12-25T09:00:00")
    seat = bench.opens(cast.handler1)
    assert seat.light() == "yellow"
    both = [cast.handler1, cast.handler2]
    bench.brings(both, "verification_report", "filing_sheet", "filing_decision")
    waiting = bench.proposes(cast.handler1, "file", [cast.handler2], filing_kind="both")
    bench.signs(waiting, three(cast)[0])
    bench.returns(waiting, cast.deputy, "初核报告第三部分证据目录不全,补充后再报。")
    assert bench.clue.status == "verifying"
    waiting = bench.proposes(cast.handler1, "file", [cast.handler2], filing_kind="both")
    bench.signs(waiting, *three(cast))
    bench.from_outside(cast.casesup, waiting, name="魏党生", post="区委书记")
    assert "LA-2026-0001" in bench.opens(cast.handler1).text(".p-head")


def detained(bench: Bench, cast: Any) -> None:
    """Detain him with every approval, and tell family and unit."""
    case = bench.clue
    bench.records(
        cast.handler1,
        "measure-propose",
        respondent=case.respondents.get().pk,
        kind="detention",
        first_officer=cast.handler1.pk,
        second_officer=cast.handler2.pk,
        ground=GROUND,
    )
    measure = bench.measure()
    bench.records(cast.principal, "measure-sign", measure, approves="1", opinion="同意报批。")
    for organ, paper in (
        ("区监委集体研究", "清监纪要〔2026〕21号"),
        ("市监委", "市监批〔2026〕88号"),
    ):
        bench.records(
            cast.casesup,
            "measure-outside",
            measure,
            approves="1",
            outside_name=organ,
            outside_on="2026-12-25",
            paper=paper,
            opinion="同意采取留置措施。",
        )
    bench.day("2026-12-25T15:00:00")
    begun = moment("started_at", dt.datetime(2026, 12, 25, 14, 30, tzinfo=clock.CHINA))
    seat = bench.records(cast.handler1, "measure-start", measure, **begun, place="市留置中心三号")
    assert "2027年3月25日" in seat.text("#measures")
    for told, who in (("family", "配偶,当面送达"), ("unit", "水务局党组,书面送达")):
        seat = bench.records(
            cast.handler1, "measure-tell", measure, **moment("told_at"), to=told, person=who
        )


def announced_filing(bench: Bench, cast: Any) -> None:
    """Write, issue and hand over the notice, and announce the filing."""
    both = [cast.handler1, cast.handler2]
    paper = bench.writes(both, "filing_notice")
    seat = bench.opens(cast.handler1, f"/cases/papers/{paper.pk}/")
    bench.presses(seat, "form[action$='/issue/'] button")
    paper.refresh_from_db()
    assert paper.number in seat.text("main")
    bench.sends(
        cast.handler1,
        f"/cases/papers/{paper.pk}/deliver/",
        recipient="person",
        name=RESPONDENT,
        handing="direct",
        place="市留置中心",
        delivered_on="2026-12-25",
        delivered_at="15:00",
        first=cast.handler1.pk,
        second=cast.handler2.pk,
    )
    waiting = bench.proposes(
        cast.handler1,
        "announce_filing",
        [cast.handler2],
        announced_on="2026-12-25",
        investigation_plan="成立审查调查组,分三个方向开展工作。",
    )
    bench.signs(waiting, three(cast)[0])
    assert bench.clue.status == "investigating"
