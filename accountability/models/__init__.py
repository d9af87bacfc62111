"""Tables of the two responsibilities, one module a subject."""

from accountability.models.assessments import Assessment, AssessmentGroup, GroupMember, LockAttempt
from accountability.models.changes import DeadlineChange
from accountability.models.checklists import Assignment, Checklist, ChecklistItem, Evidence
from accountability.models.duties import Duty
from accountability.models.filings import Filing, FilingDraft
from accountability.models.ladders import DutyMonth, FilingMonth
from accountability.models.numbers import NumberSeries
from accountability.models.tallies import DutyTally
from accountability.models.tasklists import TaskList

__all__ = [
    "Assessment",
    "AssessmentGroup",
    "Assignment",
    "Checklist",
    "ChecklistItem",
    "DeadlineChange",
    "Duty",
    "DutyMonth",
    "DutyTally",
    "Evidence",
    "Filing",
    "FilingDraft",
    "FilingMonth",
    "GroupMember",
    "LockAttempt",
    "NumberSeries",
    "TaskList",
]
