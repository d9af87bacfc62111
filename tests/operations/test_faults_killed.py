"""Web, worker, beat and a sweep are killed at work: nothing is lost, doubled or half done."""

from __future__ import annotations

import contextlib
import datetime as dt
import subprocess
import time
from collections.abc import Iterator

import psycopg2
import pytest

from supervision import clock
from tests.operations import crowd as script
from tests.operations.faults import (
    assert_nothing_lost,
    crowd,
    filing,
    restart,
    rows,
    until_each_filed,
)
from tests.operations.stack import Stack, Visitor, as_nobody, wait_until

pytestmark = pytest.mark.slow


def test_the_web_is_killed_while_clerks_file(portal: Stack, clerks: dict[str, list[int]]) -> None:
    with filing(portal, clerks) as found:
        for _n in range(2):
            until_each_filed(found, 2)
            restart(portal, "web")
        until_each_filed(found, 2)
    assert sum(clerk.no_answer for clerk in found) > 0, "nobody noticed: the kill came too late"
    assert {status for clerk in found for status in clerk.statuses} == {302}
    assert_nothing_lost(portal, found)


def test_the_worker_is_killed_in_the_middle_of_an_import(
    portal: Stack, clerks: dict[str, list[int]]
) -> None:
    with _in_the_way(portal, "W200"):
        job = crowd(portal, "import", "W")
        wait_until(lambda: _is_held_up(portal), "the rows are tried out")
        portal.kill("worker")

    def state() -> str:
        return str(rows(portal, "SELECT state FROM exchange_importjob WHERE id = %s", job)[0][0])

    def take_up() -> None:
        """Start a worker and let the job's silence be long enough for beat to notice."""
        portal.start("worker")
        rows(
            portal,
            "UPDATE exchange_importjob SET beat_at = now() - interval '5 minutes' WHERE id = %s",
            job,
        )
        # Beat's own round may come first; whoever does it, the job is taken up below.
        crowd(portal, "tend")

    assert (state(), _units("W", portal)) == ("checking", 0)
    take_up()
    wait_until(lambda: state() == "waiting", "the check was taken up again")
    with _in_the_way(portal, "W200"):
        assert crowd(portal, "confirm", job) == "applying"
        wait_until(lambda: _is_held_up(portal), "rows are being written")
        portal.kill("worker")
    assert (state(), _units("W", portal)) == ("applying", 0)
    take_up()
    wait_until(lambda: state() == "done", "the import was taken up again")
    assert _units("W", portal) == script.ROWS
    steps = rows(portal, "SELECT count(*) FROM exchange_importstep WHERE job_id = %s", job)
    added = rows(
        portal,
        "SELECT count(*), count(DISTINCT object_id) FROM audit_auditevent"
        " WHERE verb = 'organizations.unit_added' AND object_label ~ 'W[0-9]+$'",
    )
    assert (steps, added) == ([(script.ROWS,)], [(script.ROWS, script.ROWS)])
    wait_until(
        lambda: not list((portal.home / "media" / "private" / "imports").glob(f"{job}*")),
        "the uploaded workbook is wiped",
    )
    assert portal.manage("verify_audit").returncode == 0


def _units(prefix: str, portal: Stack) -> int:
    found = rows(portal, "SELECT count(*) FROM organizations_unit WHERE code LIKE %s", f"{prefix}%")
    return int(found[0][0])


@contextlib.contextmanager
def _in_the_way(portal: Stack, code: str) -> Iterator[None]:
    """Hold up whoever adds the unit of this code, in the middle of a file, without a commit."""
    line = psycopg2.connect(portal.postgres.url())
    try:
        with line.cursor() as cursor:
            cursor.execute(
                "INSERT INTO organizations_unit SELECT (jsonb_populate_record(u,"
                " jsonb_build_object('id', 10^9, 'path', 'ZZZZ', 'code', %s, 'name', %s))).*"
                " FROM organizations_unit u WHERE code = 'U01'",
                [code, f"挡路{code}"],
            )
            yield
    finally:
        line.close()


def _is_held_up(portal: Stack) -> bool:
    """Tell whether a worker waits for what stands in its way."""
    found = rows(
        portal,
        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'portal_runtime'"
        " AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO \"organizations_unit\"%%'",
    )
    return bool(found[0][0])


def test_sweeps_at_once_one_of_them_killed_warn_once(
    portal: Stack, clerks: dict[str, list[int]]
) -> None:
    late = (clock.real_now() + dt.timedelta(days=25)).isoformat()
    words = as_nobody(["python", "manage.py", "sweep_deadlines", "--at", late])

    def sweep() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            words,
            env=portal.environment("worker"),
            cwd=portal.code,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    before = _warnings(portal)
    first = sweep()
    wait_until(lambda: _is_sweeping(portal) or first.poll() is not None, "the sweep writes")
    first.kill()
    first.wait()
    running = [sweep() for _n in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    duties = [pk for each in clerks.values() for pk in each]
    warned = rows(
        portal,
        "SELECT object_id, count(*) FROM deadlines_deadlinewarning WHERE kind = 'overdue'"
        " AND object_id = ANY(%s) GROUP BY 1",
        duties,
    )
    assert sorted(warned) == [(pk, 1) for pk in sorted(duties)]
    told = rows(
        portal,
        "SELECT u.username, n.object_id::int, count(*) FROM notifications_notice n"
        " JOIN accounts_user u ON u.id = n.recipient_id WHERE n.kind = 'deadlines.overdue'"
        " AND u.username LIKE 'crowd-%%' AND n.object_id::int = ANY(%s) GROUP BY 1, 2",
        duties,
    )
    assert sorted(told) == sorted((who, pk, 1) for who, mine in clerks.items() for pk in mine)
    after = _warnings(portal)
    assert after > before
    assert sweep().wait(60) == 0
    assert _warnings(portal) == after


def _warnings(portal: Stack) -> int:
    return int(rows(portal, "SELECT count(*) FROM deadlines_deadlinewarning")[0][0])


def _is_sweeping(portal: Stack) -> bool:
    found = rows(
        portal,
        "SELECT count(*) FROM pg_locks WHERE relation = 'deadlines_deadlinewarning'::regclass"
        " AND mode = 'RowExclusiveLock'",
    )
    return bool(found[0][0])


def test_a_killed_beat_makes_up_for_the_night_and_for_a_clock_set_back(portal: Stack) -> None:
    portal.kill("beat")
    schedule = portal.home / "tmp"
    for notes in schedule.glob("beat-schedule*"):
        notes.unlink()
    began = clock.real_now()
    # One task was last heard of three days ago, the other in an hour's time.
    for task, ago in (("audit.seal_everything", "3 days"), ("audit.seal", "-1 hour")):
        rows(
            portal,
            "INSERT INTO project_taskpulse (task, last_run, last_success, last_seconds, runs,"
            " failures, seconds) SELECT %s, t, t, 0, 1, 0, 0 FROM (SELECT now() - %s::interval t) x"
            " ON CONFLICT (task) DO UPDATE SET last_run = excluded.last_run,"
            " last_success = excluded.last_success",
            task,
            ago,
        )
    portal.start("beat")

    def ran(task: str) -> bool:
        last = rows(portal, "SELECT last_success FROM project_taskpulse WHERE task = %s", task)
        return bool(began < last[0][0] < began + dt.timedelta(minutes=5))

    wait_until(lambda: ran("audit.seal_everything"), "the night is made up for", 30)
    wait_until(lambda: ran("audit.seal"), "the future sign holds nothing up", 30)


def test_the_worker_is_killed_while_it_seals(portal: Stack) -> None:
    for _n in range(3):
        _record_much(portal)
        time.sleep(0.3)
        restart(portal, "worker")
    words = ["python", "manage.py", "shell", "-v0", "-c"]
    sealed = portal.run(
        [*words, "from supervision.audit.services import seal; seal(everything=True)"],
        service="worker",
    )
    assert sealed.returncode == 0, sealed.stderr
    doubled = rows(
        portal,
        "SELECT count(*), count(DISTINCT id), (SELECT count(*) FROM audit_auditevent)"
        " FROM (SELECT unnest(event_ids) AS id FROM audit_auditseal) s",
    )[0]
    assert doubled[0] == doubled[1] == doubled[2]
    assert portal.manage("verify_audit").returncode == 0


def _record_much(portal: Stack) -> None:
    """Add some thousand events, and let the worker seal them at once."""
    rows(
        portal,
        "INSERT INTO audit_auditevent (at, verb, actor_name, object_type, object_id, object_label,"
        " ip, request_id, details) SELECT now(), 'organizations.unit_changed', '', '', '', '', '',"
        " '', '{}' FROM generate_series(1, 3000)",
    )
    words = ["python", "-m", "celery", "-A", "supervision.project.celery:app", "call", "audit.seal"]
    assert portal.run(words, service="worker").returncode == 0


def test_a_stranger_still_gets_nothing(portal: Stack, clerks: dict[str, list[int]]) -> None:
    visitor = Visitor(portal)
    duty = next(iter(clerks.values()))[0]
    status, _page = visitor.get(f"/accountability/duties/{duty}/")
    assert status == 302 and visitor.location.startswith("/account/login/")
