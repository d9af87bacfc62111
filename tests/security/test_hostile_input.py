"""Requests no page sends: digits that are none, NUL, days beyond every calendar. Never a 500."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accountability.models import DeadlineChange, Filing

NUL = "%00"
ADDRESSES = (
    "/accountability/calendar/?month=9999-12",
    "/accountability/calendar/?month=0001-01",
    "/accountability/ledger/?since=0001-01-01",
    "/accountability/ledger/?until=9999-12-31",
    "/accountability/duties/?sort=nothing&page=²&per_page=²",
    "/accountability/lists/mine/?unit=²",
    "/accountability/lists/mine/?year=²",
    "/exchange/export/checklist_items/?list=²",
    "/accountability/duties/99999999999999999999999/",
    "/deadlines/calculator/?date=9999-12-31&term=15WD",
    f"/accountability/quick/?q={NUL}",
    f"/accountability/ledger/?q={NUL}",
    f"/notices/?kind={NUL}",
    f"/account/?q={NUL}",
)
REASON = "防汛值守与会议冲突,申请顺延一周办理。"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_breaks_the_page(
    address: str, clerk: Any, sysadmin: Any, stranger: Any, monthly: Any, as_user: Any
) -> None:
    for user in (clerk, sysadmin, stranger):
        client = as_user(user)
        client.raise_request_exception = False
        answer = client.get(address)
        assert answer.status_code < 500
        assert user is clerk or monthly.title not in answer.content.decode()


def test_nul_is_refused_before_and_after_sign_in(
    clerk: Any, stranger: Any, monthly: Any, as_user: Any
) -> None:
    posts = (
        (None, "/account/login/", {"username": "a\x00b", "password": "x"}),
        (clerk, f"/accountability/duties/{monthly.pk}/draft/", {"text": "a\x00b"}),
        (stranger, "/notices/acknowledge/", {"next": "/\x00"}),
    )
    for user, address, data in posts:
        client = as_user(user)
        client.raise_request_exception = False
        assert client.post(address, data).status_code == 400


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_the_calendar_is_an_error_beside_the_field(
    day: str, clerk: Any, office: Any, units: Any, monthly: Any, lock: Any, as_user: Any
) -> None:
    pages = (
        (
            clerk,
            f"/accountability/duties/{monthly.pk}/change/",
            {"kind": "extension", "last_day": day, "reason": REASON},
        ),
        (
            office,
            "/accountability/assessments/new/",
            {"name": "考核", "check_on": day, "ends_on": day, "units": [units.water.pk]},
        ),
        (
            office,
            f"/accountability/assessments/{lock.pk}/edit/",
            {"check_on": day, "ends_on": day},
        ),
        (
            office,
            f"/accountability/assessments/{lock.pk}/groups/new/",
            {
                "name": "一组",
                "leader_name": "周文澜",
                "members": "陈以宁 干部",
                "starts_on": day,
                "ends_on": day,
                "units": [units.water.pk],
            },
        ),
    )
    for user, address, data in pages:
        client = as_user(user)
        client.raise_request_exception = False
        assert client.post(address, data).status_code in (200, 422)
    assert not DeadlineChange.objects.exists()


def test_no_filing_names_a_day_before_the_calendar(
    clerk: Any, stranger: Any, monthly: Any, file_it: Any, as_user: Any, fields: Any
) -> None:
    with pytest.raises(ValidationError):
        file_it(clerk, monthly, "会议纪要", event_on=dt.date(1800, 1, 1))
    answer = as_user(stranger).post(f"/accountability/duties/{monthly.pk}/", fields())
    assert answer.status_code == 404
    assert not Filing.objects.exists()
