"""The forms of a case as people use them: offered to whom, refused with the article, recorded."""

from collections.abc import Callable
from typing import Any

import pytest

from cases.models import Clue, Measure, OutcomeDraft
from cases.services import rectifications
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.web.formats import due_day, full_date, full_datetime
from tests.cases.outcomes.conftest import person_of
from tests.cases.walk import Walk, scan

Lead = Callable[..., Clue]


def form_of(clue: Clue, code: str, pk: int | None = None) -> str:
    tail = f"{pk}/" if pk else ""
    return f"/cases/clues/{clue.number}/record/{code}/{tail}"


@pytest.fixture
def case(lead: Lead) -> Clue:
    """Return a case in review."""
    return lead()


def test_a_refused_outcome_names_its_article_and_keeps_what_was_typed(
    case: Clue, walk: Walk, as_user: Any
) -> None:
    typed = {
        "respondent": person_of(case).pk,
        "code": "party:removal",
        "reason": "违反廉洁纪律，收受礼金三万元。",
        "times": 1,
    }
    page = as_user(walk.reviewers[0]).post(form_of(case, "outcome-write"), typed)
    body = page.content.decode()
    assert page.status_code == 422
    assert "第十一条" in body
    assert "收受礼金三万元" in body
    assert not OutcomeDraft.objects.exists()


def test_an_outcome_is_proposed_and_shown_on_the_case(case: Clue, walk: Walk, as_user: Any) -> None:
    client = as_user(walk.reviewers[0])
    typed = {
        "respondent": person_of(case).pk,
        "code": "party:serious_warning",
        "reason": "违反廉洁纪律，收受礼金三万元。",
        "times": 1,
        "in_place_of_removal": "on",
    }
    sent = client.post(form_of(case, "outcome-write"), typed)
    assert sent.status_code == 302
    page = client.get(sent["Location"].partition("#")[0]).content.decode()
    assert "收受礼金三万元" in page
    draft = OutcomeDraft.objects.get()
    assert draft.in_place_of_removal
    assert form_of(case, "outcome-strike", draft.pk) in page
    assert client.post(form_of(case, "outcome-strike", draft.pk)).status_code == 302
    assert not OutcomeDraft.objects.exists()


def test_a_measure_is_proposed_approved_and_begun_to_the_minute(
    case: Clue, walk: Walk, principal: User, as_user: Any, at: Callable[..., None]
) -> None:
    handler = as_user(walk.handler)
    typed = {
        "respondent": person_of(case).pk,
        "kind": "await_investigation",
        "first_officer": walk.handler.pk,
        "second_officer": walk.handler.pk,
        "ground": "可能串供或者干扰作证。",
    }
    refused = handler.post(form_of(case, "measure-propose"), typed)
    assert refused.status_code == 422
    assert "第四十四条" in refused.content.decode()
    typed["second_officer"] = walk.second.pk
    assert handler.post(form_of(case, "measure-propose"), typed).status_code == 302
    measure = Measure.objects.get()
    verdict = {"approves": "1", "opinion": "同意"}
    assert handler.get(form_of(case, "measure-sign", measure.pk)).status_code == 403
    signed = as_user(principal).post(form_of(case, "measure-sign", measure.pk), verdict)
    assert signed.status_code == 302
    early = {"started_at_on": "2026-11-01", "started_at_time": "23:59", "place": "本人住所"}
    assert handler.post(form_of(case, "measure-start", measure.pk), early).status_code == 422
    at("2026-11-02T12:00:00")
    begun = {**early, "started_at_on": "2026-11-02", "started_at_time": "11:30"}
    assert handler.post(form_of(case, "measure-start", measure.pk), begun).status_code == 302
    measure.refresh_from_db()
    assert full_datetime(measure.started_at) == "2026年11月2日 11:30"
    assert full_date(due_day(measure.ends_at)) == "2027年11月2日"


def test_nobody_else_reaches_a_form(
    case: Clue, walk: Walk, stranger: User, other_handler: User, casesup: User, as_user: Any
) -> None:
    address = form_of(case, "outcome-write")
    assert as_user(stranger).get(address).status_code == 403
    assert as_user(other_handler).get(address).status_code == 404
    assert as_user(casesup).get(address).status_code == 403
    assert as_user(walk.handler).get(address).status_code == 403
    reader = as_user(walk.reviewers[0])
    assert reader.get(form_of(case, "no-such-act")).status_code == 404
    assert reader.get(form_of(case, "outcome-strike", 999)).status_code == 404
    assert reader.get(form_of(case, "outcome-write", 1)).status_code == 404


def test_opening_a_form_is_a_recorded_read(case: Clue, walk: Walk, as_user: Any) -> None:
    before = AuditEvent.objects.filter(verb="cases.clue_read").count()
    as_user(walk.reviewers[0]).get(form_of(case, "outcome-write"))
    assert AuditEvent.objects.filter(verb="cases.clue_read").count() == before + 1


def test_what_was_reported_back_is_read_by_the_office_alone(
    case: Clue, walk: Walk, units: Any, office: User, clerk: User, stranger: User, as_user: Any
) -> None:
    item = rectifications.add(
        actor=walk.handler,
        clue=case,
        unit=units.water,
        problem="河道整治工程验收由一人签字。",
        measures="修订验收办法，实行两人验收。",
        owner_name="魏长河",
        due_on=clock.today(),
    )
    rectifications.report_done(
        actor=walk.second,
        item=item,
        done="新的验收办法已经印发施行。",
        done_on=clock.today(),
        files=[scan()],
    )
    rectifications.verify(actor=walk.head, item=item, accepts=True, verdict="属实")
    report = rectifications.report_back(
        actor=walk.handler,
        clue=case,
        to_unit=units.office,
        words="河道整治工程的验收办法已经修订并印发施行，经核验属实。",
    )
    address = f"/cases/rectification/{report.pk}/"
    page = as_user(office).get(address)
    assert page.status_code == 200
    body = page.content.decode()
    assert "修订验收办法" in body
    assert case.number not in body
    assert person_of(case).name not in body
    assert as_user(walk.second).get(address).status_code == 404
    for other in (clerk, stranger):
        assert as_user(other).get(address).status_code == 403
