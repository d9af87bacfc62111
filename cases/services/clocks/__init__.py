"""Open, close, pause, resume and extend the clocks of a clue; move them with their rules."""

from cases.services.clocks.extending import extend_clock, record_extension
from cases.services.clocks.facts import (
    clue_registered,
    filing_asked,
    filing_settled,
    handed_over,
    inquiry_received,
    reported_up,
    reporter_told,
    talk_ended,
)
from cases.services.clocks.keeping import close_clock, open_clock, pause_clock, resume_clock
from cases.services.clocks.stating import state_fact
from cases.services.clocks.stepping import apply

__all__ = [
    "apply",
    "close_clock",
    "clue_registered",
    "extend_clock",
    "filing_asked",
    "filing_settled",
    "handed_over",
    "inquiry_received",
    "open_clock",
    "pause_clock",
    "record_extension",
    "reported_up",
    "reporter_told",
    "resume_clock",
    "state_fact",
    "talk_ended",
]
