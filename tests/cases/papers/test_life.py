"""The life of a paper: unfinished, finished, issued once, used for good, withdrawn."""

import dataclasses
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.enums.papers import Slot
from cases.models import CasePaper, Clue, PaperFile, Respondent
from cases.selectors.papers import completeness, missing_papers
from cases.services import papers, steps
from cases.services.faults import RuleBroken
from cases.services.papers.words import words_of
from cases.verbs import PAPER_KEPT_BACK
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from tests.cases.papers.scene import REPORTER, again, drafted, finished, issued, written
from tests.cases.walk import OPINION, Walk, force, scan


def refused(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(error.value.messages)


def test_an_unfinished_paper_names_what_is_open(assigned: Clue, walk: Walk) -> None:
    paper = drafted(walk, assigned, "disposition_sheet")
    with pytest.raises(ValidationError) as error:
        papers.finish_paper(actor=walk.handler, paper=paper)
    assert "处置理由" in refused(error)
    paper.refresh_from_db()
    assert paper.status == "draft"
    assert "disposition_sheet" in missing_papers(again(assigned), "dispose_close")


def test_a_step_is_not_proposed_on_an_unfinished_paper(assigned: Clue, walk: Walk) -> None:
    drafted(walk, assigned, "disposition_sheet")
    walk.papers = lambda clue, act: None  # type: ignore[method-assign]
    with pytest.raises(RuleBroken) as error:
        walk.propose(assigned, "dispose_close")
    assert str(Slot.DISPOSITION_SHEET.label) in refused(error)


def test_two_officers_answer_for_a_report(assigned: Clue, walk: Walk) -> None:
    paper = written(walk, drafted(walk, assigned, "talk_report"), officers=[walk.handler])
    with pytest.raises(ValidationError) as error:
        papers.finish_paper(actor=walk.handler, paper=paper)
    assert "officers" in error.value.message_dict
    paper = written(walk, paper)
    assert papers.finish_paper(actor=walk.handler, paper=paper).status == "finished"


def test_only_who_has_a_part_in_the_clue_answers_for_it(
    assigned: Clue, walk: Walk, other_handler: User
) -> None:
    paper = drafted(walk, assigned, "talk_report")
    with pytest.raises(ValidationError):
        written(walk, paper, officers=[walk.handler, other_handler])
    assert CasePaper.objects.get(pk=paper.pk).version == 0


def test_one_of_a_kind_at_a_time(assigned: Clue, walk: Walk) -> None:
    first = drafted(walk, assigned, "verification_plan")
    with pytest.raises(ValidationError) as error:
        papers.draft_paper(actor=walk.handler, clue=again(assigned), slot="verification_plan")
    assert error.value.code == "begun"
    papers.withdraw_paper(actor=walk.handler, paper=first, reason="方案需要重新起草")
    second = papers.draft_paper(actor=walk.handler, clue=again(assigned), slot="verification_plan")
    assert second.position == first.position + 1
    first.refresh_from_db()
    assert first.status == "withdrawn" and first.withdraw_reason == "方案需要重新起草"


def test_a_second_click_issues_nothing(assigned: Clue, walk: Walk) -> None:
    paper = issued(walk, assigned, "talk_notice")
    assert paper.number == "清江纪谈通〔2026〕1号"
    with pytest.raises(ValidationError) as error:
        papers.issue_paper(actor=walk.handler, paper=paper)
    assert error.value.code == "moved"
    assert PaperFile.objects.filter(paper=paper).count() == 1
    assert CasePaper.objects.get(pk=paper.pk).number == "清江纪谈通〔2026〕1号"


def test_numbers_run_by_kind_and_year(assigned: Clue, walk: Walk) -> None:
    first = issued(walk, assigned, "talk_notice")
    letter = issued(walk, assigned, "inquiry_letter")
    papers.withdraw_paper(actor=walk.handler, paper=first, reason="通知的时间有误")
    second = issued(walk, assigned, "talk_notice")
    assert letter.number == "清江纪函询〔2026〕1号"
    # A number that was given is not given again.
    assert second.number == "清江纪谈通〔2026〕2号"


def test_a_decision_is_numbered_with_its_step(assigned: Clue, walk: Walk) -> None:
    clue = walk.take(assigned, "dispose_verify")
    decision = finished(walk, clue, "filing_decision")
    assert decision.number == ""
    with pytest.raises(ValidationError):
        papers.issue_paper(actor=walk.handler, paper=decision)
    walk.take(clue, "file")
    decision.refresh_from_db()
    assert (decision.status, decision.number) == ("issued", "清江纪立〔2026〕1号")
    assert decision.step is not None and decision.step.act == "file"
    assert decision.dated_on is not None and decision.dated_on.isoformat() == "2026-11-02"
    assert PaperFile.objects.filter(paper=decision).exists()


def test_words_stand_while_a_step_waits(assigned: Clue, walk: Walk) -> None:
    paper = finished(walk, assigned, "disposition_sheet")
    step = walk.propose(assigned, "dispose_close")
    for act in (
        lambda: papers.reopen_paper(actor=walk.handler, paper=paper),
        lambda: papers.withdraw_paper(actor=walk.handler, paper=paper, reason="换一份处置意见"),
    ):
        with pytest.raises(ValidationError) as error:
            act()
        assert error.value.code == "waits"
    steps.take_back(actor=walk.handler, step=step)
    assert papers.reopen_paper(actor=walk.handler, paper=paper).status == "draft"


def test_a_paper_in_use_stands_for_good(assigned: Clue, walk: Walk) -> None:
    paper = finished(walk, assigned, "disposition_sheet")
    walk.take(assigned, "dispose_close")
    paper.refresh_from_db()
    force(again(assigned), "assigned")
    for act in (
        lambda: papers.reopen_paper(actor=walk.handler, paper=paper),
        lambda: papers.withdraw_paper(actor=walk.handler, paper=paper, reason="想换一份呈批表"),
    ):
        with pytest.raises(ValidationError) as error:
            act()
        assert error.value.code == "used"
    for change in ({"status": "withdrawn"}, {"step": None}, {"dated_on": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CasePaper.objects.filter(pk=paper.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        paper.officers.all().delete()
        CasePaper.objects.filter(pk=paper.pk).delete()
    # The next one is begun beside it.
    assert (
        papers.draft_paper(
            actor=walk.handler, clue=again(assigned), slot="disposition_sheet"
        ).position
        > paper.position
    )


def test_a_used_paper_does_not_serve_a_second_time(assigned: Clue, walk: Walk) -> None:
    finished(walk, assigned, "disposition_sheet")
    walk.take(assigned, "dispose_close")
    found = force(again(assigned), "assigned")
    assert "disposition_sheet" in missing_papers(found, "dispose_close")


def test_the_database_keeps_the_words_of_a_finished_paper(assigned: Clue, walk: Walk) -> None:
    paper = finished(walk, assigned, "disposition_sheet")
    other = drafted(walk, assigned, "talk_plan")
    with pytest.raises(DatabaseError), transaction.atomic():
        CasePaper.objects.filter(pk=paper.pk).update(content=other.content)
    with pytest.raises(DatabaseError), transaction.atomic():
        CasePaper.objects.create(
            clue=assigned,
            slot="talk_report",
            position=99,
            status="finished",
            content=paper.content,
            written_by=walk.handler,
            written_at=paper.written_at,
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        CasePaper.objects.filter(pk=other.pk).delete()


def test_two_people_at_once(assigned: Clue, walk: Walk) -> None:
    paper = drafted(walk, assigned, "disposition_sheet")
    words = words_of(paper)
    papers.edit_paper(actor=walk.second, paper=paper, content=words, version=0)
    with pytest.raises(ValidationError) as error:
        papers.edit_paper(actor=walk.handler, paper=paper, content=words, version=0)
    assert error.value.code == "changed"
    with pytest.raises(ValidationError):
        papers.finish_paper(actor=walk.handler, paper=paper)


@pytest.mark.parametrize(
    "words",
    [
        f"据{REPORTER.name}反映，上述情况属实。",
        f"联系电话{REPORTER.phone[:3]} {REPORTER.phone[3:]}。",
        f"线索办理意见：{OPINION}",
    ],
)
def test_what_must_not_leave_the_house_is_kept_back(words: str, assigned: Clue, walk: Walk) -> None:
    clue = walk.take(assigned, "dispose_talk")
    letter = written(walk, drafted(walk, clue, "talk_notice"), words)
    with pytest.raises(ValidationError) as error:
        papers.finish_paper(actor=walk.handler, paper=letter)
    assert error.value.code == "tells"
    # The refusal says neither whose name it was nor which words.
    assert REPORTER.name not in refused(error) and OPINION not in refused(error)
    assert AuditEvent.objects.filter(verb=PAPER_KEPT_BACK.code, object_id=str(letter.pk)).exists()
    assert CasePaper.objects.get(pk=letter.pk).status == "draft"
    inside = written(walk, drafted(walk, clue, "talk_report"), words)
    assert papers.finish_paper(actor=walk.handler, paper=inside).status == "finished"


def test_the_clue_s_number_does_not_leave_the_house(assigned: Clue, walk: Walk) -> None:
    letter = written(walk, drafted(walk, assigned, "talk_notice"), f"（{assigned.number}）")
    with pytest.raises(ValidationError):
        papers.finish_paper(actor=walk.handler, paper=letter)


def test_one_case_has_two_reports(clue: Clue, walk: Walk, case_offices: Any) -> None:
    found = walk.to_review(clue, case_offices.handling)
    missing = missing_papers(found, "decide")
    # The investigation report came with the transfer and counts; the one on causes is missing.
    assert "cause_report" in missing and "investigation_report" not in missing
    with pytest.raises(PermissionDenied):
        papers.draft_paper(actor=walk.reviewers[0], clue=found, slot="cause_report")
    paper = finished(walk, found, "cause_report")
    assert "cause_report" not in missing_papers(again(found), "decide")
    assert "案件的剖析报告" in words_of(paper).title or "剖析报告" in words_of(paper).title


def test_one_paper_for_each_person(clue: Clue, walk: Walk) -> None:
    first = clue.respondents.get()
    second = Respondent.objects.create(
        clue=clue, name="岳峰", unit=first.unit, post="科长", standing=first.standing
    )
    office = walk.head.current_postings[0].unit
    found = force(walk.assign(clue, office), "filed")
    finished(walk, found, "filing_notice", first)
    assert missing_papers(found, "announce_filing") == ["filing_notice"]
    paper = finished(walk, found, "filing_notice", second)
    assert missing_papers(found, "announce_filing") == []
    assert "岳峰" in words_of(paper).addressee and "高建军" not in words_of(paper).addressee


def test_completeness_names_every_possible_step(assigned: Clue, walk: Walk) -> None:
    finished(walk, assigned, "disposition_sheet")
    found = {state.act: state for state in completeness(again(assigned))}
    assert found["dispose_close"].is_complete
    assert [one.slot for one in found["dispose_verify"].missing] == ["verification_plan"]
    assert "第二十一条" in str(found["dispose_verify"].article)


def test_a_stranger_writes_nothing(
    assigned: Clue, walk: Walk, stranger: User, other_handler: User, petition: User
) -> None:
    for user in (stranger, other_handler, petition, walk.head, walk.reviewers[0]):
        with pytest.raises(PermissionDenied):
            papers.draft_paper(actor=user, clue=again(assigned), slot="disposition_sheet")
        with pytest.raises(PermissionDenied):
            papers.add_scan(
                actor=user,
                clue=again(assigned),
                slot="disposition_sheet",
                file=scan(),
                dated_on=assigned.received_at.date(),
                printed="外来1号",
                officers=[user],
            )
    # The post alone opens nothing: a reviewer who is on no panel writes nothing either.
    in_review = force(again(assigned), "in_review")
    with pytest.raises(PermissionDenied):
        papers.draft_paper(actor=walk.reviewers[0], clue=in_review, slot="review_report")
    force(in_review, "assigned")
    paper = drafted(walk, assigned, "disposition_sheet")
    for act in (papers.finish_paper, papers.reopen_paper, papers.issue_paper):
        with pytest.raises(PermissionDenied):
            act(actor=stranger, paper=paper)
    with pytest.raises(PermissionDenied):
        papers.edit_paper(
            actor=stranger, paper=paper, content=dataclasses.replace(words_of(paper), title="改")
        )


def test_notices_that_no_step_asks_for_stand_beside_each_other(assigned: Clue, walk: Walk) -> None:
    clue = walk.take(assigned, "dispose_talk")
    first, second = issued(walk, clue, "talk_notice"), issued(walk, clue, "talk_notice")
    assert (first.serial, second.serial) == (1, 2)
    drafted(walk, clue, "talk_notice")
    with pytest.raises(ValidationError):
        drafted(walk, clue, "talk_notice")
