"""A clock stands still for a reason of the workflow, and its light is seen wherever lights are."""

from typing import Any

from cases.exporters.warnings import WarningExporter
from cases.models import Clock, Clue
from cases.selectors.clocks import light_of
from cases.selectors.warnings import paused_clocks
from supervision.accounts.models import User
from supervision.deadlines.enums import Light
from tests.cases.walk import Walk, facts_for

TARGET = "party_investigation_legacy"


def paused(clue: Clue) -> set[str]:
    rows = Clock.objects.filter(clue=clue, closed_at__isnull=True, paused_at__isnull=False)
    return set(rows.values_list("term_code", flat=True))


def transferred(assigned: Clue, walk: Walk, kind: str) -> Clue:
    """Lead the clue to its transfer, filed under these rules."""
    clue = walk.take(assigned, "dispose_verify")
    clue = walk.take(clue, "file", {**facts_for(clue, "file"), "filing_kind": kind})
    for act in ("announce_filing", "transfer"):
        clue = walk.take(clue, act)
    return clue


def test_the_target_of_the_investigation_stands_still_while_the_review_has_the_case(
    assigned: Clue, walk: Walk
) -> None:
    clue = transferred(assigned, walk, "party")
    assert paused(clue) == {TARGET}
    assert light_of(clue) == Light.PAUSED
    clue = walk.take(walk.panel(clue), "accept")
    assert (paused(clue), light_of(clue)) == ({TARGET}, Light.NEUTRAL)
    clue = walk.take(clue, "return_supplement")
    assert paused(clue) == {"trial"}
    clue = walk.take(clue, "resubmit")
    assert paused(clue) == {TARGET}
    clue = walk.take(clue, "return_facts")
    assert paused(clue) == set()
    pauses = Clock.objects.get(clue=clue, term_code=TARGET).pauses.order_by("pk")
    assert [one.ended_at is not None and bool(one.reason) for one in pauses] == [True, True]


def test_the_year_of_the_supervision_law_runs_on(assigned: Clue, walk: Walk) -> None:
    clue = transferred(assigned, walk, "both")
    assert paused(clue) == set()
    assert light_of(clue) == Light.NEUTRAL


def test_what_stands_still_is_found_in_the_warnings_the_ledger_and_on_the_board(
    assigned: Clue, walk: Walk, casesup: User, handler1: User, stranger: User, as_user: Any
) -> None:
    clue = transferred(assigned, walk, "party")
    client = as_user(casesup)
    warned = client.get("/cases/warnings/").content.decode()
    assert clue.number not in warned
    for path in (
        "/cases/warnings/?light=paused",
        "/cases/clues/?light=paused",
        "/cases/board/?light=paused",
    ):
        assert clue.number in client.get(path).content.decode(), path
    rows = WarningExporter().rows(casesup, {"light": "paused"})
    assert [row.clue.number for row in rows] == [clue.number]
    for outsider in (handler1, stranger):
        assert not paused_clocks(outsider).exists()
