"""Count the due date of a rule or an ad hoc term."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from supervision import clock
from supervision.deadlines import rules, selectors
from supervision.deadlines.calendars import COUNTING_BASIS
from supervision.deadlines.rules import Due, Term
from supervision.web import formats


class Command(BaseCommand):
    """Print when a term ends, which days were passed over, and on what basis."""

    help = "Count the due date of RULE (a rule code, or a term such as 15WD, 3CM, 60CD, 24H)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("rule", metavar="RULE")
        parser.add_argument("--start", required=True, help="2026-09-21 or 2026-09-21T10:00")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count and print."""
        start = read_start(options["start"])
        term, basis = self._term(options["rule"], start)
        try:
            due = rules.due(term, start, selectors.current_calendar()) if term else None
        except rules.TermError as error:
            raise CommandError(str(error)) from None
        answer = _answer(term, due, basis)
        text = json.dumps(answer, ensure_ascii=False, indent=2)
        self.stdout.write(text if options["as_json"] else _plain(answer))

    def _term(self, code: str, start: datetime) -> tuple[Term | None, str]:
        """Return the term and its basis: an ad hoc term first, else the rule of that code."""
        try:
            return rules.parse_term(code), COUNTING_BASIS
        except rules.TermError as error:
            wrong_term = error
        try:
            rule = selectors.rule_at(code, clock.local(start).date())
        except LookupError:
            raise CommandError(f"{code!r} is no rule code, and {wrong_term}") from None
        return rule.term, rule.legal_basis


def read_start(text: str) -> datetime:
    """Read a date or an instant; without an offset it is Asia/Shanghai."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is not a date like 2026-09-21 or 2026-09-21T10:00") from None
    return start if start.tzinfo else start.replace(tzinfo=clock.CHINA)


def _answer(term: Term | None, due: Due | None, basis: str) -> dict[str, Any]:
    if term is None or due is None:
        return {"due": None, "provisional": False, "skipped": [], "basis": basis}
    exact = clock.local(due.due_at).isoformat()
    return {
        "due": exact if term.is_exact else due.last_day.isoformat(),
        "provisional": due.provisional,
        "skipped": [{"date": day.isoformat(), "reason": reason} for day, reason in due.skipped],
        "basis": basis,
    }


def _plain(answer: dict[str, Any]) -> str:
    lines = [f"due: {answer['due'] or 'no fixed length'}"]
    if answer["provisional"]:
        lines[0] += " (provisional: a year on the way has no calendar yet)"
    for item in answer["skipped"]:
        day = datetime.fromisoformat(item["date"])
        lines.append(f"  skipped {item['date']} {formats.weekday(day.date())} {item['reason']}")
    if answer["basis"]:
        lines.append(f"basis: {answer['basis']}")
    return "\n".join(lines)
