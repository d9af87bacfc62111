"""Writers and sealers at once, a long transaction, and a sealer that is killed."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, connections, transaction

from supervision.audit.models import AuditEvent, AuditSeal
from supervision.audit.selectors import seals as selectors
from supervision.audit.services import record, seal
from supervision.audit.services.exporting import export_lines
from supervision.organizations.verbs import UNIT_CHANGED
from tools.layout import ROOT
from tools.verify_audit import Checker

pytestmark = pytest.mark.slow


def in_thread(work: Callable[[], None]) -> threading.Thread:
    """Run in a thread with a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def write_and_roll_back(chance: random.Random) -> None:
    """Record acts in transactions of uneven length, every fifth of which comes to nothing."""
    for _n in range(40):
        with suppress(RuntimeError), transaction.atomic():
            for _m in range(chance.randint(1, 3)):
                record(verb=UNIT_CHANGED, actor=None)
            time.sleep(chance.random() / 100)
            if chance.random() < 0.2:
                raise RuntimeError


def check_all() -> None:
    """Seal the rest; every event must be sealed once, in a chain that is whole."""
    seal(everything=True)
    held = [one for found in AuditSeal.objects.order_by("number") for one in found.event_ids]
    assert len(held) == len(set(held))
    assert set(held) == set(AuditEvent.objects.values_list("pk", flat=True))
    result = Checker().check(export_lines())
    assert result.findings == []


def test_writers_and_sealers_at_once_lose_nothing_and_fork_nothing(db: None) -> None:
    over = threading.Event()
    ended: list[bool] = []

    def write(seed: int) -> Callable[[], None]:
        return lambda: write_and_roll_back(random.Random(seed))

    def sealing() -> None:
        while not over.is_set():
            seal(batch=7)
        ended.append(True)

    sealers = [in_thread(sealing) for _n in range(2)]
    writers = [in_thread(write(seed)) for seed in range(6)]
    for writer in writers:
        writer.join()
    over.set()
    for sealer in sealers:
        sealer.join()
    assert ended == [True, True]
    assert AuditSeal.objects.count() > 3
    check_all()


def open_transaction(statement: Callable[[], object]) -> Callable[[], None]:
    """Act in a transaction of another connection; return the function that ends it."""
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            statement()
            begun.set()
            may_end.wait(30)

    thread = in_thread(slow)
    assert begun.wait(20)

    def end() -> None:
        may_end.set()
        thread.join()

    return end


def test_an_event_that_is_committed_late_is_sealed_late(db: None) -> None:
    end = open_transaction(lambda: record(verb=UNIT_CHANGED, actor=None, label="slow"))
    before = selectors.settled()
    for _n in range(30):
        record(verb=UNIT_CHANGED, actor=None, label="quick")
        seal(batch=5)
    newest = AuditSeal.objects.latest("number")
    assert selectors.settled() == before < newest.last_id, "somebody is still recording"
    end()
    assert seal() == 1
    late = AuditEvent.objects.get(object_label="slow")
    assert late.pk < newest.last_id
    assert AuditSeal.objects.latest("number").event_ids == [late.pk]
    assert selectors.settled() == newest.last_id
    check_all()


def test_an_event_that_came_to_light_between_two_runs_is_found_however_far_below(
    db: None,
) -> None:
    end = open_transaction(lambda: record(verb=UNIT_CHANGED, actor=None, label="slow"))
    AuditEvent.objects.bulk_create(
        AuditEvent(at="2026-11-02T01:00:00Z", verb=UNIT_CHANGED.code) for _n in range(12_000)
    )
    seal(batch=5000)
    end()
    record(verb=UNIT_CHANGED, actor=None, label="after")
    assert seal() == 2
    check_all()


def test_a_long_transaction_that_records_nothing_makes_no_run_look_again(db: None) -> None:
    def write_elsewhere() -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE elsewhere (n integer)")
            cursor.execute("SELECT txid_current()")

    end = open_transaction(write_elsewhere)
    for _n in range(3):
        record(verb=UNIT_CHANGED, actor=None)
    seal()
    assert selectors.settled() == AuditEvent.objects.latest("pk").pk
    end()
    check_all()


def test_a_sealer_that_is_killed_leaves_nothing_half_done(db: None) -> None:
    AuditEvent.objects.bulk_create(
        AuditEvent(at="2026-11-02T01:00:00Z", verb=UNIT_CHANGED.code) for _n in range(3000)
    )
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    code = (
        "import django; django.setup()\n"
        "from supervision.audit.services import seal\n"
        "seal(batch=20)\n"
    )
    for _n in range(3):
        before = AuditSeal.objects.count()
        child = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": urlunsplit(url)},
        )
        deadline = time.monotonic() + 60
        while AuditSeal.objects.count() < before + 5 and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        assert Checker().check(export_lines()).findings == []
    assert AuditSeal.objects.count() < 150
    check_all()
