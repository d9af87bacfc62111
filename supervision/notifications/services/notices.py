"""Tell many people at once, in one statement, and take back what no longer stands."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from supervision import clock
from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.models import Notice
from supervision.notifications.services.sms import queue_sms

# One JSON document instead of a parameter per value: 40,000 notices take seconds otherwise.
_INSERT = """
INSERT INTO notifications_notice
    (recipient_id, kind, title, body, url, object_type, object_id, unit_id, light, ends_at,
     created_at, must_acknowledge, dedupe_key)
SELECT recipient_id, kind, title, body, url, object_type, object_id, unit_id, light, ends_at,
       %s, must_acknowledge, dedupe_key
FROM jsonb_to_recordset(%s::jsonb) AS draft
    (recipient_id bigint, kind text, title text, body text, url text, object_type text,
     object_id text, unit_id bigint, light text, ends_at timestamptz, must_acknowledge boolean,
     dedupe_key text)
ON CONFLICT DO NOTHING
RETURNING id, recipient_id, kind
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice before it is written."""

    recipient_id: int
    kind: NoticeKind
    title: str
    body: str = ""
    url: str = ""
    object_type: str = ""
    object_id: str = ""
    unit_id: int | None = None
    light: str = ""
    ends_at: dt.datetime | None = None
    must_acknowledge: bool = False
    dedupe_key: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the columns as JSON values, cut to what the columns hold."""
        return {
            "recipient_id": self.recipient_id,
            "kind": self.kind.code,
            "title": _storable(self.title)[:200],
            "body": _storable(self.body),
            "url": self.url,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "unit_id": self.unit_id,
            "light": str(self.light),
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "must_acknowledge": self.must_acknowledge or self.kind.must_acknowledge,
            "dedupe_key": self.dedupe_key,
        }


def _storable(text: str) -> str:
    """Return the text without NUL, which Postgres keeps in no column."""
    return text.replace("\x00", "")


def notify(
    *,
    kind: NoticeKind,
    recipients: Iterable[int],
    title: str,
    body: str = "",
    url: str = "",
    target: Model | None = None,
    unit: Any = None,
    light: str = "",
    ends_at: dt.datetime | None = None,
    must_acknowledge: bool = False,
    dedupe_key: str = "",
) -> int:
    """Tell the accounts the same thing and return how many were really told.

    A recipient who holds a notice under the same key already is not told again.
    """
    drafts = [
        Draft(
            recipient_id=recipient,
            kind=kind,
            title=str(title),
            body=str(body),
            url=url,
            object_type=target._meta.label_lower if target is not None else "",
            object_id=str(target.pk) if target is not None else "",
            unit_id=getattr(unit, "pk", unit),
            light=light,
            ends_at=ends_at,
            must_acknowledge=must_acknowledge,
            dedupe_key=dedupe_key,
        )
        for recipient in dict.fromkeys(recipients)
    ]
    return write(drafts)


def write(drafts: Sequence[Draft], *, at: dt.datetime | None = None) -> int:
    """Insert the notices in one statement, queue their text messages, return how many are new."""
    if not drafts:
        return 0
    for code in {draft.kind.code for draft in drafts}:
        kinds.get(code)
    now = at or clock.now()
    document = json.dumps([draft.as_row() for draft in drafts], ensure_ascii=False)
    # No savepoint of its own: what fails here fails the act that tells of it.
    with transaction.atomic(savepoint=False):
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, [now, document])
            written = cursor.fetchall()
        queue_sms(
            [(pk, recipient, code) for pk, recipient, code in written if kinds.get(code).sms],
            now=now,
        )
    return len(written)


def withdraw(target: Model, *, kind_codes: Iterable[str] = ()) -> int:
    """Take back what still waits to be read or acknowledged about the object; return how many."""
    found = Notice.objects.filter(
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        withdrawn_at__isnull=True,
        acknowledged_at__isnull=True,
    )
    codes = list(kind_codes)
    if codes:
        found = found.filter(kind__in=codes)
    return found.update(withdrawn_at=clock.now())
