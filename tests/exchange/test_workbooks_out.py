"""Workbooks the portal writes: exports, templates, and the refused file handed back."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook

from supervision import clock
from supervision.accounts.models import User
from supervision.deadlines.enums import Light
from supervision.exchange import exporters, importers, parsing
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.exchange.models import ExportJob, ImportJob
from supervision.exchange.safe_workbook import MAX_TEXT, Stamp
from supervision.exchange.template_workbook import write_template
from supervision.organizations.models import Unit
from tests.cast import enter
from tests.exchange.books import GOOD, HEADINGS, book, opened, saved

Check = Callable[..., ImportJob]


STAMP = Stamp("DC2026-000007", "沈砚秋", "党风政风监督室", clock.now(), "案件核查")


class Sampler(Exporter):
    """Rows given by the test; it is never registered."""

    code = "sampler"
    label = "抽样"
    permission = "nobody.holds_this"
    columns = (
        Column("文字", lambda row: row[0]),
        Column("日期", lambda row: row[1], ColumnKind.DATE),
        Column("时间", lambda row: row[2], ColumnKind.DATETIME),
        Column("数", lambda row: row[3], ColumnKind.NUMBER),
        Column("灯", lambda row: row[4], ColumnKind.LIGHT),
    )

    def __init__(self, *rows: tuple[Any, ...]) -> None:
        self._rows = rows

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        return self._rows


def _written(*rows: tuple[Any, ...]) -> Workbook:
    stream = io.BytesIO()
    user = SimpleNamespace(name="沈砚秋")
    params = {"light": "red", "page": "3"}
    count = exporters.write(Sampler(*rows), user, params, stream, stamp=STAMP)
    assert count == len(rows)
    return opened(stream.getvalue())


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        " =1+1",
        "\t=1",
        "=cmd|'/C calc'!A0",
        "\uff1d1+1",
        "\uff20SUM(A1)",
        "\r=1",
        "'=1+1",
        "%DDE",
    ],
)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    cell = _written((text, None, None, None, None)).active["A4"]
    assert (cell.data_type, cell.value.strip(), cell.quotePrefix) == ("s", text.strip(), True)


def test_illegal_characters_are_dropped_and_long_text_is_cut() -> None:
    sheet = _written(
        ("a\x00b\x0b\x1f\ufffec\ud800d", None, None, None, None),
        ("长" * 40_000, None, None, None, None),
    ).active
    assert sheet["A4"].value == "abcd"
    assert len(sheet["A5"].value) == MAX_TEXT
    assert sheet["A5"].value.endswith("…")


def test_dates_times_numbers_and_lights_keep_their_kinds() -> None:
    moment = dt.datetime(2026, 3, 4, 20, 30, tzinfo=dt.UTC)
    sheet = _written(("文", dt.date(2026, 3, 5), moment, 12.5, Light.RED)).active
    values = [cell.value for cell in sheet[4]]
    assert values[:4] == [
        "文",
        dt.datetime(2026, 3, 5),
        dt.datetime(2026, 3, 5, 4, 30),
        12.5,
    ]
    assert values[4].startswith("! ")
    assert sheet["E4"].fill.fgColor.rgb == "FFFBE3E1"


def test_the_sheet_says_who_exported_what_and_when() -> None:
    sheet = _written(("一", None, None, 1, None), ("二", None, None, 2, None)).active
    assert sheet["A1"].value == "抽样"
    assert [cell.value for cell in sheet[3]] == ["文字", "日期", "时间", "数", "灯"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A4", "A3:E5")
    assert sheet.column_dimensions["A"].width > 10
    note = sheet["A6"].value
    for part in ("沈砚秋", f"{clock.today().year}", "light=red", "2"):
        assert part in note
    assert "page" not in note
    assert "沈砚秋" in sheet.oddFooter.left.text


def test_every_printed_page_and_the_document_say_whose_export_it_is() -> None:
    workbook = _written(("一", None, None, 1, None))
    sheet = workbook.active
    for part in ("沈砚秋", "党风政风监督室", "DC2026-000007", "案件核查"):
        assert part in sheet["A2"].value
    assert sheet.print_title_rows == "$1:$3"
    for part in ("沈砚秋", "党风政风监督室", "DC2026-000007"):
        assert part in sheet.oddHeader.center.text
    said = workbook.properties
    assert (said.subject, said.creator) == ("DC2026-000007", "沈砚秋")
    assert workbook.custom_doc_props["ExportNumber"].value == "DC2026-000007"


def test_an_export_can_be_imported_again_and_changes_nothing(browser: Client, check: Check) -> None:
    browser.post("/exchange/export/units/", {"kind": "archive"})
    job = check(_content(browser.get(f"/exchange/exports/{ExportJob.objects.get().pk}/file/")))
    assert job.found_problems == []
    assert (job.unchanged_count, job.created_count, job.updated_count) == (
        Unit.objects.count(),
        0,
        0,
    )


def test_the_template_lists_columns_samples_and_choices(client: Client, admin: User) -> None:
    enter(client, admin)
    workbook = opened(_content(client.get("/exchange/template/units/")))
    sheet, notes, choices = workbook.worksheets
    headings = [cell.value for cell in sheet[2]]
    assert [str(heading).endswith("*") for heading in headings] == [
        column.required for column in importers.get("units").fields
    ]
    assert sheet["A3"].value == "U99"
    (offer,) = sheet.data_validations.dataValidation
    assert str(offer.sqref) == "D3:D5001"
    assert notes.max_row == len(HEADINGS) + 1
    assert choices.max_row == 8


def test_a_template_filled_in_is_imported_and_its_sample_is_not(check: Check) -> None:
    stream = io.BytesIO()
    write_template(importers.get("units"), stream)
    workbook = opened(stream.getvalue())
    for row, values in enumerate(GOOD, start=4):
        for column, value in enumerate(values, start=1):
            workbook.worksheets[0].cell(row, column, value)
    job = check(saved(workbook))
    assert (job.state, job.created_count) == ("waiting", 3)
    assert "sample_row" in [notice.code for notice in job.found_notices]


def test_the_refused_workbook_comes_back_with_comments(
    client: Client, admin: User, check: Check
) -> None:
    rows = [*GOOD, ("U12", "清江区统计局", "统计局", "公司", "D", "=1+1")]
    workbook = opened(book(rows, above=[("机构名单",)], merged=["A1:F1"]))
    workbook.active["F6"].data_type = "s"
    job = check(saved(workbook))
    enter(client, admin)
    marked = opened(_content(client.get(f"/exchange/job/{job.pk}/errors/")))
    sheet, listing = marked.worksheets
    assert sheet.title == "单位"
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == {"D6", "F6"}
    assert job.found_problems[0].text in sheet["D6"].comment.text
    assert sheet["D6"].fill.fgColor.rgb == "FFFBE3E1"
    assert (sheet["B4"].value, sheet["F6"].data_type) == ("青石镇", "s")
    assert [listing.cell(row, 4).value for row in (2, 3)] == ["D6", "F6"]


def test_the_marked_workbook_is_imported_once_it_is_mended(
    client: Client, admin: User, check: Check
) -> None:
    rows = [
        ("U10", "清江区档案馆", "档案馆", "部门", "D", 10),
        ("U11", "清江区体育局", "体育局", None, None, "甲"),
        ("填表说明",),
    ]
    job = check(book(rows, above=[("名单",)], merged=["D3:D4", "E3:E4", "A5:F5"]))
    assert job.problem_count == 1
    enter(client, admin)
    marked = opened(_content(client.get(f"/exchange/job/{job.pk}/errors/")))
    marked.worksheets[0]["F4"] = 11
    mended = check(saved(marked))
    assert (mended.state, mended.created_count) == ("waiting", 2)


def test_a_missing_column_is_listed_in_the_workbook_handed_back(
    client: Client, admin: User, check: Check
) -> None:
    job = check(book([("U10",)], headings=("单位编码", "简称")))
    enter(client, admin)
    (listing,) = opened(_content(client.get(f"/exchange/job/{job.pk}/errors/"))).worksheets
    assert listing.max_row == 1 + job.problem_count


def test_a_workbook_with_thousands_of_errors_is_marked_up_to_a_limit(
    browser: Client, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "MAX_PROBLEMS", 5)
    job = check(book([(f"U{number}", "", "", "", "", "") for number in range(9)]))
    assert (job.problem_count, len(job.problems)) == (18, 5)
    marked = opened(_content(browser.get(f"/exchange/job/{job.pk}/errors/")))
    sheet, listing = marked.worksheets
    assert sum(1 for row in sheet for cell in row if cell.comment) == 5
    said = listing.cell(listing.max_row, 1).value
    assert "5" in said and "18" in said


def test_a_stranger_gets_no_template(stranger: User) -> None:
    client = enter(Client(), stranger)
    assert client.get("/exchange/template/units/").status_code == 403
