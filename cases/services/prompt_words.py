"""The words of the papers that press an office; written in the portal's own language.

They name numbers, matters and days, nothing of what a clue alleges or about whom.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums.clocks import PromptGrade
from cases.rules.ladder import days_late
from supervision import clock as portal_clock
from supervision.documents.content import Content, Paragraph, Table
from supervision.web.formats import clock_time, due_day, full_date


@dataclass(frozen=True)
class PromptWords:
    """What every paper of one selection says beside its own table of clocks."""

    grade: str
    requirement: str
    contact: str
    reply_by: dt.date | None = None
    planned_at: dt.datetime | None = None
    place: str = ""


def content(words: PromptWords, clocks: Sequence[Any]) -> Content:
    """Return the paper to one office: facts in a table, basis, requirement, what it has to do."""
    now = portal_clock.now()
    with override(settings.LANGUAGE_CODE):
        return Content(
            title=_title(words.grade),
            blocks=(
                Paragraph(_facts(words.grade) % {"day": full_date(now), "n": len(clocks)}),
                _table(clocks, now),
                Paragraph(_("Basis: %(basis)s") % {"basis": _bases(clocks)}),
                Paragraph(words.requirement),
                *_asks(words),
            ),
            contact=words.contact,
        )


def _title(grade: str) -> str:
    return {
        PromptGrade.REMINDER: _("Work reminder on the terms of clues and cases"),
        PromptGrade.LETTER: _("Supervision letter on overdue terms of clues and cases"),
        PromptGrade.SUMMONS: _("Notice of a summons talk on overdue terms of clues and cases"),
    }[PromptGrade(grade)]


def _facts(grade: str) -> str:
    if grade == PromptGrade.REMINDER:
        return _("As of %(day)s %(n)d terms of your office are due soon or overdue:")
    return _("As of %(day)s %(n)d terms of your office are overdue:")


def _table(clocks: Sequence[Any], now: dt.datetime) -> Table:
    return Table(
        columns=(_("No."), _("Number"), _("Matter"), _("Due"), _("Days overdue")),
        rows=tuple(
            (
                str(place),
                row.clue.number,
                row.rule.label,
                full_date(due_day(row.ends_at)),
                str(days_late(row.ends_at, now)),
            )
            for place, row in enumerate(clocks, start=1)
        ),
    )


def _bases(clocks: Sequence[Any]) -> str:
    """Return the articles of the terms, each once."""
    return "、".join(dict.fromkeys(row.term_basis for row in clocks))


def _asks(words: PromptWords) -> tuple[Paragraph, ...]:
    """Return what the office has to do: receive it, explain itself in writing, or come."""
    if words.grade == PromptGrade.SUMMONS and words.planned_at is not None:
        said = {
            "day": full_date(words.planned_at),
            "time": clock_time(words.planned_at),
            "place": words.place,
        }
        return (
            Paragraph(
                _(
                    "The head of your office is called to a talk. Time: %(day)s %(time)s. "
                    "Place: %(place)s. Please be there in person."
                )
                % said
            ),
        )
    if words.reply_by is not None:
        asked = _(
            "Please explain in writing by %(day)s why the terms were not kept, and what you do."
        )
        return (Paragraph(asked % {"day": full_date(words.reply_by)}),)
    return (Paragraph(_("This reminder is sent to you for action.")),)
