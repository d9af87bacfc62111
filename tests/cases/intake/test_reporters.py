"""Who reported is the petition office's alone; telling ends the clock and stands."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from cases.entries import RespondentEntry
from cases.models import Clock, Clue, Reporter, ReporterNotice
from cases.selectors.reporters import as_listed, reporters_visible_to, to_tell
from cases.services.reporters import note_objection, open_reporter, tell_reporter
from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.cases.intake.conftest import REPORTER, over

SECRETS = (REPORTER.name, REPORTER.phone, REPORTER.id_number, REPORTER.address)


@pytest.fixture
def reporter(named: Callable[..., Clue]) -> Reporter:
    """Return the reporter of a named report."""
    return named().reporter


def told(**more: Any) -> dict[str, Any]:
    return {"of_result": False, "told_on": clock.today(), "how": "电话", "words": "已受理。"} | more


def test_only_the_own_petition_office_looks_and_each_look_is_recorded(
    reporter: Reporter, petition: Any, casesup: Any, principal: Any, stranger: Any
) -> None:
    open_reporter(actor=petition, reporter=reporter)
    event = AuditEvent.objects.get(verb="cases.reporter_read")
    assert event.object_label == reporter.clue.number
    for user in (casesup, principal, stranger):
        assert not reporters_visible_to(user).exists()
        with pytest.raises(PermissionDenied):
            open_reporter(actor=user, reporter=reporter)


def test_a_respondent_does_not_see_who_reported_them(
    named: Callable[..., Clue], cadre: Callable[..., Any], petition: Any, casesup: Any
) -> None:
    clue = named(respondents=[RespondentEntry(name="某人", standing="none")])
    assert reporters_visible_to(petition).count() == 1
    own = cadre("罗清如", account=petition)
    clue.respondents.update(person=own)
    assert reporters_visible_to(petition).count() == 0


def test_telling_ends_the_clock_and_stands(reporter: Reporter, petition: Any) -> None:
    notice = tell_reporter(actor=petition, reporter=reporter, **told())
    assert Clock.objects.get(term_code="named_ack").closed_at is not None
    assert reporter.notices.get() == notice
    with pytest.raises(ValidationError):
        tell_reporter(actor=petition, reporter=reporter, **told())
    with connection.cursor() as cursor:
        for statement in (
            "UPDATE cases_reporternotice SET told_on = told_on - 1",
            "DELETE FROM cases_reporternotice",
            "TRUNCATE cases_reporternotice",
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement)
    assert ReporterNotice.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"told_on": dt.date(2026, 11, 1)}, "told_on"),
        ({"told_on": dt.date(2026, 11, 3)}, "told_on"),
        ({"how": " "}, "how"),
        ({"words": "好"}, "words"),
    ],
)
def test_a_notice_before_its_cause_or_without_words_is_refused(
    reporter: Reporter, petition: Any, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        tell_reporter(actor=petition, reporter=reporter, **told(**changes))
    assert field in refusal.value.message_dict
    assert not reporter.notices.exists()


def test_a_result_is_told_after_the_conclusion_alone(
    reporter: Reporter, petition: Any, casesup: Any
) -> None:
    with pytest.raises(ValidationError):
        tell_reporter(actor=petition, reporter=reporter, **told(of_result=True))
    objection = {"received_on": clock.today(), "words": "另有转账记录未查。"}
    with pytest.raises(ValidationError):
        note_objection(actor=petition, reporter=reporter, **objection)
    reporter.clue = over(reporter.clue)
    tell_reporter(actor=petition, reporter=reporter, **told(of_result=True))
    note_objection(actor=petition, reporter=reporter, has_new_evidence=True, **objection)
    notice = Notice.objects.get(recipient=casesup, kind="cases.objection")
    for word in (*SECRETS, "转账"):
        assert word not in f"{notice.title}{notice.body}"
    with pytest.raises(PermissionDenied):
        note_objection(actor=casesup, reporter=reporter, **objection)


def test_the_list_says_what_presses_and_nothing_of_who_reported(
    reporter: Reporter,
    petition: Any,
    casesup: Any,
    stranger: Any,
    at: Callable[..., None],
    as_user: Callable[..., Any],
) -> None:
    assert [row.pk for row in to_tell(petition)] == [reporter.pk]
    at("2026-11-26T09:00:00")
    assert as_listed(reporters_visible_to(petition)).get().light == "red"
    page = as_user(petition).get("/cases/reporters/").content.decode()
    assert reporter.clue.number in page
    for word in SECRETS:
        assert word not in page
    assert as_user(casesup).get("/cases/reporters/").status_code == 403
    assert as_user(stranger).get("/cases/reporters/").status_code == 403


def test_the_pages_of_a_reporter(
    reporter: Reporter,
    petition: Any,
    casesup: Any,
    stranger: Any,
    as_user: Callable[..., Any],
) -> None:
    address = f"/cases/clues/{reporter.clue.number}/reporter/"
    browser = as_user(petition)
    page = browser.get(address).content.decode()
    for word in SECRETS:
        assert word in page
    for user in (casesup, stranger):
        for part in ("", "accepted/", "objection/"):
            assert as_user(user).get(f"{address}{part}").status_code == 403
    sent = {"told_on": "2026-11-02", "how": "电话", "words": "已受理，请保持联系。"}
    assert browser.post(f"{address}accepted/", sent | {"how": ""}).status_code == 422
    assert browser.post(f"{address}accepted/", sent).status_code == 302
    assert browser.post(f"{address}result/", sent).status_code == 422
    reporter.clue = over(reporter.clue)
    assert browser.post(f"{address}result/", sent).status_code == 302
    objection = {"received_on": "2026-11-02", "words": "对结果不认可。"}
    assert browser.post(f"{address}objection/", objection).status_code == 302
    assert browser.get("/cases/clues/XS-2026-9999/reporter/").status_code == 404
