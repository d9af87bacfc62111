"""Raise doubts: many at a time, each once, none that a standing clearance covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from accountability.doubt_enums import DoubtGrade, DoubtKind, DoubtStanding
from accountability.models import Doubt, Filing
from accountability.verbs import DOUBT_RAISED
from supervision import clock
from supervision.audit.services import record

_BATCH = 500


@dataclass(frozen=True)
class Suspicion:
    """What a comparison found, before it is a doubt."""

    kind: DoubtKind
    grade: DoubtGrade
    filing_id: int
    measure: float
    threshold: Decimal
    attachment_id: Any = None
    other_filing_id: int | None = None
    other_attachment_id: Any = None
    second_measure: float | None = None
    detail: str = ""
    further: int = 0
    #: A unit repeats itself for one item: the year's first finding stands for all.
    once_a_year: bool = False
    #: What many findings have in common that are one doubt; the first of them stands for all.
    family: str = ""

    def key(self, filing: Filing) -> str:
        """Return what makes the doubt one: kind, records and files, or what findings share."""
        if self.once_a_year:
            year = clock.local(filing.submitted_at).year
            return f"{self.kind}:unit-{filing.unit_id}:item-{_item(filing)}:{year}"
        if self.family:
            return f"{self.kind}:{self.family}"
        files = f"{self.attachment_id or ''}-{self.other_attachment_id or ''}"
        return f"{self.kind}:{self.filing_id}:{self.other_filing_id or 0}:{files}"


def raise_all(suspicions: Iterable[Suspicion]) -> int:
    """Raise what is new and not covered by a standing clearance; return how many doubts came."""
    raised = 0
    batch: list[Suspicion] = []
    for suspicion in suspicions:
        batch.append(suspicion)
        if len(batch) == _BATCH:
            raised += _raise(batch)
            batch = []
    return raised + (_raise(batch) if batch else 0)


def _raise(batch: list[Suspicion]) -> int:
    named = (pk for one in batch for pk in (one.filing_id, one.other_filing_id))
    ids = {pk for pk in named if pk is not None}
    filings = {
        row.pk: row for row in Filing.objects.filter(pk__in=ids).select_related("duty__assignment")
    }
    cleared = _standing()
    rows: dict[str, Doubt] = {}
    for one in batch:
        if not _is_cleared(one, filings, cleared):
            doubt = _doubt(one, filings[one.filing_id])
            rows.setdefault(doubt.key, doubt)
    return keep(rows)


@transaction.atomic
def keep(rows: dict[str, Doubt]) -> int:
    """Write the doubts that are new; of two runs at once the second finds the first one's rows."""
    known = set(Doubt.objects.filter(key__in=rows).values_list("key", flat=True))
    fresh = [row for key, row in rows.items() if key not in known]
    Doubt.objects.bulk_create(fresh, ignore_conflicts=True)
    if fresh:
        record(verb=DOUBT_RAISED, actor=None, details={"count": len(fresh)})
    return len(fresh)


def _doubt(one: Suspicion, filing: Filing) -> Doubt:
    return Doubt(
        key=one.key(filing),
        kind=one.kind,
        grade=one.grade,
        unit_id=filing.unit_id,
        filing=filing,
        attachment_id=one.attachment_id,
        other_filing_id=one.other_filing_id,
        other_attachment_id=one.other_attachment_id,
        measure=_rounded(one.measure),
        second_measure=None if one.second_measure is None else _rounded(one.second_measure),
        threshold=one.threshold,
        detail=one.detail[:200],
        further=one.further,
        item_id=_item(filing),
        found_on=clock.today(),
        found=clock.now(),
    )


def _rounded(value: float) -> Decimal:
    return Decimal(str(round(value, 3)))


def _item(filing: Filing) -> int | None:
    assignment = filing.duty.assignment
    return assignment.item_id if assignment is not None else None


#: Kind and item, with the two units where the clearance holds for them alone.
Standing = set[tuple[str, int, frozenset[int]]]


def _standing() -> Standing:
    """Return the standing clearances: kind, item, and the two units or nobody for all units."""
    rows = Doubt.objects.exclude(standing=DoubtStanding.THIS).filter(item__isnull=False)
    found: Standing = set()
    for kind, item_id, standing, unit_id, other_id in rows.values_list(
        "kind", "item_id", "standing", "unit_id", "other_filing__unit_id"
    ):
        units = frozenset() if standing == DoubtStanding.ITEM else frozenset({unit_id, other_id})
        found.add((kind, item_id, units - {None}))
    return found


def _is_cleared(one: Suspicion, filings: dict[int, Filing], cleared: Standing) -> bool:
    filing = filings[one.filing_id]
    item = _item(filing)
    if item is None:
        return False
    other = filings.get(one.other_filing_id or 0)
    units = frozenset({filing.unit_id} | ({other.unit_id} if other is not None else set()))
    return bool({(one.kind.value, item, frozenset()), (one.kind.value, item, units)} & cleared)
