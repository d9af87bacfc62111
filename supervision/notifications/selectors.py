"""Read what one person is told and has to do."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.http import Http404

from supervision.history.moments import at_present
from supervision.notifications import kinds, todos
from supervision.notifications.models import UNREAD, Notice

POPUP_LIMIT = 20
_POPUP_FIELDS = (
    "id",
    "kind",
    "title",
    "body",
    "url",
    "light",
    "ends_at",
    "created_at",
    "must_acknowledge",
)
_TIMES = ("ends_at", "created_at")
# Every page asks this. Written out: building it anew costs more than the database's answer. The
# conditions are those of UNREAD and PENDING, whose indexes answer.
_SHELL = f"""
    SELECT
        (SELECT count(*) FROM notifications_notice
         WHERE recipient_id = %(user)s AND read_at IS NULL AND withdrawn_at IS NULL),
        (SELECT json_agg(pending)::text FROM (
            SELECT {", ".join(_POPUP_FIELDS)} FROM notifications_notice
            WHERE recipient_id = %(user)s AND must_acknowledge AND acknowledged_at IS NULL
                AND withdrawn_at IS NULL
            ORDER BY id LIMIT {POPUP_LIMIT}
        ) AS pending)
"""


@dataclass(frozen=True)
class Shell:
    """What the shell of every page shows of a person's notices."""

    unread: int
    popup: list[Notice]


@at_present()
def shell(user: Any) -> Shell:
    """Return the count of unread notices and the first that must be acknowledged: one query.

    Remembered on the account object, which lives as long as the request. Around a page of the past
    the shell still speaks of today.
    """
    known: Shell | None = user.__dict__.get("_notice_shell")
    if known is None:
        known = user.__dict__["_notice_shell"] = _shell(user)
    return known


def _shell(user: Any) -> Shell:
    with connection.cursor() as cursor:
        cursor.execute(_SHELL, {"user": user.pk})
        unread, popup = cursor.fetchone()
    notices = [_notice(fields) for fields in json.loads(popup or "[]")]
    # Red first, then yellow, then news; within each the oldest first.
    rank = {"red": 0, "yellow": 1}
    return Shell(unread, sorted(notices, key=lambda notice: rank.get(notice.shown_light, 2)))


def _notice(fields: dict[str, Any]) -> Notice:
    for name in _TIMES:
        if fields[name]:
            fields[name] = dt.datetime.fromisoformat(fields[name])
    return Notice(**fields)


def unread_count(user: Any) -> int:
    """Return how many notices the account has not read."""
    return shell(user).unread


def inbox(user: Any, *, kind: str = "", unread: bool = False) -> QuerySet[Notice]:
    """Return the account's own standing notices, newest first."""
    found = Notice.objects.filter(recipient_id=user.pk, withdrawn_at__isnull=True)
    if kind:
        found = found.filter(kind=kind)
    if unread:
        found = found.filter(UNREAD)
    return found.select_related("unit").order_by("-id")


def kinds_of(user: Any) -> list[kinds.NoticeKind]:
    """Return the kinds of notice that the account has in its inbox."""
    present = set(
        Notice.objects.filter(recipient_id=user.pk, withdrawn_at__isnull=True)
        .order_by()
        .values_list("kind", flat=True)
        .distinct()
    )
    return [kind for kind in kinds.everything() if kind.code in present]


def all_own(user: Any) -> QuerySet[Notice]:
    """Return every notice the account was sent, withdrawn ones too, newest first."""
    return Notice.objects.filter(recipient_id=user.pk).order_by("-id")


def own(user: Any, pk: int) -> Notice:
    """Return the account's own notice, else raise Http404."""
    notice = all_own(user).filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice


def about(target: Model) -> QuerySet[Notice]:
    """Return every notice that speaks of the object, withdrawn ones too, oldest first."""
    return (
        Notice.objects.filter(object_type=target._meta.label_lower, object_id=str(target.pk))
        .select_related("recipient")
        .order_by("id")
    )


def acknowledgements(target: Model) -> QuerySet[Notice]:
    """Return the acknowledged notices about the object: who took note of what, and when."""
    return about(target).filter(acknowledged_at__isnull=False).order_by("-acknowledged_at", "-id")


@at_present()
def todo_count(user: Any) -> int:
    """Return how many things the account has to do; remembered for the request."""
    known: int | None = user.__dict__.get("_todo_count")
    if known is None:
        known = sum(source.count(user) for source in todos.open_to(user))
        user.__dict__["_todo_count"] = known
    return known
