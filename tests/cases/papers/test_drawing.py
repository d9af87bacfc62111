"""Every paper of a case as a Word file: its page, its faces, its number, and who is named in it."""

import dataclasses

import pytest
from django.db import connection

from cases.models import CasePaper, CauseReport, Clue, OutcomeDraft, PaperFile
from cases.rules.paper_kinds import FORM, GENERAL, KINDS, LETTER, PLAIN, PaperKind
from cases.services import papers
from cases.services.papers.drawing import docx_of
from cases.services.papers.words import plain_text, words_of
from supervision import clock
from tests.cases.papers.scene import REPORTER, drafted, finished, open_places, written
from tests.cases.walk import OPINION, Walk
from tests.documents.checker import Checked, check_docx

SECRETS = (REPORTER.name, REPORTER.phone, REPORTER.id_number, REPORTER.address)


def check(content: bytes, kind: PaperKind) -> Checked:
    """Hold a file to the format of its kind."""
    return check_docx(
        content,
        letter=kind.form == LETTER,
        sealed=kind.form in (LETTER, GENERAL),
        bare=kind.form in (PLAIN, FORM),
        signed=kind.form != FORM,
    )


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.slot)
def test_each_paper_keeps_to_the_standard(kind: PaperKind, assigned: Clue, walk: Walk) -> None:
    paper = finished(walk, assigned, kind.slot)
    found = check(docx_of(paper), kind)
    assert "【" not in found.text
    # The list for the unit names what is to be mended, and nobody.
    about_somebody = kind.slot != "rectification_list"
    assert ("高建军" in found.text) == about_somebody
    assert found.titles and "".join(found.titles) == words_of(paper).title
    if kind.form == PLAIN and about_somebody:
        assert [level for level, _text in found.headings].count(1) >= 2
        assert found.date == f"{clock.today().year}年11月2日"
    if kind.form == FORM:
        assert paper.code in found.text
    if kind.names:
        assert "承办人员" in found.text
    # Nobody who reported stands on any paper of the house, and no inner number on what leaves it.
    assert not [one for one in SECRETS if one in found.text]
    if kind.leaves:
        assert assigned.number not in found.text
        assert OPINION not in found.text and assigned.summary not in found.text


def test_what_is_not_known_stands_open(assigned: Clue, walk: Walk) -> None:
    for slot in ("disposition_sheet", "verification_plan"):
        assert open_places(drafted(walk, assigned, slot))


def test_a_decision_names_what_the_law_asks_for(assigned: Clue, walk: Walk) -> None:
    said = plain_text(words_of(written(walk, drafted(walk, assigned, "government_decision"))))
    # Person, unit and post; facts; kind and basis; how and until when to object (article 45).
    for words in ("高建军", "清江区水务局副局长", "经查", "政务处分法", "一个月内", "复审", "复核"):
        assert words in said
    party = plain_text(words_of(drafted(walk, assigned, "decision")))
    assert "处分条例" in party and "申诉" in party and "复审" not in party


def test_the_proposed_sanction_stands_in_the_decision(assigned: Clue, walk: Walk) -> None:
    person = assigned.respondents.get()
    for code, months in (("party:serious_warning", None), ("government:demerit", 15)):
        OutcomeDraft.objects.create(
            clue=assigned,
            respondent=person,
            code=code,
            months=months,
            reason="多次收受礼金",
            written_by=walk.handler,
            written_at=clock.now(),
        )
    party = plain_text(words_of(drafted(walk, assigned, "decision")))
    assert "关于给予高建军党内严重警告处分的决定" in party and "影响期18个月" in party
    state = plain_text(words_of(drafted(walk, assigned, "government_decision", person)))
    assert "政务记过处分" in state and "处分期15个月" in state
    # What the office thinks of it stays in the house.
    assert "多次收受礼金" not in party + state
    report = plain_text(words_of(drafted(walk, assigned, "review_report")))
    assert "党内严重警告处分、政务记过处分" in report


def test_a_form_carries_the_opinions_of_the_chain(assigned: Clue, walk: Walk) -> None:
    finished(walk, assigned, "disposition_sheet")
    step = walk.propose(assigned, "dispose_close")
    paper = CasePaper.objects.select_related("clue__handling_office", "organ").get(
        slot="disposition_sheet"
    )
    empty = check(docx_of(paper), KINDS["disposition_sheet"]).text
    assert "主要负责人" in empty and "段正平" not in empty
    walk.approve(step)
    paper.refresh_from_db()
    kept = check(docx_of(paper), KINDS["disposition_sheet"]).text
    assert paper.step_id == step.pk
    for name in ("段正平", "谢长安", "程砚秋"):
        assert f"同意\n签批人：{name}　2026年11月2日" in kept


def test_the_kept_file_is_the_record(assigned: Clue, walk: Walk) -> None:
    paper = finished(walk, assigned, "talk_notice")
    issued = papers.issue_paper(actor=paper.written_by, paper=paper)
    row = PaperFile.objects.get(paper=issued)
    first = docx_of(issued)
    assert len(first) == row.size
    assert docx_of(CasePaper.objects.get(pk=issued.pk)) == first
    assert check(first, KINDS["talk_notice"]).number == "清江纪谈通〔2026〕1号"


def test_a_long_report_goes_over_pages(assigned: Clue, walk: Walk) -> None:
    paper = drafted(walk, assigned, "verification_report")
    words = words_of(paper)
    paper = papers.edit_paper(
        actor=paper.written_by,
        paper=paper,
        content=dataclasses.replace(words, blocks=words.blocks * 20),
        officers=[walk.handler, walk.second],
    )
    assert len(check(docx_of(paper), KINDS["verification_report"]).headings) > 60


def test_the_words_lie_sealed(assigned: Clue, walk: Walk) -> None:
    paper = finished(walk, assigned, "talk_notice")
    papers.issue_paper(actor=paper.written_by, paper=paper)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_casepaper WHERE id = %s", [paper.pk])
        assert "高建军" not in cursor.fetchone()[0]
        cursor.execute("SELECT docx FROM cases_paperfile WHERE paper_id = %s", [paper.pk])
        assert not cursor.fetchone()[0].startswith("UEsD")


def test_what_follows_for_the_unit_is_drawn_from_the_case(assigned: Clue, walk: Walk) -> None:
    CauseReport.objects.create(
        clue=assigned,
        causes="对下属工程发包缺少监督",
        gaps="未建立招标备案制度",
        advice="三个月内建立备案制度",
        written_by=walk.handler,
        written_at=clock.now(),
    )
    report = plain_text(words_of(drafted(walk, assigned, "cause_report")))
    for words in ("对下属工程发包缺少监督", "未建立招标备案制度", "三个月内建立备案制度"):
        assert words in report
    assert open_places(drafted(walk, assigned, "rectification_list"))
