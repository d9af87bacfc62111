"""Rectification: measures, report, verification by a third person, more time, lights."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from accountability.enums import EntryKind
from accountability.finding_scores import overdue, problems
from accountability.models import (
    Finding,
    Rectification,
    RectificationEntry,
    RectificationExtension,
    Verification,
)
from accountability.selectors import rectifications
from accountability.services.rectification_extensions import ask_for_time, decide_time
from accountability.services.rectification_reports import verify, write_entry
from accountability.services.rectifications import ask, reassign
from supervision import clock
from supervision.accounts.models import User
from supervision.notifications.models import Notice
from supervision.notifications.services.sweep import sweep
from tests.accountability.findings.conftest import PDF, TEXT

LATE = "2026-11-23T09:00:00"


def light(item: Rectification) -> str:
    rows = rectifications.with_light(Rectification.objects.filter(pk=item.pk))
    return str(rows.get().light)  # type: ignore[attr-defined]


def test_from_the_finding_to_its_close(
    asked: Callable[..., Rectification], report: Any, office: User, clerk: User
) -> None:
    item = asked()
    assert (item.number, light(item)) == ("整改〔2026〕1号", "neutral")
    assert Notice.objects.filter(recipient=clerk, kind="accountability.rectify_asked").exists()
    report(item)
    item.refresh_from_db()
    assert (item.status, light(item), item.is_late) == ("reported", "paused", False)
    verify(actor=office, rectification=item, accept=True, opinion="已核实")
    item.refresh_from_db()
    assert (item.status, light(item)) == ("closed", "green")
    assert item.finding is not None
    assert Finding.objects.get().status == "rectified"


def test_measures_come_before_the_report(
    asked: Callable[..., Rectification], clerk: User, other_clerk: User, officer: User
) -> None:
    item = asked()
    with pytest.raises(ValidationError):
        write_entry(actor=clerk, rectification=item, kind=EntryKind.DONE, text=TEXT)
    with pytest.raises(ValidationError):
        write_entry(actor=clerk, rectification=item, kind=EntryKind.MEASURES, text="短")
    for stranger in (other_clerk, officer):
        with pytest.raises(PermissionDenied):
            write_entry(actor=stranger, rectification=item, kind=EntryKind.MEASURES, text=TEXT)


def test_it_is_not_reported_as_done_without_evidence(
    asked: Callable[..., Rectification], as_user: Any, clerk: User, stranger: User
) -> None:
    item = asked()
    write_entry(actor=clerk, rectification=item, kind=EntryKind.MEASURES, text=TEXT)
    url = f"/accountability/rectifications/{item.pk}/write/"
    assert as_user(stranger).post(url, {"kind": "done", "text": TEXT}).status_code == 403
    bare = as_user(clerk).post(url, {"kind": "done", "text": TEXT})
    assert bare.status_code == 422
    assert "files" in bare.context["entry_form"].errors
    assert RectificationEntry.objects.filter(kind="done").count() == 0
    paper = SimpleUploadedFile("签字件.pdf", PDF)
    proved = as_user(clerk).post(url, {"kind": "done", "text": TEXT, "files": paper})
    assert proved.status_code == 302
    item.refresh_from_db()
    assert item.status == "reported"


def test_it_is_verified_by_a_third_person(
    asked: Callable[..., Rectification], report: Any, officer: User, clerk: User, head: User
) -> None:
    item = asked()
    report(item)
    for who in (officer, clerk, head):
        with pytest.raises(PermissionDenied):
            verify(actor=who, rectification=item, accept=True)
    assert not Verification.objects.exists()


def test_sent_back_it_is_open_again_with_its_history(
    asked: Callable[..., Rectification], report: Any, office: User, at: Any
) -> None:
    item = asked()
    report(item)
    with pytest.raises(ValidationError):
        verify(actor=office, rectification=item, accept=False, opinion="缺少签字件,请补。")
    due_on = dt.date(2026, 12, 4)
    verify(
        actor=office, rectification=item, accept=False, opinion="缺少签字件,请补。", due_on=due_on
    )
    item.refresh_from_db()
    assert (item.status, item.ends_at) == ("open", clock.end_of(due_on))
    report(item)
    verify(actor=office, rectification=item, accept=True)
    with pytest.raises(ValidationError):
        verify(actor=office, rectification=item, accept=True)
    assert [row.is_accepted for row in Verification.objects.order_by("id")] == [False, True]
    assert item.entries.count() == 3


def test_overdue_it_turns_red_is_chased_and_late_stays_late(
    asked: Callable[..., Rectification],
    report: Any,
    clerk: User,
    head: User,
    leader: User,
    office: User,
    at: Any,
    units: Any,
) -> None:
    item = asked()
    at(LATE)
    assert light(item) == "red"
    sweep()
    told = Notice.objects.filter(object_type="accountability.rectification")
    assert {clerk.pk, head.pk} <= set(
        told.filter(kind="deadlines.overdue").values_list("recipient_id", flat=True)
    )
    before = told.count()
    sweep()
    assert told.count() == before
    report(item)
    verify(actor=office, rectification=item, accept=True)
    item.refresh_from_db()
    assert item.is_late
    span = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert [entry.label for entry in overdue([units.water.pk], *span)] == [item.number]
    assert len(list(problems([units.water.pk], *span))) == 1
    assert not list(overdue([units.finance.pk], *span))


def test_more_time_is_asked_by_one_and_granted_by_another(
    asked: Callable[..., Rectification], clerk: User, office: User, officer: User
) -> None:
    item = asked()
    reason = "需等待上级统一部署后方可完成。"
    with pytest.raises(ValidationError):
        ask_for_time(actor=clerk, rectification=item, last_day=dt.date(2026, 11, 20), reason=reason)
    last = dt.date(2026, 12, 1)
    extension = ask_for_time(actor=clerk, rectification=item, last_day=last, reason=reason)
    with pytest.raises(ValidationError):
        ask_for_time(actor=clerk, rectification=item, last_day=last, reason=reason)
    with pytest.raises(PermissionDenied):
        decide_time(actor=clerk, extension=extension, approve=True)
    with pytest.raises(ValidationError):
        decide_time(actor=office, extension=extension, approve=False)
    decide_time(actor=office, extension=extension, approve=True)
    item.refresh_from_db()
    assert item.ends_at == clock.end_of(last)
    with pytest.raises(ValidationError):
        decide_time(actor=officer, extension=extension, approve=False, opinion="不同意")


def test_an_order_must_be_whole(raised: Callable[..., Finding], officer: User) -> None:
    finding = raised()
    base: dict[str, Any] = {
        "actor": officer,
        "findings": [finding],
        "owner_name": "魏长河",
        "due_on": clock.today(),
        "requirement": "补齐。",
    }
    for bad in (
        {"owner_name": " "},
        {"requirement": ""},
        {"due_on": dt.date(2026, 11, 1)},
        {"due_on": dt.date(2036, 11, 1)},
    ):
        with pytest.raises(ValidationError):
            ask(**{**base, **bad})
    ask(**base)
    with pytest.raises(ValidationError):
        ask(**base)


def test_the_unit_names_another_person(
    asked: Callable[..., Rectification], clerk: User, other_clerk: User
) -> None:
    item = asked()
    reassign(actor=clerk, rectification=item, owner_name="林知秋")
    item.refresh_from_db()
    assert item.owner_name == "林知秋"
    with pytest.raises(PermissionDenied):
        reassign(actor=other_clerk, rectification=item, owner_name="沈若谷")


def test_pages_from_the_report_to_the_verdict(
    asked: Callable[..., Rectification], clerk: User, office: User, officer: User, as_user: Any
) -> None:
    item = asked()
    url = f"/accountability/rectifications/{item.pk}/"
    unit = as_user(clerk)
    assert unit.get(url).status_code == 200
    for kind in ("measures", "done"):
        answer = unit.post(
            f"{url}write/",
            {"kind": kind, "text": TEXT, "files": SimpleUploadedFile("签字件.pdf", PDF)},
        )
        assert answer.status_code == 302
    entry = RectificationEntry.objects.get(kind="done")
    assert entry.file_count == 1
    assert unit.post(f"{url}verify/", {"act": "accept"}).status_code == 403
    own = as_user(officer).post(f"{url}verify/", {"act": "accept"})
    assert own.status_code == 422
    assert as_user(office).post(f"{url}verify/", {}).status_code == 422
    assert as_user(office).post(f"{url}verify/", {"act": "accept"}).status_code == 302
    item.refresh_from_db()
    assert item.status == "closed"


@pytest.mark.parametrize(("who", "status"), [("other_clerk", 404), ("stranger", 403)])
def test_strangers_get_nothing(
    who: str,
    status: int,
    request: pytest.FixtureRequest,
    asked: Callable[..., Rectification],
    as_user: Any,
) -> None:
    item = asked()
    browser = as_user(request.getfixturevalue(who))
    for path in ("", "write/", "time/", "owner/"):
        url = f"/accountability/rectifications/{item.pk}/{path}"
        answer = browser.post(url) if path else browser.get(url)
        assert answer.status_code == status, path


# -- walls ---------------------------------------------------------------------------------------


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_the_database_closes_only_under_a_verdict(
    asked: Callable[..., Rectification], report: Any
) -> None:
    item = asked()
    rows = Rectification.objects.filter(pk=item.pk)
    now = clock.now()
    refused(lambda: rows.update(status="closed", closed_at=now))
    report(item)
    refused(lambda: rows.update(status="closed", closed_at=now, paused_at=None))


def test_the_database_refuses_a_verdict_of_the_reporter_or_of_who_set_it(
    asked: Callable[..., Rectification], report: Any, clerk: User, officer: User
) -> None:
    item = asked()
    report(item)
    done, measures = item.entries.get(kind="done"), item.entries.get(kind="measures")
    now = clock.now()
    for entry, who in ((done, clerk), (done, officer), (measures, officer)):
        refused(
            lambda entry=entry, who=who: Verification.objects.create(  # type: ignore[misc]
                entry=entry, is_accepted=True, verified_by=who, verified_at=now
            )
        )


def test_the_database_gives_no_time_without_a_second_person(
    asked: Callable[..., Rectification], clerk: User
) -> None:
    item = asked()
    later = clock.end_of(dt.date(2026, 12, 24))
    rows = Rectification.objects.filter(pk=item.pk)
    refused(lambda: rows.update(extended_to=later))
    extension = RectificationExtension.objects.create(
        rectification=item,
        reason="说明",
        ends_before=item.ends_at,
        ends_after=later,
        requested_by=clerk,
        requested_at=clock.now(),
    )
    own = RectificationExtension.objects.filter(pk=extension.pk)
    refused(lambda: own.update(status="approved", decided_by=clerk, decided_at=clock.now()))
    refused(lambda: rows.update(extended_to=later))
    refused(lambda: own.update(ends_after=later + dt.timedelta(days=30)))
    refused(lambda: rows.update(requirement="轻一点的要求"))
    refused(rows.delete)
