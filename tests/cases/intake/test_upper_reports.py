"""A report for the upper level leaves a count and a term, and nothing else anywhere."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, models, transaction

from cases.models import Clue, UpperReport
from cases.selectors.upper_reports import to_hand_up, upper_reports
from cases.services.upper_reports import hand_up, note_upper_report
from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.crypto.fields import EncryptedTextField

MONDAY = dt.date(2026, 11, 2)


def note(actor: Any, **more: Any) -> UpperReport:
    given = {"about_own_head": False, "received_on": MONDAY} | more
    return note_upper_report(actor=actor, **given)


def test_no_column_could_take_a_word_of_it() -> None:
    texts = (models.CharField, models.TextField, models.JSONField, EncryptedTextField)
    assert not [one for one in UpperReport._meta.concrete_fields if isinstance(one, texts)]


def test_the_terms_are_five_working_days_and_at_once(petition: Any) -> None:
    ordinary, own_head = note(petition), note(petition, about_own_head=True)
    assert clock.local(ordinary.due_at).date() == dt.date(2026, 11, 10)
    assert clock.local(own_head.due_at).date() == dt.date(2026, 11, 3)


def test_the_light_follows_the_clock(petition: Any, at: Callable[..., None]) -> None:
    report = note(petition)

    def light() -> str:
        return upper_reports(petition).get().light  # type: ignore[attr-defined, no-any-return]

    assert light() == "neutral"
    at("2026-11-06T09:00:00")
    assert light() == "yellow"
    at("2026-11-10T00:00:00")
    assert light() == "red"
    assert to_hand_up(petition).count() == 1
    hand_up(actor=petition, report=report, handed_up_on=dt.date(2026, 11, 9))
    assert light() == "green"
    assert to_hand_up(petition).count() == 0


def test_days_out_of_order_are_refused(petition: Any) -> None:
    with pytest.raises(ValidationError):
        note(petition, received_on=dt.date(2026, 11, 3))
    report = note(petition)
    for day in (dt.date(2026, 11, 1), dt.date(2026, 11, 3)):
        with pytest.raises(ValidationError):
            hand_up(actor=petition, report=report, handed_up_on=day)
    hand_up(actor=petition, report=report, handed_up_on=MONDAY)
    with pytest.raises(ValidationError):
        hand_up(actor=petition, report=report, handed_up_on=MONDAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        UpperReport.objects.update(handed_up_on=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        UpperReport.objects.all().delete()


def test_only_the_petition_office_counts_and_reads(
    petition: Any, casesup: Any, principal: Any, stranger: Any, as_user: Callable[..., Any]
) -> None:
    report = note(petition)
    for user in (casesup, principal, stranger):
        with pytest.raises(PermissionDenied):
            note(user)
        assert not upper_reports(user).exists()
        for part in ("", "new/", f"{report.pk}/"):
            assert as_user(user).get(f"/cases/upper-reports/{part}").status_code == 403


def test_whatever_is_sent_along_is_kept_nowhere(
    petition: Any, as_user: Callable[..., Any], caplog: Any
) -> None:
    word = "绝密举报内容"
    sent = {
        "received_on": "2026-11-02",
        "content": word,
        "summary": word,
        "reporter_name": word,
        "people-0-name": word,
        "belongs": "upper",
    }
    browser = as_user(petition)
    answer = browser.post("/cases/upper-reports/new/?about=own-head", sent)
    assert answer.status_code == 302
    assert UpperReport.objects.get().about_own_head
    assert not Clue.objects.exists()
    assert word not in caplog.text
    event = AuditEvent.objects.get(verb="cases.upper_report_noted")
    assert (event.object_label, event.details) == (str(UpperReport.objects.get().pk), {})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{word}%"])
            assert cursor.fetchone()[0] == 0, table
    found = browser.get("/search/", {"q": word})
    assert found.status_code in (200, 404)


def test_the_pages(petition: Any, as_user: Callable[..., Any]) -> None:
    report = note(petition)
    browser = as_user(petition)
    assert browser.get("/cases/upper-reports/").status_code == 200
    assert browser.get("/cases/upper-reports/new/").status_code == 200
    sent = {"received_on": "2026-11-02", "token": "0b1f7d1e-6f0a-4b7c-9a50-0a3f3c3b9a11"}
    for _click in range(2):
        assert browser.post("/cases/upper-reports/new/", sent).status_code == 302
    assert UpperReport.objects.count() == 2
    address = f"/cases/upper-reports/{report.pk}/"
    assert browser.post(address, {"handed_up_on": "2026-11-03"}).status_code == 422
    assert browser.post(address, {"handed_up_on": "2026-11-02"}).status_code == 302
    assert browser.get(address).status_code == 200
    assert browser.get("/cases/upper-reports/99/").status_code == 404
