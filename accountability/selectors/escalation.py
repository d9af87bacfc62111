"""How far each unit has been pressed this year, and which step the thresholds suggest next."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, QuerySet

from accountability.enums import (
    EscalationStep,
    EscalationTrigger,
    FalsificationStatus,
    SummonsStatus,
)
from accountability.escalation import ORDER, Facts, Suggestion, Threshold, days_late, next_step
from accountability.models import (
    AccountabilityAction,
    Duty,
    EscalationRule,
    Falsification,
    Letter,
    Summons,
    Urging,
)
from accountability.selectors.letters import is_reply_late
from accountability.selectors.overview import responsible_units
from supervision import clock
from supervision.deadlines.enums import Light
from supervision.deadlines.sql import light_q
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument
from supervision.organizations.models import Unit

#: The papers that are circulated about a unit.
NOTICE_KINDS = ("accountability.falsified_notice", "accountability.late_notice")
_GONE = (DocumentStatus.DISCARDED, DocumentStatus.REVOKED)

Counts = dict[int, tuple[int, Any]]


@dataclass(frozen=True)
class Rung:
    """One step of the ladder for one unit: how often this year, and when last."""

    step: EscalationStep
    count: int = 0
    last: dt.date | None = None

    @property
    def label(self) -> str:
        """Return the step in words."""
        return str(self.step.label)


@dataclass(frozen=True)
class Row:
    """One unit on the ladder: its rungs and what comes next."""

    unit: Unit
    rungs: list[Rung]
    next: Suggestion | None
    overdue: int = 0

    @property
    def reached(self) -> int:
        """Return the place of the gravest step taken this year, -1 for none."""
        return max((place for place, rung in enumerate(self.rungs) if rung.count), default=-1)

    @property
    def is_pressed(self) -> bool:
        """Tell whether anything is overdue, was done this year or is suggested."""
        return bool(self.overdue or self.next or self.reached >= 0)


@dataclass
class _Red:
    """The overdue tasks of a unit in three figures."""

    count: int = 0
    days: int = 0
    urged: int = 0


@dataclass
class _Gathered:
    """Everything that the thresholds ask of the units, read in a fixed number of queries."""

    red: dict[int, _Red] = field(default_factory=dict)
    facts: dict[int, Facts] = field(default_factory=lambda: defaultdict(Facts))


def rules() -> QuerySet[EscalationRule]:
    """Return every threshold, in the order of the steps."""
    return EscalationRule.objects.select_related("changed_by").order_by("id")


def thresholds() -> list[Threshold]:
    """Return the thresholds in force."""
    return [
        Threshold(EscalationTrigger(row.trigger), EscalationStep(row.step), row.threshold)
        for row in rules().filter(is_active=True)
    ]


def ladder(units: QuerySet[Unit]) -> list[Row]:
    """Return the units with their rungs of this year and what is suggested, in unit order."""
    found = list(units)
    ids = [unit.pk for unit in found]
    counted = _rungs(ids)
    gathered = _gather(ids, counted)
    inforce = thresholds()
    return [
        Row(
            unit=unit,
            rungs=[_rung(step, counted[step].get(unit.pk)) for step in EscalationStep],
            next=next_step(gathered.facts[unit.pk], inforce),
            overdue=gathered.red.get(unit.pk, _Red()).count,
        )
        for unit in found
    ]


def ladder_of(user: Any) -> list[Row]:
    """Return the ladder of every unit in reach: what is to be done first stands on top."""
    rows = ladder(responsible_units(user))
    return sorted(
        rows,
        key=lambda row: (
            -(ORDER.index(row.next.step) if row.next else -1),
            -row.reached,
            -row.overdue,
        ),
    )


def _rung(step: EscalationStep, counted: tuple[int, Any] | None) -> Rung:
    if counted is None:
        return Rung(step)
    count, last = counted
    return Rung(step, count, clock.local(last).date() if isinstance(last, dt.datetime) else last)


def _counts(rows: QuerySet[Any], at: str, unit: str = "unit_id") -> Counts:
    counted = rows.order_by().values(unit).annotate(n=Count("pk"), last=Max(at))
    return {row[unit]: (row["n"], row["last"]) for row in counted}


def _rungs(ids: Collection[int]) -> dict[EscalationStep, Counts]:
    """Count each step of this year, unit by unit."""
    first = dt.date(clock.today().year, 1, 1)
    since = clock.start_of(first)
    signed = OfficialDocument.objects.filter(
        status=DocumentStatus.SIGNED, issued_on__gte=first, subject_unit__in=ids
    )
    letters = Letter.objects.filter(
        unit__in=ids,
        document__status=DocumentStatus.SIGNED,
        document__issued_on__gte=first,
    )
    talks = Summons.objects.filter(unit__in=ids, called_at__gte=since)
    return {
        EscalationStep.URGING: _counts(
            Urging.objects.filter(unit__in=ids, urged_at__gte=since), "urged_at"
        ),
        EscalationStep.LETTER: _counts(letters, "document__issued_on"),
        EscalationStep.NOTICE: _counts(
            signed.filter(kind__in=NOTICE_KINDS), "issued_on", "subject_unit_id"
        ),
        EscalationStep.SUMMONS: _counts(
            talks.exclude(status=SummonsStatus.CANCELLED), "planned_at"
        ),
        EscalationStep.ACTION: _counts(
            AccountabilityAction.objects.filter(unit__in=ids, decided_on__gte=first), "decided_on"
        ),
    }


def _gather(ids: Collection[int], counted: dict[EscalationStep, Counts]) -> _Gathered:
    found = _Gathered(red=_red(ids))
    for unit_id, red in found.red.items():
        facts = found.facts[unit_id]
        facts.amounts[EscalationTrigger.RED_DAYS] = red.days
        facts.amounts[EscalationTrigger.LONG_RED] = red.days
        facts.amounts[EscalationTrigger.URGED] = red.urged
        letters = counted[EscalationStep.LETTER].get(unit_id)
        facts.amounts[EscalationTrigger.LETTERS] = letters[0] if letters else 0
    _add_letters(ids, found)
    _add_falsified(ids, found)
    _add_talks(ids, found)
    _add_notices(ids, found)
    return found


def _red(ids: Collection[int]) -> dict[int, _Red]:
    now = clock.now()
    rows = (
        Duty.objects.filter(light_q(Light.RED, now), unit__in=ids, withdrawn_at__isnull=True)
        .order_by()
        .values("unit_id")
        .annotate(n=Count("pk"), first=Min("ends_at"), urged=Max("urged_count"))
    )
    return {
        row["unit_id"]: _Red(row["n"], days_late(row["first"], now), row["urged"]) for row in rows
    }


def _add_letters(ids: Collection[int], found: _Gathered) -> None:
    """Note letters under way, and by how many days their replies are late."""
    now = clock.now()
    running = Letter.objects.filter(unit__in=ids, closed_at__isnull=True).exclude(
        document__status__in=_GONE
    )
    for letter in running.prefetch_related("document__deliveries").select_related("document"):
        facts = found.facts[letter.unit_id]
        facts.under_way.add(EscalationStep.LETTER)
        document = letter.document
        if document is None or document.status != DocumentStatus.SIGNED:
            continue
        for delivery in document.deliveries.all():
            if is_reply_late(delivery):
                before = facts.amounts.get(EscalationTrigger.REPLY_LATE, 0)
                late = days_late(delivery.ends_at, now)
                facts.amounts[EscalationTrigger.REPLY_LATE] = max(before, late)


def _add_falsified(ids: Collection[int], found: _Gathered) -> None:
    """Note confirmed falsifications whose notice is not issued, or whose talks are not held."""
    rows = Falsification.objects.filter(
        unit__in=ids, status=FalsificationStatus.CONFIRMED
    ).prefetch_related("summonses")
    for row in rows.select_related("notice"):
        facts = found.facts[row.unit_id]
        if row.notice is None or row.notice.status != DocumentStatus.SIGNED:
            _add(facts, EscalationTrigger.FALSIFIED)
        if not any(talk.status == SummonsStatus.HELD for talk in row.summonses.all()):
            _add(facts, EscalationTrigger.FALSIFIED_TEAM)


def _add(facts: Facts, trigger: EscalationTrigger) -> None:
    facts.amounts[trigger] = facts.amounts.get(trigger, 0) + 1


def _add_notices(ids: Collection[int], found: _Gathered) -> None:
    """Note notices that wait for their signature."""
    waiting = OfficialDocument.objects.filter(kind__in=NOTICE_KINDS, subject_unit__in=ids).exclude(
        status__in=(*_GONE, DocumentStatus.SIGNED)
    )
    for unit_id in waiting.order_by().values_list("subject_unit_id", flat=True):
        if unit_id is not None:
            found.facts[unit_id].under_way.add(EscalationStep.NOTICE)


def _add_talks(ids: Collection[int], found: _Gathered) -> None:
    """Note talks to come, and how long the last one has brought nothing."""
    talks = Summons.objects.filter(unit__in=ids).order_by()
    planned = talks.filter(status=SummonsStatus.PLANNED).values_list("unit_id", flat=True)
    for unit_id in planned.distinct():
        found.facts[unit_id].under_way.add(EscalationStep.SUMMONS)
    held = talks.filter(status=SummonsStatus.HELD, unit__in=found.red)
    for row in held.values("unit_id").annotate(last=Max("talked_on")):
        days = (clock.today() - row["last"]).days
        found.facts[row["unit_id"]].amounts[EscalationTrigger.SUMMONED] = days
