"""Changing the calendar: permission, preview, moved items, notices, other processes, files."""

from __future__ import annotations

import uuid
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.deadlines import checks, package_calendar, selectors, services
from supervision.deadlines.calendars import MarkedDay
from supervision.deadlines.enums import DayKind
from supervision.deadlines.models import CalendarDay, CalendarYear
from tests.cast import enter
from tests.deadlines.conftest import Parcel, Post
from tests.deadlines.package_days import at, day

NOTICE = "国务院办公厅关于2027年部分节假日安排的通知"
EXTRA = {"kind": "holiday", "name": "地方节日", "source": "清江区人民政府通知"}


def started(title: str, start: str, term: str, **fields: object) -> Parcel:
    item = Parcel(title=title, **fields)
    services.start_deadline(item, started_at=at(start), term=term)
    item.save()
    return item


@pytest.fixture
def parcels(post: Post) -> dict[str, Parcel]:
    items = {
        "touched": started("touched", "2026-11-13T09:00", "5WD", bag=7),
        "untouched": started("untouched", "2026-11-02T09:00", "3WD"),
        "closed": started("closed", "2026-11-13T09:00", "5WD", closed_at=at("2026-11-16T09:00")),
        "provisional": started("provisional", "2026-12-21T09:00", "15WD"),
        "certain": started("certain", "2026-12-30T09:00", "1Y"),
    }
    return items


def test_a_changed_day_lists_moves_and_notifies(
    post: Post, parcels: dict[str, Parcel], sysadmin: User
) -> None:
    preview = services.preview_calendar_day(actor=sysadmin, day=day("2026-11-18"), **EXTRA)
    assert [(move.object.title, move.unit) for move in preview] == [("touched", 7)]
    assert not CalendarDay.objects.filter(date="2026-11-18").exists()
    parcels["touched"].refresh_from_db()
    assert parcels["touched"].due_at == at("2026-11-21T00:00")

    moves = services.save_calendar_day(actor=sysadmin, day=day("2026-11-18"), **EXTRA)
    assert [(move.before, move.after) for move in moves] == [
        (at("2026-11-21T00:00"), at("2026-11-24T00:00"))
    ]
    parcels["touched"].refresh_from_db()
    assert parcels["touched"].due_at == at("2026-11-24T00:00")
    assert parcels["touched"].warn_at == at("2026-11-17T00:00")
    parcels["closed"].refresh_from_db()
    assert parcels["closed"].due_at == at("2026-11-21T00:00")
    assert len(post.told) == 1
    assert "清江区人民政府通知" in post.told[0][1]
    event = AuditEvent.objects.get(verb="deadlines.calendar_day_saved")
    assert event.details["moved"] == 1
    assert event.details["after"]["name"] == "地方节日"

    back = services.clear_calendar_day(actor=sysadmin, day=day("2026-11-18"))
    assert [move.after for move in back] == [at("2026-11-21T00:00")]
    assert services.clear_calendar_day(actor=sysadmin, day=day("2026-11-18")) == []


def test_loading_a_year_settles_provisional_dates(
    post: Post, parcels: dict[str, Parcel], sysadmin: User
) -> None:
    rows = {
        day("2027-01-01"): MarkedDay(DayKind.HOLIDAY, "元旦", NOTICE),
        day("2027-01-04"): MarkedDay(DayKind.REST, "元旦调休", NOTICE),
        day("2027-01-09"): MarkedDay(DayKind.WORKDAY, "元旦调休上班", NOTICE),
    }
    assert parcels["provisional"].is_provisional
    preview = services.preview_calendar_year(actor=sysadmin, year=2027, rows=rows)
    assert preview == []
    moves = services.load_calendar_year(actor=sysadmin, year=2027, rows=rows, source=NOTICE)
    assert moves == []
    assert post.told == []
    for name in ("provisional", "certain"):
        parcels[name].refresh_from_db()
        assert not parcels[name].is_provisional
    assert selectors.current_calendar().has_year(2027)
    moves = services.load_calendar_year(
        actor=sysadmin, year=2027, rows=dict(list(rows.items())[:2]), source=NOTICE
    )
    assert [move.object.title for move in moves] == ["provisional"]
    assert not CalendarDay.objects.filter(date="2027-01-09").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "feast", "name": "x", "source": "y"},
        {"kind": "holiday", "name": " ", "source": "y"},
        {"kind": "holiday", "name": "x", "source": ""},
    ],
)
def test_a_day_without_kind_name_or_notice_is_refused(
    post: Post, sysadmin: User, change: dict[str, str]
) -> None:
    with pytest.raises(ValidationError):
        services.save_calendar_day(actor=sysadmin, day=day("2026-11-18"), **change)
    assert not CalendarDay.objects.filter(date="2026-11-18").exists()


def test_wrong_years_are_refused(post: Post, sysadmin: User) -> None:
    mark = MarkedDay(DayKind.HOLIDAY, "元旦", NOTICE)
    for rows in ({}, {day("2028-01-01"): mark}):
        with pytest.raises(ValidationError):
            services.load_calendar_year(actor=sysadmin, year=2027, rows=rows, source=NOTICE)
    unknown = package_calendar.years()[-1] + 1
    with pytest.raises(ValidationError, match=str(unknown)):
        services.load_calendar_year(actor=sysadmin, year=unknown)


def test_every_process_sees_a_change(db: None, django_assert_num_queries: object) -> None:
    before = selectors.current_calendar()
    assert before is selectors.current_calendar()
    # What another process does: its rows, and a new revision of the year.
    CalendarDay.objects.create(date="2026-11-18", **EXTRA)
    CalendarYear.objects.filter(year=2026).update(revision=uuid.uuid4())
    after = selectors.current_calendar()
    assert not after.is_workday(day("2026-11-18"))
    assert before.is_workday(day("2026-11-18"))
    with django_assert_num_queries(2):
        selectors.current_calendar()


def test_only_the_permission_changes_the_calendar(post: Post, clerk: User, stranger: User) -> None:
    for actor in (clerk, stranger):
        with pytest.raises(PermissionDenied):
            services.save_calendar_day(actor=actor, day=day("2026-11-18"), **EXTRA)
        with pytest.raises(PermissionDenied):
            services.preview_calendar_day(actor=actor, day=day("2026-11-18"), **EXTRA)
        with pytest.raises(PermissionDenied):
            services.load_calendar_year(actor=actor, year=2026)
    assert not CalendarDay.objects.filter(date="2026-11-18").exists()


def test_the_check_warns_from_the_first_of_december(db: None) -> None:
    clock.set_shift(at("2026-11-30T12:00") - clock.real_now())
    assert checks.coming_year_is_loaded(None) == []
    clock.set_shift(at("2026-12-01T12:00") - clock.real_now())
    (warning,) = checks.coming_year_is_loaded(None)
    assert "2027" in warning.msg
    clock.set_shift(at("2025-12-01T12:00") - clock.real_now())
    assert checks.coming_year_is_loaded(None) == []


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEAD = ["日期", "类型", "名称", "依据"]


def test_a_workbook_is_loaded(post: Post, parcels: dict[str, Parcel], tmp_path: Path) -> None:
    rows = [
        ["2027年节假日"],
        HEAD,
        ["2027年1月1日", "放假", "元旦", NOTICE],
        [day("2027-01-04"), " 调休 ", "元旦调休", NOTICE],
        ["20270109", "上班", "元旦调休上班", NOTICE],
        ["2027.2.8", "放假", "春节", NOTICE],
        [],
    ]
    call_command("load_calendar", "2027", "--file", workbook(tmp_path / "a.xlsx", rows))
    assert CalendarDay.objects.filter(date__year=2027).count() == 4
    assert CalendarYear.objects.get(year=2027).source_notice == NOTICE
    call_command("load_calendar", "2027", "--file", tmp_path / "a.xlsx")
    assert CalendarDay.objects.filter(date__year=2027).count() == 4


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["日", "类型"]], "日期、类型、名称、依据"),
        ([HEAD, ["someday", "放假", "元旦", NOTICE]], "日期"),
        ([HEAD, ["2027-01-01", "休", "元旦", NOTICE]], "类型"),
        ([HEAD, ["2027-01-01", "放假", "", NOTICE]], "名称"),
        ([HEAD, *[["2027-01-01", "放假", "元旦", NOTICE]] * 2], "日期"),
        ([HEAD, ["2026-12-31", "放假", "元旦", NOTICE]], "2026-12-31"),
        ([HEAD], "."),
    ],
)
def test_a_bad_workbook_names_the_cell_and_changes_nothing(
    post: Post, tmp_path: Path, rows: list[list[object]], expected: str
) -> None:
    with pytest.raises(CommandError, match=expected):
        call_command("load_calendar", "2027", "--file", workbook(tmp_path / "b.xlsx", rows))
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_a_broken_file_is_named(post: Post, tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(CommandError):
        call_command("load_calendar", "2027", "--file", path)


def test_a_stranger_gets_no_calendar_form(client: Client, stranger: User) -> None:
    enter(client, stranger)
    assert client.get("/deadlines/calendar/day/").status_code == 403
