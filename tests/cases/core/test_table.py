"""Every step of the table and none beside it: in the service and in the database."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cases.enums import Act, ClueStatus, Hand, Signatory
from cases.models import Clue, Step
from cases.services.faults import RuleBroken
from cases.services.steps.proposing import check_possible
from cases.workflow import HOLDERS, TRANSITIONS, may_move, possible, transition
from supervision import clock
from supervision.project.state_pages import clue_page
from tests.cases.walk import force
from tools.layout import ROOT

MOVES = {(before, row.after) for row in TRANSITIONS for before in row.before}


def test_the_table_speaks_of_every_status_and_act() -> None:
    assert {row.act for row in TRANSITIONS} == set(Act.values)
    assert set(HOLDERS) == set(ClueStatus.values)
    assert {row.after for row in TRANSITIONS} | {"registered"} == set(ClueStatus.values)
    for row in TRANSITIONS:
        assert row.before <= set(ClueStatus.values)
        assert set(row.signatories) <= set(Signatory.values)
        assert row.conditional <= set(row.signatories)
        assert row.proposer in Hand.values
        assert row.signatories, row.act


def test_the_printed_way_is_that_of_the_table() -> None:
    held = (ROOT / "docs/states/clue.md").read_text(encoding="utf-8")
    assert held == clue_page(), "run manage.py gen_docs"
    for row in TRANSITIONS:
        assert f"--> {row.after}: {row.act}\n" in held


def test_every_status_but_the_last_leads_somewhere() -> None:
    for status in ClueStatus.values:
        assert bool(possible(status)) == (status != "archived"), status


@pytest.mark.parametrize("act", Act.values)
def test_an_act_follows_where_the_table_says_and_nowhere_else(clue: Clue, act: str) -> None:
    row = transition(act)
    for status in ClueStatus.values:
        standing = force(clue, status) if status == "registered" else _there(clue, status)
        if may_move(act, status):
            check_possible(standing, row)
        else:
            with pytest.raises(RuleBroken) as refused:
                check_possible(standing, row)
            assert str(row.article) in refused.value.messages[0]


def _there(clue: Clue, status: str) -> Clue:
    clue.status = status
    return clue


def _step(clue: Clue, before: str, after: str, casesup: Any) -> Any:
    """Write an approved step past the walls, as if its chain were whole."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Step.objects.create(
            clue=clue,
            act="assign",
            before=before,
            after=after,
            opinion="同意",
            chain="principal",
            status="approved",
            proposed_by=casesup,
            proposed_at=now,
            settled_at=now,
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    return now


def _columns(clue: Clue, after: str, now: Any, office: Any) -> dict[str, Any]:
    concluded = after in {"closed", "first_form", "referred", "executed", "withdrawn", "archived"}
    return {
        "status": after,
        "status_since": now,
        "handling_office": office,
        "concluded_at": now if concluded else None,
        "review_on": now.date(),
        "archive_number": f"A-{clue.pk}",
    }


@pytest.mark.parametrize("before", ClueStatus.values)
def test_the_database_holds_the_table(
    clue: Clue, casesup: Any, case_offices: Any, before: str
) -> None:
    office = case_offices.handling
    Clue.objects.filter(pk=clue.pk).update(handling_office=office)
    for after in ClueStatus.values:
        if after == before:
            continue
        force(clue, before)
        now = _step(clue, before, after, casesup)
        change = _columns(clue, after, now, office)
        if (before, after) in MOVES:
            with transaction.atomic():
                assert Clue.objects.filter(pk=clue.pk).update(**change) == 1
        else:
            with pytest.raises(DatabaseError, match="may not go"), transaction.atomic():
                Clue.objects.filter(pk=clue.pk).update(**change)


def test_the_database_moves_no_clue_without_an_approved_step(clue: Clue, case_offices: Any) -> None:
    change = _columns(clue, "assigned", clock.now(), case_offices.handling)
    with pytest.raises(DatabaseError, match="approved step only"), transaction.atomic():
        Clue.objects.filter(pk=clue.pk).update(**change)


def test_the_database_begins_no_clue_past_registration(clue: Clue) -> None:
    other = Clue.objects.get(pk=clue.pk)
    other.pk, other.number, other.status = None, "XS-2026-9999", "verifying"
    with pytest.raises(DatabaseError, match="begins as registered"), transaction.atomic():
        other.save(force_insert=True)


def test_the_database_takes_no_step_that_does_not_begin_at_the_clue(
    clue: Clue, casesup: Any
) -> None:
    for act, before, after in (
        ("file", "verifying", "filed"),
        ("assign", "registered", "filed"),
        ("announce", "registered", "announced"),
    ):
        with pytest.raises(DatabaseError, match="not possible"), transaction.atomic():
            Step.objects.create(
                clue=clue,
                act=act,
                before=before,
                after=after,
                opinion="同意",
                chain="principal",
                proposed_by=casesup,
                proposed_at=clock.now(),
            )


def test_nothing_of_a_clue_is_deleted_or_rewritten(clue: Clue) -> None:
    for attack in (
        lambda: Clue.objects.filter(pk=clue.pk).update(number="XS-2026-7777"),
        lambda: Clue.objects.filter(pk=clue.pk).update(received_at=clock.now()),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attack()
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM cases_clue WHERE id = %s", [clue.pk])


def test_a_stranger_sees_no_clue_at_any_status(clue: Clue, stranger: Any, as_user: Any) -> None:
    client = as_user(stranger)
    for path in (f"/cases/clues/{clue.number}/", f"/cases/clues/{clue.number}/propose/"):
        assert client.get(path).status_code == 403
