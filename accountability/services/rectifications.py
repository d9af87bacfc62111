"""Ask for rectification, write what was done about it, verify it by another person (A17)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import FindingStatus
from accountability.models import Duty, Finding, Rectification, RectificationPlan
from accountability.notices import RECTIFY_ASKED
from accountability.permissions import RAISE_FINDING, RECTIFY
from accountability.selectors.rectifications import UNDER_WAY
from accountability.services import numbers
from accountability.verbs import RECTIFICATION_ASKED
from accountability.workflow import FINDING_MOVES, may_move
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.deadlines.services import fix_deadline
from supervision.notifications.services.notices import notify, withdraw
from supervision.web.formats import full_date

#: A day further off than this is a slip of the pen.
LONGEST = dt.timedelta(days=2 * 366)


@dataclass(frozen=True)
class Order:
    """What is asked: by whom in the unit, until when, and what exactly."""

    owner_name: str
    due_on: dt.date
    requirement: str


@transaction.atomic
def ask(
    *,
    actor: User,
    owner_name: str,
    due_on: dt.date,
    requirement: str,
    findings: Sequence[Finding] = (),
    duties: Sequence[Duty] = (),
    plan: RectificationPlan | None = None,
) -> list[Rectification]:
    """Ask a unit to rectify each of the findings and duties, and tell it; one item each.

    Raises PermissionDenied without `accountability.raise_finding` in a unit concerned,
    ValidationError for a missing person in charge or requirement, a day that has passed, a
    finding that is withdrawn or under rectification already, a duty concluded in time.
    """
    origins: list[Finding | Duty] = [*findings, *duties]
    for origin in origins:
        require(actor, RAISE_FINDING, origin.unit)
    order = Order(owner_name, due_on, requirement)
    return [set_item(actor=actor, origin=row, order=order, plan=plan) for row in origins]


@transaction.atomic
def set_item(
    *,
    actor: User,
    origin: Finding | Duty,
    order: Order,
    plan: RectificationPlan | None = None,
) -> Rectification:
    """Write one rectification for a service that has asked its own permission."""
    check_order(order)
    now = clock.now()
    item = Rectification(
        unit=origin.unit,
        finding=origin if isinstance(origin, Finding) else None,
        duty=origin if isinstance(origin, Duty) else None,
        plan=plan,
        title=origin.title,
        requirement=order.requirement.strip(),
        owner_name=order.owner_name.strip(),
        set_by=actor,
        set_at=now,
    )
    _bind(item, origin)
    fix_deadline(item, started_at=now, last_day=order.due_on, basis=str(plan or origin))
    year = clock.today().year
    item.number = f"整改〔{year}〕{numbers.take(f'ZG-{year}')[0]}号"
    item.save()
    with override(settings.LANGUAGE_CODE):
        note = f"{item.number} · {full_date(order.due_on)}"
    record(
        verb=RECTIFICATION_ASKED,
        actor=actor,
        target=item,
        unit=item.unit,
        details={"note": note},
    )
    _tell_unit(item, order)
    return item


def check_order(order: Order) -> None:
    """Raise ValidationError by field where the order cannot stand."""
    if not order.owner_name.strip():
        raise ValidationError({"owner_name": _("Name the person in charge.")})
    if not order.requirement.strip():
        raise ValidationError({"requirement": _("Say what is required.")})
    if order.due_on < clock.today():
        raise ValidationError({"due_on": _("This day has passed.")})
    if order.due_on > clock.today() + LONGEST:
        raise ValidationError({"due_on": _("This day lies too far ahead.")})


def _bind(item: Rectification, origin: Finding | Duty) -> None:
    """Hold what is rectified, and refuse what cannot be."""
    if isinstance(origin, Finding):
        held = Finding.objects.select_for_update().get(pk=origin.pk)
        if not may_move(FINDING_MOVES, held.status, FindingStatus.RECTIFYING):
            raise ValidationError(
                _("%(number)s is %(status)s; no further rectification is asked for it.")
                % {"number": held.number, "status": held.get_status_display()}
            )
        held.status = FindingStatus.RECTIFYING
        held.save(update_fields=["status"])
        return
    duty = Duty.objects.select_for_update().get(pk=origin.pk)
    if duty.withdrawn_at is not None or (duty.closed_at is not None and not duty.is_late):
        raise ValidationError(
            _("“%(title)s” was concluded in time or withdrawn; there is nothing to rectify.")
            % {"title": duty.title}
        )
    if Rectification.objects.filter(duty=duty, status__in=UNDER_WAY).exists():
        raise ValidationError(
            _("“%(title)s” is under rectification already.") % {"title": duty.title}
        )
    item.duty = duty


def _tell_unit(item: Rectification, order: Order) -> None:
    told = recipients(permission=RECTIFY, unit_ids=[item.unit_id])
    # A notice is stored in the portal's own language, whoever acts.
    with override(settings.LANGUAGE_CODE):
        body = _("Rectify by %(day)s") % {"day": full_date(order.due_on)}
    notify(
        kind=RECTIFY_ASKED,
        recipients=told.get(item.unit_id, []),
        title=_title(item),
        body=body,
        url=url_of(item),
        target=item,
        unit=item.unit,
        dedupe_key=f"rectification-{item.pk}-asked",
    )


def _title(item: Rectification) -> str:
    """Return what a notice calls the item: it names nobody."""
    if item.finding is not None and item.finding.holder_name:
        return item.number
    return f"{item.number} {item.title}"


def url_of(item: Rectification) -> str:
    """Return the page of the rectification."""
    return reverse("accountability:rectification", args=[item.pk])


def reassign(*, actor: User, rectification: Rectification, owner_name: str) -> None:
    """Name another person in charge; the unit itself, or whoever asks for rectifications."""
    unit = rectification.unit
    if not actor.can_in(RAISE_FINDING, unit):
        require(actor, RECTIFY, unit)
    if not owner_name.strip():
        raise ValidationError({"owner_name": _("Name the person in charge.")})
    with transaction.atomic():
        item = locked(rectification)
        check_under_way(item)
        before, item.owner_name = item.owner_name, owner_name.strip()[:40]
        item.save(update_fields=["owner_name"])
        record(
            verb=RECTIFICATION_ASKED,
            actor=actor,
            target=item,
            unit=item.unit,
            details={"note": f"{before} → {item.owner_name}"},
        )


def locked(rectification: Rectification) -> Rectification:
    """Lock the row and return it with its unit."""
    return (
        Rectification.objects.select_for_update(of=("self",))
        .select_related("unit", "finding", "duty")
        .get(pk=rectification.pk)
    )


def check_under_way(item: Rectification) -> None:
    """Raise ValidationError where the rectification is closed or lapsed."""
    if item.status not in UNDER_WAY:
        raise ValidationError(
            _("This rectification is concluded; nothing is added or changed any more.")
        )


def forget_warnings(item: Rectification, kinds: Iterable[str] = ()) -> None:
    """Take back the notices that no longer stand."""
    withdraw(item, kind_codes=tuple(kinds) or ("deadlines.due_soon", "deadlines.overdue"))
