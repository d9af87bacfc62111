"""Read the chain of seals, and what no seal holds yet."""

import datetime as dt
from collections.abc import Iterator

from django.db import connection
from django.db.models import Max, Min, QuerySet, Sum

from supervision import clock
from supervision.audit.models import AuditDigest, AuditEvent, AuditSeal

_QUIET = """
SELECT coalesce(max(id), 0) FROM audit_auditevent
WHERE NOT EXISTS (
    SELECT 1 FROM pg_locks
    WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'
      AND pid IS DISTINCT FROM pg_backend_pid()
      AND relation = 'audit_auditevent'::regclass
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""


def settled() -> int:
    """Return the number up to which every event is sealed and no further one can appear."""
    newest = AuditSeal.objects.order_by("-number").values_list("settled", flat=True).first()
    return newest or 0


def quiet_below() -> int:
    """Return the number up to which every event is committed; 0 while anybody is recording.

    Whoever draws a number holds the table's lock from before the draw to the end of the
    transaction. Other transactions, of this database or another, do not count.
    """
    with connection.cursor() as cursor:
        cursor.execute(_QUIET)
        return int(cursor.fetchone()[0])


def unsealed_ids(above: int, limit: int, until: dt.datetime | None = None) -> list[int]:
    """Return the smallest event numbers above a bound that no seal holds."""
    known = AuditSeal.objects.filter(last_id__gt=above).aggregate(held=Sum("count"))["held"] or 0
    events = "SELECT id FROM audit_auditevent WHERE id > %s"
    params: list[int | dt.datetime] = [above]
    if until is not None:
        events += " AND at < %s"
        params.append(until)
    else:
        # Among so many there are `limit` new ones, if there are that many at all.
        events += " ORDER BY id LIMIT %s"
        params.append(known + limit)
    with connection.cursor() as cursor:
        cursor.execute(
            f"({events}) EXCEPT (SELECT unnest(event_ids) FROM audit_auditseal"
            " WHERE last_id > %s) ORDER BY 1 LIMIT %s",
            [*params, above, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def seal_of(event_id: int) -> AuditSeal | None:
    """Return the seal that holds the event, or None while it waits for one."""
    return AuditSeal.objects.filter(
        first_id__lte=event_id, last_id__gte=event_id, event_ids__contains=[event_id]
    ).first()


def newest_seal() -> AuditSeal | None:
    """Return the end of the chain."""
    return AuditSeal.objects.order_by("-number").defer("event_ids", "leaves").first()


def last_seal_before(moment: dt.datetime) -> AuditSeal | None:
    """Return the furthest seal that was made before the instant."""
    return (
        AuditSeal.objects.filter(sealed_at__lt=moment)
        .order_by("-number")
        .defer("event_ids", "leaves")
        .first()
    )


def events_up_to(number: int) -> int:
    """Return how many events the chain holds up to a seal."""
    return AuditSeal.objects.filter(number__lte=number).aggregate(held=Sum("count"))["held"] or 0


def first_day_without_digest() -> dt.date | None:
    """Return the day after the last digest, or the day of the first seal; None without seals."""
    # A day that is not over has no digest: whatever stands there must not end the daily line.
    over = AuditDigest.objects.filter(date__lt=clock.today())
    last = over.aggregate(day=Max("date"))["day"]
    if last is not None:
        return last + dt.timedelta(days=1)
    began = AuditSeal.objects.aggregate(at=Min("sealed_at"))["at"]
    return clock.local(began).date() if began else None


def digests() -> QuerySet[AuditDigest]:
    """Return the daily digests with their seals, newest first."""
    return (
        AuditDigest.objects.select_related("seal")
        .defer("seal__event_ids", "seal__leaves")
        .order_by("-date")
    )


def digest_of(day: dt.date) -> AuditDigest | None:
    """Return the digest of a day."""
    return digests().filter(date=day).first()


def chain() -> Iterator[AuditSeal]:
    """Yield the seals in order, one at a time."""
    return AuditSeal.objects.order_by("number").iterator(chunk_size=1)


def waiting() -> int:
    """Return how many events wait for their seal."""
    held = AuditSeal.objects.aggregate(held=Sum("count"))["held"] or 0
    return AuditEvent.objects.count() - held
