"""Read deliveries: who may see which, what waits for whom, and when a clock rested."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from supervision import clock
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.deadlines.rules import Pause
from supervision.deadlines.sql import light_annotation
from supervision.documents.enums import DeliveryStatus
from supervision.documents.models import Delivery, DeliveryReply, OfficialDocument
from supervision.documents.permissions import RECEIVE, kinds_to_read, kinds_to_settle
from supervision.documents.selectors.receiving import receiving_scope

REPLY_OWNER = "documents.deliveryreply"


def deliveries_visible_to(user: Any) -> QuerySet[Delivery]:
    """Return the deliveries the account may see: every one, or those of its own units."""
    rows = Delivery.objects.select_related("document__organ", "document__signed_by", "unit")
    read = kinds_to_read(user)
    if not read and not user.can(RECEIVE):
        return Delivery.objects.none()
    condition = Q(document__kind__in=read)
    if user.can(RECEIVE):
        condition |= receiving_scope(user)
    return rows.filter(condition).order_by("-pk")


def received_by_units(user: Any) -> QuerySet[Delivery]:
    """Return what came to the units of the account, newest first."""
    if not user.can(RECEIVE):
        return Delivery.objects.none()
    rows = Delivery.objects.filter(receiving_scope(user))
    return rows.select_related("document__organ", "unit").order_by("-pk")


def to_answer(user: Any) -> QuerySet[Delivery]:
    """Return what the units of the account still have to receive or to reply to."""
    return (
        received_by_units(user)
        .filter(closed_at__isnull=True)
        .exclude(status=DeliveryStatus.REPLIED)
        .order_by("ends_at", "pk")
    )


def to_examine(user: Any) -> QuerySet[Delivery]:
    """Return the replies that wait for a decision of the office, the oldest first."""
    settled = kinds_to_settle(user)
    if not settled:
        return Delivery.objects.none()
    rows = Delivery.objects.filter(status=DeliveryStatus.REPLIED, document__kind__in=settled)
    return rows.select_related("document", "unit").order_by("replied_at", "pk")


def open_deliveries() -> QuerySet[Delivery]:
    """Return every delivery that is not settled."""
    return Delivery.objects.filter(closed_at__isnull=True).select_related("document", "unit")


def replies_of(delivery: Delivery) -> QuerySet[DeliveryReply]:
    """Return every reply with its decision, in the order in which they were sent."""
    return delivery.replies.select_related("replied_by", "verdict", "verdict__decided_by").order_by(
        "position"
    )


def pauses_of(delivery_ids: Iterable[int]) -> dict[int, list[Pause]]:
    """Return, for each delivery, when its clock rested because the office examined a reply."""
    found: dict[int, list[Pause]] = defaultdict(list)
    rows = (
        DeliveryReply.objects.filter(delivery_id__in=list(delivery_ids))
        .select_related("verdict")
        .order_by("delivery_id", "position")
    )
    for row in rows:
        verdict = getattr(row, "verdict", None)
        ended = verdict.decided_at if verdict is not None else None
        found[row.delivery_id].append(Pause(started=row.replied_at, ended=ended))
    return dict(found)


def with_light(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Annotate each delivery with its light at this instant."""
    return rows.annotate(light=light_annotation(clock.now()))


def of_document(document: OfficialDocument) -> QuerySet[Delivery]:
    """Return the deliveries of a paper in the order of its units, each with its light."""
    rows = with_light(document.deliveries.select_related("unit", "received_by", "replied_by"))
    return rows.order_by("unit__path", "pk")


def files_of_replies(replies: Iterable[DeliveryReply]) -> dict[str, list[Attachment]]:
    """Return the files of the replies by the id of the reply as text."""
    return attachments.of_many(REPLY_OWNER, [row.pk for row in replies])


def draft_key(delivery: Delivery) -> str:
    """Return the key under which files for the next reply are staged."""
    return f"{REPLY_OWNER}:delivery/{delivery.pk}"


def staged(user: Any, delivery: Delivery) -> QuerySet[Attachment]:
    """Return what the account has uploaded for the next reply."""
    return attachments.staged(user, draft_key(delivery))


def _replies_visible_to(user: Any) -> QuerySet[DeliveryReply]:
    return DeliveryReply.objects.filter(delivery__in=deliveries_visible_to(user).order_by())


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever sees the delivery reads the files of its replies."""
    return owner_id.isdecimal() and _replies_visible_to(user).filter(pk=int(owner_id)).exists()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the visible replies: the gate's whole list."""
    return _replies_visible_to(user).annotate(key=Cast("pk", CharField())).values("key")


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit that replied, for the log of who read its files."""
    rows = DeliveryReply.objects.filter(pk=owner_id)
    return rows.values_list("delivery__unit_id", flat=True).first()
