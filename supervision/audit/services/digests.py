"""Keep, for each day that is over, where the chain stood."""

import datetime as dt

from supervision import clock
from supervision.audit.models import AuditDigest
from supervision.audit.selectors import seals as selectors


def make_digests() -> int:
    """Make the digest of every day that is over and has none; return how many.

    Of two runs at once the second finds each day taken and changes nothing.
    """
    first = selectors.first_day_without_digest()
    if first is None:
        return 0
    days = (clock.today() - first).days
    made = [_digest(first + dt.timedelta(days=day)) for day in range(days)]
    rows = [digest for digest in made if digest is not None]
    AuditDigest.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _digest(day: dt.date) -> AuditDigest | None:
    seal = selectors.last_seal_before(clock.end_of(day))
    if seal is None:
        return None
    return AuditDigest(
        date=day,
        seal=seal,
        event_count=selectors.events_up_to(seal.number),
        made_at=clock.now(),
    )
