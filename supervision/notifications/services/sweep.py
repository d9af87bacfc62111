"""Warn of deadlines: due soon, overdue, and to the superior when it stays overdue.

A warning is one row under a unique key; only a row that was really inserted makes a notice.
So the sweep may run twice in a minute, in parallel, or after three missed nights, and the end
state is the same.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from supervision import clock
from supervision.audit.services import record
from supervision.deadlines import sources
from supervision.deadlines.enums import WarningKind
from supervision.deadlines.models import DeadlineWarning
from supervision.deadlines.sources import DeadlineSource
from supervision.notifications import deadline_kinds, verbs
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.models import PENDING, Notice
from supervision.notifications.services import notices

# Bounds the memory of one round: a chunk's items, people and notices are held at once.
CHUNK = 1_000
# What is really new comes back; whatever another sweep wrote first does not.
_INSERT_WARNINGS = """
INSERT INTO deadlines_deadlinewarning (source, object_id, kind, ends_at, warned_at)
SELECT %s, item.id, %s, item.ends_at, %s
FROM unnest(%s::bigint[], %s::timestamptz[]) AS item (id, ends_at)
ON CONFLICT DO NOTHING
RETURNING object_id
"""


@dataclass
class SweepResult:
    """How many warnings of each kind were new, and what followed from them."""

    due_soon: int = 0
    overdue: int = 0
    escalated: int = 0
    notices: int = 0
    withdrawn: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether the sweep wrote nothing."""
        return not any(asdict(self).values())


@dataclass(frozen=True)
class Stage:
    """One kind of warning: which items have reached it, and who is told."""

    warning: WarningKind
    kind: NoticeKind
    reached: Q
    to_superiors: bool = False


def _stages(now: dt.datetime) -> list[Stage]:
    """Return the stages, overdue first: an item that jumped there is no longer due soon."""
    escalated_from = now - dt.timedelta(days=settings.ESCALATE_AFTER_DAYS)
    return [
        Stage(WarningKind.OVERDUE, deadline_kinds.OVERDUE, Q(ends_at__lte=now)),
        Stage(
            WarningKind.ESCALATED,
            deadline_kinds.ESCALATED,
            Q(ends_at__lte=escalated_from),
            to_superiors=True,
        ),
        Stage(
            WarningKind.DUE_SOON,
            deadline_kinds.DUE_SOON,
            Q(warn_at__lte=now, ends_at__gt=now),
        ),
    ]


def sweep(now: dt.datetime | None = None) -> SweepResult:
    """Record every warning that is due and tell whom it concerns; idempotent."""
    now = now or clock.now()
    result = SweepResult()
    for source in sources.everything():
        if source.queryset is None:
            continue
        result.withdrawn += _withdraw_outdated(source, now)
        for stage in _stages(now):
            for ids in _chunks(_candidates(source, stage)):
                _warn(source, stage, ids, now, result)
    return result


def _items(source: DeadlineSource) -> QuerySet[Any]:
    if source.queryset is None:
        raise LookupError(f"deadline source {source.key!r} names no items to warn about")
    return source.queryset()


def _open(items: QuerySet[Any]) -> QuerySet[Any]:
    return items.filter(closed_at__isnull=True, paused_at__isnull=True)


def _candidates(source: DeadlineSource, stage: Stage) -> Iterator[int]:
    """Yield the open items at the stage that carry no warning of it, from a server-side cursor."""
    warned = DeadlineWarning.objects.filter(
        source=source.key,
        object_id=OuterRef("pk"),
        kind=stage.warning,
        ends_at=OuterRef("ends_at"),
    )
    items = _open(_items(source)).filter(stage.reached).filter(~Exists(warned)).order_by()
    yield from items.values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _chunks(ids: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(ids, CHUNK)):
        yield chunk


@transaction.atomic
def _warn(
    source: DeadlineSource, stage: Stage, ids: list[int], now: dt.datetime, result: SweepResult
) -> None:
    """Write warnings, notices and the audit event of one chunk together, or none of them.

    The items are locked, so that none is concluded meanwhile; what another transaction holds is
    left to the next minute. So is an item with nobody to tell: once a unit has its clerk, the
    clerk hears of it.
    """
    mine = _items(source).filter(pk__in=ids).order_by().values("pk")
    locked = dict(
        _open(source.model._base_manager.filter(stage.reached, pk__in=mine))
        .select_for_update(skip_locked=True, no_key=True)
        .values_list("pk", "ends_at")
    )
    people = (source.superiors if stage.to_superiors else source.recipients)(list(locked))
    locked = {pk: end for pk, end in locked.items() if people.get(pk)}
    fresh = _insert_warnings(source, stage.warning, locked, now)
    if not fresh:
        return
    if stage.warning is WarningKind.OVERDUE:
        # An item that jumped here after a downtime counts as warned before, without a notice.
        ends = {pk: locked[pk] for pk in fresh}
        _insert_warnings(source, WarningKind.DUE_SOON, ends, now)
        result.withdrawn += _withdraw_due_soon(source, fresh, now)
    told = notices.write(_drafts(source, stage, fresh, locked, people), at=now)
    result.notices += told
    setattr(result, stage.warning.value, getattr(result, stage.warning.value) + len(fresh))
    record(
        verb=verbs.SWEPT,
        actor=None,
        details={
            "source": source.key,
            "kind": stage.warning.value,
            "items": len(fresh),
            "notices": told,
        },
    )


def _insert_warnings(
    source: DeadlineSource, kind: WarningKind, ends: dict[int, dt.datetime], now: dt.datetime
) -> list[int]:
    if not ends:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_WARNINGS,
            [source.key, kind.value, now, list(ends), [end.isoformat() for end in ends.values()]],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _drafts(
    source: DeadlineSource,
    stage: Stage,
    ids: list[int],
    ends: dict[int, dt.datetime],
    people: Mapping[int, Sequence[int]],
) -> list[notices.Draft]:
    drafts = []
    for item in _items(source).filter(pk__in=ids):
        text = source.notice(item, stage.warning)
        for recipient in dict.fromkeys(people[item.pk]):
            drafts.append(
                notices.Draft(
                    recipient_id=recipient,
                    kind=stage.kind,
                    title=str(text.title),
                    body=str(text.body),
                    url=text.url,
                    object_type=source.model._meta.label_lower,
                    object_id=str(item.pk),
                    unit_id=source.unit_of(item),
                    light=text.light,
                    ends_at=ends[item.pk],
                    dedupe_key=f"{stage.kind.code}:{source.key}:{item.pk}:"
                    f"{ends[item.pk].isoformat()}",
                )
            )
    return drafts


def _waiting(source: DeadlineSource, kinds: Iterable[NoticeKind]) -> QuerySet[Notice]:
    return Notice.objects.filter(
        PENDING,
        object_type=source.model._meta.label_lower,
        kind__in=[kind.code for kind in kinds],
    )


def _withdraw_due_soon(source: DeadlineSource, ids: Sequence[int], now: dt.datetime) -> int:
    """Take back the earlier, milder warning that nobody has acknowledged yet."""
    waiting = _waiting(source, [deadline_kinds.DUE_SOON])
    return waiting.filter(object_id__in=[str(pk) for pk in ids]).update(withdrawn_at=now)


def _withdraw_outdated(source: DeadlineSource, now: dt.datetime) -> int:
    """Take back waiting warnings whose item was concluded, paused or moved to another end."""
    still_true = _open(_items(source)).filter(
        pk=Cast(OuterRef("object_id"), BigIntegerField()), ends_at=OuterRef("ends_at")
    )
    waiting = _waiting(
        source, [deadline_kinds.DUE_SOON, deadline_kinds.OVERDUE, deadline_kinds.ESCALATED]
    )
    return waiting.filter(~Exists(still_true)).update(withdrawn_at=now)
