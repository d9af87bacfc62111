"""Upload, look, import: in the browser's order, with the audit record it leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.exchange import services, staging
from supervision.exchange.models import ImportJob
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit
from tests.cast import Units, enter
from tests.exchange.books import GOOD, book, upload

Check = Callable[..., ImportJob]
Work = Callable[[], int]
WAY = ("submitted", "checked", "confirmed", "applied")
START = "/exchange/import/units/"


def _verbs() -> list[str]:
    found = AuditEvent.objects.filter(verb__startswith="exchange.").order_by("id")
    return list(found.values_list("verb", flat=True))


def _post(client: Client, content: bytes, name: str = "单位.xlsx") -> str:
    response = client.post(START, {"file": upload(content, name)})
    assert response.status_code == 302
    return str(response["Location"])


def test_a_good_workbook_is_read_shown_and_imported(browser: Client, work: Work) -> None:
    page = _post(browser, book())
    job = ImportJob.objects.get()
    waiting = browser.get(page).content.decode()
    assert 'role="progressbar"' in waiting and f"/exchange/job/{job.pk}/cancel/" in waiting
    assert work() == 1
    assert not Unit.objects.filter(code="T02V1").exists()
    shown = browser.get(page).content.decode()
    assert "清江区档案馆" in shown
    assert f"/exchange/job/{job.pk}/apply/" in shown
    assert browser.post(f"/exchange/job/{job.pk}/apply/")["Location"] == page
    assert not Unit.objects.filter(code="T02V1").exists()
    assert work() == 1
    job.refresh_from_db()
    assert (job.state, job.created_count, job.preview) == ("done", 3, {})
    town, village = Unit.objects.get(code="T02"), Unit.objects.get(code="T02V1")
    assert village.path.startswith(town.path)
    assert f"/exchange/job/{job.pk}/undo/" in browser.get(page).content.decode()
    assert _verbs() == [f"exchange.import_{act}" for act in WAY]
    assert AuditEvent.objects.get(verb="exchange.import_applied").details["created"] == 3


def test_the_file_goes_once_it_is_imported(
    check: Check, admin: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    job = check(book())
    with django_capture_on_commit_callbacks(execute=True):
        services.apply_job(actor=admin, job=job)
    assert not staging.path_of(job.pk).exists()


def test_the_progress_part_reloads_the_page_when_the_work_is_over(
    browser: Client, work: Work
) -> None:
    job = _post(browser, book())
    part = browser.get(f"{job}state/", headers={"HX-Request": "true", "X-Poll": "1"})
    assert part.status_code == 200 and b"<html" not in part.content
    assert b"X-Poll" in part.content
    assert browser.get(f"{job}state/")["Location"] == job
    work()
    done = browser.get(f"{job}state/", headers={"HX-Request": "true", "X-Poll": "1"})
    assert done["HX-Refresh"] == "true"


def test_the_same_file_sent_twice_is_one_job(browser: Client, work: Work) -> None:
    content = book()
    first, second = _post(browser, content), _post(browser, content)
    assert first == second
    assert ImportJob.objects.count() == 1
    work()
    assert _post(browser, content) == first
    browser.post(f"{first}apply/")
    browser.post(f"{first}apply/")
    work()
    assert _verbs().count("exchange.import_applied") == 1
    assert _post(browser, content) != first


def test_the_check_tells_what_will_come_of_it_and_writes_nothing(check: Check, admin: User) -> None:
    events = AuditEvent.objects.filter(verb__startswith="organizations.").count()
    rows = [
        *GOOD,
        ("U01", "清江区水务局", "水务局", "部门", "D", 1),
        ("U02", "清江区财政局", "财政", "部门", "D", 2),
    ]
    job = check(book(rows))
    assert (job.created_count, job.updated_count, job.unchanged_count) == (3, 1, 1)
    assert Unit.objects.get(code="U02").short_name == "财政局"
    assert AuditEvent.objects.filter(verb__startswith="organizations.").count() == events


def test_importing_the_same_file_again_changes_nothing(check: Check, admin: User) -> None:
    services.apply_job(actor=admin, job=check(book()))
    before = list(Unit.objects.order_by("path").values())
    events = AuditEvent.objects.filter(verb__startswith="organizations.").count()
    job = services.apply_job(actor=admin, job=check(book()))
    assert (job.created_count, job.updated_count, job.unchanged_count) == (0, 0, 3)
    assert list(Unit.objects.order_by("path").values()) == before
    assert AuditEvent.objects.filter(verb__startswith="organizations.").count() == events


def test_a_double_click_imports_once(check: Check, admin: User) -> None:
    job = check(book())
    first = services.apply_job(actor=admin, job=job)
    second = services.apply_job(actor=admin, job=job)
    assert first.applied_at == second.applied_at
    assert _verbs().count("exchange.import_applied") == 1


def test_a_workbook_with_errors_cannot_be_imported(browser: Client, work: Work) -> None:
    rows = [*GOOD, ("U11", "", "体育局", "部门", "D", 11)]
    page = _post(browser, book(rows))
    work()
    job = ImportJob.objects.get()
    shown = browser.get(page).content.decode()
    assert (job.state, job.problem_count) == ("refused", 1)
    assert "is-bad" in shown
    assert f"/exchange/job/{job.pk}/errors/" in shown
    assert f"/exchange/job/{job.pk}/apply/" not in shown
    assert browser.post(f"/exchange/job/{job.pk}/apply/").status_code == 302
    assert work() == 0
    assert not Unit.objects.filter(code="U10").exists()
    assert _verbs() == ["exchange.import_submitted", "exchange.import_refused"]


def test_what_changed_since_the_check_is_checked_anew(
    browser: Client, check: Check, admin: User, work: Work
) -> None:
    job = check(book())
    save_unit(
        actor=None, code="X1", name="青石镇", short_name="青石", kind="township", parent_code="D"
    )
    browser.post(f"/exchange/job/{job.pk}/apply/")
    work()
    job.refresh_from_db()
    assert (job.state, job.applied_at, job.created_count) == ("refused", None, 0)
    assert [problem.code for problem in job.found_problems] == ["unit_name_taken"]
    assert not Unit.objects.filter(code="U10").exists()


def test_what_a_service_refuses_is_named_at_its_row_and_undoes_the_rest(check: Check) -> None:
    # Two units that swap their names pass every check of the rows, but not the unique index.
    rows = [
        GOOD[0],
        ("U01", "清江区财政局", "水务局", "部门", "D", 1),
        ("U02", "清江区水务局", "财政局", "部门", "D", 2),
    ]
    job = check(book(rows))
    (problem,) = job.found_problems
    assert (job.state, problem.code, problem.row) == ("refused", "refused", 3)
    assert not Unit.objects.filter(code="U10").exists()


def test_an_unreadable_file_is_refused_beside_the_field(client: Client, admin: User) -> None:
    enter(client, admin)
    response = client.post(START, {"file": upload(b"\x00\x01", "单位.xlsx")})
    assert response.status_code == 422
    assert "id_file" in response.content.decode()
    assert client.post(START, {}).status_code == 422
    assert client.post(START, {"file": upload(b"", "单位.xlsx")}).status_code == 422


def test_a_file_nobody_imports_is_deleted_after_a_day(
    check: Check,
    client: Client,
    admin: User,
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    job, bad = check(book()), check(book([("U10", "", "", "", "", "")]))
    assert services.expire_files() == 0
    clock.set_shift(dt.timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        assert services.expire_files() == 2
    assert services.expire_files() == 0
    job.refresh_from_db()
    bad.refresh_from_db()
    assert (job.state, job.preview, bad.problems) == ("expired", {}, [])
    assert not staging.path_of(job.pk).exists()
    with pytest.raises(ValidationError):
        services.apply_job(actor=admin, job=job)
    enter(client, admin)
    assert client.get(f"/exchange/job/{bad.pk}/").status_code == 200
    assert client.get(f"/exchange/job/{bad.pk}/errors/").status_code == 404


def test_the_file_lies_privately_under_a_name_that_tells_nothing(check: Check, media: Path) -> None:
    job = check(book(), "../../秘密.xlsx")
    path = staging.path_of(job.pk)
    assert path.is_relative_to(media / "private")
    assert (path.stat().st_mode & 0o777, job.file_name) == (0o600, "秘密.xlsx")


def test_a_stranger_may_not_import_and_sees_no_job(
    client: Client, check: Check, stranger: User
) -> None:
    job = check(book())
    enter(client, stranger)
    for url in ("/exchange/", START, "/exchange/template/units/"):
        assert client.get(url).status_code == 403, url
    assert client.post(START, {"file": upload(book())}).status_code == 403
    for url in ("", "state/", "errors/"):
        assert client.get(f"/exchange/job/{job.pk}/{url}").status_code == 404
    for url in ("apply/", "cancel/", "undo/"):
        assert client.post(f"/exchange/job/{job.pk}/{url}").status_code == 404
    for service in (services.confirm, services.undo):
        with pytest.raises(PermissionDenied):
            service(actor=stranger, job=job)
    with pytest.raises(ImportJob.DoesNotExist):
        services.cancel_import(actor=stranger, job=job)
    assert not Unit.objects.filter(code="U10").exists()


def test_another_administrator_does_not_see_the_job(
    client: Client, check: Check, units: Units, make_user: Callable[..., User]
) -> None:
    job = check(book())
    enter(client, make_user("second-admin", RoleCode.SYSTEM_ADMIN, units.district))
    assert client.get(START).status_code == 200
    assert client.get(f"/exchange/job/{job.pk}/").status_code == 404
    assert client.post(f"/exchange/job/{job.pk}/apply/").status_code == 404


def test_an_unknown_import_is_not_found(client: Client, admin: User) -> None:
    enter(client, admin)
    assert client.get("/exchange/import/nothing/").status_code == 404
    assert client.get("/exchange/template/nothing/").status_code == 404
    assert client.get(f"/exchange/job/{Unit.objects.count():032x}/").status_code == 404


def test_the_index_shows_what_may_be_done_and_the_latest_imports(
    client: Client, check: Check, admin: User
) -> None:
    job = check(book())
    enter(client, admin)
    shown = client.get("/exchange/").content.decode()
    for url in (START, "/exchange/template/units/", "/exchange/export/units/", str(job.pk)):
        assert url in shown
