"""Effects of the acts that assign, hold, file, review and archive."""

import datetime as dt
from typing import Any

from cases.enums import AccessKind, Act
from cases.models import Step
from cases.services.access import end_all
from cases.services.numbers import case_number
from supervision import clock
from supervision.organizations.models import Unit


def assign(step: Step, facts: dict[str, Any]) -> None:
    """Put the clue into an office; who handled it for another one loses it."""
    clue = step.clue
    end_all(actor=step.proposed_by, clue=clue, kinds=[AccessKind.HANDLER, AccessKind.TEAM])
    clue.handling_office = Unit.objects.get(pk=facts["handling_office"])
    clue.handler = None


def hold(step: Step, facts: dict[str, Any]) -> None:
    """Keep the day on which the clue is looked at again."""
    step.clue.review_on = dt.date.fromisoformat(facts["review_on"])


def revive(step: Step, facts: dict[str, Any]) -> None:
    """Take the clue up again: the day to look at it is over."""
    step.clue.review_on = None


def file_case(step: Step, facts: dict[str, Any]) -> None:
    """Give the case its number and day, and mark against whom it is filed."""
    clue = step.clue
    settled = step.settled_at or clock.now()
    clue.case_number, clue.filed_on = case_number(), clock.local(settled).date()
    clue.respondents.filter(pk__in=facts["respondents"]).update(is_filed=True)


def accept(step: Step, facts: dict[str, Any]) -> None:
    """Let the panel alone go on: other reviewers who were named lose the case."""
    panel = facts["panel"]
    end_all(actor=step.proposed_by, clue=step.clue, kinds=[AccessKind.REVIEWER], keep=panel)


def return_facts(step: Step, facts: dict[str, Any]) -> None:
    """End the review: a panel is named anew when the case comes back."""
    end_all(actor=step.proposed_by, clue=step.clue, kinds=[AccessKind.REVIEWER])


def archive(step: Step, facts: dict[str, Any]) -> None:
    """Keep the number under which the file lies in the archive."""
    step.clue.archive_number = facts["archive_number"]


EFFECTS = {
    Act.ASSIGN: assign,
    Act.REASSIGN: assign,
    Act.DISPOSE_HOLD: hold,
    Act.VERIFY_HOLD: hold,
    Act.REVIVE: revive,
    Act.FILE: file_case,
    Act.FILE_DIRECTLY: file_case,
    Act.ACCEPT: accept,
    Act.RETURN_FACTS: return_facts,
    Act.ARCHIVE: archive,
}
