"""Read papers: who may see which, and what waits for whom."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.db.models.lookups import GreaterThan

from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.documents.enums import DeliveryStatus, DocumentStatus
from supervision.documents.models import (
    Addressee,
    Delivery,
    IssuingOrgan,
    OfficialDocument,
    PaperHand,
)
from supervision.documents.permissions import (
    RECEIVE,
    REGISTER,
    kinds_to_draft,
    kinds_to_read,
    kinds_to_sign,
)
from supervision.documents.selectors.receiving import receiving_scope
from supervision.documents.workflow import NUMBERED
from supervision.organizations.models import Unit


@dataclass(frozen=True)
class YearFigures:
    """Papers issued in a year by kind, and how many papers of any year wait for what."""

    year: int
    by_kind: dict[str, int]
    receipt: int
    reply: int
    examine: int
    overdue: int

    @property
    def total(self) -> int:
        """Return how many papers were issued."""
        return sum(self.by_kind.values())


def papers_to_read(user: Any) -> QuerySet[OfficialDocument]:
    """Return the papers of the office's register; drafts only of kinds one drafts or signs."""
    if not any(user.can(name) for name in REGISTER):
        return OfficialDocument.objects.none()
    own = [*kinds_to_draft(user), *kinds_to_sign(user)]
    issued = Q(status__in=NUMBERED, kind__in=kinds_to_read(user))
    return (
        OfficialDocument.objects.filter(issued | Q(kind__in=own))
        .select_related("organ", "subject_unit", "drafted_by", "signed_by")
        .order_by("-pk")
    )


def documents_visible_to(user: Any) -> QuerySet[OfficialDocument]:
    """Return the papers whose words the account may read: the register's, and its units' own."""
    condition = Q(pk__in=papers_to_read(user).order_by().values("pk"))
    if user.can(RECEIVE):
        condition |= Q(status__in=NUMBERED) & Q(
            pk__in=OfficialDocument.objects.filter(receiving_scope(user, "deliveries__unit"))
            .order_by()
            .values("pk")
        )
    rows = OfficialDocument.objects.filter(condition) if user.is_active else None
    if rows is None:
        return OfficialDocument.objects.none()
    return rows.select_related("organ", "subject_unit", "drafted_by", "signed_by").order_by("-pk")


def documents_about(obj: Model) -> QuerySet[OfficialDocument]:
    """Return the papers to which the record gave rise, newest first; drafts included."""
    return (
        OfficialDocument.objects.filter(about_type=obj._meta.label_lower, about_id=str(obj.pk))
        .select_related("organ", "subject_unit", "drafted_by", "signed_by")
        .order_by("-pk")
    )


def listed(rows: QuerySet[OfficialDocument]) -> QuerySet[OfficialDocument]:
    """Annotate what lists draw: the units, how many settled it, and the lights still open."""
    now = clock.now()
    addressees = Addressee.objects.filter(document=OuterRef("pk")).order_by("position", "id")
    total = addressees.order_by().values("document").annotate(n=Count("pk")).values("n")
    return rows.annotate(
        first_unit=Subquery(addressees.values("unit__short_name")[:1]),
        unit_total=Coalesce(Subquery(total), 0),
        unit_count=Count("deliveries"),
        settled_count=Count("deliveries", filter=Q(deliveries__closed_at__isnull=False)),
        shown_light=_worst_light(now),
    )


def _worst_light(now: dt.datetime) -> Case:
    """Return the worst light among the deliveries of each paper; empty where there is none."""
    running = Q(deliveries__closed_at__isnull=True, deliveries__paused_at__isnull=True)
    red = Count("deliveries", filter=running & Q(deliveries__ends_at__lte=now))
    yellow = Count("deliveries", filter=running & Q(deliveries__warn_at__lte=now))
    open_still = Count("deliveries", filter=running)
    resting = Count("deliveries", filter=Q(deliveries__paused_at__isnull=False))
    return Case(
        When(GreaterThan(red, 0), then=Value(Light.RED.value)),
        When(GreaterThan(yellow, 0), then=Value(Light.YELLOW.value)),
        When(GreaterThan(open_still, 0), then=Value(Light.NEUTRAL.value)),
        When(GreaterThan(resting, 0), then=Value(Light.PAUSED.value)),
        When(GreaterThan(Count("deliveries"), 0), then=Value(Light.GREEN.value)),
        default=Value(""),
        output_field=CharField(),
    )


def addressed_units() -> QuerySet[Unit]:
    """Return the units that any paper goes to, in tree order."""
    rows = Addressee.objects.filter(unit=OuterRef("pk"))
    return Unit.objects.filter(Exists(rows)).order_by("path")


def figures_of_year(user: Any, year: int) -> YearFigures:
    """Count the papers of a year by kind, and what is still waited for from any year.

    Of the kinds the account reads, as its register shows them.
    """
    read = kinds_to_read(user)
    issued = (
        OfficialDocument.objects.filter(year=year, status=DocumentStatus.SIGNED, kind__in=read)
        .order_by()
        .values_list("kind")
        .annotate(n=Count("pk"))
    )
    now = clock.now()
    live = Delivery.objects.filter(closed_at__isnull=True, document__kind__in=read).exclude(
        status=DeliveryStatus.WITHDRAWN
    )
    waiting = live.aggregate(
        receipt=_papers(Q(status=DeliveryStatus.SENT)),
        reply=_papers(Q(needs_reply=True) & ~Q(status=DeliveryStatus.REPLIED)),
        examine=_papers(Q(status=DeliveryStatus.REPLIED)),
        overdue=_papers(light_q(Light.RED, now)),
    )
    return YearFigures(year, dict(issued), **waiting)


def _papers(condition: Q) -> Count:
    """Count the papers that have such a delivery, each once: as many as the list shows."""
    return Count("document", distinct=True, filter=condition)


def to_sign(user: Any) -> QuerySet[OfficialDocument]:
    """Return the papers that wait for this account's signature, the oldest first."""
    mine = PaperHand.objects.filter(document=OuterRef("pk"), user_id=user.pk)
    return (
        OfficialDocument.objects.filter(
            status=DocumentStatus.SUBMITTED, kind__in=kinds_to_sign(user)
        )
        .exclude(Exists(mine))
        .select_related("organ", "subject_unit", "drafted_by")
        .order_by("submitted_at", "pk")
    )


def to_rework(user: Any) -> QuerySet[OfficialDocument]:
    """Return the account's own drafts that were sent back, the newest first."""
    return (
        OfficialDocument.objects.filter(status=DocumentStatus.RETURNED, drafted_by_id=user.pk)
        .select_related("subject_unit", "drafted_by")
        .order_by("-returned_at", "-pk")
    )


def organs() -> QuerySet[IssuingOrgan]:
    """Return every issuing organ in its order."""
    return IssuingOrgan.objects.order_by("position", "id")


def organs_in_use() -> QuerySet[IssuingOrgan]:
    """Return the organs that a paper can go out from."""
    return organs().filter(is_active=True)


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever may read the paper reads its files."""
    return owner_id.isdecimal() and documents_visible_to(user).filter(pk=int(owner_id)).exists()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the visible papers that have files: the gate's whole list."""
    rows = documents_visible_to(user).order_by().filter(status__in=NUMBERED)
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit the paper is about, for the log of who read its files."""
    rows = OfficialDocument.objects.filter(pk=owner_id)
    return rows.values_list("subject_unit_id", flat=True).first()


def units_of(document: OfficialDocument) -> list[Unit]:
    """Return the units that the paper is drafted for, in its order."""
    return [row.unit for row in document.addressees.select_related("unit")]


def with_addressees(rows: QuerySet[OfficialDocument]) -> QuerySet[OfficialDocument]:
    """Read the papers together with the units they go to."""
    return rows.prefetch_related(Prefetch("addressees", Addressee.objects.select_related("unit")))


def chosen(user: Any, keys: Iterable[str]) -> list[OfficialDocument]:
    """Return the papers of the keys that the account may read, in the order of their submission.

    Papers that moved meanwhile come along: whoever chose them is told why they are refused.
    """
    picked = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
    rows = papers_to_read(user).filter(pk__in=picked)
    return list(rows.order_by("submitted_at", "pk"))
