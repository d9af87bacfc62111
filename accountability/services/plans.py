"""From a red figure to a plan: begin it with the rows, complete it, put it in force (P12)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accountability.enums import EntryKind, PlanStatus
from accountability.models import Duty, Finding, PlanRow, Rectification, RectificationPlan
from accountability.notices import PLAN_ASKED
from accountability.permissions import RECTIFY
from accountability.selectors.plans import MOST_ROWS, Chosen, may_plan, rows_of
from accountability.services import numbers
from accountability.services.rectification_reports import SHORTEST_TEXT, write_entry
from accountability.services.rectifications import Order, check_order, set_item
from accountability.verbs import PLAN_BEGUN, PLAN_DISCARDED, PLAN_EDITED, PLAN_SUBMITTED
from accountability.workflow import PLAN_MOVES, may_move
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.notifications.services.notices import notify, withdraw


@dataclass(frozen=True)
class Measure:
    """What is done about one row, by whom, until when; a draft may leave each of them open."""

    text: str = ""
    owner_name: str = ""
    due_on: dt.date | None = None


def _require(actor: User, plan: RectificationPlan) -> None:
    if not may_plan(actor, plan.unit):
        raise PermissionDenied(_("Your post does not allow this."))


@transaction.atomic
def begin(*, actor: User, chosen: Sequence[Chosen], title: str) -> list[RectificationPlan]:
    """Begin one plan a unit, filled with its rows; a unit is told of one the office began.

    Raises PermissionDenied for a unit the account writes no plans for, ValidationError without
    rows, for too many, and without a title.
    """
    if not chosen or not any(one.count for one in chosen):
        raise ValidationError(_("Choose at least one row that stands red and is not planned yet."))
    if sum(one.count for one in chosen) > MOST_ROWS:
        raise ValidationError(
            _("A plan holds at most %(n)d rows. Narrow the filter.") % {"n": MOST_ROWS}
        )
    if not title.strip():
        raise ValidationError({"title": _("Give the plan a title.")})
    return [_begin(actor, one, title.strip()[:120]) for one in chosen if one.count]


def _begin(actor: User, chosen: Chosen, title: str) -> RectificationPlan:
    year = clock.today().year
    plan = RectificationPlan(
        number=f"整改方案〔{year}〕{numbers.take(f'FA-{year}')[0]}号",
        unit=chosen.unit,
        title=title,
        made_by=actor,
        made_at=clock.now(),
    )
    _require(actor, plan)
    plan.save()
    PlanRow.objects.bulk_create(
        [
            *(PlanRow(plan=plan, duty=duty, owner_name=_holder(duty)) for duty in chosen.duties),
            *(PlanRow(plan=plan, finding=finding) for finding in chosen.findings),
        ]
    )
    record(
        verb=PLAN_BEGUN,
        actor=actor,
        target=plan,
        unit=plan.unit,
        details={"note": plan.number, "rows": chosen.count},
    )
    if not actor.can_in(RECTIFY, plan.unit):
        told = recipients(permission=RECTIFY, unit_ids=[plan.unit_id])
        notify(
            kind=PLAN_ASKED,
            recipients=told.get(plan.unit_id, []),
            title=f"{plan.number} {plan.title}",
            url=reverse("accountability:plan", args=[plan.pk]),
            target=plan,
            unit=plan.unit,
            dedupe_key=f"plan-{plan.pk}-asked",
        )
    return plan


def _holder(duty: Duty) -> str:
    return duty.assignment.holder_name[:40] if duty.assignment else ""


@transaction.atomic
def edit(
    *,
    actor: User,
    plan: RectificationPlan,
    title: str,
    causes: str,
    measures: Mapping[int, Measure],
) -> RectificationPlan:
    """Keep what was written so far, complete or not; `measures` goes by the id of the row."""
    _require(actor, plan)
    found = _draft(plan)
    found.title, found.causes = title.strip()[:120] or found.title, causes.strip()
    found.save(update_fields=["title", "causes"])
    rows = list(found.rows.filter(pk__in=list(measures)))
    for row in rows:
        measure = measures[row.pk]
        row.measure, row.due_on = measure.text.strip(), measure.due_on
        row.owner_name = measure.owner_name.strip()[:40]
    PlanRow.objects.bulk_update(rows, ["measure", "owner_name", "due_on"])
    record(verb=PLAN_EDITED, actor=actor, target=found, unit=found.unit)
    return found


@transaction.atomic
def submit(*, actor: User, plan: RectificationPlan) -> list[Rectification]:
    """Put the plan in force: each row becomes a rectification under the lights.

    Raises ValidationError where the causes, a measure, a person or a day is missing, and where a
    row was concluded or taken up elsewhere meanwhile.
    """
    _require(actor, plan)
    found = _draft(plan)
    if len(found.causes.strip()) < SHORTEST_TEXT:
        raise ValidationError(_("Write the causes in at least 10 characters."))
    rows = rows_of(found)
    orders = [_order(row) for row in rows]
    # First the plan, then its items: they name a plan that is in force.
    found.status = PlanStatus.SUBMITTED
    found.submitted_by, found.submitted_at = actor, clock.now()
    found.save(update_fields=["status", "submitted_by", "submitted_at"])
    items = [
        set_item(actor=actor, origin=_origin(row), order=order, plan=found)
        for row, order in zip(rows, orders, strict=True)
    ]
    if actor.can_in(RECTIFY, found.unit):
        for item, order in zip(items, orders, strict=True):
            write_entry(
                actor=actor, rectification=item, kind=EntryKind.MEASURES, text=order.requirement
            )
    record(
        verb=PLAN_SUBMITTED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": found.number, "items": len(items)},
    )
    withdraw(found)
    return items


def _order(row: PlanRow) -> Order:
    title = _origin(row).title
    if row.due_on is None:
        raise ValidationError(_("“%(title)s” has no last day yet.") % {"title": title})
    if len(row.measure.strip()) < SHORTEST_TEXT:
        raise ValidationError(
            _("“%(title)s” needs a measure of at least 10 characters.") % {"title": title}
        )
    order = Order(row.owner_name, row.due_on, row.measure)
    try:
        check_order(order)
    except ValidationError as refusal:
        raise ValidationError(
            _("“%(title)s”: %(reason)s") % {"title": title, "reason": " ".join(refusal.messages)}
        ) from refusal
    return order


def _origin(row: PlanRow) -> Finding | Duty:
    found = row.duty or row.finding
    if found is None:
        raise ValueError("a row of a plan is about a task or a finding")
    return found


@transaction.atomic
def discard(*, actor: User, plan: RectificationPlan) -> None:
    """Throw a plan away that is not in force; the row stays for the record."""
    _require(actor, plan)
    found = _draft(plan)
    found.status = PlanStatus.DISCARDED
    found.save(update_fields=["status"])
    withdraw(found)
    record(verb=PLAN_DISCARDED, actor=actor, target=found, unit=found.unit)


def _draft(plan: RectificationPlan) -> RectificationPlan:
    found = (
        RectificationPlan.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=plan.pk)
    )
    if not may_move(PLAN_MOVES, found.status, PlanStatus.SUBMITTED):
        raise ValidationError(_("This plan is in force or discarded; it is not changed any more."))
    return found
