"""Plans of rectification: which an account may see, and the rows a new one begins with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accountability.enums import FindingStatus, PlanStatus, RectificationStatus
from accountability.models import (
    Duty,
    Finding,
    Letter,
    LetterDuty,
    PlanRow,
    Rectification,
    RectificationPlan,
)
from accountability.permissions import RAISE_FINDING, READ, RECTIFY
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.findings import findings_visible_to
from accountability.selectors.letters import LATE, in_state
from accountability.selectors.rectifications import UNDER_WAY
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.organizations.models import Unit

#: More rows than this are no plan any more.
MOST_ROWS = 200


@dataclass(frozen=True)
class Chosen:
    """What one unit's plan begins with."""

    unit: Unit
    duties: tuple[Duty, ...]
    findings: tuple[Finding, ...]

    @property
    def count(self) -> int:
        """Return the number of rows."""
        return len(self.duties) + len(self.findings)

    def only(self, duty_ids: frozenset[int]) -> "Chosen":
        """Return the tasks among these alone."""
        return Chosen(self.unit, tuple(row for row in self.duties if row.pk in duty_ids), ())


def plans_visible_to(user: Any) -> QuerySet[RectificationPlan]:
    """Return the plans of the units the account may see, with how far each has come."""
    if not user.can(READ):
        return RectificationPlan.objects.none()
    closed = Q(items__status=RectificationStatus.CLOSED)
    return (
        RectificationPlan.objects.filter(unit_scope(user))
        .exclude(status=PlanStatus.DISCARDED)
        .select_related("unit", "made_by", "submitted_by")
        .annotate(
            row_count=Count("rows", distinct=True),
            closed_count=Count("items", filter=closed, distinct=True),
        )
        .order_by("-id")
    )


def may_plan(user: Any, unit: Unit) -> bool:
    """Tell whether the account writes plans for the unit: its own, or as the office."""
    return bool(user.can_in(RECTIFY, unit) or user.can_in(RAISE_FINDING, unit))


def plans_now(user: Any, unit: Unit | None = None) -> bool:
    """Tell whether pages offer to make a plan: not those of an earlier day."""
    if clock.standing():
        return False
    if unit is not None:
        return may_plan(user, unit)
    return bool(user.can(RECTIFY) or user.can(RAISE_FINDING))


def duties_to_plan(user: Any) -> QuerySet[Duty]:
    """Return the tasks that stand red or came late and are not under rectification yet."""
    running = Rectification.objects.filter(duty=OuterRef("pk"), status__in=UNDER_WAY)
    return (
        duties_visible_to(user)
        .filter(light_q(Light.RED, clock.now()) | Q(is_late=True))
        .exclude(Exists(running))
    )


def red_now(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """Keep the tasks that stand red at this instant."""
    return duties.filter(light_q(Light.RED, clock.now()))


def named_in_late_letters(duties: QuerySet[Duty], letters: QuerySet[Letter]) -> QuerySet[Duty]:
    """Keep the tasks that those of the letters name whose reply is overdue."""
    late = letters.filter(in_state(LATE)).order_by().values("pk")
    return duties.filter(Exists(LetterDuty.objects.filter(duty=OuterRef("pk"), letter__in=late)))


def findings_to_plan(user: Any) -> QuerySet[Finding]:
    """Return the findings for which nobody has asked for rectification yet."""
    return findings_visible_to(user).filter(status=FindingStatus.OPEN).select_related("duty")


def by_unit(user: Any, duties: QuerySet[Duty], findings: QuerySet[Finding]) -> list[Chosen]:
    """Sort the chosen rows by unit, leaving out units for which the account writes no plans."""
    found: dict[int, tuple[Unit, list[Duty], list[Finding]]] = {}
    for duty in duties[: MOST_ROWS + 1]:
        found.setdefault(duty.unit_id, (duty.unit, [], []))[1].append(duty)
    for finding in findings[: MOST_ROWS + 1]:
        found.setdefault(finding.unit_id, (finding.unit, [], []))[2].append(finding)
    chosen = [
        Chosen(unit, tuple(own), tuple(problems))
        for unit, own, problems in found.values()
        if may_plan(user, unit)
    ]
    return sorted(chosen, key=lambda one: one.unit.position)


def rows_of(plan: RectificationPlan) -> list[PlanRow]:
    """Return the rows with what they are about."""
    return list(
        plan.rows.select_related(
            *("duty__unit", "duty__assignment__item__checklist", "finding__unit")
        ).order_by("id")
    )


def items_of(plan: RectificationPlan) -> dict[int, Rectification]:
    """Return the plan's rectifications by the id of the row's task or finding."""
    return {row.duty_id or row.finding_id or 0: row for row in plan.items.all()}


def plans_to_finish(user: Any) -> QuerySet[RectificationPlan]:
    """Return the plans of the own unit that are still being written."""
    if not user.can(RECTIFY):
        return RectificationPlan.objects.none()
    own = plans_visible_to(user).filter(unit_scope(user, permission=RECTIFY))
    return own.filter(status=PlanStatus.DRAFT)
