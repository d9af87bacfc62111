"""Safety incidents: recorded by the team, told to those above, reported up within 24 hours."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from cases.models import Clock, Clue, SafetyIncident
from cases.selectors.incidents import section
from cases.services.faults import RuleBroken
from cases.services.incidents import record_incident, report_incident
from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.cases.measures.conftest import china
from tests.cases.walk import Walk, force
from tests.cast import enter as sign_in

WORDS = "谈话中突感胸痛，随即停止谈话，由陪护医生急救后送区人民医院。"
HAPPENED = china("2026-11-02T14:20")


def incident(actor: Any, clue: Clue, **changes: Any) -> SafetyIncident:
    given: dict[str, Any] = {
        "happened_at": HAPPENED,
        "place": "谈话室二",
        "people": "被审查调查人高建军",
        "words": WORDS,
    }
    return record_incident(actor=actor, clue=clue, **given | changes)


def report(actor: Any, row: SafetyIncident, **changes: Any) -> SafetyIncident:
    given: dict[str, Any] = {
        "reported_at": china("2026-11-02T16:00"),
        "reported_to": "市纪委监委",
        "report_number": "清江纪报〔2026〕8号",
    }
    return report_incident(actor=actor, incident=row, **given | changes)


@pytest.fixture(autouse=True)
def afternoon(case: Clue, at: Callable[..., None]) -> None:
    """Let the incident lie half an hour back."""
    at("2026-11-02T14:50:00")


def test_its_24_hours_run_from_the_incident_to_the_report(
    case: Clue, walk: Walk, at: Callable[..., None], principal: Any
) -> None:
    row = incident(walk.handler, case)
    assert row.clock.term_code == "safety_incident"
    assert row.clock.ends_at == china("2026-11-03T14:20")
    assert "第七十条" in row.clock.term_basis
    told = Notice.objects.filter(kind="cases.safety_incident")
    assert set(told.values_list("recipient", flat=True)) == {walk.casesup.pk, principal.pk}
    said = repr(list(told.values_list("title", "body")))
    said += repr(list(AuditEvent.objects.values_list("object_label", "details")))
    for word in ("胸痛", "高建军", "谈话室"):
        assert word not in said
    at("2026-11-02T17:00:00")
    report(walk.second, row)
    found = Clock.objects.get(pk=row.clock_id)
    assert found.closed_at == china("2026-11-02T16:00")
    with pytest.raises(RuleBroken):
        report(walk.second, row)


def test_no_rest_day_moves_its_end(case: Clue, walk: Walk, at: Callable[..., None]) -> None:
    at("2026-11-06T18:00:00")
    row = incident(walk.handler, case, happened_at=china("2026-11-06T17:00"))
    assert row.clock.ends_at == china("2026-11-07T17:00")


@pytest.mark.parametrize(
    "changed",
    [
        {"happened_at": china("2026-11-01T23:00")},
        {"happened_at": china("2026-11-02T15:00")},
        {"words": "摔倒"},
        {"place": " "},
        {"people": ""},
    ],
)
def test_what_is_missing_or_out_of_order_is_refused(
    case: Clue, walk: Walk, changed: dict[str, Any]
) -> None:
    with pytest.raises(RuleBroken):
        incident(walk.handler, case, **changed)
    assert not SafetyIncident.objects.exists()
    assert not Clock.objects.filter(term_code="safety_incident").exists()


def test_a_report_comes_after_the_incident_and_not_ahead(
    case: Clue, walk: Walk, at: Callable[..., None]
) -> None:
    row = incident(walk.handler, case)
    for time in ("2026-11-02T14:00", "2026-11-02T18:00"):
        with pytest.raises(RuleBroken):
            report(walk.handler, row, reported_at=china(time))
    row.refresh_from_db()
    assert row.reported_at is None


def test_one_incident_after_the_other(case: Clue, walk: Walk, at: Callable[..., None]) -> None:
    first = incident(walk.handler, case)
    with pytest.raises(RuleBroken):
        incident(walk.second, case)
    at("2026-11-02T17:00:00")
    report(walk.handler, first)
    incident(walk.second, case, happened_at=china("2026-11-02T16:30"))
    assert SafetyIncident.objects.count() == 2


def test_only_the_officers_of_the_clue_record_it(
    case: Clue, walk: Walk, other_handler: Any, stranger: Any, principal: Any
) -> None:
    for user in (walk.head, walk.casesup, principal, other_handler, stranger):
        with pytest.raises(PermissionDenied):
            incident(user, case)
    assert not SafetyIncident.objects.exists()


def test_what_stands_is_not_changed(case: Clue, walk: Walk) -> None:
    row = incident(walk.handler, case)
    statements = (
        "UPDATE cases_safetyincident SET happened_at = happened_at - interval '1 hour'",
        "DELETE FROM cases_safetyincident",
        "TRUNCATE cases_safetyincident",
    )
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    row.refresh_from_db()
    assert row.happened_at == HAPPENED
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_safetyincident")
        assert "胸痛" not in repr(cursor.fetchall())


def test_the_page_offers_form_and_report(
    client: Any, case: Clue, walk: Walk, other_handler: Any, stranger: Any
) -> None:
    sign_in(client, walk.handler)
    form = f"/cases/clues/{case.number}/record/incident-record/"
    assert form in client.get(f"/cases/clues/{case.number}/").content.decode()
    given = {"place": "谈话室二", "people": "高建军", "words": WORDS}
    refused = client.post(
        form, {**given, "happened_at_on": "2026-11-01", "happened_at_time": "1:00"}
    )
    assert refused.status_code == 422
    assert WORDS in refused.content.decode()
    sent = client.post(form, {**given, "happened_at_on": "2026-11-02", "happened_at_time": "14:20"})
    assert sent["Location"].endswith("#incidents")
    row = SafetyIncident.objects.get()
    page = client.get(f"/cases/clues/{case.number}/").content.decode()
    assert WORDS in page
    answer = f"/cases/clues/{case.number}/record/incident-report/{row.pk}/"
    assert answer in page and form not in page
    given = {"reported_to": "市纪委监委", "report_number": "清江纪报〔2026〕8号"}
    sent = client.post(
        answer, {**given, "reported_at_on": "2026-11-02", "reported_at_time": "14:45"}
    )
    assert sent.status_code == 302
    sign_in(client, other_handler)
    assert client.get(form).status_code == 404
    sign_in(client, stranger)
    assert client.get(form).status_code == 403


def test_nothing_is_offered_before_it_begins_and_after_it_is_over(case: Clue, walk: Walk) -> None:
    assert section(walk.handler, case) is not None
    for status in ("assigned", "closed", "archived"):
        force(case, status)
        case.refresh_from_db()
        assert section(walk.handler, case) is None
    assert clock.now() > HAPPENED + dt.timedelta(minutes=1)
