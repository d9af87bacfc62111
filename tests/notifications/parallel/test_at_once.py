"""Sweep and delivery by several workers at once: everything is told, and told once."""

import datetime as dt
import threading
from typing import Any

from django.db import connections

from supervision.notifications.enums import SmsState
from supervision.notifications.models import Notice, SmsMessage
from supervision.notifications.services import SweepResult, deliver_sms, sweep
from tests.notifications.scene import NOW, Cast, make
from tests.notifications.test_sms import LocalGateway, server, tell

__all__ = ["server"]


def test_parallel_sweeps_tell_everybody_once(errands: Any, people: Cast) -> None:
    for number in range(40):
        make(f"item {number}", NOW - dt.timedelta(hours=number + 1))
    results: list[SweepResult] = []
    start = threading.Barrier(4)

    def run() -> None:
        try:
            start.wait()
            results.append(sweep(NOW))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(result.overdue for result in results) == 40
    assert Notice.objects.filter(kind="deadlines.overdue").count() == 80
    assert sweep(NOW).is_empty
    assert not Notice.objects.filter(recipient=people.stranger).exists()


def test_two_runs_at_once_send_each_message_once(people: Cast, server: LocalGateway) -> None:
    people.clerk.phone = "13812345678"
    people.clerk.save()
    for number in range(12):
        tell(people.clerk, f"x{number}")

    def run() -> None:
        try:
            deliver_sms()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(message["id"]) for message in server.got) == sorted(
        SmsMessage.objects.filter(state=SmsState.SENT).values_list("pk", flat=True)
    )
    assert len(server.got) == 12
