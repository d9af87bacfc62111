"""Seal recorded events in batches, one chain, without a lock on whoever records.

What the sealer can see is committed, and so final; what it cannot see yet it finds later, however
long its transaction runs. No time is asked, so that a clock set back changes nothing.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from supervision import clock
from supervision.audit import rules
from supervision.audit.models import AuditEvent, AuditSeal
from supervision.audit.selectors import seals as selectors

#: Events under one seal at most.
BATCH = 2000
#: Taken by the sealer alone, so that two of them wait for one another.
_SEALER = 0x5EA1


def seal(*, everything: bool = False, until: dt.datetime | None = None, batch: int = BATCH) -> int:
    """Seal all committed events that no seal holds; return how many.

    A usual run looks at what came above the settled number; `everything` compares the whole
    record with all seals. `until` seals only what happened before the instant (for the demo's
    year). Each batch is one transaction: a sealer that is killed leaves nothing half done.
    """
    total, above = 0, None
    look = _Look(everything=everything, until=until, size=batch)
    while sealed := _seal_batch(look, above):
        total += sealed.count
        if sealed.count < batch:
            break
        above = sealed.last_id
    return total


@dataclass(frozen=True)
class _Look:
    """What one run looks for."""

    everything: bool
    until: dt.datetime | None
    size: int


@transaction.atomic
def _seal_batch(look: _Look, above: int | None) -> AuditSeal | None:
    """Seal the next events, of a long run those above its last batch; None without any."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER])
    settled = selectors.settled()
    # Asked before the events are looked for: what is drawn from now on lies above.
    quiet = selectors.quiet_below()
    ids = [] if above is None else selectors.unsealed_ids(above, look.size + 1, look.until)
    if len(ids) > look.size:
        ids.pop()
    else:
        # First and last batch of a run look from the settled number on: meanwhile a smaller one
        # may have come to light, and only such a look may settle anything.
        is_chosen = look.everything or look.until is not None
        ids = selectors.unsealed_ids(0 if is_chosen else settled, look.size, look.until)
        above = None
    if not ids:
        return None
    if above is None and look.until is None:
        reached = quiet if len(ids) < look.size else min(quiet, ids[-1])
        settled = max(settled, reached)
    return _append(ids, settled=settled)


def _append(ids: list[int], *, settled: int) -> AuditSeal:
    last = AuditSeal.objects.order_by("-number").only("number", "digest").first()
    number, previous = (last.number + 1, last.digest) if last else (1, rules.GENESIS)
    algorithm = settings.AUDIT_DIGEST
    rows = AuditEvent.objects.filter(pk__in=ids).order_by("pk").values(*rules.FIELDS)
    leaves = [
        rules.digest(algorithm, rules.canonical(rules.event_fields(row)))
        for row in rows.iterator(chunk_size=BATCH)
    ]
    sealed_at = clock.now()
    return AuditSeal.objects.create(
        number=number,
        first_id=ids[0],
        last_id=ids[-1],
        count=len(ids),
        event_ids=ids,
        leaves=bytes.fromhex("".join(leaves)),
        algorithm=algorithm,
        previous=previous,
        digest=rules.seal_digest(
            algorithm=algorithm,
            number=number,
            previous=previous,
            first_id=ids[0],
            last_id=ids[-1],
            sealed_at=sealed_at,
            leaves=leaves,
        ),
        sealed_at=sealed_at,
        settled=settled,
    )
