"""Workbooks whose sheet, headings or layout are not the expected ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation

from supervision.accounts.models import User
from supervision.exchange.models import ImportJob
from supervision.organizations.models import Unit
from tests.cast import enter
from tests.exchange.books import GOOD, HEADINGS, book, opened, saved

Check = Callable[..., ImportJob]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _codes(job: ImportJob) -> list[str]:
    return [problem.code for problem in job.found_problems]


def _notices(job: ImportJob) -> list[str]:
    return [notice.code for notice in job.found_notices]


def test_a_good_sheet_is_read_whole(check: Check) -> None:
    job = check(book())
    assert (job.state, job.row_count, job.created_count, _notices(job)) == ("waiting", 3, 3, [])


def test_a_wrong_sheet_is_named_with_those_found(check: Check) -> None:
    content = book([("x", "y")], headings=("项目", "金额"), title="经费", more_sheets=["附件"])
    (problem,) = check(content).found_problems
    assert problem.code == "wrong_sheet"
    assert "经费、附件" in problem.text


def test_a_sheet_under_another_name_is_read_when_its_columns_fit(check: Check) -> None:
    job = check(book(title="2026年机构", more_sheets=["说明"]))
    assert (job.state, _notices(job)) == ("waiting", ["other_sheet"])


def test_the_named_sheet_is_read_wherever_it_stands(check: Check) -> None:
    workbook = opened(book())
    workbook.move_sheet(workbook.create_sheet("封面"), offset=-1)
    assert check(saved(workbook)).row_count == 3


def test_a_hidden_sheet_is_not_read(check: Check) -> None:
    workbook = opened(book(more_sheets=["别的"]))
    workbook["单位"].sheet_state = "hidden"
    workbook.active = 1
    assert _codes(check(saved(workbook))) == ["wrong_sheet"]


def test_a_renamed_column_is_named_with_its_new_name(check: Check) -> None:
    headings = ("单位编码", "单位全名称", "简称", "类别", "上级单位编码", "排序")
    (problem,) = check(book(headings=headings)).found_problems
    assert (problem.code, problem.sheet, problem.row) == ("renamed_column", "单位", 1)
    assert problem.params["near"] == "单位全名称"


def test_a_column_under_a_known_other_name_is_read(check: Check) -> None:
    headings = ("编码*", "单位 名称（全称）", "单位简称", "类型", "上级编码", "序号")
    assert check(book(headings=headings)).state == "waiting"


def test_a_missing_column_is_named_with_its_sheet(check: Check) -> None:
    rows = [(row[0], row[1], row[2]) for row in GOOD]
    (problem,) = check(book(rows, headings=HEADINGS[:3])).found_problems
    assert (problem.code, problem.sheet) == ("missing_column", "单位")
    assert problem.column in ("Unit kind", "类别", "单位类别")


def test_a_missing_optional_column_leaves_values_as_they_are(check: Check) -> None:
    rows = [(row[0], row[1], row[3], row[4]) for row in GOOD]
    headings = ("单位编码", "单位名称", "类别", "上级单位编码")
    assert check(book(rows, headings=headings)).state == "waiting"


def test_a_column_that_appears_twice_is_refused(check: Check) -> None:
    rows = [(*row, "再来") for row in GOOD]
    (problem,) = check(book(rows, headings=(*HEADINGS, "单位名称"))).found_problems
    assert (problem.code, problem.params["first"], problem.params["second"]) == (
        "double_column",
        "B",
        "G",
    )


def test_a_column_nobody_asked_for_is_pointed_out(check: Check) -> None:
    rows = [(*row, "备注内容") for row in GOOD]
    job = check(book(rows, headings=(*HEADINGS, "联系电话")))
    (notice,) = job.found_notices
    assert (job.state, notice.code, notice.params) == (
        "waiting",
        "unread_columns",
        {"columns": "联系电话"},
    )


def test_columns_may_stand_in_any_order(check: Check) -> None:
    rows = [tuple(reversed(row)) for row in GOOD]
    assert check(book(rows, headings=tuple(reversed(HEADINGS)))).created_count == 3


@pytest.mark.parametrize("above", [1, 3, 14])
def test_headings_below_titles_are_found(check: Check, above: int) -> None:
    titles = [("清江区机构名单",)] + [("填表日期", "2026.3.5")] * (above - 1)
    job = check(book(above=titles, merged=["A1:F1"]))
    assert (job.state, job.row_count) == ("waiting", 3)
    assert _notices(job) == ["title_rows"]


def test_headings_too_far_down_are_not_found(check: Check) -> None:
    job = check(book(above=[("清江区机构名单",)] * 20))
    assert _codes(job) == ["no_header"]


def test_a_table_that_starts_in_another_column_and_row_is_read(check: Check) -> None:
    rows = [(None, None, *row) for row in GOOD]
    content = book(rows, headings=(None, None, *HEADINGS), above=[(), ()])
    job = check(content)
    assert (job.state, job.created_count) == ("waiting", 3)
    assert job.preview["rows"][0]["number"] == 4


@pytest.mark.parametrize("rows", [(), [(None,) * 6, ("  ", None)]])
def test_a_sheet_without_rows_is_refused(check: Check, rows: list[tuple[object, ...]]) -> None:
    assert _codes(check(book(rows))) == ["empty_sheet"]


def test_a_sheet_without_anything_is_refused(check: Check) -> None:
    assert _codes(check(book((), headings=()))) == ["empty_sheet"]


def test_headings_over_two_merged_rows_are_read(check: Check) -> None:
    group = ("单位编码", "单位信息", None, "类别", "上级单位编码", "排序")
    below = (None, "单位名称", "简称", None, None, None)
    merged = ["A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:F2"]
    job = check(book(headings=below, above=[group], merged=merged))
    assert (job.state, job.created_count) == ("waiting", 3)


def test_cells_merged_downwards_are_filled_with_a_notice(check: Check) -> None:
    rows = [
        ("U10", "清江区档案馆", "档案馆", "部门", "D", 10),
        ("U11", "清江区体育局", "体育局", None, None, 11),
        ("U12", "清江区统计局", "统计局", None, None, 12),
    ]
    job = check(book(rows, merged=["D2:D4", "E2:E4"]))
    assert (job.state, job.created_count) == ("waiting", 3)
    assert [notice.params["range"] for notice in job.found_notices] == ["D2:D4", "E2:E4"]


def test_a_merge_across_read_columns_is_refused_at_its_cell(check: Check) -> None:
    rows = [("U10", "清江区档案馆", None, "部门", "D", 10)]
    (problem,) = check(book(rows, merged=["B2:C2"])).found_problems
    assert (problem.code, problem.cell) == ("merged_across", "C2")


def test_a_remark_across_the_table_is_left_out_with_a_notice(check: Check) -> None:
    rows = [*GOOD, ("填表说明：以编办文件为准",)]
    job = check(book(rows, merged=["A5:F5"]))
    assert (job.state, job.row_count, _notices(job)) == ("waiting", 3, ["remark_row"])


def test_headings_repeated_on_each_printed_page_are_left_out(check: Check) -> None:
    job = check(book([GOOD[0], HEADINGS, *GOOD[1:]]))
    assert (job.state, job.row_count, _notices(job)) == ("waiting", 3, ["header_again"])


def test_a_stranger_sees_no_job(check: Check, stranger: User, client: Client) -> None:
    job = check(book())
    enter(client, stranger)
    assert client.get(f"/exchange/job/{job.pk}/").status_code == 404
    assert not Unit.objects.filter(code="U10").exists()
