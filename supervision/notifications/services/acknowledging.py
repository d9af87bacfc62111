"""Take a person's acknowledgement; only of one's own notices, and its time is kept."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from supervision import clock
from supervision.audit.services import record
from supervision.notifications import kinds, verbs
from supervision.notifications.models import PENDING, UNREAD, Notice


@transaction.atomic
def acknowledge(*, actor: Any, notice_ids: Iterable[int]) -> int:
    """Acknowledge the account's own waiting notices and return how many; others are left alone.

    The first time stands: acknowledging again changes nothing and is not recorded again.
    """
    return _acknowledge(actor, Q(pk__in=list(notice_ids)))


@transaction.atomic
def acknowledge_digest(*, actor: Any, newest: int) -> int:
    """Acknowledge every waiting notice that the digest summed up, each by itself; return how many.

    `newest` is the last one that the account was shown: what came since is told anew.
    """
    return _acknowledge(actor, Q(kind__in=kinds.digest_codes(), pk__lte=newest))


def _acknowledge(actor: Any, chosen: Q) -> int:
    waiting = list(
        Notice.objects.select_for_update()
        .filter(PENDING, chosen, recipient_id=actor.pk)
        .order_by("pk")
    )
    if not waiting:
        return 0
    now = clock.now()
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(
        acknowledged_at=now, read_at=Coalesce("read_at", now)
    )
    record(
        verb=verbs.ACKNOWLEDGED,
        actor=actor,
        target=waiting[0] if len(waiting) == 1 else None,
        label=waiting[0].title if len(waiting) == 1 else "",
        details={
            "notices": [
                {"id": notice.pk, "object": f"{notice.object_type}:{notice.object_id}"}
                for notice in waiting
            ]
        },
    )
    return len(waiting)


def mark_read(*, actor: Any, notice_ids: Iterable[int] | None = None) -> int:
    """Mark the account's own notices as read, all of them when no ids are given.

    Not in the audit record: opening one's own inbox changes nothing for anybody else.
    """
    unread = Notice.objects.filter(UNREAD, recipient_id=actor.pk)
    if notice_ids is not None:
        unread = unread.filter(pk__in=list(notice_ids))
    return unread.update(read_at=clock.now())
