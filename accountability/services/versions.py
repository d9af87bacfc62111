"""What a newer version of a list does to the duties handed out from the version before."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accountability.models import Assignment, ChecklistItem, Duty
from accountability.selectors.checklists import item_data
from accountability.selectors.parts import has_parts
from supervision.notifications.services import withdraw

Pair = tuple[ChecklistItem, ChecklistItem]


@dataclass
class Comparison:
    """How the items of two versions correspond, matched by number."""

    added: list[ChecklistItem] = field(default_factory=list)
    removed: list[ChecklistItem] = field(default_factory=list)
    unchanged: list[Pair] = field(default_factory=list)
    #: Other words, same dates: the duties that are still to come go over to the new item.
    reworded: list[Pair] = field(default_factory=list)
    #: Another period or due rule: the duties still to come are replaced.
    retimed: list[Pair] = field(default_factory=list)

    @property
    def changed(self) -> list[Pair]:
        """Return the pairs whose item says something else now."""
        return [*self.reworded, *self.retimed]


def compare(old: Iterable[ChecklistItem], new: Iterable[ChecklistItem]) -> Comparison:
    """Match the items of two versions by number."""
    found = Comparison()
    before = {item.number: item for item in old}
    for item in new:
        former = before.pop(item.number, None)
        if former is None:
            found.added.append(item)
            continue
        then, now = item_data(former), item_data(item)
        if then.words == now.words:
            found.unchanged.append((former, item))
        elif then.timing == now.timing:
            found.reworded.append((former, item))
        else:
            found.retimed.append((former, item))
    found.removed = list(before.values())
    return found


def to_come(duties: QuerySet[Duty], now: dt.datetime) -> QuerySet[Duty]:
    """Keep what has not ended and not been filed: only this can a new version take back.

    An overdue duty stays: a new version is no way to talk a deadline away. So does one that has
    been split: its parts are at work.
    """
    return duties.filter(
        ~has_parts(),
        ends_at__gt=now,
        filed_count=0,
        closed_at__isnull=True,
        withdrawn_at__isnull=True,
        part__isnull=True,
    )


def begun(duties: QuerySet[Duty], now: dt.datetime) -> QuerySet[Duty]:
    """Keep what still runs or would run, and has been filed for or split: it stays where it is."""
    return duties.filter(ends_at__gt=now, withdrawn_at__isnull=True, part__isnull=True).filter(
        Q(filed_count__gt=0) | Q(closed_at__isnull=False) | has_parts()
    )


def hand_over(comparison: Comparison, units: dict[int, list[int]], now: dt.datetime) -> int:
    """Carry duties over from the old items to the new ones; return how many were withdrawn.

    `units` names the units of each new item. The new items' assignments exist already, except
    those of unchanged items, which move over as they are.
    """
    for old, new in comparison.unchanged:
        _running(old).filter(unit__in=units[new.pk]).update(item=new)
    for old, new in comparison.reworded:
        _move_duties(old, new, now)
    replaced = [old for old, _new in (*comparison.unchanged, *comparison.changed)]
    return _end([*replaced, *comparison.removed], now)


def _running(item: ChecklistItem) -> QuerySet[Assignment]:
    return Assignment.objects.filter(item=item, ended_at__isnull=True)


def _move_duties(old: ChecklistItem, new: ChecklistItem, now: dt.datetime) -> None:
    target = Assignment.objects.filter(item=new, unit=OuterRef("unit_id")).values("pk")[:1]
    duties = to_come(Duty.objects.filter(assignment__item=old), now).filter(
        unit__in=_running(new).values("unit_id")
    )
    Duty.objects.filter(pk__in=list(duties.values_list("pk", flat=True))).update(
        assignment=Subquery(target),
        title=new.title,
        stage_count=max(1, len(new.stages)),
        term_basis=new.basis,
    )
    # The person named for the item keeps it under its new words.
    former = Assignment.objects.filter(item=old, unit=OuterRef("unit_id")).values("holder_name")
    _running(new).filter(holder_name="", unit__in=_running(old).values("unit_id")).update(
        holder_name=Subquery(former[:1])
    )


def _end(items: Sequence[ChecklistItem], now: dt.datetime) -> int:
    """End what is left of the old items' assignments and withdraw their duties to come."""
    left = Assignment.objects.filter(item__in=items, ended_at__isnull=True)
    duties = to_come(Duty.objects.filter(assignment__in=left), now)
    # Only what has warned already can have left a notice behind.
    for duty in duties.filter(warn_at__lte=now):
        withdraw(duty)
    withdrawn = Duty.objects.filter(pk__in=list(duties.values_list("pk", flat=True))).update(
        withdrawn_at=now
    )
    left.update(ended_at=now)
    return withdrawn


def kept_periods(
    pairs: Collection[Pair], assignments: Iterable[Assignment], now: dt.datetime
) -> set[tuple[int, str]]:
    """Return (assignment, period) of the new items for which the unit has begun the old duty."""
    former = {new.pk: old.pk for old, new in pairs}
    rows = begun(Duty.objects.filter(assignment__item__in=former.values()), now)
    there = set(rows.values_list("assignment__item_id", "unit_id", "period_key"))
    by_old: dict[tuple[int, int], list[str]] = {}
    for item_id, unit_id, key in there:
        by_old.setdefault((item_id, unit_id), []).append(key)
    return {
        (assignment.pk, key)
        for assignment in assignments
        if assignment.item_id in former
        for key in by_old.get((former[assignment.item_id], assignment.unit_id), ())
    }
