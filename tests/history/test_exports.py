"""A workbook as of a day holds that day's rows, and file and record say which day."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict

from supervision.exchange import exporters, services, staging
from supervision.exchange.models import ExportRecord
from supervision.organizations.models import Unit
from tests.exchange.books import opened

PURPOSE = "清纪函〔2026〕12号"


def export(user: Any, code: str, query: str) -> tuple[str, ExportRecord]:
    """Take rows out; return everything the workbook says, and the record."""
    job = services.export(
        actor=user, exporter=exporters.get(code), params=QueryDict(query), purpose=PURPOSE
    )
    sheet = opened(staging.export_path_of(job.pk).read_bytes()).active
    words = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    return words, ExportRecord.objects.get(job=job)


@pytest.fixture
def renamed(units: Any, office: Any, issue: Any, at: Any) -> None:
    """A task of 2 March; its unit has another name since 9 March."""
    at("2026-03-02T09:00:00")
    issue(units.water)
    at("2026-03-09T09:00:00")
    Unit.objects.filter(pk=units.water.pk).update(name="清江区水利局")
    at("2026-03-20T09:00:00")


@pytest.mark.parametrize("code", ["duties", "unit-counts"])
def test_the_workbook_holds_the_rows_of_the_day(renamed: None, office: Any, code: str) -> None:
    words, found = export(office, code, "as_of=2026-03-05")
    assert "清江区水务局" in words and "清江区水利局" not in words
    assert "2026年3月5日" in words and "2026年3月20日" in words  # as of, and exported on
    assert found.filter_data == {"as_of": "2026-03-05"}
    today, _record = export(office, code, "")
    assert "清江区水利局" in today and "2026年3月5日" not in today


def test_a_day_before_the_task_has_no_rows(renamed: None, office: Any) -> None:
    _words, found = export(office, "duties", "as_of=2026-03-01")
    assert found.row_count == 0


@pytest.mark.parametrize("day", ["2027-01-01", "morgen"])
def test_a_day_that_cannot_be_shown_makes_no_file(renamed: None, office: Any, day: str) -> None:
    with pytest.raises(ValidationError):
        export(office, "duties", f"as_of={day}")
    assert not ExportRecord.objects.exists()


def test_a_page_asked_for_such_a_day_says_why(renamed: None, office: Any, as_user: Any) -> None:
    answer = as_user(office).post("/exchange/export/duties/?as_of=morgen", {"kind": "meeting"})
    assert answer.status_code == 422 and "morgen" in str(answer.context["form"].errors)


@pytest.mark.parametrize("code", ["units", "people", "assignments"])
def test_what_is_not_kept_by_day_is_not_dated_back(renamed: None, office: Any, code: str) -> None:
    words, found = export(office, code, "as_of=2026-03-05")
    assert "2026年3月5日" not in words and found.filter_data == {}


def test_a_stranger_takes_nothing_out_of_the_past(renamed: None, stranger: Any) -> None:
    with pytest.raises(PermissionDenied):
        export(stranger, "duties", "as_of=2026-03-05")
