"""Pressing an office: proposed by lateness, one paper an office, signed by another, answered."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from cases.models import Clock, Clue, Prompt, PromptClock
from cases.rules.ladder import LETTER, REMINDER, SUMMONS, Sent, Thresholds, next_grade
from cases.selectors import warnings
from cases.selectors.prompts import prompts_visible_to, state_of
from cases.services import clocks
from cases.services.prompt_words import PromptWords
from cases.services.prompts import draft_prompts, record_talk
from supervision import clock as portal_clock
from supervision.documents.drawing import docx_of
from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.selectors.deliveries import deliveries_visible_to, to_examine
from supervision.documents.selectors.papers import documents_visible_to, papers_to_read
from supervision.documents.services import receipts, replies, signing
from supervision.documents.services.files import paper_of
from supervision.organizations.models import Unit
from tests.documents import checker

At = Callable[..., None]
LIMITS = Thresholds(letter=1, summons=30)


@pytest.fixture
def late(at: At, assigned: Clue) -> Clock:
    """The disposition of a clue that is a day late."""
    at("2026-12-03T09:00:00")
    return Clock.objects.get(clue=assigned, term_code="clue_disposition")


def words(grade: str, **more: Any) -> PromptWords:
    given: dict[str, Any] = {
        "grade": grade,
        "requirement": "请查明原因，立即办理，杜绝再次超期。",
        "contact": "案件监督管理室 严以宽",
    }
    if grade == LETTER:
        given["reply_by"] = portal_clock.today() + dt.timedelta(days=5)
    if grade == SUMMONS:
        given["planned_at"] = portal_clock.now() + dt.timedelta(days=2)
        given["place"] = "区纪委第一会议室"
    return PromptWords(**given | more)


@pytest.mark.parametrize(
    ("light", "late_days", "sent", "grade"),
    [
        ("neutral", 0, [], ""),
        ("green", 0, [], ""),
        ("paused", 0, [], ""),
        ("yellow", 0, [], REMINDER),
        ("yellow", 0, [Sent(REMINDER, False)], ""),
        ("yellow", 0, [Sent(REMINDER, True)], ""),
        ("red", 0, [], REMINDER),
        ("red", 1, [], LETTER),
        ("red", 0, [Sent(REMINDER, False)], LETTER),
        ("red", 5, [Sent(REMINDER, True)], LETTER),
        ("red", 5, [Sent(LETTER, True)], ""),
        ("red", 5, [Sent(LETTER, False)], SUMMONS),
        ("red", 30, [Sent(LETTER, True)], SUMMONS),
        ("red", 30, [Sent(SUMMONS, True)], ""),
        ("red", 90, [Sent(SUMMONS, False)], SUMMONS),
    ],
)
def test_the_next_step_follows_from_lateness_and_what_was_sent(
    light: str, late_days: int, sent: list[Sent], grade: str
) -> None:
    assert next_grade(light, late_days, sent, LIMITS) == grade


def test_a_letter_goes_to_the_office_is_explained_and_accepted(
    late: Clock,
    casesup: Any,
    casesup_head: Any,
    handling_head: Any,
    handler1: Any,
    case_offices: Any,
) -> None:
    (row,) = warnings.listed(warnings.warned_clocks(casesup))
    assert warnings.next_grade(row) == LETTER
    (prompt,) = draft_prompts(actor=casesup, clocks=[late], words=words(LETTER))
    assert prompt.office == case_offices.handling
    assert PromptClock.objects.get().days_late == 1
    assert not prompts_visible_to(handling_head).exists()
    assert prompt.document is not None
    signed = signing.sign(actor=casesup_head, document=prompt.document)
    assert signed.number.endswith("案督〔2026〕1号")
    assert prompts_visible_to(handling_head).get() == prompt
    delivery = Delivery.objects.get(document=signed)
    receipts.receive(actor=handling_head, delivery=delivery)
    (row,) = warnings.listed(warnings.warned_clocks(casesup))
    assert warnings.next_grade(row) == ""
    replies.reply(
        actor=handling_head, delivery=delivery, text="因被反映人外出学习，已于今日完成处置意见。"
    )
    assert to_examine(casesup).get() == delivery
    replies.accept(actor=casesup, delivery=delivery)
    (row,) = warnings.listed(warnings.warned_clocks(casesup))
    assert warnings.next_grade(row) == SUMMONS


def test_the_paper_names_numbers_and_days_and_nothing_of_the_matter(
    late: Clock, casesup: Any
) -> None:
    (prompt,) = draft_prompts(actor=casesup, clocks=[late], words=words(LETTER))
    assert prompt.document is not None
    said = str(prompt.document.content)
    assert late.clue.number in said
    assert "第二十一条第二款" in said
    assert "2026年12月2日" in said
    for secret in ("高建军", "礼金", "水务局", "河道"):
        assert secret not in said


@pytest.mark.parametrize("grade", [REMINDER, LETTER, SUMMONS])
def test_each_paper_is_drawn_after_the_standard(
    late: Clock, casesup: Any, casesup_head: Any, principal: Any, grade: str
) -> None:
    (prompt,) = draft_prompts(actor=casesup, clocks=[late], words=words(grade))
    assert prompt.document is not None
    signer = principal if grade == SUMMONS else casesup_head
    signed = signing.sign(actor=signer, document=prompt.document)
    series = {REMINDER: "案提", LETTER: "案督", SUMMONS: "案约"}[grade]
    assert series in signed.number
    found = checker.check_docx(docx_of(paper_of(signed)), letter=True)
    assert found.number == signed.number
    assert found.tables == 1
    assert late.clue.number in found.text


def test_a_summons_is_the_principals_and_its_talk_is_recorded_once(
    late: Clock, casesup: Any, casesup_head: Any, principal: Any, at: At
) -> None:
    (prompt,) = draft_prompts(actor=casesup, clocks=[late], words=words(SUMMONS))
    assert prompt.document is not None
    with pytest.raises(PermissionDenied):
        signing.sign(actor=casesup_head, document=prompt.document)
    today = portal_clock.today()
    note = "主任作出说明，承诺一周内完成处置。"
    with pytest.raises(ValidationError):
        record_talk(actor=casesup, prompt=prompt, held_on=today, note=note)
    signing.sign(actor=principal, document=prompt.document)
    for held_on in (today - dt.timedelta(days=1), today + dt.timedelta(days=1)):
        with pytest.raises(ValidationError):
            record_talk(actor=casesup, prompt=prompt, held_on=held_on, note=note)
    held = record_talk(actor=casesup, prompt=prompt, held_on=today, note=note)
    assert held.talk_note == note
    assert str(state_of(prompts_visible_to(casesup).get()))
    with pytest.raises(ValidationError):
        record_talk(actor=casesup, prompt=prompt, held_on=today, note=note)


def test_nobody_signs_what_they_drafted(late: Clock, casesup_head: Any) -> None:
    (prompt,) = draft_prompts(actor=casesup_head, clocks=[late], words=words(LETTER))
    assert prompt.document is not None
    with pytest.raises(PermissionDenied):
        signing.sign(actor=casesup_head, document=prompt.document)


def test_a_paper_about_what_was_concluded_meanwhile_does_not_go_out(
    late: Clock, casesup: Any, casesup_head: Any
) -> None:
    (prompt,) = draft_prompts(actor=casesup, clocks=[late], words=words(LETTER))
    clocks.close_clock(
        actor=casesup, clue=late.clue, code="clue_disposition", at=portal_clock.now()
    )
    assert prompt.document is not None
    with pytest.raises(ValidationError, match=late.clue.number):
        signing.sign(actor=casesup_head, document=prompt.document)
    assert not Delivery.objects.exists()


def test_what_cannot_be_pressed_so_is_refused(
    at: At, assigned: Clue, casesup: Any, handler1: Any, stranger: Any
) -> None:
    clock = Clock.objects.get(clue=assigned)
    with pytest.raises(ValidationError):
        draft_prompts(actor=casesup, clocks=[clock], words=words(REMINDER))
    at("2026-11-27T09:00:00")
    with pytest.raises(ValidationError):
        draft_prompts(actor=casesup, clocks=[clock], words=words(LETTER))
    for nobody in (handler1, stranger):
        with pytest.raises(PermissionDenied):
            draft_prompts(actor=nobody, clocks=[clock], words=words(REMINDER))
    draft_prompts(actor=casesup, clocks=[clock], words=words(REMINDER))
    with pytest.raises(ValidationError):
        draft_prompts(actor=casesup, clocks=[clock], words=words(REMINDER))
    with pytest.raises(ValidationError):
        draft_prompts(actor=casesup, clocks=[], words=words(REMINDER))
    assert Prompt.objects.count() == 1


@pytest.mark.parametrize(
    ("grade", "wrong", "field"),
    [
        (LETTER, {"reply_by": None}, "reply_by"),
        (SUMMONS, {"planned_at": None}, "planned_at"),
        (SUMMONS, {"place": " "}, "place"),
        ("shout", {}, "grade"),
    ],
)
def test_a_paper_that_says_too_little_is_refused(
    late: Clock, casesup: Any, grade: str, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        draft_prompts(actor=casesup, clocks=[late], words=words(grade, **wrong))
    assert list(refused.value.error_dict) == [field]


def test_prompts_are_kept_from_everybody_else(
    late: Clock,
    casesup: Any,
    casesup_head: Any,
    handling_head: Any,
    other_handling_head: Any,
    office: Any,
    leader: Any,
    clerk: Any,
    stranger: Any,
) -> None:
    (prompt,) = draft_prompts(actor=casesup, clocks=[late], words=words(LETTER))
    assert prompt.document is not None
    signing.sign(actor=casesup_head, document=prompt.document)
    readers = (casesup, casesup_head)
    for user in readers:
        assert papers_to_read(user).filter(pk=prompt.document_id).exists()
    # The register of the other offices does not show it, nor do other offices receive it.
    for user in (office, leader, clerk, other_handling_head, stranger):
        assert not documents_visible_to(user).filter(pk=prompt.document_id).exists(), user
        assert not deliveries_visible_to(user).exists(), user
        assert not prompts_visible_to(user).exists(), user
    assert deliveries_visible_to(handling_head).exists()
    delivery = Delivery.objects.get()
    with pytest.raises(PermissionDenied):
        receipts.receive(actor=other_handling_head, delivery=delivery)


def test_a_prompt_is_neither_changed_nor_deleted(late: Clock, casesup: Any) -> None:
    draft_prompts(actor=casesup, clocks=[late], words=words(REMINDER))
    for change in (
        Prompt.objects.all().delete,
        lambda: Prompt.objects.update(requirement="别的要求"),
        lambda: Prompt.objects.update(document=None),
        lambda: PromptClock.objects.update(days_late=99),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_pages_lead_from_the_choice_to_the_paper(
    late: Clock,
    casesup: Any,
    casesup_head: Any,
    handling_head: Any,
    handler1: Any,
    stranger: Any,
    as_user: Callable[..., Client],
) -> None:
    client = as_user(casesup)
    chosen = client.post(reverse("cases:prompts_choose"), {"pick": [late.pk], "act": "press"})
    form = client.get(chosen["Location"])
    assert form.status_code == 200
    assert late.clue.number in form.content.decode()
    typed = {
        "clock": [late.pk],
        "grade": "letter",
        "requirement": "请查明原因，立即办理。",
        "reply_by": "",
        "contact": "严以宽",
    }
    page = reverse("cases:prompts_new")
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert "请查明原因" in refused.content.decode()
    done = client.post(page, typed | {"reply_by": "2026-12-08"})
    assert done.status_code == 302
    prompt = Prompt.objects.get()
    assert client.get(reverse("cases:prompt", args=[prompt.pk])).status_code == 200
    assert client.get(reverse("cases:prompts")).status_code == 200
    assert client.get(reverse("documents:document", args=[prompt.document_id])).status_code == 200
    assert as_user(handling_head).get(reverse("cases:prompt", args=[prompt.pk])).status_code == 404
    for nobody in (handler1, stranger):
        assert as_user(nobody).get(page).status_code == 403
        assert as_user(nobody).get(reverse("cases:prompts")).status_code == 403
    assert OfficialDocument.objects.count() == 1
    assert Unit.objects.filter(pk=prompt.office_id).exists()
