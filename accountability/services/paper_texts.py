"""The words of the papers that press units; papers are written in the portal's own language."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import LetterKind
from accountability.escalation import days_late
from supervision import clock
from supervision.documents.content import Content, Paragraph, Table
from supervision.web.formats import clock_time, due_day, full_date


@dataclass(frozen=True)
class LetterWords:
    """What all letters of one selection say beside their own tasks."""

    kind: str
    requirement: str
    basis: str
    reply_by: dt.date
    contact: str


def letter(words: LetterWords, duties: Sequence[Any]) -> Content:
    """Return the letter to one unit: facts in a table, basis, requirement, day, reply-to."""
    now = clock.now()
    with override(settings.LANGUAGE_CODE):
        is_reminder = words.kind == LetterKind.REMINDER
        facts = (
            _("As of %(day)s the platform shows %(n)d tasks of your unit due or overdue:")
            if is_reminder
            else _("As of %(day)s the platform shows %(n)d tasks of your unit not filed in time:")
        )
        return Content(
            title=_("Work reminder on filing tasks in time")
            if is_reminder
            else _("Supervision letter on filing overdue tasks within a set time"),
            blocks=(
                Paragraph(facts % {"day": full_date(now), "n": len(duties)}),
                _table(duties, now),
                Paragraph(_("Basis: %(basis)s") % {"basis": words.basis}),
                Paragraph(words.requirement),
                Paragraph(
                    _("Please reply to the office in writing by %(day)s.")
                    % {"day": full_date(words.reply_by)}
                ),
                Paragraph(_("This letter is sent to you for action.")),
            ),
            contact=words.contact,
        )


def _table(duties: Iterable[Any], now: dt.datetime) -> Table:
    return Table(
        columns=(_("No."), _("Number"), _("Task"), _("Due"), _("Days overdue")),
        rows=tuple(
            (
                str(place),
                duty.number,
                duty.title,
                full_date(due_day(duty.ends_at)),
                str(days_late(duty.ends_at, now)),
            )
            for place, duty in enumerate(duties, start=1)
        ),
    )


def falsified_notice(falsification: Any) -> Content:
    """Return the circulated notice about a filing that was held to be falsified."""
    filing = falsification.filing
    said = {
        "unit": falsification.unit.name,
        "title": filing.duty.title,
        "receipt": filing.receipt,
        "day": full_date(filing.submitted_at),
    }
    with override(settings.LANGUAGE_CODE):
        return Content(
            title=_("Notice on falsified materials filed by %(unit)s") % said,
            addressee=_("To all townships, streets and units of the district"),
            blocks=(
                Paragraph(
                    _(
                        "On %(day)s %(unit)s filed “%(title)s” on the platform "
                        "(receipt %(receipt)s). Checking found the following:"
                    )
                    % said
                ),
                Paragraph(falsification.facts),
                Paragraph(
                    _("After checking and hearing the unit it is held that: %(opinion)s")
                    % {"opinion": falsification.opinion}
                ),
                Paragraph(
                    _(
                        "%(unit)s is criticised before the whole district, the members of its "
                        "leading group are called to a talk, and it files true materials anew."
                    )
                    % said
                ),
                Paragraph(
                    _(
                        "All units take warning, check their own filings against the originals, "
                        "and answer for what they file."
                    )
                ),
            ),
        )


def summons_notice(summons: Any) -> Content:
    """Return the notice that calls one person to a talk."""
    said = {
        "name": summons.name,
        "post": summons.post,
        "day": full_date(summons.planned_at),
        "time": clock_time(summons.planned_at),
        "place": summons.place,
    }
    with override(settings.LANGUAGE_CODE):
        return Content(
            title=_("Notice of a summons talk"),
            blocks=(
                Paragraph(_("%(post)s %(name)s of your unit is called to a talk.") % said),
                Paragraph(_("Reason: %(reason)s") % {"reason": summons.reason}),
                Paragraph(
                    _("Time: %(day)s %(time)s. Place: %(place)s. Please be there in person.") % said
                ),
                Paragraph(_("Please tell the person called, and confirm receipt on the platform.")),
            ),
            contact=summons.called_by.name,
        )


def late_notice(unit: Any, facts: str) -> Content:
    """Return the circulated notice about a unit that leaves letters unanswered."""
    said = {"unit": unit.name}
    with override(settings.LANGUAGE_CODE):
        return Content(
            title=_("Notice on the two responsibilities being carried poorly by %(unit)s") % said,
            addressee=_("To all townships, streets and units of the district"),
            blocks=(
                Paragraph(facts),
                Paragraph(
                    _(
                        "%(unit)s is criticised before the whole district and files what is "
                        "overdue at once. All units take warning."
                    )
                    % said
                ),
            ),
        )
