"""Every opening of a clue is recorded."""

from cases.models import Clue
from cases.verbs import CLUE_READ
from supervision.accounts.models import User
from supervision.audit import services as audit


def record_read(*, actor: User, clue: Clue, what: str) -> None:
    """Record that the account opened the clue, and what of it."""
    audit.record_read(verb=CLUE_READ, actor=actor, target=clue, details={"what": what})
