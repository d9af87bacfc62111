"""Which materials a duty asks for, and which of them have come in."""

from collections.abc import Iterable
from dataclasses import dataclass

from accountability.enums import FalsificationStatus
from accountability.models import ChecklistItem, Duty, Evidence, Filing
from supervision.attachments.models import Attachment

#: The owner type under which the files of filings are kept.
FILING_OWNER = Filing._meta.label_lower


@dataclass(frozen=True)
class Need:
    """One material with the state it is in: filed, staged, missing, later or optional."""

    name: str
    state: str
    is_required: bool

    @property
    def has_come(self) -> bool:
        """Tell whether the material is there."""
        return self.state in {"filed", "staged"}


def stage_names(duty: Duty) -> list[str]:
    """Return the named stages of the duty's item; empty for a duty without named stages."""
    return list(duty.assignment.item.stages) if duty.assignment is not None else []


def evidence_of(duty: Duty) -> list[Evidence]:
    """Return the materials the duty asks for, in their order."""
    if duty.assignment is not None:
        return list(Evidence.objects.filter(item_id=duty.assignment.item_id))
    return list(Evidence.objects.filter(task_list_id=duty.task_list_id))


def evidence_of_item(item: ChecklistItem) -> list[Evidence]:
    """Return the materials the item asks for, in their order."""
    return list(Evidence.objects.filter(item_id=item.pk))


def filed_slots(duty: Duty) -> set[str]:
    """Return the names of the materials that came with the duty's filings so far."""
    if not duty.filed_count:
        return set()
    # What was filed falsely is no proof.
    true = Filing.objects.filter(duty=duty).exclude(
        falsifications__status=FalsificationStatus.CONFIRMED
    )
    filings = [str(pk) for pk in true.values_list("pk", flat=True)]
    rows = Attachment.objects.filter(
        owner_type=FILING_OWNER, owner_id__in=filings, detached_at__isnull=True
    )
    return set(rows.values_list("slot", flat=True))


def missing(
    evidence: Iterable[Evidence], present: set[str], *, stage: int, concludes: bool
) -> list[str]:
    """Return the required materials still missing for a filing of this stage.

    A material of a numbered stage is owed from that stage on, the others by the conclusion.
    """
    return [
        row.name
        for row in evidence
        if row.is_required and row.name not in present and _is_owed(row, stage, concludes)
    ]


def _is_owed(row: Evidence, stage: int, concludes: bool) -> bool:
    return concludes or 0 < row.stage <= stage


def needs(
    evidence: Iterable[Evidence], filed: set[str], staged: set[str], *, stage: int, concludes: bool
) -> list[Need]:
    """Return every material with its state, as the page ticks it off."""
    found = []
    for row in evidence:
        if row.name in filed:
            state = "filed"
        elif row.name in staged:
            state = "staged"
        elif not row.is_required:
            state = "optional"
        else:
            state = "missing" if _is_owed(row, stage, concludes) else "later"
        found.append(Need(row.name, state, row.is_required))
    return found
