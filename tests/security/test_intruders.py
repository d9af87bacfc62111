"""Requests no page sends: another's objects, borrowed sessions, foreign hosts, hostile names."""

import datetime as dt
from pathlib import PurePosixPath
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.services import temporary
from supervision.attachments.models import Attachment
from supervision.notifications.models import Notice
from tests.cast import PASSWORD, enter

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NAMES = (
    "../../etc/passwd.pdf",
    "..\\..\\windows\\system32\\evil.pdf",
    "/absolute/path.pdf",
    "a\r\nSet-Cookie: x=1.pdf",
    '"><script>alert(1)</script>.pdf',
    "x" * 400 + ".pdf",
    ".pdf",
    "%2e%2e%2fup.pdf",
)


@pytest.fixture
def assessor(office: Any, units: Any, monthly: Any) -> User:
    """A temporary account for the water bureau, in its window."""
    slip = temporary.issue(
        actor=office,
        name="江一帆",
        purpose="考核",
        starts_at=clock.now() - dt.timedelta(hours=1),
        ends_at=clock.now() + dt.timedelta(days=1),
        units=[units.water],
    )
    return slip.account.user


def test_a_revoked_account_with_a_live_session_opens_nothing(
    assessor: User, office: Any, stranger: Any, monthly: Any, as_user: Any
) -> None:
    browser = as_user(assessor)
    address = f"/accountability/duties/{monthly.pk}/"
    assert browser.get(address).status_code == 200
    temporary.revoke(actor=office, account=assessor.temporary)
    parts: tuple[dict[str, str], ...] = ({}, {"HX-Request": "true"}, {"X-Requested-With": "x"})
    for headers in parts:
        again = as_user(assessor)
        for target in (address, "/", "/search/?q=水务", "/exchange/export/duties/"):
            answer = again.get(target, headers=headers)
            assert answer.status_code in (302, 401), (target, headers)
            assert monthly.title not in answer.content.decode()
    assert browser.get(address).status_code == 302
    assert as_user(stranger).get(address).status_code == 404


def test_the_session_does_not_outlive_the_sign_in(clerk: Any, stranger: Any) -> None:
    """Whoever planted a session key before the sign-in does not share it afterwards."""
    browser = Client()
    browser.get("/account/login/")
    browser.session["planted"] = "yes"
    browser.session.save()
    before = browser.session.session_key
    browser.cookies["sessionid"] = before or "0" * 32
    browser.post("/account/login/", {"username": "clerk", "password": PASSWORD})
    after = browser.cookies["sessionid"].value
    assert after != before
    thief = Client()
    thief.cookies["sessionid"] = before or "0" * 32
    assert thief.get("/").status_code == 302
    browser.post("/account/logout/")
    thief.cookies["sessionid"] = after
    assert thief.get("/").status_code == 302
    assert enter(Client(), stranger).get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "testserver.evil.example"])
def test_a_foreign_host_is_refused(host: str, clerk: Any, stranger: Any) -> None:
    for user in (clerk, stranger):
        browser = enter(Client(raise_request_exception=False), user)
        answer = browser.get("/", headers={"Host": host})
        assert answer.status_code == 400
        assert host not in answer.content.decode()


def test_a_forwarded_host_changes_no_address(stranger: Any, as_user: Any) -> None:
    answer = as_user(stranger).get("/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_next_leads_nowhere_else(target: str, clerk: Any, stranger: Any) -> None:
    browser = Client()
    answer = browser.post(
        f"/account/login/?next={target}",
        {"username": "clerk", "password": PASSWORD, "next": target},
    )
    assert "evil" not in answer.get("Location", "")
    doubting = enter(Client(), stranger, sudo=False)
    page = doubting.get("/account/confirm/", {"next": target}).content.decode()
    assert f'href="{target}"' not in page and f'action="{target}"' not in page
    answer = doubting.post("/account/confirm/", {"password": PASSWORD, "next": target})
    assert "evil" not in answer.get("Location", "")


@pytest.mark.parametrize("name", NAMES)
def test_a_files_name_leads_to_no_other_place_and_into_no_header(
    name: str, clerk: Any, other_clerk: Any, stranger: Any, monthly: Any, media: Any, as_user: Any
) -> None:
    browser = as_user(clerk)
    upload = SimpleUploadedFile("a.pdf", PDF)
    upload.name = name
    answer = browser.post(
        "/files/", {"file": upload, "draft": f"accountability.filing:duty/{monthly.pk}"}
    )
    assert answer.status_code in (201, 400, 422), answer.content
    for stored in Attachment.objects.all():
        assert not {"/", "\\", "\r", "\n"} & set(stored.name)
        assert ".." not in PurePosixPath(stored.storage_name).parts
        sent = browser.get(stored.url)
        assert sent["Content-Disposition"].startswith("attachment")
        assert "Set-Cookie: x" not in str(sent.headers)
        for user in (other_clerk, stranger):
            assert as_user(user).get(stored.url).status_code == 404


def test_another_units_rows_are_in_no_export_search_or_part(
    clerk: Any, other_clerk: Any, stranger: Any, monthly: Any, file_it: Any, as_user: Any
) -> None:
    filing = file_it(clerk, monthly, "会议纪要")
    for user in (other_clerk, stranger):
        browser = as_user(user)
        for address in (
            f"/accountability/duties/{monthly.pk}/",
            f"/accountability/filings/{filing.pk}/",
            f"/accountability/duties/{monthly.pk}/change/",
        ):
            for headers in ({}, {"HX-Request": "true"}):
                assert browser.get(address, headers=headers).status_code in (403, 404)
                assert browser.post(address, headers=headers).status_code in (403, 404, 405)
        for address in (
            "/accountability/duties/?unit={unit}",
            "/accountability/ledger/?unit={unit}",
            "/search/?q={receipt}",
        ):
            target = address.format(unit=monthly.unit_id, receipt=filing.receipt)
            assert filing.text not in browser.get(target).content.decode()


def test_another_persons_notice_can_be_neither_opened_nor_ticked(
    clerk: Any, other_clerk: Any, stranger: Any, as_user: Any
) -> None:
    notice = Notice.objects.create(
        recipient=clerk, kind="deadlines.overdue", title="超期", must_acknowledge=True
    )
    for user in (other_clerk, stranger):
        browser = as_user(user)
        assert browser.get(f"/notices/{notice.pk}/").status_code == 404
        browser.post("/notices/acknowledge/", {"ack": notice.pk})
        browser.post("/notices/read/", {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.acknowledged_at is None and notice.read_at is None
