"""The pages of official documents: who gets which, what is typed stays, what is refused is said."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from supervision import clock
from supervision.documents import editing
from supervision.documents.models import IssuingOrgan, OfficialDocument
from supervision.documents.services import receipts, signing
from tests.documents import papers


def url(name: str, *args: Any) -> str:
    """Return an address of official documents."""
    return reverse(f"documents:{name}", args=args)


def fields(blocks: list[dict[str, str]], **changed: Any) -> dict[str, Any]:
    """Return what the form of a draft posts."""
    organ = IssuingOrgan.objects.filter(is_active=True).first()
    assert organ is not None
    posted: dict[str, Any] = {
        "title": papers.WORDS.title,
        "organ": organ.pk,
        "reply_by": (clock.today() + dt.timedelta(days=10)).isoformat(),
        "block-TOTAL_FORMS": len(blocks),
        "block-INITIAL_FORMS": 0,
    }
    for number, block in enumerate(blocks):
        posted |= {f"block-{number}-{name}": value for name, value in block.items()}
    return posted | changed


def test_who_opens_which_page(
    officer: Any,
    office: Any,
    leader: Any,
    internal: Any,
    clerk: Any,
    head: Any,
    other_clerk: Any,
    auditor: Any,
    stranger: Any,
    units: Any,
    as_user: Any,
) -> None:
    delivery = papers.delivered(officer, office, units.water)
    paper = delivery.document
    own = {officer: 200, office: 200, leader: 200, internal: 200}
    for user in (officer, office, leader, internal, clerk, head, other_clerk, auditor, stranger):
        browser = as_user(user)
        for name, args in (("register", ()), ("document", (paper.pk,))):
            assert browser.get(url(name, *args)).status_code == own.get(user, 403), (user, name)
        sees = {**own, clerk: 200, head: 200, other_clerk: 404}
        assert browser.get(url("delivery", delivery.pk)).status_code == sees.get(user, 403), user
        signs = 200 if user in (office, leader) else 403
        assert browser.get(url("signing")).status_code == signs
        inbox = 200 if user in (clerk, head, other_clerk) else 403
        assert browser.get(url("received")).status_code == inbox
        organs = 200 if user == office else 403
        assert browser.get(url("organs")).status_code == organs
    assert as_user(None).get(url("register")).status_code == 302
    assert as_user(officer).get(url("document", 10**9)).status_code == 404


def test_the_register_counts_and_narrows(
    officer: Any, office: Any, clerk: Any, units: Any, as_user: Any
) -> None:
    papers.replied(officer, office, clerk, units.water)
    other = papers.issued(officer, office, units.finance)
    browser = as_user(officer)
    figures = browser.get(url("register")).context["figures"]
    assert (figures.total, figures.receipt, figures.reply, figures.examine) == (2, 1, 1, 1)
    page = browser.get(url("register"), {"waiting": "receipt"}).content.decode()
    assert other.number in page and "〕1号" not in page
    for query in (
        {"unit": units.water.pk},
        {"light": "paused"},
        {"q": "1号", "kind": papers.LETTER.code, "year": clock.today().year},
    ):
        page = browser.get(url("register"), query).content.decode()
        assert "〕1号" in page and other.number not in page, query
    for sort in ("title", "kind", "units", "status", "dated", "reply_by", "replies"):
        assert browser.get(url("register"), {"sort": f"-{sort}"}).status_code == 200


def test_a_draft_is_changed_and_what_was_typed_stays(
    officer: Any, office: Any, units: Any, as_user: Any
) -> None:
    paper = papers.draft(officer, units.water)
    browser = as_user(officer)
    assert "季度报告 | 9月30日" in browser.get(url("edit", paper.pk)).content.decode()
    blocks = [{"kind": "text", "text": "新写的一段。"}, {"kind": "text", "text": ""}]
    refused = browser.post(url("edit", paper.pk), fields(blocks, reply_by="2020-01-01"))
    assert refused.status_code == 422 and "新写的一段。" in refused.content.decode()
    refused = browser.post(url("edit", paper.pk), fields([{"kind": "text", "text": " "}]))
    assert refused.status_code == 422
    assert browser.post(url("edit", paper.pk), fields(blocks)).status_code == 302
    paper.refresh_from_db()
    assert paper.content["blocks"] == [{"paragraph": "新写的一段。"}]
    browser.post(url("submit", paper.pk))
    assert browser.get(url("edit", paper.pk)).status_code == 403
    assert as_user(office).get(url("edit", paper.pk)).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"block-TOTAL_FORMS": "x"},
        {"block-0-kind": "9"},
        {"organ": "0"},
        {"reply_by": "2026-02-30"},
        {"urgency": "x"},
        {"title": ""},
    ],
    ids=str,
)
def test_odd_forms_are_refused(officer: Any, units: Any, as_user: Any, wrong: Any) -> None:
    paper = papers.draft(officer, units.water)
    posted = fields([{"kind": "text", "text": "新写的一段。"}]) | wrong
    assert as_user(officer).post(url("edit", paper.pk), posted).status_code == 422
    paper.refresh_from_db()
    assert paper.edited_at is None


def test_blocks_go_to_text_and_back() -> None:
    assert editing.read(editing.typed(papers.WORDS.blocks)) == papers.WORDS.blocks
    uneven = editing.read([{"kind": "table", "text": "甲\t乙\n一 | 二 | 三\n\n"}])
    assert uneven[0].rows == (("一", "二", "三"),)  # type: ignore[union-attr]
    assert uneven[0].columns == ("甲", "乙", "")  # type: ignore[union-attr]


def test_the_queue_signs_what_is_chosen_and_says_what_not(
    officer: Any, office: Any, units: Any, as_user: Any
) -> None:
    first, second, third = (papers.submitted(officer, units.water) for _n in range(3))
    papers.GONE[second.pk] = "单位已于11月20日填报"
    assert as_user(office, sudo=False).get(url("signing")).status_code == 302
    browser = as_user(office)
    answer = browser.post(url("signing"), {"pick": [first.pk, second.pk]})
    page = answer.content.decode()
    assert "〕1号" in page and "单位已于11月20日填报" in page
    third.refresh_from_db()
    assert third.status == "submitted"
    again = browser.post(url("signing"), {"pick": [first.pk]})
    assert len(again.context["result"].refused) == 1
    assert browser.post(url("signing"), {"pick": ["x", "9" * 30]}).status_code == 422
    assert as_user(officer).post(url("signing"), {"pick": [third.pk]}).status_code == 403
    third.refresh_from_db()
    assert third.status == "submitted"


def test_signing_many_asks_little_for_each(
    officer: Any, office: Any, units: Any, django_assert_max_num_queries: Any
) -> None:
    waiting = [papers.submitted(officer, units.water) for _n in range(5)]
    with django_assert_max_num_queries(5 * 45):
        signing.sign_many(actor=office, documents=waiting)


def test_receive_and_reply_and_decide(
    officer: Any, office: Any, clerk: Any, other_clerk: Any, units: Any, as_user: Any
) -> None:
    delivery = papers.delivered(officer, office, units.water)
    unit, stranger, district = as_user(clerk), as_user(other_clerk), as_user(officer)
    for name in ("receive", "reply"):
        assert stranger.post(url(name, delivery.pk)).status_code == 404
        assert district.post(url(name, delivery.pk)).status_code == 403
    assert unit.post(url("receive", delivery.pk)).status_code == 302
    thin = unit.post(url("reply", delivery.pk), {"text": "已办"})
    assert thin.status_code == 422 and "已办" in thin.content.decode()
    words = {"text": "已于今日补报，原因说明附后。"}
    assert unit.post(url("reply", delivery.pk), words).status_code == 302
    assert unit.post(url("reply", delivery.pk), words).status_code == 403
    assert unit.post(url("decide", delivery.pk), {"act": "accept"}).status_code == 403
    for wrong in ({"act": "x"}, {"act": "send_back"}, {"act": "send_back", "new_day": "x"}):
        assert district.post(url("decide", delivery.pk), wrong).status_code == 422
    assert district.post(url("decide", delivery.pk), {"act": "accept"}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.status == "accepted" and delivery.replies.count() == 1


def test_send_back_discard_and_revoke_by_page(
    officer: Any, office: Any, leader: Any, units: Any, as_user: Any
) -> None:
    paper = papers.submitted(officer, units.water)
    signer = as_user(office)
    assert signer.post(url("send_back", paper.pk), {"reason": ""}).status_code == 422
    assert signer.post(url("send_back", paper.pk), {"reason": "依据有误，请改"}).status_code == 302
    assert "依据有误，请改" in as_user(officer).get(url("document", paper.pk)).content.decode()
    assert as_user(leader).post(url("discard", paper.pk)).status_code == 403
    assert as_user(officer).post(url("discard", paper.pk)).status_code == 302
    issued = papers.issued(officer, office, units.water)
    reason = {"reason": "发文单位有误"}
    assert as_user(leader).post(url("revoke", issued.pk), reason).status_code == 302
    assert as_user(officer).post(url("revoke", issued.pk), reason).status_code == 403
    states = OfficialDocument.objects.order_by("pk").values_list("status", flat=True)
    assert list(states) == ["discarded", "revoked"]


def test_organs_are_set_up_by_the_head_of_the_office(
    officer: Any, office: Any, units: Any, as_user: Any
) -> None:
    browser = as_user(office)
    data = {"name": "清江区委巡察办", "mark": "清江区委巡察办文件", "word": "清巡", "position": 3}
    assert browser.post(url("organ_new"), data | {"is_active": "on"}).status_code == 302
    assert browser.post(url("organ_new"), data).status_code == 422
    organ = IssuingOrgan.objects.get(word="清巡")
    assert browser.get(url("organ", organ.pk)).status_code == 200
    papers.issued(officer, office, units.water, organ=organ)
    renamed = data | {"word": "清巡办", "is_active": "on"}
    assert browser.post(url("organ", organ.pk), renamed).status_code == 422
    assert browser.post(url("organ", organ.pk), data).status_code == 302
    assert not IssuingOrgan.objects.get(pk=organ.pk).is_active
    assert as_user(officer).post(url("organ_new"), data).status_code == 403


def test_text_is_escaped(officer: Any, office: Any, clerk: Any, units: Any, as_user: Any) -> None:
    words = papers.Content("<b>题</b>", (papers.Paragraph("<script>x</script>"),))
    delivery = papers.delivered(officer, office, units.water, content=words)
    receipts.receive(actor=clerk, delivery=delivery)
    for user, address in (
        (officer, url("document", delivery.document_id)),
        (clerk, url("delivery", delivery.pk)),
        (officer, url("register")),
    ):
        page = as_user(user).get(address).content.decode()
        assert "<b>题" not in page and "<script>x" not in page
