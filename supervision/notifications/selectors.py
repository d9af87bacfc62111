"""Read what one person is told and has to do."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model, QuerySet
from django.http import Http404

from supervision import clock
from supervision.audit.kinds import label_of
from supervision.history.moments import at_present
from supervision.notifications import kinds, todos
from supervision.notifications.models import UNREAD, Notice
from supervision.web.counting import Question, question_of

POPUP_LIMIT = 20
#: The questions of so many accounts are kept in a process before it begins anew.
_QUESTIONS = 500
_questions: dict[Any, tuple[dt.datetime, Question]] = {}
#: So many matters of a part of the digest are named, those open longest; the others are counted.
DIGEST_NAMED = 3
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
_PENDING = """recipient_id = %(user)s AND must_acknowledge AND acknowledged_at IS NULL
                AND withdrawn_at IS NULL"""
_NAMED = ", ".join(f"'{name}', {name}" for name in _POPUP_FIELDS)
# Every page asks this. Written out: building it anew costs more than the database's answer. The
# conditions are those of UNREAD and PENDING, whose indexes answer.
_SHELL = f"""
    SELECT
        (SELECT count(*) FROM notifications_notice
         WHERE recipient_id = %(user)s AND read_at IS NULL AND withdrawn_at IS NULL),
        (SELECT json_agg(pending)::text FROM (
            SELECT {", ".join(_POPUP_FIELDS)} FROM notifications_notice
            WHERE {_PENDING} AND kind <> ALL(%(digest)s)
            ORDER BY id LIMIT {POPUP_LIMIT}
        ) AS pending),
        (SELECT json_agg(part)::text FROM (
            SELECT kind, object_type, count(*) AS total, count(DISTINCT unit_id) AS units,
                max(id) AS newest,
                (array_agg(json_build_object({_NAMED})
                    ORDER BY ends_at, id))[1:{DIGEST_NAMED}] AS named
            FROM notifications_notice
            WHERE {_PENDING} AND kind = ANY(%(digest)s)
            GROUP BY kind, object_type ORDER BY total DESC, kind, object_type
        ) AS part)
"""


@dataclass(frozen=True)
class DigestPart:
    """What the digest says of one kind of matter that others are late with."""

    kind: str
    object_type: str
    total: int
    units: int
    newest: int
    named: list[Notice]

    @property
    def label(self) -> str:
        """Return the kind of matter in words."""
        return label_of(self.object_type)

    @property
    def icon(self) -> str:
        """Return the icon of the kind of notice."""
        return kinds.get(self.kind).icon

    @property
    def unnamed(self) -> int:
        """Return how many matters are counted without being named."""
        return self.total - len(self.named)


@dataclass(frozen=True)
class Digest:
    """Every waiting notice about what others have to do, summed up by kind of matter."""

    parts: tuple[DigestPart, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def total(self) -> int:
        """Return how many notices one tick acknowledges."""
        return sum(part.total for part in self.parts)

    @property
    def newest(self) -> int:
        """Return the last notice the reader is shown; one that comes later is told anew."""
        return max((part.newest for part in self.parts), default=0)


@dataclass(frozen=True)
class Shell:
    """What the shell of every page shows of a person's notices."""

    unread: int
    popup: list[Notice]
    digest: Digest = Digest()


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
        cursor.execute(_SHELL, {"user": user.pk, "digest": kinds.digest_codes()})
        unread, popup, parts = cursor.fetchone()
    notices = [_notice(fields) for fields in json.loads(popup or "[]")]
    # Red first, then yellow, then news; within each the oldest first.
    rank = {"red": 0, "yellow": 1}
    notices.sort(key=lambda notice: rank.get(notice.shown_light, 2))
    return Shell(unread, notices, Digest(tuple(map(_part, json.loads(parts or "[]")))))


def _part(fields: dict[str, Any]) -> DigestPart:
    return DigestPart(**fields | {"named": [_notice(named) for named in fields["named"]]})


def _notice(fields: dict[str, Any]) -> Notice:
    for name in _TIMES:
        if fields[name]:
            fields[name] = dt.datetime.fromisoformat(fields[name])
    return Notice(**fields)


def unread_count(user: Any) -> int:
    """Return how many notices the account has not read."""
    return shell(user).unread


def inbox(user: Any, *, kind: str = "", about: str = "", unread: bool = False) -> QuerySet[Notice]:
    """Return the account's own standing notices, newest first; `about` is a kind of object."""
    found = Notice.objects.filter(recipient_id=user.pk, withdrawn_at__isnull=True)
    if kind:
        found = found.filter(kind=kind)
    if about:
        found = found.filter(object_type=about)
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
def todo_counts(user: Any) -> dict[str, int]:
    """Return by source how many things the account has to do: one query, remembered as `shell`."""
    known: dict[str, int] | None = user.__dict__.get("_todo_counts")
    if known is None:
        known = user.__dict__["_todo_counts"] = _question(user).ask()
    return known


def _question(user: Any) -> Question:
    """Return what is asked for the account's counts; building it costs more than asking it.

    The question is kept for some seconds in this process, never an answer: numbers are those of
    the last commit. Units, kin and hours in it may be as old as it is.
    """
    now = clock.now()
    who = (user.pk, user.permissions, tuple(post.pk for post in user.current_postings))
    made, question = _questions.get(who, (None, None))
    if question is None or made is None or not dt.timedelta(0) <= now - made < _kept_for():
        if len(_questions) >= _QUESTIONS:
            _questions.clear()
        rows = {source.key: source.rows(user) for source in todos.open_to(user)}
        question = question_of(rows)
        _questions[who] = (now, question)
    return question


def forget_questions() -> None:
    """Have every account's question put together anew."""
    _questions.clear()


def _kept_for() -> dt.timedelta:
    return dt.timedelta(seconds=settings.TODO_QUESTION_SECONDS)


def todo_count(user: Any) -> int:
    """Return how many things the account has to do."""
    return sum(todo_counts(user).values())
