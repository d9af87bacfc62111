"""Taking an import back: all of it or nothing, and not once something was built on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.exchange import services
from supervision.exchange.models import ImportJob, ImportStep
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit
from tests.cast import enter
from tests.exchange.books import GOOD, book

Check = Callable[..., ImportJob]
Work = Callable[[], int]
ROWS = [
    *GOOD,
    ("U02", "清江区财政局", "财政", "部门", "D", 2),
    ("T01", "白砚镇", "白砚镇", "乡镇", "C", 35),
]


def _tree() -> list[tuple[str, str, int]]:
    codes: dict[str, str] = {}
    found = []
    for unit in Unit.objects.order_by("path"):
        codes[unit.path] = unit.code
        parent = codes.get(unit.path[: -Unit.steplen], "")
        found.append((unit.code, unit.short_name, parent))
    return sorted(found)


@pytest.fixture
def done(check: Check, admin: User) -> ImportJob:
    """Return an import of three new units, one renamed and one moved."""
    return services.apply_job(actor=admin, job=check(book(ROWS)))


def test_a_batch_is_taken_back_whole(
    check: Check, admin: User, browser: Client, work: Work
) -> None:
    before = _tree()
    job = services.apply_job(actor=admin, job=check(book(ROWS)))
    assert (job.created_count, job.updated_count) == (3, 2)
    assert _tree() != before
    browser.post(f"/exchange/job/{job.pk}/undo/")
    browser.post(f"/exchange/job/{job.pk}/undo/")
    job.refresh_from_db()
    assert job.state == "undoing"
    assert 'role="progressbar"' in browser.get(f"/exchange/job/{job.pk}/").content.decode()
    work()
    job.refresh_from_db()
    assert job.state == "undone"
    assert _tree() == before
    assert not ImportStep.objects.exists()
    event = AuditEvent.objects.get(verb="exchange.import_undone")
    assert (event.actor_id, event.details["created"]) == (admin.pk, 3)
    assert AuditEvent.objects.filter(verb="organizations.unit_removed").count() == 3
    assert browser.get(f"/exchange/job/{job.pk}/").status_code == 200


def test_a_record_changed_since_keeps_the_batch(
    done: ImportJob, admin: User, browser: Client, work: Work
) -> None:
    save_unit(
        actor=None, code="T02", name="青石镇", short_name="青石", kind="township", parent_code="D"
    )
    before = _tree()
    browser.post(f"/exchange/job/{done.pk}/undo/")
    work()
    done.refresh_from_db()
    assert done.state == "done"
    assert "T02" in done.undo_refusal
    assert _tree() == before
    assert done.undo_refusal in browser.get(f"/exchange/job/{done.pk}/").content.decode()
    assert AuditEvent.objects.filter(verb="exchange.undo_refused").exists()


def test_what_something_was_built_on_keeps_the_batch(
    done: ImportJob, browser: Client, work: Work, make_user: Callable[..., User]
) -> None:
    make_user("archive-clerk", RoleCode.CLERK, Unit.objects.get(code="U10"))
    before = _tree()
    browser.post(f"/exchange/job/{done.pk}/undo/")
    work()
    done.refresh_from_db()
    assert (done.state, _tree()) == ("done", before)
    assert "清江区档案馆" in done.undo_refusal


def test_a_unit_placed_below_keeps_the_batch(done: ImportJob, browser: Client, work: Work) -> None:
    save_unit(
        actor=None, code="N1", name="新村", short_name="新村", kind="village", parent_code="T02"
    )
    browser.post(f"/exchange/job/{done.pk}/undo/")
    work()
    done.refresh_from_db()
    assert done.state == "done" and "青石镇" in done.undo_refusal
    assert Unit.objects.filter(code="T02V1").exists()


def test_it_asks_for_the_password_and_stops_after_seven_days(
    done: ImportJob, admin: User, browser: Client
) -> None:
    careless = enter(Client(), admin, sudo=False)
    assert careless.post(f"/exchange/job/{done.pk}/undo/")["Location"].startswith(
        "/account/confirm/"
    )
    clock.set_shift(dt.timedelta(days=8))
    with pytest.raises(ValidationError):
        services.undo(actor=admin, job=done)
    done.refresh_from_db()
    assert done.state == "done"
    services.expire_files()
    assert not ImportStep.objects.exists()


def test_an_import_that_changed_nothing_cannot_be_taken_back(
    done: ImportJob, check: Check, admin: User
) -> None:
    same = services.apply_job(actor=admin, job=check(book(ROWS)))
    assert same.unchanged_count == len(ROWS)
    with pytest.raises(ValidationError):
        services.undo(actor=admin, job=same)


def test_a_stranger_takes_nothing_back(done: ImportJob, stranger: User) -> None:
    before = _tree()
    client = enter(Client(), stranger)
    assert client.post(f"/exchange/job/{done.pk}/undo/").status_code == 404
    with pytest.raises(PermissionDenied):
        services.undo(actor=stranger, job=done)
    assert _tree() == before
