"""Clues, the people in them, steps with their signatures, clocks, access, papers."""

from cases.models.access import Access
from cases.models.clocks import Clock, ClockExtension, ClockMove, ClockPause, NearestEnd
from cases.models.clues import Clue, ClueMatch, UpperReport
from cases.models.incidents import SafetyIncident
from cases.models.interference import Interference, InterferenceNote
from cases.models.materials import ClueMaterial
from cases.models.measure_notices import MeasureNotice, MeasureRequest
from cases.models.measures import Measure, MeasureExtension, MeasureSignature
from cases.models.months import ClueMonth
from cases.models.numbers import NumberSeries
from cases.models.outcomes import Outcome, OutcomeDraft, UnitSanction
from cases.models.papers import CasePaper, PaperDelivery, PaperFile, PaperOfficer
from cases.models.plans import CasePlan, CasePlanNote, CasePlanRow
from cases.models.prints import ContentPrint
from cases.models.prompts import Prompt, PromptClock
from cases.models.property import Recovery, SecuredProperty
from cases.models.proposals import CaseRectification, CauseReport, Proposal, RectificationReport
from cases.models.prosecutions import Prosecution, SupplementRound
from cases.models.quarters import QuarterFeedback
from cases.models.remedies import Remedy
from cases.models.reporters import Reporter, ReporterNotice, ReporterObjection
from cases.models.respondents import Respondent
from cases.models.review import PanelOpinion
from cases.models.standins import Avoidance, StandIn
from cases.models.steps import Countersigner, Signature, Step

__all__ = [
    "Access",
    "Avoidance",
    "CasePaper",
    "CasePlan",
    "CasePlanNote",
    "CasePlanRow",
    "CaseRectification",
    "CauseReport",
    "Clock",
    "ClockExtension",
    "ClockMove",
    "ClockPause",
    "Clue",
    "ClueMatch",
    "ClueMonth",
    "ClueMaterial",
    "ContentPrint",
    "Countersigner",
    "Interference",
    "InterferenceNote",
    "Measure",
    "MeasureExtension",
    "MeasureNotice",
    "MeasureRequest",
    "MeasureSignature",
    "NearestEnd",
    "NumberSeries",
    "Outcome",
    "OutcomeDraft",
    "PanelOpinion",
    "PaperDelivery",
    "PaperFile",
    "PaperOfficer",
    "Prompt",
    "PromptClock",
    "Proposal",
    "Prosecution",
    "QuarterFeedback",
    "Recovery",
    "RectificationReport",
    "Remedy",
    "Reporter",
    "ReporterNotice",
    "ReporterObjection",
    "Respondent",
    "SafetyIncident",
    "SecuredProperty",
    "Signature",
    "StandIn",
    "Step",
    "SupplementRound",
    "UnitSanction",
    "UpperReport",
]
