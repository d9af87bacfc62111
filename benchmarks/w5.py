"""W5: Excel in and out, 100,000 rows of 20 cells, as a worker does it, in a process of its own.

In: the file is read, checked and written for trial; then read, checked and written for good. A
second file has an error in every twentieth row and comes back marked. The floor is COPY of the
same rows. Out: a queryset through the exporter, stamped and recorded. The floor is XlsxWriter.
"""

import argparse
import csv
import datetime as dt
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ratio
from benchmarks.w1 import peak_megabytes

COLUMNS = 20
WRONG_EVERY = 20
_DAY = dt.date(2026, 1, 1)


def cells(number: int) -> list[Any]:
    """Return one row: a code, texts, numbers, days."""
    row: list[Any] = [f"R{number:06d}"]
    for column in range(1, COLUMNS):
        kind = column % 5
        if kind == 1:
            row.append(number * column)
        elif kind == 2:
            row.append(_DAY + dt.timedelta(days=(number + column) % 300))
        else:
            row.append(f"清江区第{number}户第{column}项")
    return row


def write_file(path: Path, rows: int, wrong_every: int = 0) -> None:
    """Write the workbook that people would upload."""
    import xlsxwriter  # noqa: PLC0415  measured separately, below

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("表")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [f"列{column:02d}" for column in range(COLUMNS)])
        for number in range(1, rows + 1):
            values = cells(number)
            if wrong_every and not number % wrong_every:
                values[1] = "没有"
            for column, value in enumerate(values):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)


def run(rows: int) -> list[Row]:
    """Prepare here; do each piece of work in a process of its own."""
    from benchmarks import w5_tables  # noqa: PLC0415  after Django is set up

    with tempfile.TemporaryDirectory() as folder:
        os.environ["MEDIA_ROOT"] = folder
        good, wrong = Path(folder) / "good.xlsx", Path(folder) / "wrong.xlsx"
        write_file(good, rows)
        write_file(wrong, rows, WRONG_EVERY)
        w5_tables.prepare()
        copied = _copy_floor(rows)
        taken = _in_own_process("in", str(good))
        refused = _in_own_process("in", str(wrong))
        out = _in_own_process("out", str(rows))
        raw = _in_own_process("raw", str(rows))
    assert taken["state"] == "done" and taken["rows"] == rows, taken
    assert refused["state"] == "refused" and refused["problems"] == rows // WRONG_EVERY, refused
    assert out["state"] == "ready" and out["rows"] == rows, out
    return [
        _row(f"W5 in, {rows:,} x {COLUMNS}: check and import", taken, copied, 60),
        _memory("W5 in, memory", taken, 250),
        _row(f"W5 in, {refused['problems']:,} errors: check and marked file", refused, copied, 60),
        _memory("W5 in with errors, memory", refused, 250),
        _row(f"W5 out, {rows:,} x {COLUMNS}", out, raw["seconds"], 30),
        _memory("W5 out, memory", out, 200),
    ]


def _row(work: str, done: dict[str, Any], floor: float, bar: int) -> Row:
    seconds = done["seconds"]
    figure = f"{seconds:.1f} s ({done['cpu']:.1f} s of processor)"
    return Row(work, figure, f"{floor:.1f} s", ratio(seconds, floor), f"<= {bar} s", seconds <= bar)


def _memory(work: str, done: dict[str, Any], bar: int) -> Row:
    peak = done["peak"]
    figure = f"{peak:,.0f} MB ({done['base']:,.0f} MB before the work)"
    return Row(work, figure, "-", "-", f"<= {bar} MB", peak <= bar)


def _in_own_process(act: str, argument: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.w5", "--act", act, argument],
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _copy_floor(rows: int) -> float:
    """Measure COPY of the same rows into an empty table."""
    from django.db import connection, transaction  # noqa: PLC0415

    def lines() -> Iterator[io.StringIO]:
        for first in range(1, rows + 1, 5000):
            text = io.StringIO()
            writer = csv.writer(text)
            writer.writerows(cells(n) for n in range(first, min(first + 5000, rows + 1)))
            text.seek(0)
            yield text

    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for text in lines():
            cursor.copy_expert("COPY bench_row FROM STDIN WITH (FORMAT csv)", text)
        transaction.set_rollback(True)
    return time.perf_counter() - started


def work(act: str, argument: str) -> dict[str, Any]:
    """Do one piece of work in this process and say what it cost."""
    if act == "raw":
        return _measured(lambda: _raw(int(argument)))
    import django  # noqa: PLC0415  the parent has named the database by now

    django.setup()
    from benchmarks import w5_tables  # noqa: PLC0415
    from supervision.project.celery import app  # noqa: PLC0415

    app.loader.import_default_modules()
    w5_tables.offer()
    if act == "in":
        return _measured(lambda: w5_tables.bring_in(Path(argument)))
    return _measured(lambda: w5_tables.take_out(int(argument)))


def _raw(rows: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        write_file(Path(folder) / "raw.xlsx", rows)
    return {}


def _measured(job: Any) -> dict[str, Any]:
    base = peak_megabytes()
    started, cpu = time.perf_counter(), time.process_time()
    found = job()
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    return {**found, "seconds": seconds, "cpu": cpu, "base": base, "peak": peak_megabytes()}


def main() -> None:
    """Run at full size, or a hundredth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--act", nargs=2)
    options = parser.parse_args()
    if options.act:
        print(json.dumps(work(*options.act)))
        return
    with fresh("portal_bench_w5"):
        emit(run(1000 if options.quick else 100_000))


if __name__ == "__main__":
    main()
