"""Who takes what is handed on: each receiving app registers itself at start-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model
from django_stubs_ext import StrPromise

from supervision.organizations.models import Unit


@dataclass(frozen=True)
class Named:
    """Somebody whom the matter names; `person_id` where the people register knows who it is."""

    name: str
    post: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Matter:
    """What is handed on: whole, for the receiver alone.

    `origin` says in the receiver's own codes where it came to light, `on` on which day.
    """

    title: str
    what: str
    unit: Unit
    origin: str
    on: dt.date
    people: Sequence[Named] = field(default_factory=tuple)


#: Told who hands on, the matter, and the number of the referral; returns the record made of it.
Take = Callable[[Any, Matter, str], Model]


@dataclass(frozen=True)
class Receiver:
    """One app that takes matters: its code, how senders call it, and its service.

    `take` is called in the sender's transaction: what it refuses undoes the whole.
    """

    code: str
    label: StrPromise | str
    take: Take


_receivers: dict[str, Receiver] = {}


def register(receiver: Receiver) -> Receiver:
    """Add a receiver; refuse a second one of the same code, or one after start-up."""
    if apps.ready:
        raise RuntimeError("receivers are registered at start-up only")
    if receiver.code in _receivers:
        raise ValueError(f"receiver {receiver.code!r} is registered twice")
    _receivers[receiver.code] = receiver
    return receiver


def get(code: str) -> Receiver:
    """Return the receiver; raises LookupError for a code nobody registered."""
    try:
        return _receivers[code]
    except KeyError:
        raise LookupError(f"nobody takes what is handed on to {code!r}") from None


def is_there(code: str) -> bool:
    """Tell whether somebody takes what is handed on under the code."""
    return code in _receivers
