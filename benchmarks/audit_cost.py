"""AUDIT_COST: what the audit record costs a filing, what sealing and the auditor's list cost.

The same filing with a 1 MB attachment is made with and without its events, in turn, on rows that
were there before. The list and the seal are measured on a million events.
"""

import argparse
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p50, p95, ratio

_EVENTS = """
    INSERT INTO audit_auditevent (at, verb, actor_id, actor_name, object_type, object_id,
        object_label, unit_id, ip, request_id, details)
    SELECT now() - n * interval '30 seconds',
           (ARRAY['accountability.filed', 'attachments.stored', 'attachments.attached',
                  'attachments.downloaded', 'accounts.logged_in'])[1 + n %% 5],
           1 + n %% 400, '填报员' || (n %% 400),
           (ARRAY['accountability.duty', 'attachments.attachment', 'accountability.filing',
                  'attachments.attachment', 'accounts.user'])[1 + n %% 5],
           n::text, '履责事项 ' || n, 1 + n %% 42, '10.1.' || (n %% 7) || '.' || (n %% 250),
           md5((n / 4)::text), jsonb_build_object('note', '材料 ' || n, 'late', n %% 9 = 0)
    FROM generate_series(1, %s) AS n
"""


@contextmanager
def _unrecorded() -> Iterator[None]:
    """Let `record` build its event without writing it."""
    from supervision.audit.models import AuditEvent  # noqa: PLC0415  after Django is set up

    kept = AuditEvent.objects.create
    AuditEvent.objects.create = lambda **fields: AuditEvent(**fields)
    try:
        yield
    finally:
        AuditEvent.objects.create = kept


def filings(count: int) -> list[Row]:
    """File in turn with and without the record."""
    from accountability.models import Duty  # noqa: PLC0415  after Django is set up
    from benchmarks.dataset import build  # noqa: PLC0415

    build(units=4, duties=4 * count, open_duties=4 * count, turning=0)
    duties = list(Duty.objects.select_related("unit").order_by("pk")[: 2 * count + 20])
    times: dict[bool, list[float]] = {True: [], False: []}
    for number, duty in enumerate(duties):
        recorded = number % 2 == 0
        if recorded:
            took = _file(duty)
        else:
            with _unrecorded():
                took = _file(duty)
        # The first ones warm up.
        if number >= 20:
            times[recorded].append(took)
    with_record, without = p50(times[True]), p50(times[False])
    cost = (with_record / without - 1) * 100
    return [
        Row(
            f"Audit on {count:,} filings of 1 MB: cost",
            f"{cost:+.1f} %",
            ms(without),
            ratio(with_record, without),
            "<= 15 %",
            cost <= 15,
        )
    ]


def _file(duty: Any) -> float:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from accountability.selectors.filings import draft_key  # noqa: PLC0415
    from accountability.services.filings import submit  # noqa: PLC0415
    from supervision import clock  # noqa: PLC0415
    from supervision.accounts.models import User  # noqa: PLC0415
    from supervision.attachments.services import store  # noqa: PLC0415

    clerk = User.objects.get(postings__unit_id=duty.unit_id, postings__role="clerk")
    line = f"{duty.pk} 会议记录 {uuid.uuid4()}\n".encode()
    upload = SimpleUploadedFile("纪要.txt", line * (1_000_000 // len(line)))
    started = time.perf_counter()
    file = store(actor=clerk, upload=upload, slot="会议纪要", draft=draft_key(duty))
    submit(
        actor=clerk,
        duty=duty,
        token=uuid.uuid4(),
        event_on=clock.today(),
        text="召开专题会议研究部署，形成会议纪要，逐项明确责任人和完成时限。",
        attachments=[file],
    )
    return time.perf_counter() - started


def sealing(count: int) -> list[Row]:
    """Seal a million events, then let the next run find nothing."""
    from django.db import connection  # noqa: PLC0415  after Django is set up

    from supervision.audit.services import seal  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(_EVENTS, [count])
        cursor.execute("VACUUM ANALYZE audit_auditevent")
        started = time.perf_counter()
        cursor.execute("SELECT count(sha256(audit_auditevent::text::bytea)) FROM audit_auditevent")
        floor = time.perf_counter() - started
    started = time.perf_counter()
    sealed = seal()
    took = time.perf_counter() - started
    idle = _timed(seal, 20)
    rate = sealed / took
    return [
        Row(
            f"Audit sealing of {sealed:,} events",
            f"{rate:,.0f}/s",
            f"{floor:.1f} s",
            ratio(took, floor),
            ">= 5,000/s",
            rate >= 5000,
        ),
        Row(
            "Audit sealing with nothing new", ms(p95(idle)), "-", "-", "<= 100 ms", p95(idle) < 0.1
        ),
    ]


def lists(count: int) -> list[Row]:
    """Open the first page of the record with each filter, with its exact total."""
    from django.db import connection  # noqa: PLC0415  after Django is set up

    from supervision.audit.filters import filtered  # noqa: PLC0415
    from supervision.audit.selectors.events import events  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE audit_auditevent")
    found = []
    for params in (
        {},
        {"verb": "accounts.logged_in"},
        {"actor_name": "填报员7"},
        {"kind": "accountability.duty"},
        {"unit": "2"},
        {"ip": "10.1.3.17"},
        {"request_id": "c4ca4238a0b923820dcc509a6f75849b"},
    ):
        rows = filtered(events(), params)
        took = p50(_timed(lambda rows=rows: list(rows[:25]), 9))
        total = p50(_timed(lambda rows=rows: rows.count(), 5))
        name = next(iter(params), "no filter")
        found.append(
            Row(
                f"Audit list of {count:,}, {name}",
                ms(took),
                f"total {ms(total)}",
                "-",
                "<= 100 ms",
                took <= 0.1,
            )
        )
    return found


def _timed(act: Any, times: int) -> list[float]:
    found = []
    for _n in range(times):
        started = time.perf_counter()
        act()
        found.append(time.perf_counter() - started)
    return found


def main() -> None:
    """Measure on a million events, or on ten thousand."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as media:
        os.environ["MEDIA_ROOT"] = media
        with fresh("portal_bench_audit"):
            count = 10_000 if quick else 1_000_000
            emit([*filings(20 if quick else 300), *sealing(count), *lists(count)])


if __name__ == "__main__":
    main()
