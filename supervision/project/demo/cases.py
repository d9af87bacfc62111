"""Two years of invented clues and cases, at every status and every light."""

from __future__ import annotations

from random import Random

from django.db import transaction

from cases.models import Clue, Step
from cases.verbs import CLUE_REGISTERED
from supervision.audit.services import record
from supervision.project.demo.cases_bench import Bench
from supervision.project.demo.cases_clocks import Clocks
from supervision.project.demo.cases_entries import enter, enter_reporters, open_to
from supervision.project.demo.cases_fates import SEED, Draw
from supervision.project.demo.cases_people import People
from supervision.project.demo.cases_plans import open_plans
from supervision.project.demo.cases_rows import Rows
from supervision.project.demo.cast import Cast


@transaction.atomic
def load_cases(cast: Cast) -> str:
    """Write the clues with their steps, papers, outcomes and clocks; return what was written.

    They come from the ledger that the office kept before, so the record has one event for all.
    """
    rng = Random(SEED)
    bench = Bench(cast, rng)
    fates = Draw(cast.stands).fates()
    ways = enter(fates, bench, People(cast.units.values(), rng), rng, cast.stands)
    Rows(bench, rng).walk([way for way in ways if way.fate.done])
    enter_reporters(ways, bench, rng, cast.stands)
    open_to(ways, bench)
    Clocks(bench, rng, cast.stands).run(ways)
    open_plans(bench, stands=cast.stands)
    clues, steps = Clue.objects.count(), Step.objects.count()
    record(
        verb=CLUE_REGISTERED,
        actor=bench.user("casesuphead"),
        label="问题线索历史台账",
        details={"clues": clues, "steps": steps},
    )
    return f"{clues:,} clues and cases, {steps:,} steps"
