"""Remedies: received in time, examined by two who had no hand in it, decided, carried out."""

from cases.services.remedies.deciding import decide, record_decision, write_opinion
from cases.services.remedies.receiving import receive

__all__ = ["decide", "receive", "record_decision", "write_opinion"]
