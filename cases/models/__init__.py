"""Clues, the people in them, steps with their signatures, clocks, access, papers."""

from cases.models.access import Access
from cases.models.clocks import Clock, ClockExtension, ClockPause
from cases.models.clues import Clue, ClueMatch, UpperReport
from cases.models.papers import CasePaper
from cases.models.reporters import Reporter, ReporterNotice
from cases.models.respondents import Respondent
from cases.models.steps import Signature, Step

__all__ = [
    "Access",
    "CasePaper",
    "Clock",
    "ClockExtension",
    "ClockPause",
    "Clue",
    "ClueMatch",
    "Reporter",
    "ReporterNotice",
    "Respondent",
    "Signature",
    "Step",
    "UpperReport",
]
