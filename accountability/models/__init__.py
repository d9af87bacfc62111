"""Tables of the two responsibilities, one module a subject."""

from accountability.models.assessment_work import (
    AssessmentProblem,
    AssessmentSheet,
    Deduction,
    FieldCheck,
    Indicator,
    ReadingMark,
)
from accountability.models.assessments import Assessment, AssessmentGroup, GroupMember, LockAttempt
from accountability.models.changes import DeadlineChange
from accountability.models.checklists import Assignment, Checklist, ChecklistItem, Evidence
from accountability.models.confirmed_scores import ConfirmedScore, ScoreConfirmation
from accountability.models.detectors import DetectorSetting
from accountability.models.duties import Duty
from accountability.models.escalation import EscalationRule
from accountability.models.falsifications import Falsification
from accountability.models.filings import Filing, FilingDraft
from accountability.models.findings import Finding, FindingCorrection
from accountability.models.grades import Grade, GradeSet, ReasonPhrase
from accountability.models.ladders import DutyMonth, FilingMonth
from accountability.models.letters import Letter, LetterDuty
from accountability.models.material_records import MaterialDecision, MaterialRecord
from accountability.models.numbers import NumberSeries
from accountability.models.parts import DutyPart
from accountability.models.patrols import PatrolEntry, PatrolReading, PatrolRound
from accountability.models.plans import PlanRow, RectificationPlan
from accountability.models.prints import ShingleCensus, TextPrint
from accountability.models.ratings import Objection, Rating
from accountability.models.rectifications import (
    Rectification,
    RectificationEntry,
    RectificationExtension,
    Verification,
)
from accountability.models.schemes import SchemeGroup, SchemeLine, ScoreScheme
from accountability.models.scores import GivenScore, GivenScoreLine, ScoreCategory, ScoreRound
from accountability.models.spot_checks import PatrolSample, SpotCheck, SpotResult
from accountability.models.summonses import AccountabilityAction, Summons
from accountability.models.talks import CountedRule, TalkCount, TalkRecord, TalkStrike
from accountability.models.tallies import DutyTally
from accountability.models.tasklists import TaskList
from accountability.models.traces import Trace
from accountability.models.truth import Doubt, DoubtStep
from accountability.models.urgings import Urging

__all__ = [
    "AccountabilityAction",
    "Assessment",
    "AssessmentGroup",
    "AssessmentProblem",
    "AssessmentSheet",
    "Assignment",
    "Checklist",
    "ChecklistItem",
    "ConfirmedScore",
    "CountedRule",
    "DeadlineChange",
    "Deduction",
    "DetectorSetting",
    "Doubt",
    "DoubtStep",
    "Duty",
    "DutyMonth",
    "DutyPart",
    "DutyTally",
    "EscalationRule",
    "Evidence",
    "Falsification",
    "FieldCheck",
    "Filing",
    "FilingDraft",
    "FilingMonth",
    "Finding",
    "FindingCorrection",
    "GivenScore",
    "GivenScoreLine",
    "Grade",
    "GradeSet",
    "GroupMember",
    "Indicator",
    "Letter",
    "LetterDuty",
    "LockAttempt",
    "MaterialDecision",
    "MaterialRecord",
    "NumberSeries",
    "Objection",
    "PatrolEntry",
    "PatrolReading",
    "PatrolRound",
    "PatrolSample",
    "PlanRow",
    "Rating",
    "ReadingMark",
    "ReasonPhrase",
    "Rectification",
    "RectificationEntry",
    "RectificationExtension",
    "RectificationPlan",
    "SchemeGroup",
    "SchemeLine",
    "ScoreCategory",
    "ScoreConfirmation",
    "ScoreRound",
    "ScoreScheme",
    "ShingleCensus",
    "SpotCheck",
    "SpotResult",
    "Summons",
    "TalkCount",
    "TalkRecord",
    "TalkStrike",
    "TaskList",
    "TextPrint",
    "Trace",
    "Urging",
    "Verification",
]
