"""Which responsibility lists, items and assignments an account may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from accountability.enums import ChecklistStatus
from accountability.models import Assignment, Checklist, ChecklistItem, Duty, Evidence
from accountability.permissions import EDIT_CHECKLISTS, OVERSEE, PUBLISH, READ
from accountability.values import CountedData, EvidenceData, ItemData
from accountability.verbs import (
    CHECKLIST_EXTENDED,
    CHECKLIST_PUBLISHED,
    CHECKLIST_SUPERSEDED,
)
from supervision.accounts.selectors import unit_scope
from supervision.audit.models import AuditEvent
from supervision.audit.selectors import timeline
from supervision.organizations.models import Unit
from supervision.organizations.selectors import responsible_units


def checklists_visible_to(user: Any) -> QuerySet[Checklist]:
    """Return the lists the account may see: drafts for their writers, others by its units."""
    if not user.can(READ):
        return Checklist.objects.none()
    lists = Checklist.objects.order_by("-year", "kind", "-version")
    if user.can(EDIT_CHECKLISTS) or user.can(PUBLISH):
        return lists
    lists = lists.exclude(status=ChecklistStatus.DRAFT)
    if user.can(OVERSEE):
        return lists
    own = assignments_visible_to(user).filter(item__checklist=OuterRef("pk")).order_by()
    return lists.filter(Exists(own))


def with_counts(lists: QuerySet[Checklist], user: Any) -> QuerySet[Checklist]:
    """Add how many items each list has, and how many assignments and duties of visible units."""
    scope = unit_scope(user)
    items = _count(ChecklistItem.objects.filter(checklist=OuterRef("pk")), "checklist")
    assigned = _count(
        Assignment.objects.filter(scope, item__checklist=OuterRef("pk"), ended_at__isnull=True),
        "item__checklist",
    )
    duties = _count(
        Duty.objects.filter(
            scope,
            assignment__item__checklist=OuterRef("pk"),
            withdrawn_at__isnull=True,
            part__isnull=True,
        ),
        "assignment__item__checklist",
    )
    return lists.annotate(item_count=items, assigned_count=assigned, duty_count=duties)


def _count(rows: QuerySet[Any], key: str) -> Coalesce:
    counted = rows.order_by().values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def items_visible_to(user: Any, checklist: Checklist) -> QuerySet[ChecklistItem]:
    """Return the items of a visible list: all for the office, their own units' for others."""
    items = checklist.items.select_related("counted_rule").prefetch_related(
        "evidence", Prefetch("units", Unit.objects.order_by("position"))
    )
    scope = unit_scope(user)
    carried = Assignment.objects.filter(scope, ended_at__isnull=True, item=OuterRef("pk"))
    items = items.annotate(assigned_count=_count(carried, "item"))
    if sees_all_items(user):
        return items
    return items.filter(assigned_count__gt=0)


def item_of_draft(user: Any, pk: int) -> QuerySet[ChecklistItem]:
    """Return the item if it stands in a list the account may see."""
    return ChecklistItem.objects.filter(
        pk=pk, checklist__in=checklists_visible_to(user).order_by()
    ).select_related("checklist")


def by_category(items: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Group items by their category; the categories stand in the order of their first items."""
    groups: dict[str, list[Any]] = {}
    for item in items:
        groups.setdefault(item.category, []).append(item)
    return list(groups.items())


def item_data(item: ChecklistItem) -> ItemData:
    """Return what the item says as one value."""
    return ItemData(
        number=item.number,
        category=item.category,
        title=item.title,
        content=item.content,
        standard=item.standard,
        basis=item.basis,
        score=item.score,
        holder_role=item.holder_role,
        period=item.period,
        due_rule=item.due_rule,
        stages=tuple(item.stages),
        evidence=evidence_data(item.evidence.all()),
        counted=counted_data(item),
        unit_ids=frozenset(unit.pk for unit in item.units.all()),
    )


def counted_data(item: ChecklistItem) -> CountedData | None:
    """Return the item's counted rule as a value, None where it is filed by hand."""
    rule = getattr(item, "counted_rule", None)
    return CountedData(rule.measure, rule.minimum, rule.talker) if rule is not None else None


def item_of(checklist_id: int, number: str) -> ChecklistItem | None:
    """Return the item of the list with the number, or nothing."""
    return ChecklistItem.objects.filter(checklist_id=checklist_id, number=number).first()


def evidence_data(materials: Iterable[Evidence]) -> tuple[EvidenceData, ...]:
    """Return materials as values."""
    return tuple(EvidenceData(row.name, row.is_required, row.stage) for row in materials)


def full_items(checklist: Checklist) -> list[ChecklistItem]:
    """Return every item of the list with its materials and units."""
    items = checklist.items.select_related("counted_rule")
    return list(items.prefetch_related("evidence", "units"))


def unit_ids_of(items: Iterable[ChecklistItem]) -> dict[int, list[int]]:
    """Return, for each item, the units that are to carry it: its own, or all responsible ones."""
    everyone = list(responsible_units().values_list("pk", flat=True))
    in_use = set(everyone)
    found = {}
    for item in items:
        own = [unit.pk for unit in item.units.all() if unit.pk in in_use]
        found[item.pk] = own if item.units.all() else everyone
    return found


def assignments_visible_to(user: Any) -> QuerySet[Assignment]:
    """Return the assigned items in force of the units the account may see."""
    if not user.can(READ):
        return Assignment.objects.none()
    return (
        Assignment.objects.filter(unit_scope(user), ended_at__isnull=True)
        .select_related("unit", "item__checklist")
        .order_by("unit__position", "item__checklist__kind", "item__position", "pk")
    )


def with_duty_counts(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Add how many duties of each assigned item there are, and how many are concluded."""
    duties = Duty.objects.filter(
        assignment=OuterRef("pk"), withdrawn_at__isnull=True, part__isnull=True
    )
    return assignments.annotate(
        duty_count=_count(duties, "assignment"),
        concluded_count=_count(duties.filter(closed_at__isnull=False), "assignment"),
    )


def categories(user: Any) -> list[str]:
    """Return the categories that occur among the visible assigned items, in order of the lists."""
    rows = assignments_visible_to(user).order_by("item__category")
    return list(rows.values_list("item__category", flat=True).distinct())


def years(user: Any) -> list[int]:
    """Return the years that have lists, newest first."""
    rows = checklists_visible_to(user).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def current_version(checklist: Checklist) -> Checklist | None:
    """Return the list in force of the same responsibility and year."""
    return Checklist.objects.filter(
        kind=checklist.kind, year=checklist.year, status=ChecklistStatus.PUBLISHED
    ).first()


def has_draft(checklist: Checklist) -> bool:
    """Tell whether a draft of the same responsibility and year is being written."""
    return Checklist.objects.filter(
        Q(kind=checklist.kind, year=checklist.year), status=ChecklistStatus.DRAFT
    ).exists()


def drafts(user: Any) -> QuerySet[Checklist]:
    """Return the drafts the account may write."""
    if not user.can(EDIT_CHECKLISTS):
        return Checklist.objects.none()
    return checklists_visible_to(user).filter(status=ChecklistStatus.DRAFT)


def sees_all_items(user: Any) -> bool:
    """Tell whether the account reads whole lists, not only the items of its own units."""
    return user.can(OVERSEE) or user.can(EDIT_CHECKLISTS)


def milestones(checklist: Checklist) -> QuerySet[AuditEvent]:
    """Return when the list was published and replaced: what every reader of it may know."""
    verbs = (CHECKLIST_PUBLISHED.code, CHECKLIST_EXTENDED.code, CHECKLIST_SUPERSEDED.code)
    return timeline(checklist).filter(verb__in=verbs)
