"""Cells that cannot be read: each is named with sheet, row, column and reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from supervision.accounts.models import User
from supervision.exchange.models import ImportJob
from supervision.exchange.problems import Problem
from supervision.organizations.models import Unit
from tests.cast import enter
from tests.exchange.books import book, opened, saved

Check = Callable[..., ImportJob]
ROW = ("U10", "清江区档案馆", "档案馆", "部门", "D", 10)


def _row(**changes: Any) -> tuple[Any, ...]:
    keys = ("code", "name", "short_name", "kind", "parent", "position")
    return tuple(changes.get(key, value) for key, value in zip(keys, ROW, strict=True))


def _only(job: ImportJob) -> Problem:
    (problem,) = job.found_problems
    assert job.state == "refused"
    return problem


def test_full_width_letters_digits_and_spaces_are_read(check: Check, admin: User) -> None:
    job = check(
        book([_row(code="　Ｕ１０ ", name=" 清江区档案馆　", position="１０", parent="Ｄ ")])
    )
    assert (job.state, job.problem_count) == ("waiting", 0)
    assert job.preview["rows"][0]["cells"][0] == "U10"


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"code": None}, "required", "A2"),
        ({"name": "  　"}, "required", "B2"),
        ({"code": "U" * 33}, "too_long", "A2"),
        ({"code": 110101199003078888}, "digits_lost", "A2"),
        ({"kind": "公司"}, "not_choice", "D2"),
        ({"position": "第十"}, "not_number", "F2"),
        ({"position": 1.5}, "not_whole", "F2"),
        ({"position": -1}, "too_small", "F2"),
        ({"parent": None}, "required", "E2"),
        ({"parent": "X99"}, "unit_unknown_parent", "E2"),
        ({"parent": "U10"}, "unit_cycle", "E2"),
        ({"name": "清江区财政局"}, "unit_name_taken", "B2"),
        ({"name": "清江区" * 7, "short_name": None}, "required", "C2"),
    ],
)
def test_a_bad_cell_is_named_with_its_reason(
    check: Check, changes: dict[str, Any], code: str, cell: str
) -> None:
    problem = _only(check(book([_row(**changes)])))
    assert (problem.code, problem.sheet, problem.row, problem.cell) == (code, "单位", 2, cell)
    assert problem.column
    assert problem.text


def test_a_duplicate_names_both_rows(check: Check) -> None:
    rows = [ROW, _row(code="U11", name="清江区体育局"), _row(name="清江区统计局", code="Ｕ10")]
    problem = _only(check(book(rows)))
    assert (problem.code, problem.cell, problem.value) == ("duplicate", "A4", "U10")
    assert (problem.params["first"], problem.params["second"]) == ("2", "4")


def test_a_formula_that_shows_an_error_is_refused(check: Check) -> None:
    workbook = opened(book([ROW]))
    workbook["单位"]["C2"] = "#N/A"
    workbook["单位"]["C2"].data_type = "e"
    problem = _only(check(saved(workbook)))
    assert (problem.code, problem.cell) == ("formula_error", "C2")


def test_a_circle_through_the_file_and_the_tree_is_refused(check: Check) -> None:
    job = check(book([("T01", "白砚镇", "白砚镇", "乡镇", "T01V1", 35)]))
    problem = _only(job)
    assert (problem.code, problem.params["path"]) == ("unit_cycle", "T01 → T01V1 → T01")


def test_every_bad_cell_is_listed_and_nothing_is_written(check: Check) -> None:
    before = list(Unit.objects.order_by("path").values())
    rows = [ROW, _row(code=None, kind="公司"), _row(code="U12", name="甲", position="x")]
    job = check(book(rows))
    assert [problem.cell for problem in job.found_problems] == ["A3", "D3", "F4"]
    assert (job.row_count, job.problem_count, job.created_count) == (3, 3, 0)
    assert list(Unit.objects.order_by("path").values()) == before


def test_the_preview_shows_bad_rows_first_and_then_good_ones(check: Check) -> None:
    rows = [_row(code=f"U{n}", name=f"单位{n}") for n in range(100, 160)]
    rows[55] = _row(code=None, name="末行")
    numbers = [row["number"] for row in check(book(rows)).preview["rows"]]
    assert numbers == [*range(2, 21), 57]


def test_a_stranger_gets_no_errors(check: Check, stranger: User, client: Client) -> None:
    job = check(book([_row(code=None)]))
    enter(client, stranger)
    assert client.get(f"/exchange/job/{job.pk}/").status_code == 404
    assert client.get(f"/exchange/job/{job.pk}/errors/").status_code == 404
