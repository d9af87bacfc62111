"""From a doubt to a decision: who asks, who explains, who decides, what stays."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client

from accountability.doubt_enums import DetectorCode, DoubtKind, DoubtStanding, DoubtStatus
from accountability.models import DetectorSetting, Doubt, DoubtStep, Filing, Finding
from accountability.selectors import doubts as selectors
from accountability.selectors.comparison import marked, sides_of
from accountability.selectors.thresholds import held
from accountability.services import doubts as services
from accountability.services.thresholds import set_threshold
from accountability.truth_scores import confirmed_doubts
from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.accountability.truth.conftest import STORY

REASON = "两个单位使用了同一份范文，已核对原始记录。"


def url(doubt: Doubt, act: str = "") -> str:
    return f"/accountability/doubts/{doubt.pk}/{act}"


def refused() -> Any:
    return pytest.raises(DatabaseError)


@pytest.fixture
def asked(doubt: Doubt, officer: Any) -> Doubt:
    """The doubt after the officer asked the unit."""
    return services.ask(actor=officer, doubt=doubt, question="两条记录文字相同，请说明情况。")


def test_the_unit_sees_a_doubt_only_once_it_is_asked(
    doubt: Doubt, officer: Any, clerk: Any, head: Any, as_user: Callable[..., Client]
) -> None:
    assert as_user(clerk).get(url(doubt)).status_code == 404
    services.ask(actor=officer, doubt=doubt, question="两条记录文字相同，请说明情况。")
    assert as_user(clerk).get(url(doubt)).status_code == 200
    assert selectors.to_explain(head).count() == 1
    assert Notice.objects.filter(recipient=clerk, kind="accountability.doubt_to_explain").exists()


def test_the_unit_does_not_read_the_other_units_filing(
    asked: Doubt, clerk: Any, officer: Any, as_user: Callable[..., Client]
) -> None:
    page = as_user(clerk).get(url(asked)).content.decode()
    assert asked.other_filing is not None
    assert asked.other_filing.receipt not in page
    assert "财政局" not in page
    listed = as_user(clerk).get("/accountability/doubts/").content.decode()
    assert url(asked) in listed
    assert asked.other_filing.receipt not in listed and "财政局" not in listed
    assert asked.other_filing.receipt in as_user(officer).get(url(asked)).content.decode()
    hidden = sides_of(clerk, asked)[1]
    assert (hidden.is_open, hidden.text, hidden.properties) == (False, [], [])


def test_outsiders_get_nothing(
    asked: Doubt, request: pytest.FixtureRequest, as_user: Callable[..., Client]
) -> None:
    for who in ("other_clerk", "township_clerk"):
        browser = as_user(request.getfixturevalue(who))
        assert browser.get(url(asked)).status_code == 404
        assert browser.post(url(asked, "explain/"), {"explanation": REASON}).status_code == 404
    for who in ("stranger", "sysadmin", "auditor", "leader"):
        assert as_user(request.getfixturevalue(who)).get(url(asked)).status_code == 403


def test_from_question_to_decision_on_the_pages(
    doubt: Doubt, officer: Any, clerk: Any, as_user: Callable[..., Client]
) -> None:
    office, unit = as_user(officer), as_user(clerk)
    assert office.post(url(doubt, "ask/"), {"question": "短"}).status_code == 422
    sent = office.post(url(doubt, "ask/"), {"question": "请说明两条记录的形成经过。"})
    assert sent.url == url(doubt)
    assert (
        unit.post(url(doubt, "decide/"), {"outcome": "cleared", "reason": REASON}).status_code
        == 403
    )
    unit.post(url(doubt, "explain/"), {"explanation": "参照了区里下发的范文，图片为本单位拍摄。"})
    doubt.refresh_from_db()
    assert (doubt.status, doubt.explained_by) == (DoubtStatus.EXPLAINED, clerk)
    assert office.post(url(doubt, "decide/"), {"outcome": "cleared"}).status_code == 422
    office.post(url(doubt, "decide/"), {"outcome": "cleared", "reason": REASON})
    doubt.refresh_from_db()
    assert (doubt.status, doubt.decision, doubt.decided_by) == ("cleared", REASON, officer)
    assert Notice.objects.filter(recipient=clerk, kind="accountability.doubt_closed").exists()
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"accountability.doubt_asked", "accountability.doubt_decided"} <= verbs


def test_a_decision_needs_a_reason_and_a_hand_that_did_not_file(
    doubt: Doubt, office: Any, clerk: Any
) -> None:
    with pytest.raises(ValidationError):
        services.decide(actor=office, doubt=doubt, outcome="confirmed", reason="  短 ")
    with pytest.raises(PermissionDenied):
        services.decide(actor=clerk, doubt=doubt, outcome="cleared", reason=REASON)
    doubt.refresh_from_db()
    assert doubt.status == DoubtStatus.OPEN


def test_the_database_refuses_the_filer_and_illegal_moves(doubt: Doubt, clerk: Any) -> None:
    row = Doubt.objects.filter(pk=doubt.pk)
    with refused(), transaction.atomic():
        row.update(status="cleared", decision=REASON, decided_by=clerk, decided_at=clock.now())
    with refused(), transaction.atomic():
        row.update(status="explained")
    for change in ({"measure": Decimal("0.1")}, {"grade": "light"}, {"detail": "无"}):
        with refused(), transaction.atomic():
            row.update(**change)
    with refused(), transaction.atomic():
        row.delete()
    with refused(), transaction.atomic():
        row.update(status="cleared")


def heard(doubt: Doubt, officer: Any, clerk: Any) -> Doubt:
    """Ask the unit and let it answer."""
    services.ask(actor=officer, doubt=doubt, question="请说明两条记录的形成经过。")
    return services.explain(actor=clerk, doubt=doubt, explanation="经办人借用了范文，现予更正。")


def test_nothing_is_confirmed_before_the_unit_had_its_say(
    doubt: Doubt, officer: Any, office: Any, clerk: Any, as_user: Callable[..., Client]
) -> None:
    confirm = {"outcome": "confirmed", "reason": "经核实系照抄。"}
    browser, choice = as_user(officer), 'value="confirmed"'
    assert choice not in browser.get(url(doubt)).content.decode()
    refused_page = browser.post(url(doubt, "decide/"), confirm)
    assert refused_page.status_code == 422 and choice not in refused_page.content.decode()
    asked = services.ask(actor=officer, doubt=doubt, question="请说明两条记录的形成经过。")
    assert choice not in browser.get(url(doubt)).content.decode()
    with pytest.raises(ValidationError):
        services.decide(actor=officer, doubt=asked, **confirm)
    by_hand = {"status": "confirmed", "decision": "照抄。", "decided_by": officer}
    with refused(), transaction.atomic():
        Doubt.objects.filter(pk=doubt.pk).update(decided_at=clock.now(), **by_hand)
    services.explain(actor=clerk, doubt=asked, explanation="经办人借用了范文，现予更正。")
    assert choice in browser.get(url(doubt)).content.decode()
    assert services.decide(actor=officer, doubt=asked, **confirm).status == "confirmed"


def test_a_unit_that_keeps_silent_does_not_hold_the_decision_up(
    asked: Doubt, officer: Any, clerk: Any, at: Callable[[str], None]
) -> None:
    assert asked.explain_until is not None
    assert not selectors.to_check(officer).exists()
    at((asked.explain_until + dt.timedelta(seconds=1)).isoformat())
    assert list(selectors.to_check(officer)) == [asked]
    services.decide(
        actor=officer, doubt=asked, outcome="confirmed", reason="逾期未作说明，经核实。"
    )


def test_an_asked_doubt_asked_again_needs_a_new_answer(
    doubt: Doubt, officer: Any, clerk: Any
) -> None:
    row = heard(doubt, officer, clerk)
    services.ask(actor=officer, doubt=row, question="请补充原始照片及拍摄时间。")
    with pytest.raises(ValidationError):
        services.decide(actor=officer, doubt=row, outcome="confirmed", reason="经核实系照抄。")


def test_a_cleared_doubt_needs_a_reason_only(doubt: Doubt, officer: Any) -> None:
    assert services.decide(actor=officer, doubt=doubt, outcome="cleared", reason=REASON)


def test_looked_at_anew_the_first_decision_stays(
    doubt: Doubt, officer: Any, office: Any, clerk: Any
) -> None:
    services.decide(actor=officer, doubt=doubt, outcome="cleared", reason=REASON)
    with pytest.raises(ValidationError):
        services.reopen(actor=office, doubt=doubt, reason="")
    services.reopen(actor=office, doubt=doubt, reason="现场核查发现原始记录缺失。")
    heard(doubt, office, clerk)
    services.decide(actor=office, doubt=doubt, outcome="confirmed", reason="经核实系照抄。")
    words = [step.words for step in selectors.steps_of(doubt)]
    assert words[:2] == [REASON, "现场核查发现原始记录缺失。"] and words[-1] == "经核实系照抄。"
    with refused(), transaction.atomic():
        DoubtStep.objects.filter(doubt=doubt).update(words="")


def test_a_confirmed_doubt_becomes_a_problem_once(
    doubt: Doubt, officer: Any, clerk: Any, as_user: Callable[..., Client]
) -> None:
    with pytest.raises(ValidationError):
        services.raise_from(actor=officer, doubt=doubt, title="照抄材料", description="文字雷同。")
    heard(doubt, officer, clerk)
    services.decide(actor=officer, doubt=doubt, outcome="confirmed", reason="经核实系照抄。")
    browser = as_user(officer)
    assert "false" in browser.get(url(doubt)).content.decode()
    fields = {"title": "照抄材料", "description": "与财政局记录文字相同，原始记录缺失。"}
    assert browser.post(url(doubt, "finding/"), fields).status_code == 302
    assert browser.post(url(doubt, "finding/"), fields).status_code == 422
    found = Finding.objects.get()
    assert (found.unit, found.basis_id, found.filing_id) == (
        doubt.unit,
        str(doubt.pk),
        doubt.filing_id,
    )
    (entry,) = confirmed_doubts([doubt.unit_id], clock.today(), clock.today())
    assert entry.url == url(doubt)


def test_a_clearance_for_all_needs_an_item(doubt: Doubt, officer: Any) -> None:
    with pytest.raises(ValidationError):
        services.decide(
            actor=officer,
            doubt=doubt,
            outcome="cleared",
            reason=REASON,
            standing=DoubtStanding.ITEM,
        )


def test_what_is_marked_stands_in_both() -> None:
    first, second = marked("甲乙丙丁戊。", "子甲乙丙丁丑")
    assert first == [("甲乙丙丁", True), ("戊。", False)]
    assert second == [("子", False), ("甲乙丙丁", True), ("丑", False)]


def test_the_list_filters_and_exports(
    doubt: Doubt, officer: Any, clerk: Any, as_user: Callable[..., Client]
) -> None:
    browser = as_user(officer)
    for query, shown in (
        ("", True),
        ("?kind=alike_text&status=undecided&grade=grave&least=0.9", True),
        ("?kind=same_file", False),
        ("?least=1.5", False),
        (f"?unit={doubt.unit_id}", True),
    ):
        page = browser.get(f"/accountability/doubts/{query}").content.decode()
        assert (url(doubt) in page) is shown, query
    assert url(doubt) not in as_user(clerk).get("/accountability/doubts/").content.decode()
    assert browser.get("/accountability/doubts/export/", follow=True).status_code == 200
    assert selectors.to_check(officer).count() == 1


def test_the_filing_page_names_the_doubt_to_the_office_alone(
    doubt: Doubt, officer: Any, clerk: Any, as_user: Callable[..., Client]
) -> None:
    page = f"/accountability/filings/{doubt.filing_id}/"
    assert url(doubt) in as_user(officer).get(page).content.decode()
    assert url(doubt) not in as_user(clerk).get(page).content.decode()


def test_thresholds_are_data_with_a_reason(
    office: Any, officer: Any, as_user: Callable[..., Client], stranger: Any
) -> None:
    with pytest.raises(PermissionDenied):
        set_threshold(actor=officer, code="late_days", value=Decimal(60), reason=REASON)
    for value, reason in ((Decimal(5), REASON), (Decimal(60), "短")):
        with pytest.raises(ValidationError):
            set_threshold(actor=office, code="late_days", value=value, reason=reason)
    with pytest.raises(ValidationError):
        set_threshold(actor=office, code="prompt_red", value=Decimal(90), reason=REASON)
    browser = as_user(office)
    sent = browser.post(
        "/accountability/doubts/thresholds/",
        {"code": "late_days", "value": "60", "reason": REASON},
    )
    assert sent.status_code == 302
    assert held()[DetectorCode.LATE_DAYS] == 60
    assert REASON in browser.get("/accountability/doubts/thresholds/").content.decode()
    for who in (officer, stranger):
        assert as_user(who).get("/accountability/doubts/thresholds/").status_code == 403
    with refused(), transaction.atomic():
        DetectorSetting.objects.update(value=1)


def test_a_lower_threshold_raises_more(
    office: Any,
    hand_in: Callable[..., Filing],
    compare: Callable[..., list[Doubt]],
    clerk: Any,
    other_clerk: Any,
) -> None:
    hand_in(other_clerk, STORY)
    hand_in(clerk, STORY[:70] + "其余问题另行研究，待上级批复后统一答复各有关群众代表和施工单位。")
    assert compare(DoubtKind.ALIKE_TEXT) == []
    for code in ("text_whole", "text_own"):
        low = Decimal("0.60") if code == "text_whole" else Decimal("0.20")
        set_threshold(actor=office, code=code, value=low, reason=REASON)
    assert len(compare(DoubtKind.ALIKE_TEXT)) == 1
