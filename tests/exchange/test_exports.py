"""Taking rows out: a purpose, a confirmation, a number, a record; and nobody else's file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.http import QueryDict
from django.test import Client
from openpyxl import Workbook

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.exchange import exporters, services, staging
from supervision.exchange.enums import QuickPurpose
from supervision.exchange.models import ExportDownload, ExportJob, ExportRecord
from supervision.notifications.models import Notice
from supervision.organizations.models import Unit
from tests.cast import Units, enter
from tests.exchange.books import opened

URL = "/exchange/export/units/"
PURPOSE = {"kind": QuickPurpose.OTHER.value, "note": "清纪函〔2026〕12号"}
Work = Callable[[], int]


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def _book(client: Client, job: ExportJob) -> Workbook:
    return opened(_content(client.get(f"/exchange/exports/{job.pk}/file/")))


def test_a_small_export_comes_at_once_and_is_recorded(browser: Client, admin: User) -> None:
    asked = browser.get(f"{URL}?kind=village&page=2")
    assert asked.status_code == 200
    assert "kind=village" in asked.content.decode()
    answer = browser.post(f"{URL}?kind=village&page=2", PURPOSE)
    job = ExportJob.objects.get()
    assert answer["Location"] == f"/exchange/exports/{job.pk}/?new=1"
    page = browser.get(answer["Location"]).content.decode()
    assert f'content="1;url=/exchange/exports/{job.pk}/file/"' in page
    file = browser.get(f"/exchange/exports/{job.pk}/file/")
    assert file["Content-Type"].endswith("spreadsheetml.sheet")
    assert file["Content-Disposition"].startswith("attachment;")
    assert file["Cache-Control"] == "private, no-store"
    content = _content(file)
    sheet = opened(content).active
    assert job.number in sheet["A2"].value and PURPOSE["note"] in sheet["A2"].value
    found = ExportRecord.objects.get()
    assert (found.number, found.actor, found.purpose) == (job.number, admin, PURPOSE["note"])
    assert (found.filter_data, found.row_count) == ({"kind": "village"}, Unit.objects.count())
    assert (found.sha256, found.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert found.columns[0] in [cell.value for cell in sheet[3]]
    assert found.ip == "127.0.0.1"
    event = AuditEvent.objects.get(verb="exchange.exported")
    assert event.actor_id == admin.pk
    assert event.details["purpose"] == PURPOSE["note"]
    assert event.details["number"] == job.number


def test_the_file_holds_the_rows_of_the_list_and_no_more(browser: Client) -> None:
    browser.post(URL, PURPOSE)
    sheet = _book(browser, ExportJob.objects.get()).active
    codes = [row[0].value for row in sheet.iter_rows(min_row=4, max_row=sheet.max_row - 1)]
    assert codes == list(Unit.objects.order_by("path").values_list("code", flat=True))


def test_without_a_purpose_nothing_is_exported(browser: Client, admin: User) -> None:
    for data in ({}, {"kind": "other", "note": " "}, {"kind": "nonsense"}):
        assert browser.post(URL, data).status_code == 422
    for purpose in ("", "  "):
        with pytest.raises(ValidationError):
            services.export(
                actor=admin, exporter=exporters.get("units"), params=QueryDict(), purpose=purpose
            )
    assert not ExportJob.objects.exists()


def test_a_quick_pick_is_written_out_with_its_note(browser: Client) -> None:
    browser.post(URL, {"kind": "meeting", "note": "第三季度"})
    said = ExportJob.objects.get().purpose
    assert str(QuickPurpose.MEETING.label) in said and "第三季度" in said


def test_an_export_and_a_download_ask_for_the_password_first(browser: Client, admin: User) -> None:
    browser.post(URL, PURPOSE)
    job = ExportJob.objects.get()
    careless = enter(Client(), admin, sudo=False)
    for url in (f"{URL}?kind=village", f"/exchange/exports/{job.pk}/file/"):
        answer = careless.get(url)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/confirm/?next=")
    careless.post(URL, PURPOSE)
    assert ExportJob.objects.count() == 1
    assert not ExportDownload.objects.exists()


def test_each_download_is_recorded(browser: Client, admin: User) -> None:
    browser.post(URL, PURPOSE)
    job = ExportJob.objects.get()
    first, second = (_content(browser.get(f"/exchange/exports/{job.pk}/file/")) for _n in "12")
    assert first == second
    assert ExportDownload.objects.filter(actor=admin, record=job.record).count() == 2
    assert AuditEvent.objects.filter(verb="exchange.export_fetched").count() == 2


def test_a_large_export_is_a_job_with_progress(
    browser: Client, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporters, "SMALL", 3)
    answer = browser.post(URL, PURPOSE)
    job = ExportJob.objects.get()
    assert job.state == "queued"
    page = browser.get(answer["Location"]).content.decode()
    assert 'role="progressbar"' in page and f"/exchange/exports/{job.pk}/cancel/" in page
    part = browser.get(
        f"/exchange/exports/{job.pk}/state/", headers={"HX-Request": "true", "X-Poll": "1"}
    )
    assert b"X-Poll" in part.content
    assert browser.get(f"/exchange/exports/{job.pk}/file/").status_code == 404
    browser.post(URL, PURPOSE)
    assert ExportJob.objects.count() == 1, "the same rows asked for twice are one job"
    assert work() == 1
    job.refresh_from_db()
    assert (job.state, job.record.row_count) == ("ready", Unit.objects.count())


def test_a_cancelled_export_leaves_no_file_and_no_record(
    browser: Client, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporters, "SMALL", 3)
    browser.post(URL, PURPOSE)
    job = ExportJob.objects.get()
    browser.post(f"/exchange/exports/{job.pk}/cancel/")
    browser.post(f"/exchange/exports/{job.pk}/cancel/")
    work()
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert not ExportRecord.objects.exists()
    assert not staging.export_path_of(job.pk).exists()
    assert AuditEvent.objects.filter(verb="exchange.export_cancelled").count() == 1


def test_whoever_lost_the_right_meanwhile_gets_nothing(
    browser: Client, admin: User, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporters, "SMALL", 3)
    browser.post(URL, PURPOSE)
    admin.postings.update(ended_on=clock.today() - dt.timedelta(days=1))
    work()
    job = ExportJob.objects.get()
    assert (job.state, job.failure) == ("failed", "forbidden")
    assert Notice.objects.filter(recipient=admin, kind="exchange.failed").exists()


def test_a_file_is_wiped_after_a_day_and_its_record_stays(
    browser: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    browser.post(URL, PURPOSE)
    job = ExportJob.objects.get()
    assert services.expire_files() == 0
    clock.set_shift(dt.timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert services.expire_files() == 1
    job.refresh_from_db()
    assert job.state == "expired"
    assert not staging.export_path_of(job.pk).exists()
    with pytest.raises(FileNotFoundError):
        services.fetch(actor=job.created_by, job=job)
    assert ExportRecord.objects.filter(job=job).exists()


def test_the_record_can_be_neither_changed_nor_deleted(browser: Client) -> None:
    browser.post(URL, PURPOSE)
    browser.get(f"/exchange/exports/{ExportJob.objects.get().pk}/file/")
    for found in (ExportRecord.objects.all(), ExportDownload.objects.all()):
        changes = (lambda rows=found: rows.update(id=999), lambda rows=found: rows.delete())
        for change in changes:
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_the_auditor_and_the_office_read_the_record(
    browser: Client, admin: User, units: Units, make_user: Callable[..., User]
) -> None:
    browser.post(URL, PURPOSE)
    found = ExportRecord.objects.get()
    for role, unit in ((RoleCode.AUDITOR, units.commission), (RoleCode.OFFICE_HEAD, units.office)):
        reader = enter(Client(), make_user(f"reads-{role}", role, unit))
        listing = reader.get("/exchange/records/").content.decode()
        assert found.number in listing and PURPOSE["note"] in listing
        page = reader.get(f"/exchange/records/{found.pk}/").content.decode()
        assert found.sha256 in page and admin.name in page
    for role, unit in ((RoleCode.OFFICER, units.office), (RoleCode.CLERK, units.water)):
        other = enter(Client(), make_user(f"does-not-{role}", role, unit))
        assert other.get("/exchange/records/").status_code == 403
        assert other.get(f"/exchange/records/{found.pk}/").status_code == 403


def test_strangers_and_colleagues_reach_no_export_of_others(
    browser: Client, stranger: User, units: Units, make_user: Callable[..., User]
) -> None:
    browser.post(URL, PURPOSE)
    job = ExportJob.objects.get()
    colleague = make_user("second-admin", RoleCode.SYSTEM_ADMIN, units.district)
    for user in (stranger, colleague):
        client = enter(Client(), user)
        for part in ("", "state/", "file/"):
            assert client.get(f"/exchange/exports/{job.pk}/{part}").status_code == 404
        assert client.post(f"/exchange/exports/{job.pk}/cancel/").status_code == 404
        with pytest.raises(FileNotFoundError):
            services.fetch(actor=colleague, job=job)
    client = enter(Client(), stranger)
    assert client.get(URL).status_code == 403
    assert client.post(URL, PURPOSE).status_code == 403
    assert client.get("/exchange/exports/").status_code == 403
    assert client.get("/exchange/export/nothing/").status_code == 404
    with pytest.raises(PermissionDenied):
        services.export(
            actor=stranger, exporter=exporters.get("units"), params=QueryDict(), purpose="x"
        )
    assert not AuditEvent.objects.filter(actor_id=stranger.pk).exists()
