"""What whoever signs a step is shown: its outcomes and papers; and a step that cannot follow."""

from collections.abc import Callable
from typing import Any

from cases.models import CasePaper, Clue, OutcomeDraft
from cases.selectors.step_basis import papers_behind
from cases.services import steps
from cases.workflow import transition
from supervision.accounts.models import User
from tests.cases.outcomes.conftest import REASON
from tests.cases.walk import OPINION, Walk


def slots(papers: Any) -> set[str]:
    return {paper.slot for paper in papers}


def test_whoever_signs_a_decision_reads_the_sanctions_and_opens_the_papers(
    lead: Callable[..., Clue],
    draft: Callable[..., OutcomeDraft],
    walk: Walk,
    as_user: Any,
    stranger: User,
    other_handler: User,
) -> None:
    case = lead()
    draft(case, "party:probation", probation_years=1)
    draft(case, "government:demerit", times=2, months=20)
    step = walk.propose(case, "decide")
    address = f"/cases/steps/{step.pk}/"
    page = as_user(walk.review_head).get(address).content.decode()
    assert "高建军：留党察看1年" in page
    assert "政务记过 × 2　20 个月" in page
    assert page.count(REASON) == 2
    for slot in transition("decide").papers:
        paper = CasePaper.objects.filter(clue=case, slot=slot).latest("pk")
        assert paper.get_absolute_url() in page, slot
    for user, verdict in ((stranger, 403), (other_handler, 404)):
        answer = as_user(user).get(address)
        assert answer.status_code == verdict
        assert "留党察看" not in answer.content.decode()


def test_the_papers_stay_with_the_step_that_was_taken_on_them(assigned: Clue, walk: Walk) -> None:
    asked = set(transition("dispose_verify").papers)
    step = walk.propose(assigned, "dispose_verify")
    assert slots(papers_behind(step)) == asked
    steps.sign(actor=walk.head, step=step, approves=False, opinion="方案不够具体，请补充分工。")
    step.refresh_from_db()
    assert papers_behind(step) == []
    again = walk.propose(assigned, "dispose_verify")
    walk.approve(again)
    again.refresh_from_db()
    assert slots(papers_behind(again)) == asked


def test_a_step_out_of_order_says_where_it_belongs_and_by_which_article(
    assigned: Clue, walk: Walk, as_user: Any
) -> None:
    client = as_user(walk.handler)
    address = f"/cases/clues/{assigned.number}/propose/decide/"
    page = client.get(address).content.decode()
    assert "审理中" in page and "第五十六条" in page
    assert "呈批</button>" not in page
    given = {"version": assigned.version, "opinion": OPINION, "officers": [walk.second.pk]}
    refused = client.post(address, given)
    assert refused.status_code in (403, 422)
    assert Clue.objects.get(pk=assigned.pk).status == "assigned"


def test_a_step_of_two_proposed_alone_is_refused_with_the_rule(
    assigned: Clue, walk: Walk, as_user: Any
) -> None:
    address = f"/cases/clues/{assigned.number}/propose/dispose_verify/"
    page = as_user(walk.handler).post(address, {"version": assigned.version, "opinion": OPINION})
    assert page.status_code == 422
    body = page.content.decode()
    assert "此环节应当由 2 人以上进行" in body and "第四十四条" in body
    assert not assigned.steps.filter(act="dispose_verify").exists()
