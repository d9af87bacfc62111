"""Refusals that explain themselves: what was refused, why, and where to go on."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django_stubs_ext import StrPromise


class Refusal(PermissionDenied):
    """A 403 with a title of its own, facts (label, value) and a way back.

    The page shows `reason` first; `facts` name for instance the assessment and the lock time.
    """

    def __init__(
        self,
        reason: str | StrPromise,
        *,
        title: str | StrPromise = "",
        facts: Sequence[tuple[str | StrPromise, str | StrPromise]] = (),
        icon: str = "lock",
        back_url: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.title = title
        self.facts = list(facts)
        self.icon = icon
        self.back_url = back_url
