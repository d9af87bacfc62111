"""A patrol is shared, nothing is read twice, nobody reads an own unit (A31)."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError

from accountability.enums import Verdict
from accountability.models import Finding, PatrolEntry, PatrolReading, PatrolRound, SpotCheck
from accountability.selectors import patrols as selectors
from accountability.selectors.avoidance import must_avoid
from accountability.services import patrol_readings, patrols
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice


def take(actor: Any, patrol: PatrolRound) -> PatrolEntry:
    entry = patrols.take_next(actor=actor, patrol=patrol)
    assert entry is not None
    return entry


def say(actor: Any, entry: PatrolEntry, verdict: str = "in_order", note: str = "") -> Any:
    return patrol_readings.read(actor=actor, entry=entry, verdict=verdict, note=note)


def test_the_queue_is_fixed_in_order_of_units(patrol: Any, two_units: Any) -> None:
    rows = list(patrol.entries.order_by("position").values_list("filing_id", flat=True))
    assert rows == [row.pk for row in [*two_units["water"], *two_units["finance"]]]


def test_two_officers_never_get_the_same_filing(
    patrol: Any, officer: Any, second_officer: Any
) -> None:
    first, second = take(officer, patrol), take(second_officer, patrol)
    assert first.pk != second.pk
    assert take(officer, patrol).pk == first.pk


def test_a_desk_left_alone_is_free_after_half_an_hour(
    patrol: Any, officer: Any, second_officer: Any, at: Any
) -> None:
    first = take(officer, patrol)
    at(clock.now() + selectors.CLAIM - dt.timedelta(seconds=5))
    assert take(second_officer, patrol).pk != first.pk
    patrols.put_back(actor=second_officer, entry=PatrolEntry.objects.get(claimed_by=second_officer))
    at(clock.now() + dt.timedelta(seconds=10))
    assert take(second_officer, patrol).pk == first.pk
    with pytest.raises(ValidationError):
        say(officer, first)


def test_what_was_put_back_waits_for_the_next(
    patrol: Any, officer: Any, second_officer: Any
) -> None:
    entry = take(officer, patrol)
    patrols.put_back(actor=second_officer, entry=entry)
    assert PatrolEntry.objects.get(pk=entry.pk).claimed_by == officer
    patrols.put_back(actor=officer, entry=entry)
    assert take(second_officer, patrol).pk == entry.pk


def test_a_filing_is_read_once(patrol: Any, officer: Any) -> None:
    entry = take(officer, patrol)
    say(officer, entry)
    with pytest.raises(ValidationError):
        say(officer, entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        PatrolReading.objects.create(
            entry=entry, verdict=Verdict.IN_ORDER, reader=officer, at=clock.now()
        )


def test_an_officer_never_gets_an_own_unit(patrol: Any, officer: Any, units: Any) -> None:
    Posting.objects.create(
        user=officer,
        unit=units.water,
        role=RoleCode.CLERK,
        started_on=dt.date(2018, 1, 1),
        ended_on=dt.date(2019, 1, 1),
    )
    assert must_avoid(officer, units.water.pk)
    taken = {take(officer, patrol).unit_id}
    assert taken == {units.finance.pk}
    water = patrol.entries.filter(unit=units.water).first()
    water.claimed_by, water.claimed_at = officer, clock.now()
    water.save()
    with pytest.raises(PermissionDenied):
        say(officer, water)
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        PatrolReading.objects.create(
            entry=water, verdict=Verdict.IN_ORDER, reader=officer, at=clock.now()
        )


def test_whoever_filed_for_a_unit_avoids_it(two_units: Any, clerk: Any, units: Any) -> None:
    assert must_avoid(clerk, units.water.pk)
    assert not must_avoid(clerk, units.finance.pk)


@pytest.mark.parametrize("verdict", ["problem", "field_check"])
def test_a_problem_says_which(patrol: Any, officer: Any, verdict: str) -> None:
    with pytest.raises(ValidationError):
        say(officer, take(officer, patrol), verdict)


def test_a_problem_becomes_a_finding_and_the_unit_is_told(
    patrol: Any, officer: Any, clerk: Any
) -> None:
    entry = take(officer, patrol)
    reading = patrol_readings.read(
        actor=officer,
        entry=entry,
        verdict="problem",
        note="会议记录没有决定事项。",
        raises_finding=True,
    )
    finding = Finding.objects.get()
    assert (finding.source, finding.filing_id) == ("patrol", entry.filing_id)
    assert finding.basis_id == str(reading.pk)
    assert Notice.objects.filter(recipient=clerk, kind="accountability.filing_judged").exists()
    assert AuditEvent.objects.filter(verb="accountability.patrol_read").count() == 1


def test_a_verdict_is_corrected_by_a_further_one(patrol: Any, officer: Any) -> None:
    entry = take(officer, patrol)
    first = say(officer, entry, "problem", "缺少签到表。")
    second = patrol_readings.correct(
        actor=officer, reading=first, verdict="in_order", note="签到表在第二份附件。"
    )
    assert list(selectors.readings_of(entry.filing)) == [second]
    assert list(selectors.history_of(entry)) == [first, second]
    with pytest.raises(ValidationError):
        patrol_readings.correct(actor=officer, reading=first, verdict="field_check", note="再核。")
    for statement in ("UPDATE accountability_patrolreading SET note = ''", "DELETE FROM"):
        sql = statement if "SET" in statement else f"{statement} accountability_patrolreading"
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_what_a_reader_doubts_goes_to_the_spot(patrol: Any, officer: Any) -> None:
    reading = say(officer, take(officer, patrol), "field_check", "请核对签到表原件。")
    assert SpotCheck.objects.get().reading == reading


def test_a_patrol_with_unread_filings_needs_a_note(patrol: Any, office: Any, officer: Any) -> None:
    with pytest.raises(ValidationError):
        patrols.close_patrol(actor=office, patrol=patrol)
    closed = patrols.close_patrol(actor=office, patrol=patrol, note="改由考核组查阅。")
    with pytest.raises(ValidationError):
        patrols.take_next(actor=officer, patrol=closed)
    with pytest.raises(InternalError), transaction.atomic():
        PatrolRound.objects.filter(pk=patrol.pk).update(closing_note="")


def test_a_later_patrol_leaves_out_what_was_read(patrol: Any, officer: Any, office: Any) -> None:
    say(officer, take(officer, patrol))
    again = patrols.open_patrol(actor=office, name="再巡查", since=patrol.since, until=patrol.until)
    assert again.entries.count() == 4


def test_a_scope_without_filings_is_refused(office: Any, units: Any, at: Any) -> None:
    at("2026-11-02T09:00:00")
    day = dt.date(2026, 1, 5)
    with pytest.raises(ValidationError):
        patrols.open_patrol(actor=office, name="空", since=day, until=day)
    with pytest.raises(ValidationError):
        patrols.open_patrol(actor=office, name="反", since=day, until=day - dt.timedelta(days=1))


@pytest.mark.parametrize("who", ["stranger", "clerk", "head", "leader", "sysadmin"])
def test_others_neither_open_nor_read(who: str, patrol: Any, request: Any) -> None:
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        patrols.take_next(actor=user, patrol=patrol)
    with pytest.raises(PermissionDenied):
        patrols.open_patrol(actor=user, name="x", since=patrol.since, until=patrol.until)


def test_pages(patrol: Any, as_user: Any, officer: Any, clerk: Any, stranger: Any) -> None:
    browser = as_user(officer)
    page = browser.post(f"/accountability/patrols/{patrol.pk}/next/", follow=True)
    entry = page.context["entry"]
    assert page.status_code == 200
    url = f"/accountability/patrols/filings/{entry.pk}/"
    refused = browser.post(url, {"verdict": "problem"})
    assert refused.status_code == 422
    on = browser.post(url, {"verdict": "in_order"}, follow=True)
    assert on.context["entry"].pk != entry.pk
    seen = as_user(clerk).get(f"/accountability/filings/{entry.filing_id}/")
    assert patrol.number in seen.content.decode()
    for place in ("/accountability/patrols/", url, f"/accountability/patrols/{patrol.pk}/"):
        assert as_user(stranger).get(place).status_code == 403
        assert as_user(clerk).get(place).status_code == 403
