"""The desk and the board: what waits for whom, and where the clues of an office stand."""

from collections.abc import Callable
from typing import Any

from cases.models import Clue
from cases.selectors import desk
from cases.selectors.board import board
from cases.selectors.visibility import clues_visible_to
from tests.cases.walk import Walk, register


def test_a_registered_clue_waits_for_its_assignment(
    clue: Clue, walk: Walk, casesup: Any, handler1: Any, case_offices: Any
) -> None:
    assert list(desk.to_assign(casesup)) == [clue]
    assert not desk.to_assign(handler1).exists()
    walk.propose(clue, "assign", {"handling_office": case_offices.handling.pk})
    assert not desk.to_assign(casesup).exists()
    assert desk.proposed_by(casesup).count() == 1


def test_a_clue_waits_for_its_officer_and_then_for_the_next_step(
    clue: Clue,
    walk: Walk,
    case_offices: Any,
    handling_head: Any,
    handler1: Any,
    handler2: Any,
    other_handler: Any,
) -> None:
    clue = walk.take(clue, "assign", {"handling_office": case_offices.handling.pk})
    assert list(desk.without_officer(handling_head)) == [clue]
    assert not desk.to_go_on(handler1).exists()
    clue = walk.staff(clue)
    assert not desk.without_officer(handling_head).exists()
    for user in (handler1, handler2):
        assert list(desk.to_go_on(user)) == [clue]
    assert not desk.to_go_on(other_handler).exists()
    walk.propose(clue, "dispose_verify")
    assert not desk.to_go_on(handler1).exists()


def test_clocks_lie_on_the_desks_of_those_who_carry_the_clue(
    verifying: Clue, handler1: Any, handling_head: Any, other_handling_head: Any
) -> None:
    codes = [row.term_code for row in desk.own_clocks(handler1)]
    assert codes == ["prelim_verification"]
    assert desk.own_clocks(handling_head).count() == 1
    assert not desk.own_clocks(other_handling_head).exists()


def test_the_desk_draws_every_kind(
    assigned: Clue, walk: Walk, page: Callable[..., str], handling_head: Any, handler1: Any
) -> None:
    walk.propose(assigned, "dispose_talk")
    for user, part in ((handling_head, "sign"), (handler1, "proposed"), (handler1, "clocks")):
        text = page(user, "/cases/desk/")
        assert f'id="{part}"' in text, part
        assert assigned.number in text


def test_a_stranger_has_no_desk(stranger: Any, as_user: Callable[..., Any], clue: Clue) -> None:
    assert as_user(stranger).get("/cases/desk/").status_code == 403
    assert not desk.to_go_on(stranger).exists()
    assert not desk.own_clocks(stranger).exists()


def test_the_board_counts_each_stage_once(
    verifying: Clue, walk: Walk, petition: Any, units: Any, case_offices: Any, handling_head: Any
) -> None:
    second = walk.assign(register(petition, units.finance), case_offices.handling)
    columns = {one.code: one for one in board(clues_visible_to(handling_head))}
    assert {code: one.count for code, one in columns.items() if one.count} == {
        "assigned": 1,
        "verifying": 1,
    }
    assert [card.pk for card in columns["assigned"].cards] == [second.pk]
    assert columns["verifying"].more == 0


def test_the_board_of_another_office_stays_closed(
    verifying: Clue, page: Callable[..., str], other_handling_head: Any, case_offices: Any
) -> None:
    text = page(other_handling_head, f"/cases/board/?office={case_offices.handling.pk}")
    assert verifying.number not in text
