"""Letters that press units: who may read them, where they stand, which units are late."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.escalation import days_late
from accountability.models import Duty, Letter, LetterDuty
from accountability.permissions import DRAFT_PAPER, OVERSEE, READ, SIGN_PAPER
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.documents.enums import DeliveryStatus, DocumentStatus
from supervision.documents.models import Delivery
from supervision.organizations.models import Unit

#: The letter as a subject of official documents.
ABOUT = Letter._meta.label_lower
_GONE = (DocumentStatus.DISCARDED, DocumentStatus.REVOKED)
UNSIGNED_STATUSES = (DocumentStatus.DRAFT, DocumentStatus.SUBMITTED, DocumentStatus.RETURNED)
SETTLED, OPEN, UNSIGNED, GONE, LATE = "settled", "open", "unsigned", "gone", "late"
STATES = (
    (UNSIGNED, _("Not issued yet")),
    (OPEN, _("Issued, not settled")),
    (LATE, _("Reply overdue")),
    (SETTLED, _("Settled")),
    (GONE, _("Thrown away or revoked")),
)


def letters_visible_to(user: Any) -> QuerySet[Letter]:
    """Return the letters to units of the account's reach, newest first.

    A unit sees a letter once it is issued; before that it is the office's.
    """
    if not user.can(READ):
        return Letter.objects.none()
    rows = Letter.objects.filter(unit_scope(user))
    if not any(user.can(name) for name in (OVERSEE, DRAFT_PAPER, SIGN_PAPER)):
        rows = rows.filter(document__status=DocumentStatus.SIGNED)
    return (
        rows.select_related("unit", "document", "drafted_by", "closed_by")
        .prefetch_related("document__deliveries")
        .annotate(count=Count("named"))
        .order_by("-drafted_at", "-id")
    )


def in_state(state: str) -> Q:
    """Return the condition that keeps letters in the state."""
    if state == SETTLED:
        return Q(closed_at__isnull=False)
    if state == GONE:
        return Q(document__status__in=_GONE)
    if state == UNSIGNED:
        return Q(document__status__in=UNSIGNED_STATUSES)
    issued = Q(document__status=DocumentStatus.SIGNED, closed_at__isnull=True)
    if state == LATE:
        late = Delivery.objects.filter(light_q(Light.RED, clock.now()))
        return issued & Q(document__in=late.values("document"))
    return issued


def delivery_of(letter: Letter) -> Any:
    """Return what became of the letter at its unit; None while it is not issued."""
    document = letter.document
    return next(iter(document.deliveries.all()), None) if document is not None else None


def state_of(letter: Letter) -> Any:
    """Say where the letter stands, from drafting to its settlement."""
    if letter.closed_at is not None:
        return _("Settled")
    document, delivery = letter.document, delivery_of(letter)
    if document is None:
        return ""
    if delivery is not None and document.status == DocumentStatus.SIGNED:
        if is_reply_late(delivery):
            return _("Reply overdue")
        return DeliveryStatus(delivery.status).label
    return DocumentStatus(document.status).label


def light_of(letter: Letter) -> Light | None:
    """Return the light of the reply the unit owes; None while nothing is owed, or no longer."""
    delivery = delivery_of(letter)
    document = letter.document
    if delivery is None or document is None or document.status != DocumentStatus.SIGNED:
        return None
    return Light(delivery.light_now())


def is_late(letter: Letter) -> bool:
    """Tell whether the reply to the letter is overdue."""
    return light_of(letter) == Light.RED


def is_reply_late(delivery: Any) -> bool:
    """Tell whether the unit owes its reply since a day that has passed."""
    owes = delivery.closed_at is None and delivery.paused_at is None
    return bool(owes and delivery.ends_at <= clock.now())


def of_duty(user: Any, duty: Duty) -> list[Letter]:
    """Return the letters in which the task is named, as far as the account reads them."""
    return list(letters_visible_to(user).filter(named__duty=duty))


def running() -> QuerySet[LetterDuty]:
    """Return what letters name that are neither settled nor taken back."""
    return LetterDuty.objects.filter(letter__closed_at__isnull=True).exclude(
        letter__document__status__in=_GONE
    )


def named_in(letter: Letter) -> QuerySet[LetterDuty]:
    """Return the tasks that the letter names, each with its present state."""
    return letter.named.select_related("duty__unit").order_by("ends_at", "id")


@dataclass(frozen=True)
class LateUnit:
    """A unit with overdue tasks, as it is chosen for a letter."""

    unit: Unit
    count: int
    days: int
    urged: int
    has_letter: bool


def late_units(rows: QuerySet[Duty]) -> list[LateUnit]:
    """Return the units of the tasks that are overdue now, the latest first.

    `rows` is what the account sees, narrowed by the filters of its list.
    """
    now = clock.now()
    overdue = rows.filter(light_q(Light.RED, now)).order_by().select_related(None)
    counted = {
        row["unit_id"]: row
        for row in overdue.values("unit_id").annotate(
            count=Count("pk"), first=Min("ends_at"), urged=Max("urged_count")
        )
    }
    lettered = set(running().filter(duty__unit__in=counted).values_list("duty__unit_id", flat=True))
    units = Unit.objects.filter(pk__in=counted).order_by("position", "id")
    found = [_late(unit, counted[unit.pk], unit.pk in lettered, now) for unit in units]
    return sorted(found, key=lambda row: (-row.days, -row.count))


def _late(unit: Unit, row: Mapping[str, Any], has_letter: bool, now: dt.datetime) -> LateUnit:
    return LateUnit(unit, row["count"], days_late(row["first"], now), row["urged"], has_letter)


@dataclass(frozen=True)
class Draftable:
    """One letter to be: the unit and the tasks it will name."""

    unit: Unit
    duties: list[Duty]


def draftable(
    rows: QuerySet[Duty], *, unit_ids: Collection[int] = (), duty_ids: Collection[int] = ()
) -> list[Draftable]:
    """Return the letters to be, unit by unit: the tasks named, or all overdue ones of the units."""
    chosen = Q(pk__in=duty_ids)
    if unit_ids:
        chosen |= Q(unit__in=unit_ids) & light_q(Light.RED, clock.now())
    in_letter = running().filter(duty=OuterRef("pk"))
    found: dict[int, Draftable] = {}
    by_unit: dict[int, list[Duty]] = defaultdict(list)
    for duty in (
        rows.filter(chosen)
        .annotate(in_letter=Exists(in_letter))
        .order_by("unit__position", "unit_id", "ends_at", "id")
    ):
        found.setdefault(duty.unit_id, Draftable(duty.unit, by_unit[duty.unit_id]))
        by_unit[duty.unit_id].append(duty)
    return list(found.values())
