"""What is entered about a clue, as one value; services decide what may stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from cases.enums import Naming, RespondentRole
from cases.models import Clue
from supervision.organizations.models import Unit
from supervision.people.models import Person


@dataclass(frozen=True)
class RespondentEntry:
    """One person the clue is about; empty facts of a registered person come from the register."""

    name: str
    person: Person | None = None
    unit: Unit | None = None
    workplace: str = ""
    post: str = ""
    rank: str = ""
    id_number: str = ""
    role: str = RespondentRole.MAIN
    standing: str = ""
    is_member: bool = False
    holds_party_post: bool = False
    heads_committee: bool = False


@dataclass(frozen=True)
class ReporterEntry:
    """Who reported by name."""

    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class ClueEntry:
    """One clue as it comes in."""

    source: str
    unit: Unit
    summary: str
    content: str
    received_at: dt.datetime
    violations: Sequence[str]
    naming: str = Naming.NONE
    source_number: str = ""
    four_winds: Sequence[str] = ()
    breaks_eight_rules: bool = False
    respondents: Sequence[RespondentEntry] = field(default_factory=tuple)
    reporter: ReporterEntry | None = None
    origin: Clue | None = None
