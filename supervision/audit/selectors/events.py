"""Read the audit record."""

import datetime as dt
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncDate

from supervision import clock
from supervision.audit import kinds, unusual, verbs
from supervision.audit.models import AuditEvent

#: Sees what was read, and may so judge whether it was called for.
REVIEW_READS = "audit.review_reads"
#: Reads the whole record, without business content.
READ = "audit.read"


def timeline(target: Model) -> QuerySet[AuditEvent]:
    """Return everything that happened to the object, newest first; in the past, until then."""
    found = AuditEvent.objects.filter(
        object_type=target._meta.label_lower, object_id=str(target.pk)
    ).order_by("-id")
    instant = clock.standing()
    return found.filter(at__lte=instant) if instant else found


def events() -> QuerySet[AuditEvent]:
    """Return the whole record, newest first."""
    return AuditEvent.objects.order_by("-at", "-id")


def about(text: str) -> Q:
    """Return the condition that keeps events on an object, by its number or its open label.

    The label of a protected object is not searched: a hit would tell what the page keeps back.
    """
    kept = [key for key, kind in kinds.everything().items() if not kind.label_is_protected]
    return Q(object_id=text) | Q(object_label__icontains=text, object_type__in=["", *kept])


def of_same_request(event: AuditEvent) -> QuerySet[AuditEvent]:
    """Return the other events of the request that caused this one, in order."""
    if not event.request_id:
        return AuditEvent.objects.none()
    same = AuditEvent.objects.filter(request_id=event.request_id)
    return same.exclude(pk=event.pk).order_by("id")


def reads_visible_to(user: Any) -> QuerySet[AuditEvent]:
    """Return who read which protected record: all but the account's own reads, newest first."""
    if not (user.can(REVIEW_READS) or user.can(READ)):
        return AuditEvent.objects.none()
    reads = AuditEvent.objects.filter(verb__in=verbs.reading())
    return reads.exclude(actor_id=user.pk).order_by("-at", "-id")


def reading_days(user: Any) -> list[unusual.Day]:
    """Return the reads of each person and day, as far back as the rule on unusual reads looks."""
    since = clock.start_of(clock.today() - dt.timedelta(days=unusual.WINDOW + unusual.HISTORY))
    late = Q(hour__lt=unusual.OPENS) | Q(hour__gte=unusual.CLOSES) | Q(weekday__gte=6)
    rows = (
        reads_visible_to(user)
        .filter(at__gte=since, actor_id__isnull=False)
        .order_by()
        .annotate(
            day=TruncDate("at", tzinfo=clock.CHINA),
            hour=ExtractHour("at", tzinfo=clock.CHINA),
            weekday=ExtractIsoWeekDay("at", tzinfo=clock.CHINA),
        )
        .values("actor_id", "actor_name", "day")
        .annotate(
            reads=Count("id"),
            off_hours=Count("id", filter=late),
            outside=Count("id", filter=Q(details__outside=True)),
        )
    )
    return [
        unusual.Day(
            reader=row["actor_id"] or 0,
            name=row["actor_name"],
            date=row["day"],
            reads=row["reads"],
            off_hours=row["off_hours"],
            outside=row["outside"],
        )
        for row in rows
    ]
