"""Write the rows of a sheet, portion by portion: for good, or for trial."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from supervision.exchange.importers import Finding, Importer, Tally
from supervision.exchange.models import ImportJob, ImportStep
from supervision.exchange.parsing import Parsed, located
from supervision.exchange.problems import RowRefused
from supervision.exchange.services.running import Line

_STEPS_AT_ONCE = 2000

KeepSteps = Callable[[Tally], None]


class _Trial(Exception):
    """Ends a trial, so that its transaction is rolled back."""


def try_out(importer: Importer, parsed: Parsed, job: ImportJob, line: Line) -> Tally:
    """Apply in a transaction that is rolled back, to tell beforehand what will come of it."""
    total = Tally()
    try:
        with transaction.atomic():
            total = _write(importer, parsed, job.created_by, line)
            raise _Trial
    except _Trial:
        return total


def write(importer: Importer, parsed: Parsed, job: ImportJob, line: Line) -> Tally:
    """Apply in a savepoint of its own and keep the steps; a refused row undoes all others."""

    def keep(tally: Tally) -> None:
        if importer.undoable:
            ImportStep.objects.bulk_create(
                [
                    ImportStep(job=job, key=step.key, before=step.before, after=step.after)
                    for step in tally.steps
                ],
                batch_size=_STEPS_AT_ONCE,
            )

    return _write(importer, parsed, job.created_by, line, keep)


def _write(
    importer: Importer, parsed: Parsed, actor: Any, line: Line, keep: KeepSteps | None = None
) -> Tally:
    total = Tally()
    done = rows = len(parsed.rows)
    try:
        with transaction.atomic():
            for portion in parsed.rows.portions(importer.portion_size):
                tally = importer.apply(portion, actor=actor)
                total.include(tally)
                if keep is not None:
                    keep(tally)
                done += len(portion)
                line.tick(done, 2 * rows)
    except RowRefused as refused:
        finding = Finding(refused.row, refused.key, refused.code, refused.params)
        parsed.problems.add(located(importer, parsed, finding))
        return Tally()
    return total
