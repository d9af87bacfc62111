"""The clock of the machine or the demo is set back: nothing stops, doubles or lasts for ever."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from celery import Celery
from django.conf import settings as configured
from django.test import Client

from accountability.models import Duty, Filing
from accountability.services import filings, tasklists
from supervision import clock
from supervision.accounts import proofs
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent, AuditSeal
from supervision.audit.services import make_digests, seal
from supervision.audit.services.exporting import export_lines
from supervision.deadlines.enums import Light
from supervision.deadlines.rules import light
from supervision.exchange import services as exchange
from supervision.exchange.models import ImportJob
from supervision.notifications.models import Notice, OutboxTask
from supervision.notifications.services import pick_up_outbox, sweep
from supervision.project import pulses, readiness
from supervision.project.beat import LivingScheduler
from supervision.project.models import TaskPulse
from tests.cast import Units
from tests.notifications.scene import DAY, NOW, Cast, errands, make, people
from tests.notifications.test_outbox import QUEUE, broker, queued
from tools.verify_audit import Checker

__all__ = ["broker", "errands", "people"]
HOUR = dt.timedelta(hours=1)


def machine_at(moment: dt.datetime) -> Any:
    """Set the machine's own clock; it goes on from there."""
    return time_machine.travel(moment, tick=True)


# --- sessions --------------------------------------------------------------------------------


@pytest.mark.parametrize(("back", "status"), [(dt.timedelta(seconds=20), 200), (DAY, 302)])
def test_a_session_from_the_future_ends(
    back: dt.timedelta, status: int, clerk: User, as_user: Callable[..., Client]
) -> None:
    browser = as_user(clerk)
    assert browser.get("/").status_code == 200
    with machine_at(clock.real_now() - back):
        assert browser.get("/").status_code == status


def test_a_confirmation_does_not_outlast_its_minutes(
    clerk: User, as_user: Callable[..., Client]
) -> None:
    session = as_user(clerk).session
    assert proofs.is_confirmed(session)
    with machine_at(clock.real_now() - HOUR):
        assert not proofs.is_confirmed(session)


# --- background work -------------------------------------------------------------------------


def test_beat_goes_on_at_once(db: None, broker: Any, tmp_path: Path) -> None:
    app = Celery("tests", broker=configured.REDIS_URL, set_as_current=False)
    app.conf.task_default_queue = QUEUE
    app.conf.beat_schedule = {"noted": {"task": "tests.noted", "args": [1], "schedule": 60.0}}
    now = clock.real_now()
    with machine_at(now):
        beat = LivingScheduler(app, schedule_filename=str(tmp_path / "notes"))
        while beat.tick() == 0:
            pass
    with machine_at(now - HOUR):
        assert beat.tick() > 0
    with machine_at(now - HOUR + dt.timedelta(seconds=61)):
        while beat.tick() == 0:
            pass
    assert queued(broker) == ("tests.noted", [1])
    beat.close()
    app.close()


def test_signs_from_the_future_do_not_hide_a_dead_beat(db: None) -> None:
    ahead = clock.real_now() + DAY
    for task in (pulses.SWEEP, "audit.seal"):
        pulses.note(task=task, seconds=0, failed=False)
    assert {finding.trouble for finding in readiness.findings() if finding.name == "beat"} == {""}
    TaskPulse.objects.update(last_success=ahead)
    assert pulses.ages() == {}
    troubles = [finding.trouble for finding in readiness.findings() if finding.name == "beat"]
    assert troubles == ["beat or worker has never run"]


def test_a_task_from_the_future_is_picked_up(db: None, broker: Any) -> None:
    OutboxTask.objects.create(task="tests.noted", args=[3], created_at=clock.now() + DAY)
    assert pick_up_outbox() == 1
    assert queued(broker) == ("tests.noted", [3])


def test_a_job_from_the_future_is_handed_out_again(sysadmin: User) -> None:
    job = ImportJob.objects.create(
        importer="units",
        file_name="单位.xlsx",
        size=1,
        sha256="a" * 64,
        created_by=sysadmin,
        created_at=clock.now(),
    )
    ImportJob.objects.filter(pk=job.pk).update(
        state="reading", attempts=1, beat_at=clock.real_now() + HOUR
    )
    assert exchange.tend_jobs() == 1
    job.refresh_from_db()
    assert job.beat_at is not None and job.beat_at <= clock.real_now()
    assert exchange.tend_jobs() == 0


# --- terms, filings, the record --------------------------------------------------------------


def test_warnings_are_not_given_twice_and_lights_follow_the_clock(
    errands: Any, people: Cast, at: Callable[[dt.datetime], None]
) -> None:
    item = make("x", NOW + DAY)
    at(NOW + 2 * DAY)
    assert sweep().overdue == 1
    told = Notice.objects.count()
    at(NOW - 20 * DAY)
    assert sweep().is_empty
    assert _light(item) == Light.NEUTRAL
    notice = Notice.objects.filter(light=Light.RED).earliest("pk")
    assert notice.shown_light == Light.YELLOW, "the pop-up says what holds now"
    at(NOW + 2 * DAY)
    assert sweep().is_empty
    assert _light(item) == Light.RED
    assert Notice.objects.count() == told
    assert not Notice.objects.filter(recipient=people.stranger).exists()


def _light(item: Any) -> Light:
    return light(now=clock.now(), ends_at=item.due_at, warn_at=item.warn_at)


def test_filing_and_sealing_go_on(
    office: User, clerk: User, units: Units, at: Callable[[str], None]
) -> None:
    at("2026-11-20T09:00:00")
    task = tasklists.issue(
        actor=office,
        title="自查",
        content="自查自纠。",
        standard="形成自查报告。",
        units=[units.water],
        due_on=dt.date(2026, 12, 10),
    )
    duty = Duty.objects.get(task_list=task)
    for moment in ("2026-11-21T09:00:00", "2026-11-20T10:00:00", "2026-11-19T10:00:00"):
        at(moment)
        filings.submit(
            actor=clerk,
            duty=duty,
            token=uuid.uuid4(),
            event_on=clock.today(),
            text="专题研究。",
            is_final=False,
        )
        assert seal() > 0
        make_digests()
    duty.refresh_from_db()
    assert duty.filed_count == 3
    assert list(Filing.objects.order_by("pk").values_list("stage", flat=True)) == [1, 2, 3]
    assert not Filing.objects.filter(is_late=True).exists()
    held = [one for found in AuditSeal.objects.order_by("number") for one in found.event_ids]
    assert held == list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))
    assert Checker().check(export_lines()).is_whole
