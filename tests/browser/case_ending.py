"""The chapters of one case from its transfer to review into the archive."""

from typing import Any

from cases.models import CaseRectification, SecuredProperty

from .case_scene import LETTER, RESPONDENT, Bench, moment, three


def transferred(bench: Bench, cast: Any) -> None:
    """Record money, causes and what is to be put right; transfer the case."""
    bench.day("2027-02-01T10:00:00")
    both = [cast.handler1, cast.handler2]
    person = bench.clue.respondents.get().pk
    bench.records(
        cast.handler1,
        "measure-end",
        bench.measure(),
        **moment("ended_at"),
        end_reason="主要事实已经查清,解除留置。",
    )
    bench.records(
        cast.handler1,
        "property-secure",
        **moment("secured_at"),
        kind="seized",
        what="茅台酒",
        quantity="12瓶",
        value="18000.50",
        respondent=person,
        keeper="江映雪",
        place="涉案财物管理室",
        paper="扣字〔2027〕3号",
        first_officer=cast.handler1.pk,
        second_officer=cast.handler2.pk,
    )
    seat = bench.records(
        cast.handler2,
        "recovery-add",
        kind="surrendered",
        amount="30000.00",
        received_on="2027-02-01",
        paper="票据0001234",
        respondent=person,
    )
    assert "30,000.00" in seat.text("#money")
    bench.records(
        cast.handler1,
        "causes-write",
        causes="该局对工程验收环节权力运行缺乏制约,一人签字即可付款。",
        gaps="验收办法未规定两人以上到场,内部审计三年未覆盖该环节。",
        advice="修订工程验收办法,实行两人验收和年度内部审计全覆盖。",
    )
    bench.records(
        cast.handler1,
        "rectify-add",
        unit=cast.units.water.pk,
        problem="河道整治工程验收由一人签字。",
        measures="修订验收办法,实行两人验收。",
        owner_name="魏长河",
        due_on="2027-03-31",
    )
    slots = ("cause_report", "investigation_report", "facts_statement", "property_report")
    bench.brings(both, *slots)
    waiting = bench.proposes(
        cast.handler1,
        "transfer",
        [cast.handler2],
        property="随案移送酒品十二瓶、主动交款三万元。",
    )
    bench.signs(waiting, *three(cast))
    assert bench.clue.status == "transferred"


def reviewed(bench: Bench, cast: Any) -> None:
    """Accept the case, return it for supplement, and take it back."""
    panel = [cast.reviewer, cast.reviewer2]
    for user in panel:
        bench.sends(cast.review_head, f"{bench.place}team/", kind="reviewer", user=user.pk)
    bench.brings(panel, "transfer_receipt")
    waiting = bench.proposes(cast.reviewer, "accept", [cast.reviewer2])
    bench.signs(waiting, (cast.review_head, "同意受理,按期审结。"))
    bench.brings(panel, "return_letter")
    waiting = bench.proposes(
        cast.reviewer,
        "return_supplement",
        [cast.reviewer2],
        reason="收受礼金的时间证据需要补强。",
    )
    bench.signs(
        waiting, (cast.review_head, "同意退回补证。"), (cast.deputy, "同意退回补证,限期补齐。")
    )
    clocks = bench.opens(cast.handler1)
    assert "暂停" in clocks.text("#clocks")
    bench.brings([cast.handler1, cast.handler2], "supplement_report")
    waiting = bench.proposes(cast.handler1, "resubmit", [cast.handler2])
    bench.signs(waiting, (cast.handling_head, "证据已经补齐,同意重报。"))
    assert bench.clue.status == "in_review"


def decided(bench: Bench, cast: Any) -> None:
    """Propose a sanction he can receive and have it decided."""
    panel = [cast.reviewer, cast.reviewer2]
    told = {
        "respondent": bench.clue.respondents.get().pk,
        "reason": "违反廉洁纪律,收受可能影响公正执行公务的礼金三万元。",
    }
    path = f"{bench.place}record/outcome-write/"
    seat, answer = bench.tries(cast.reviewer, path, **told, code="party:removal")
    assert answer.status == 422
    assert "第十一条" in seat.text("main")
    for code in ("party:probation", "government:demotion"):
        years = {"probation_years": "1"} if code == "party:probation" else {}
        bench.records(cast.reviewer, "outcome-write", **told, code=code, **years)
    words = "事实清楚,证据确凿,定性准确,同意处分建议。"
    bench.records(cast.reviewer2, "opinion-write", opinion=words)
    bench.brings(panel, "review_report", "decision")
    waiting = bench.proposes(cast.reviewer, "decide", [cast.reviewer2])
    read = bench.opens(cast.review_head, f"/cases/steps/{waiting.pk}/").text("main")
    assert "高建军：留党察看" in read and "政务降级" in read
    assert "审理报告" in read and "审查调查报告" in read
    bench.signs(
        waiting,
        (cast.review_head, "同意审理意见。"),
        (cast.deputy, "同意,提请常委会审议。"),
        (cast.principal, "提交常委会会议审议。"),
    )
    bench.from_outside(cast.casesup, waiting, name="区纪委常委会", post="第三次会议")
    assert "留党察看" in bench.opens(cast.reviewer).text("#outcomes")


def executed(bench: Bench, cast: Any) -> None:
    """Announce and execute; report what the bureau put right to its group."""
    panel = [cast.reviewer, cast.reviewer2]
    bench.day("2027-02-03T09:00:00")
    bench.brings(panel, "announcement_record")
    waiting = bench.proposes(cast.reviewer, "announce", [cast.reviewer2], announced_on="2027-02-03")
    bench.signs(waiting, (cast.review_head, "同意宣布。"))
    item = CaseRectification.objects.get()
    bench.records(
        cast.handler1,
        "rectify-done",
        item,
        done_on="2027-02-03",
        done="新的验收办法已经印发施行,两人验收已在三项工程中执行。",
        files=[LETTER],
    )
    bench.records(
        cast.handler2, "rectify-verify", item, accepts="1", verdict="查阅三项工程验收单,属实。"
    )
    group = cast.stationed.current_postings[0].unit
    bench.records(
        cast.handler1,
        "rectify-report",
        to_unit=group.pk,
        words="工程验收办法已经修订并印发施行,两人验收已经执行,经核验属实。",
    )
    read = bench.opens(cast.stationed, "/cases/rectification/")
    read.page.locator("main a[href^='/cases/rectification/']").first.click()
    read.page.wait_for_url("**/cases/rectification/*/")
    assert "验收办法" in read.text("main")
    assert bench.number not in read.text() and RESPONDENT not in read.text()
    bench.records(
        cast.reviewer,
        "property-settle",
        SecuredProperty.objects.get(),
        **moment("settled_at"),
        end="confiscated_property",
        end_note="依法没收,上缴区财政,票据0001235。",
    )
    bench.brings(panel, "execution_report")
    waiting = bench.proposes(cast.reviewer, "execute", executed_on="2027-02-03")
    bench.signs(waiting, (cast.review_head, "执行完毕,同意。"), (cast.deputy, "同意。"))
    desk = bench.sends(
        cast.petition,
        f"{bench.place}reporter/result/",
        how="电话",
        words="反映的问题查证属实,已给予党纪政务处分。",
    )
    assert "郁离" in desk.text("main")


def archived(bench: Bench, cast: Any) -> None:
    """Find no paper missing, and put the case into the archive."""
    seat = bench.opens(cast.casesup, f"{bench.place}papers/")
    assert seat.page.locator("main .p-lt.is-yellow").count() == 0
    waiting = bench.proposes(cast.casesup, "archive", archive_number="清纪档2027-001")
    bench.signs(waiting, (cast.casesup_head, "材料齐全,同意归档。"))
    seat = bench.opens(cast.principal)
    assert seat.light() == "green"
    assert "清纪档2027-001" in seat.text("#facts")
    way = seat.text("#way")
    for opinion in ("注意办案安全", "证据目录不全", "第三次会议", "材料齐全"):
        assert opinion in way
    assert "谢长安" in way and "2026年12月25日" in way
