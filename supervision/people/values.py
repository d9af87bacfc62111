"""What the services of the people register are given."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from supervision.organizations.models import Unit


@dataclass(frozen=True)
class PersonData:
    """Everything the register holds of a person but posts and relatives.

    On a correction an empty `id_number` leaves the number as it is; so does None for `phone` and
    `residence`.
    """

    name: str
    gender: str
    birth_on: dt.date
    id_number: str
    unit: Unit
    phone: str | None = ""
    residence: str | None = ""
    ethnic_group: str = ""
    native_place: str = ""
    growth_place: str = ""
    education: str = ""
    occupation: str = ""
    is_supervisee: bool = False
    supervisee_kind: str = ""
    supervisee_since: dt.date | None = None
    is_member: bool = False
    party_branch: str = ""
    party_post: str = ""
    joined_on: dt.date | None = None
    full_on: dt.date | None = None


@dataclass(frozen=True)
class PostData:
    """One post: in a unit of the tree, or in an organisation outside of it."""

    title: str
    started_on: dt.date
    unit: Unit | None = None
    organisation: str = ""
    rank: str = ""
    is_leading: bool = False
    ended_on: dt.date | None = None


@dataclass(frozen=True)
class KinData:
    """One relation: `id_number` names a person of the register, `name` anybody else."""

    relation: str
    source: str
    known_on: dt.date
    id_number: str = ""
    name: str = ""
    workplace: str = ""
    post: str = ""
