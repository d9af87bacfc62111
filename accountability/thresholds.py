"""The thresholds of the comparisons: what they are worth until an office sets its own.

Each has a range outside which a comparison would find nothing or drown in doubts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accountability.doubt_enums import DetectorCode


@dataclass(frozen=True)
class Threshold:
    """A value with its range; the unit of the value stands in its help."""

    value: Decimal
    low: Decimal
    high: Decimal


def _of(value: str, low: str, high: str) -> Threshold:
    return Threshold(Decimal(value), Decimal(low), Decimal(high))


DEFAULTS: Mapping[str, Threshold] = {
    # Shares from 0 to 1. At these values 95 of 100 copies with a tenth in other words are found and
    # fewer than 2 of 100 pairs are idle, among 200,000 filings (benchmarks, W9).
    DetectorCode.TEXT_WHOLE: _of("0.87", "0.60", "1"),
    DetectorCode.DOCUMENT_WHOLE: _of("0.85", "0.60", "1"),
    DetectorCode.TEXT_OWN: _of("0.30", "0.20", "1"),
    # Bits of 64.
    DetectorCode.PHOTO_BITS: _of("12", "0", "16"),
    DetectorCode.PHOTO_AGREEMENT: _of("0.94", "0.80", "1"),
    # Days.
    DetectorCode.PHOTO_DAYS: _of("7", "1", "365"),
    DetectorCode.DOCUMENT_DAYS: _of("15", "1", "365"),
    DetectorCode.LATE_DAYS: _of("90", "8", "365"),
    DetectorCode.PROMPT_DAYS: _of("7", "1", "60"),
    # Percent of a unit's filings.
    DetectorCode.PROMPT_YELLOW: _of("50", "0", "100"),
    DetectorCode.PROMPT_RED: _of("35", "0", "100"),
    # A month of the year.
    DetectorCode.YEAR_END_MONTH: _of("12", "10", "12"),
    # How many times the unit's own mean.
    DetectorCode.SPIKE_YELLOW: _of("2", "1", "20"),
    DetectorCode.SPIKE_RED: _of("3", "1", "20"),
    # Filings of the period.
    DetectorCode.CRAMMING_FILINGS: _of("12", "1", "500"),
}
