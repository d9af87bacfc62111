"""The parts of one's desk: steps, clues and clocks, each kind with its count and first rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cases.models import Step
from cases.selectors import desk
from cases.selectors.steps import act_label, waiting_for, waiting_outside
from supervision.notifications import todos
from supervision.notifications.selectors import todo_counts

#: To-dos that lie on the desk with rows of their own.
_SHOWN = frozenset(
    {
        *("case-steps", "case-steps-outside", "cases.assign", "cases.officer"),
        *("cases.handle", "cases.review", "cases.archive"),
    }
)


@dataclass(frozen=True)
class StepRow:
    """A step as the desk shows it."""

    step: Step

    @property
    def act(self) -> str:
        """Return the act in words."""
        return act_label(self.step.act)


@dataclass(frozen=True)
class Part:
    """One kind of thing on the desk; `kind` says how its rows are drawn."""

    code: str
    title: str
    kind: str
    count: int
    rows: Sequence[Any]
    url: str = ""
    is_work: bool = True


def parts_for(user: Any) -> list[Part]:
    """Return the kinds of things that lie on the account's desk, what presses first."""
    found = [
        _steps("sign", _("Waits for my signature"), waiting_for(user)),
        _steps("outside", _("Approvals from outside to record"), waiting_outside(user)),
        _steps("back", _("Sent back to me"), desk.sent_back(user)),
        _clues("officer", _("Name an officer in charge"), desk.without_officer(user), ""),
        _clues("assign", _("To be assigned"), desk.to_assign(user), "?status=registered"),
        _clues("go_on", _("Next step is mine to propose"), desk.to_go_on(user), "?status=open"),
        _clocks(user),
        _clues("archive", _("To be archived"), desk.to_archive(user), "?status=over"),
        _steps("proposed", _("My proposals that wait for others"), desk.proposed_by(user), False),
    ]
    return [part for part in found if part.count]


@dataclass(frozen=True)
class Duty:
    """Something else that waits for the account, with the page where it is done."""

    label: str
    count: int
    url: str


def other_duties(user: Any) -> list[Duty]:
    """Return what other subjects of cases have waiting for the account, kind by kind."""
    counts = todo_counts(user)
    everything = reverse("notifications:todos")
    return [
        Duty(
            str(source.label),
            counts[source.key],
            source.list_url or f"{everything}?{urlencode({'kind': source.key})}",
        )
        for source in todos.open_to(user)
        if source.key.startswith("case") and source.key not in _SHOWN and counts[source.key]
    ]


def _steps(code: str, title: str, rows: QuerySet[Step], is_work: bool = True) -> Part:
    return _part(code, title, "steps", rows, StepRow, is_work=is_work)


def _clues(code: str, title: str, rows: QuerySet[Any], query: str) -> Part:
    count = rows.count()
    url = f"{reverse('cases:ledger')}{query}"
    return Part(code, title, "clues", count, desk.first(rows) if count else (), url)


def _clocks(user: Any) -> Part:
    rows = desk.own_clocks(user)
    return _part("clocks", _("My clocks"), "clocks", rows, lambda row: row, is_work=False)


def _part(
    code: str,
    title: str,
    kind: str,
    rows: QuerySet[Any],
    shown: Callable[[Any], Any],
    *,
    is_work: bool,
) -> Part:
    count = rows.count()
    first = [shown(row) for row in rows[: desk.SHOWN_WHOLE]] if count else []
    return Part(code, title, kind, count, first, is_work=is_work)
