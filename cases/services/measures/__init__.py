"""Measures against a person: proposed, approved, begun, ended, each to the minute."""

from cases.services.measures.approvals import propose, sign, sign_outside
from cases.services.measures.carrying_out import drop, end, locked, start

__all__ = ["drop", "end", "locked", "propose", "sign", "sign_outside", "start"]
