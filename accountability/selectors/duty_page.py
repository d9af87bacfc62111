"""Everything the page of one duty shows, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accountability.enums import ChangeKind, Period
from accountability.models import Duty, FilingDraft
from accountability.permissions import FILE, REQUEST_CHANGE
from accountability.selectors import changes, filings, materials
from accountability.selectors.counting import rule_of
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.selectors.filings import FiledRecord, Step
from accountability.selectors.materials import Need
from accountability.selectors.parts import open_parts
from supervision import clock
from supervision.attachments.models import Attachment
from supervision.deadlines.explanations import Explanation, explain_item
from supervision.deadlines.rules import Extension


@dataclass(frozen=True)
class DutyPage:
    """A duty with its filings, stages, materials, and what the reader may do."""

    records: list[FiledRecord]
    steps: list[Step]
    needs: list[Need]
    staged: list[Attachment]
    draft: FilingDraft | None
    draft_key: str
    next_stage: int
    stage_name: str
    explanation: Explanation | None
    may_file: bool
    may_ask: bool
    #: Done by recording talks: nothing is filed by hand, nothing is handed in here.
    is_counted: bool
    #: So many parts of the task are still open: the whole is concluded after the last of them.
    open_parts: int = 0

    @property
    def required(self) -> int:
        """Return how many materials are required."""
        return sum(need.is_required for need in self.needs)

    @property
    def come(self) -> int:
        """Return how many of the required materials are there."""
        return sum(need.is_required and need.has_come for need in self.needs)

    @property
    def slots(self) -> list[str]:
        """Return the names under which a file can be handed in, the missing ones first."""
        ordered = sorted(self.needs, key=lambda need: need.has_come)
        return [need.name for need in ordered]


def duties_with_page(user: Any) -> QuerySet[Any]:
    """Return the visible duties, each with what the parts of its page ask of it one by one."""
    return with_light(duties_visible_to(user)).select_related(
        *("unit", "assignment__item__checklist", "assignment__item__counted_rule", "task_list"),
        *("part__split_by", "part__parent__unit", "part__parent__part__parent__unit"),
    )


def duty_page(user: Any, duty: Duty) -> DutyPage:
    """Gather the page of the duty for the reader."""
    records = filings.records_of(duty)
    names = materials.stage_names(duty)
    stage = sum(1 for record in records if record.filing.stage) + 1
    concludes = stage >= len(names)
    # The page of an earlier day is for reading.
    is_past = clock.standing() is not None
    is_counted = rule_of(duty) is not None
    may_file = user.can_in(FILE, duty.unit) and not is_past
    if is_counted and duty.closed_at is None:
        may_file = False
    staged = filings.staged(user, duty) if may_file else []
    # What was filed falsely is no proof: its materials are missing until true ones come.
    filed = {file.slot for record in records if not record.falsified for file in record.files}
    return DutyPage(
        records=records,
        steps=filings.steps_of(duty, records),
        needs=materials.needs(
            materials.evidence_of(duty),
            filed,
            {file.slot for file in staged},
            stage=stage,
            concludes=concludes,
        ),
        staged=staged,
        draft=filings.draft_of(user, duty) if may_file else None,
        draft_key=filings.draft_key(duty),
        next_stage=stage,
        stage_name=names[stage - 1] if stage <= len(names) else "",
        explanation=_explanation(duty),
        may_file=may_file,
        may_ask=user.can_in(REQUEST_CHANGE, duty.unit) and duty.closed_at is None and not is_past,
        is_counted=is_counted,
        open_parts=open_parts(duty) if may_file and duty.closed_at is None else 0,
    )


def _explanation(duty: Duty) -> Explanation | None:
    if duty.term is None:
        return None
    granted = list(changes.approved([duty.pk]))
    return explain_item(
        duty,
        pauses=changes.pauses_among(granted).get(duty.pk, []),
        extensions=[
            Extension(
                until=change.ends_after,
                reason=change.reason,
                proposed_by=change.requested_by.name,
                approved_by=change.decided_by.name if change.decided_by else "",
            )
            for change in granted
            if change.kind == ChangeKind.EXTENSION and change.ends_after is not None
        ],
        start_event=_start_event(duty),
    )


def _start_event(duty: Duty) -> str:
    """Name what started the clock, as it reads before the day."""
    if duty.task_list is not None:
        return _("Issued on")
    if duty.assignment is not None and duty.assignment.item.period == Period.EVENT:
        return _("Event on")
    return _("Period ended on")
