"""The ledger fills itself; its workbook is the same rows; the month and the workbench agree."""

import datetime as dt

import pytest
from django.urls import reverse

from accountability.selectors.month import first_of, month_of
from accountability.selectors.workbench import own_counts
from supervision.exchange.models import ExportRecord
from supervision.notifications import selectors as notices
from tests.taken_out import take_out

LEDGER = "accountability:ledger"


def receipts(client, **params):
    sheet = take_out(client, reverse("accountability:ledger_export"), params).active
    return {
        cell
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, str) and cell.startswith("HZ-")
    }


def test_page_and_workbook_hold_the_row_at_once(as_user, clerk, monthly, file_it):
    client = as_user(clerk)
    assert receipts(client) == set()
    filing = file_it(clerk, monthly, "会议纪要")
    assert filing.receipt in client.get(reverse(LEDGER)).content.decode()
    assert receipts(client) == {filing.receipt}


def test_each_sees_the_rows_of_their_units(
    as_user, clerk, other_clerk, office, head, stranger, monthly, foreign, file_it
):
    ours, theirs = file_it(clerk, monthly, "会议纪要"), file_it(other_clerk, foreign)
    assert receipts(as_user(clerk)) == receipts(as_user(head)) == {ours.receipt}
    assert receipts(as_user(other_clerk)) == {theirs.receipt}
    assert receipts(as_user(office)) == {ours.receipt, theirs.receipt}
    for name in (LEDGER, "accountability:ledger_export", "accountability:calendar"):
        assert as_user(stranger).get(reverse(name), follow=True).status_code == 403


def test_filters_narrow_page_and_workbook_alike(
    as_user, office, clerk, other_clerk, monthly, foreign, units, file_it, at
):
    early = file_it(clerk, monthly, "会议纪要", text="采砂专题会")
    at("2026-12-02T09:00:00")
    late = file_it(other_clerk, foreign, text="预算专题会")
    client = as_user(office)
    wanted = (
        ({"unit": units.water.pk}, {early.receipt}),
        ({"is_late": "true"}, {late.receipt}),
        ({"q": "采砂"}, {early.receipt}),
        ({"q": late.receipt}, {late.receipt}),
        ({"since": "2026-12-01"}, {late.receipt}),
        ({"until": "2026年11月30日"}, {early.receipt}),
        ({"kind": "supplement"}, set()),
        ({"period": "month"}, {early.receipt, late.receipt}),
        ({"since": "昨天"}, set()),
    )
    for params, rows in wanted:
        assert receipts(client, **params) == rows, params
        text = client.get(reverse(LEDGER), params).content.decode()
        assert {r for r in (early.receipt, late.receipt) if f">{r}<" in text} == rows, params


def test_the_month_shows_each_duty_on_its_last_day(clerk, other_clerk, stranger, monthly):
    month = month_of(clerk, dt.date(2026, 11, 1))
    assert [(day.date, [duty.pk for duty in day.duties]) for day in month.days] == [
        (dt.date(2026, 11, 30), [monthly.pk])
    ]
    assert month_of(clerk, dt.date(2026, 12, 1)).days[0].date == dt.date(2026, 12, 31)
    assert not month_of(other_clerk, dt.date(2026, 11, 1)).days
    assert not month_of(stranger, dt.date(2026, 11, 1)).days
    assert (month.previous, month.key, month.following) == ("2026-10", "2026-11", "2026-12")


@pytest.mark.parametrize("text", ["", "2026-13", "x", "99999-01", "2026-11-01"])
def test_a_wrong_month_is_this_month(at, text):
    at("2026-11-02T09:00:00")
    assert first_of(text) == dt.date(2026, 11, 1)


def test_the_calendar_page(as_user, clerk, monthly):
    for params in ({}, {"month": "2026-11"}, {"month": "oops"}, {"unit": "x"}):
        answer = as_user(clerk).get(reverse("accountability:calendar"), params)
        assert answer.status_code == 200 and monthly.title in answer.content.decode()


def test_tiles_rows_and_to_dos_agree(as_user, clerk, office, stranger, monthly, at):
    at("2026-12-01T00:00:00")
    text = as_user(clerk).get(reverse("dashboards:home")).content.decode()
    red = own_counts(clerk)["red"]
    assert red == 11
    assert f"{reverse('accountability:duties')}?light=red" in text
    first = monthly.assignment.duties.earliest("ends_at")
    assert reverse("accountability:duty", args=[first.pk]) in text
    assert notices.todo_count(clerk) == red
    assert notices.todo_count(office) == 0
    home = as_user(stranger).get(reverse("dashboards:home")).content.decode()
    assert monthly.title not in home


def test_the_record_of_an_export_says_its_filter_in_words(as_user, office):
    take_out(as_user(office), reverse("accountability:ledger_export"), {"is_late": "true"})
    found = ExportRecord.objects.get()
    assert found.filter_data == {"is_late": "true"}
    assert "is_late" not in found.filter_words and ": " in found.filter_words
