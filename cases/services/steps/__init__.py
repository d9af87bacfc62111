"""Move a clue: propose a step, sign it in the order of its chain, send or take it back."""

from cases.services.steps.proposing import propose, take_back
from cases.services.steps.signing import sign, sign_outside

__all__ = ["propose", "sign", "sign_outside", "take_back"]
