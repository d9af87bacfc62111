"""Run every comparison: over what is new, every few minutes, or over everything."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from accountability.doubt_enums import Comparison
from accountability.models import Filing
from accountability.selectors.prints import new_texts
from accountability.selectors.thresholds import held
from accountability.services.detection import cramming, files, photos, texts, times
from accountability.services.detection.raising import raise_all
from supervision import clock
from supervision.attachments.services import examine_files

logger = logging.getLogger(__name__)

#: Held in the database while a run is under way: a second one has nothing to add.
_LOCK = 7_304_210_733
#: Texts compared in one run; the next one follows within minutes.
TEXTS_A_RUN = 2_000
FILES_A_RUN = 4_000
#: Filings whose files are looked at once more at night.
_RECENT_DAYS = 31
_PORTION = 5_000

Say = Callable[[str], None]


@dataclass(frozen=True)
class Looked:
    """How many filings a run looked at, and how many doubts it raised."""

    filings: int
    doubts: int


def look() -> Looked:
    """Compare filings and documents that came since the last run with all earlier ones.

    Where texts were never counted, or have grown much, everything is compared anew.
    """
    if any(texts.grew(one) for one in Comparison):
        return look_at_everything()
    return _alone(_look_at_new)


def catch_up() -> Looked:
    """Look until nothing is new, then once more at the last weeks' files and every unit's year.

    A file may be examined, or a document read, long after its filing was compared.
    """
    filings = doubts = 0
    while (looked := look()).filings:
        filings, doubts = filings + looked.filings, doubts + looked.doubts
    again = _alone(_look_again)
    return Looked(filings + again.filings, doubts + again.doubts)


def look_at_everything(say: Say = logger.info) -> Looked:
    """Count phrases anew and compare every filing with every other one."""
    return _alone(lambda: _look_at_all(say))


def _alone(run: Callable[[], Looked]) -> Looked:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return Looked(0, 0)
        try:
            return run()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _look_at_new() -> Looked:
    examine_files(limit=FILES_A_RUN)
    limits = held()
    new = [ref.filing_id for ref, _text in new_texts(Comparison.WORDS, TEXTS_A_RUN)]
    # A document is often read later than its filing came; its facts and pictures come with it.
    late = [ref.filing_id for ref, _text in new_texts(Comparison.DOCUMENTS, TEXTS_A_RUN)]
    filings = sorted({*new, *late})
    doubts = 0
    for comparison in Comparison:
        doubts += raise_all(texts.compare_new(comparison, limits, TEXTS_A_RUN))
    if filings:
        doubts += _files_and_times(filings, limits)
        doubts += raise_all(photos.compare(limits, set(filings)))
    return Looked(len(filings), doubts)


def _look_again() -> Looked:
    limits = held()
    since = clock.now() - dt.timedelta(days=_RECENT_DAYS)
    ids = list(Filing.objects.filter(submitted_at__gte=since).values_list("pk", flat=True))
    doubts = _files_and_times(ids, limits) + raise_all(photos.compare(limits, set(ids)))
    return Looked(len(ids), doubts + cramming.raise_for_units(limits))


def _files_and_times(ids: list[int], limits: dict[str, Decimal]) -> int:
    doubts = 0
    for begin in range(0, len(ids), _PORTION):
        portion = ids[begin : begin + _PORTION]
        doubts += raise_all(files.suspicions(portion))
        doubts += raise_all(times.suspicions(portion, limits))
    return doubts


def _look_at_all(say: Say) -> Looked:
    examine_files()
    limits = held()
    doubts = 0
    for comparison in Comparison:
        found = raise_all(texts.compare_all(comparison, limits))
        say(f"{comparison.value}: {found} doubts")
        doubts += found
    found = raise_all(photos.compare(limits))
    say(f"pictures: {found} doubts")
    doubts += found
    ids = list(Filing.objects.order_by("pk").values_list("pk", flat=True))
    doubts += _files_and_times(ids, limits) + cramming.raise_for_units(limits)
    say(f"{len(ids)} filings compared, {doubts} doubts in all")
    return Looked(len(ids), doubts)
