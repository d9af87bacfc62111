"""The pages of papers: who opens them, what a form keeps, the list of what is missing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from cases.enums.papers import Slot
from cases.exporters.papers import PaperExporter
from cases.models import CasePaper, Clue
from cases.selectors.papers import papers_visible_to
from cases.services import papers
from cases.services.papers.words import words_of
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from tests.cases.papers.scene import FILLED, again, broken_docx, drafted, finished, issued
from tests.cases.walk import Walk, scan
from tests.documents.checker import check_docx


def frame(paper: CasePaper, **changed: Any) -> dict[str, Any]:
    """Return what the form of a paper's frame is sent with."""
    return {
        "version": paper.version,
        "title": words_of(paper).title,
        "officers": [row.user_id for row in paper.officers.all()],
        **changed,
    }


def rows(paper: CasePaper, *texts: str) -> dict[str, Any]:
    """Return the rows of a form, filled in; the first ones with the texts."""
    table = words_of(paper).blocks[0]
    filled = [texts[at] if at < len(texts) else FILLED for at in range(len(table.rows))]  # type: ignore[union-attr]
    data: dict[str, Any] = {f"row-{at}-text": text for at, text in enumerate(filled)}
    return data | {"row-TOTAL_FORMS": len(filled), "row-INITIAL_FORMS": len(filled)}


def addresses(paper: CasePaper) -> list[str]:
    """Return every address about the paper that is read."""
    names = ("paper", "paper_edit", "paper_word", "paper_pdf", "paper_deliver", "paper_copy")
    return [
        *(reverse(f"cases:{name}", args=[paper.pk]) for name in names),
        reverse("cases:clue_papers", args=[paper.clue.number]),
        reverse("cases:paper_scan", args=[paper.clue.number, "talk_report"]),
    ]


def test_outsiders_learn_nothing(
    assigned: Clue,
    walk: Walk,
    as_user: Callable[..., Any],
    stranger: User,
    other_handler: User,
    petition: User,
    officer: User,
) -> None:
    paper = finished(walk, assigned, "disposition_sheet")
    for user, verdict in (
        (stranger, 403),
        (officer, 403),
        (other_handler, 404),
        (petition, 404),
    ):
        client = as_user(user)
        for address in addresses(paper):
            answer = client.get(address)
            assert answer.status_code == verdict, (user, address)
            assert "高建军" not in answer.content.decode()
        for name in ("paper_finish", "paper_issue", "paper_reopen", "paper_withdraw"):
            answer = client.post(reverse(f"cases:{name}", args=[paper.pk]), {"reason": "不需要了"})
            assert answer.status_code == verdict
    assert CasePaper.objects.get(pk=paper.pk).status == "finished"
    assert as_user(None).get(reverse("cases:paper", args=[paper.pk])).status_code == 302


def test_the_petition_office_keeps_no_paper_it_handed_over(
    assigned: Clue, walk: Walk, petition: User
) -> None:
    drafted(walk, assigned, "disposition_sheet")
    assert not papers_visible_to(petition).exists()
    assert papers_visible_to(walk.handler).exists()


def test_a_colleague_of_the_petition_office_reads_no_paper(
    clue: Clue, walk: Walk, petition: User, make_user: Callable[..., User]
) -> None:
    drafted(walk, clue, "assignment_sheet")
    office = petition.current_postings[0].unit
    colleague = make_user("petition2", RoleCode.PETITION, office)
    assert papers_visible_to(petition).exists()
    assert not papers_visible_to(colleague).exists()


def test_from_beginning_to_finish_in_the_browser(
    assigned: Clue, walk: Walk, as_user: Callable[..., Any]
) -> None:
    client = as_user(walk.handler)
    page = client.get(reverse("cases:clue_papers", args=[assigned.number]))
    assert page.status_code == 200
    begun = client.post(reverse("cases:paper_begin", args=[assigned.number, "disposition_sheet"]))
    paper = CasePaper.objects.get(slot="disposition_sheet")
    edit = reverse("cases:paper_edit", args=[paper.pk])
    assert begun.url == edit
    assert "【请填写" in client.get(edit).content.decode()
    # Half of it: kept, but not finished.
    half = client.post(edit, frame(paper, act="finish") | rows(paper, "【请填写：线索编号】"))
    assert half.status_code == 422
    paper.refresh_from_db()
    assert paper.status == "draft" and paper.version == 1 and FILLED in str(words_of(paper))
    # The page was drawn anew: what it carries can be sent again.
    whole = client.post(edit, frame(paper, act="finish") | rows(paper))
    assert whole.status_code == 302
    paper.refresh_from_db()
    assert paper.status == "finished"
    word = client.get(reverse("cases:paper_word", args=[paper.pk]))
    assert FILLED in check_docx(word.content, letter=False, bare=True, signed=False).text
    assert "高建军" not in word["Content-Disposition"]
    assert AuditEvent.objects.filter(verb="cases.paper_taken_out", actor_id=walk.handler.pk)
    assert client.get(edit).status_code == 403


def test_what_was_typed_stays_when_somebody_was_quicker(
    assigned: Clue, walk: Walk, as_user: Callable[..., Any]
) -> None:
    paper = drafted(walk, assigned, "disposition_sheet")
    papers.edit_paper(actor=walk.second, paper=paper, content=words_of(paper))
    answer = as_user(walk.handler).post(
        reverse("cases:paper_edit", args=[paper.pk]),
        frame(paper, version=0) | rows(paper, "我写的意见"),
    )
    assert answer.status_code == 422 and "我写的意见" in answer.content.decode()
    assert "我写的意见" not in str(words_of(CasePaper.objects.get(pk=paper.pk)))


def test_a_second_click_is_told(assigned: Clue, walk: Walk, as_user: Callable[..., Any]) -> None:
    paper = finished(walk, assigned, "talk_notice")
    client = as_user(walk.handler)
    address = reverse("cases:paper_issue", args=[paper.pk])
    assert client.post(address).status_code == 302
    client.get(reverse("cases:paper", args=[paper.pk]))
    client.post(address)
    page = client.get(reverse("cases:paper", args=[paper.pk])).content.decode()
    assert "清江纪谈通〔2026〕1号" in page
    assert CasePaper.objects.filter(slot="talk_notice", serial__isnull=False).count() == 1


def test_a_damaged_scan_is_answered_at_its_field(
    assigned: Clue, walk: Walk, as_user: Callable[..., Any]
) -> None:
    clue = walk.take(assigned, "dispose_talk")
    client = as_user(walk.handler)
    address = reverse("cases:paper_scan", args=[clue.number, "talk_report"])
    given = {
        "printed": "外来1号",
        "dated_on": "2026-11-02",
        "officers": [walk.handler.pk, walk.second.pk],
    }
    assert client.post(address, given | {"file": broken_docx()}).status_code == 422
    assert client.post(address, given).status_code == 422
    assert client.get(address.replace("talk_report", "no_such")).status_code == 404
    assert not again(clue).papers.filter(slot="talk_report").exists()
    assert client.post(address, given | {"file": scan()}).status_code == 302


def test_a_receipt_is_written_in_the_browser(
    assigned: Clue, walk: Walk, as_user: Callable[..., Any]
) -> None:
    paper = issued(walk, assigned, "talk_notice")
    client = as_user(walk.handler)
    address = reverse("cases:paper_deliver", args=[paper.pk])
    assert client.get(address).status_code == 200
    given = {
        "recipient": "person",
        "name": "高建军",
        "handing": "direct",
        "place": "水务局",
        "delivered_on": "2026-11-02",
        "delivered_at": "09:00",
        "first": walk.handler.pk,
        "second": walk.handler.pk,
    }
    assert client.post(address, given).status_code == 422
    assert client.post(address, given | {"second": walk.second.pk}).status_code == 302
    assert "江映雪" in client.get(reverse("cases:paper", args=[paper.pk])).content.decode()


@pytest.mark.parametrize(
    ("state", "shown"), [("", True), ("ready", False), ("lacking", True), ("writing", True)]
)
def test_the_list_says_what_is_missing(
    state: str, shown: bool, assigned: Clue, walk: Walk, as_user: Callable[..., Any]
) -> None:
    drafted(walk, assigned, "disposition_sheet")
    page = as_user(walk.handler).get(reverse("cases:papers"), {"state": state} if state else {})
    assert (assigned.number in page.content.decode()) == shown


def test_the_list_and_its_workbook_agree(
    assigned: Clue, walk: Walk, as_user: Callable[..., Any], stranger: User, other_handler: User
) -> None:
    finished(walk, assigned, "disposition_sheet")
    page = as_user(walk.handler).get(reverse("cases:papers"), {"state": "ready"})
    assert assigned.number in page.content.decode()
    found = list(PaperExporter().rows(walk.handler, {"state": "ready"}))
    assert [clue.number for clue in found] == [assigned.number]
    line = [str(column.value(found[0])) for column in PaperExporter.columns]
    assert any(str(Slot.VERIFICATION_PLAN.label) in cell for cell in line)
    assert not list(PaperExporter().rows(other_handler, {}))
    assert not list(PaperExporter().rows(stranger, {}))
    assert as_user(stranger).get(reverse("cases:papers")).status_code == 403
