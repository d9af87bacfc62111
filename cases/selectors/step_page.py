"""What the pages of a step show: its chain, what was stated, and what the account may do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.enums import OUTSIDE, FilingKind, Signatory, StepStatus, TalkMode
from cases.models import CasePaper, Clue, Step
from cases.permissions import RECORD_OUTSIDE
from cases.selectors.acts import Possible, possible_acts
from cases.selectors.avoidance import fact_against
from cases.selectors.clue_page import clues_with_open_content
from cases.selectors.papers import missing_papers
from cases.selectors.signatories import (
    Seat,
    chain_of,
    next_position,
    next_signers,
    own_hand,
    seats_of,
)
from cases.selectors.step_basis import outcomes_in_words, papers_behind
from cases.selectors.steps import facts_of
from cases.workflow import Transition, transition
from supervision.accounts.models import User
from supervision.attachments import selectors as attachments
from supervision.organizations.models import Unit
from supervision.web.formats import full_date, parse_date


@dataclass(frozen=True)
class StepPage:
    """One step as an account is shown it."""

    seats: Sequence[Seat]
    facts: Sequence[tuple[str, str]]
    files: Sequence[Any]
    papers: Sequence[CasePaper]
    missing: Sequence[str]
    article: str
    may_sign: bool
    countersigns: bool
    in_place_of: str
    avoids: str
    own_hand: str
    may_take_back: bool
    may_record: bool


def steps_visible_to(user: Any) -> QuerySet[Step]:
    """Return the steps of the clues whose content the account may read.

    Opinions and facts say what is alleged: who knows of a clue alone does not read them.
    """
    related = ("clue__unit", "clue__handling_office", "proposed_by")
    rows = Step.objects.select_related(*related).order_by("-pk")
    return rows.filter(clue__in=clues_with_open_content(user).order_by())


def offered(user: Any, clue: Clue, row: Transition) -> Possible | None:
    """Return the act as the list of what can follow shows it; None where it cannot follow."""
    acts = possible_acts(user, clue)
    return next((one for one in acts if one.row.act == row.act), None)


def step_page(user: User, step: Step) -> StepPage:
    """Return what the page of the step shows to the account."""
    row = transition(step.act)
    is_open = step.status == StepStatus.PROPOSED
    signers = next_signers(step) if is_open else {}
    fact = fact_against(user, step.clue) if user.pk in signers else None
    place = signers.get(user.pk)
    return StepPage(
        seats=seats_of(step),
        facts=stated(step),
        files=list(attachments.of(step)),
        papers=papers_behind(step),
        missing=[str(slot.label) for slot in missing_papers(step.clue, step.act)]
        if is_open
        else [],
        article=str(row.article),
        may_sign=user.pk in signers and fact is None,
        countersigns=bool(signers) and asked_now(step) == Signatory.COUNTERSIGN,
        in_place_of=User.objects.get(pk=place).name if place is not None else "",
        avoids=fact.words if fact is not None else "",
        own_hand=own_hand(user, step) if is_open else "",
        may_take_back=is_open and step.proposed_by_id == user.pk,
        may_record=is_open and user.can(RECORD_OUTSIDE) and asks_outside(step),
    )


def asked_now(step: Step) -> str:
    """Return the signatory of the chain that is asked now."""
    return chain_of(step)[next_position(step) - 1]


def asks_outside(step: Step) -> bool:
    """Tell whether the approval asked now comes from outside of the portal."""
    return asked_now(step) in OUTSIDE


def stated(step: Step) -> list[tuple[str, str]]:
    """Return the facts of the step as label and words."""
    facts = facts_of(step)
    labels = _labels()
    found = [
        (labels[fact], _words(step.clue, fact, value))
        for fact, value in facts.items()
        if fact in labels and value not in (None, "", [], False)
    ]
    return [(label, words) for label, words in found if words]


def _labels() -> dict[str, str]:
    return {
        "handling_office": _("Handling office"),
        "respondents": _("Respondents"),
        "talk_mode": _("Way of asking"),
        "filing_kind": _("Filed under"),
        "reason": _("Reason"),
        "review_on": _("Look again on"),
        "receiving_unit": _("Receiving Party organisation"),
        "announced_on": _("Announced on"),
        "investigation_plan": _("Plan of the investigation"),
        "property": _("Property involved"),
        "executed_on": _("Executed on"),
        "decided_on": _("Decided on"),
        "archive_number": _("Archive number"),
        "repeat_of": _("Earlier clue"),
        "panel": _("Review panel"),
        "outcomes": _("Outcomes that go along"),
        "measures": _("Outcomes that go along"),
        "officers": _("Officers taking part"),
    }


def _words(clue: Clue, fact: str, value: Any) -> str:
    """Return the value in words; what was stored as keys is read back."""
    if fact == "handling_office":
        return Unit.objects.get(pk=value).name
    if fact == "respondents":
        people = clue.respondents.filter(pk__in=value).order_by("pk")
        return "、".join(people.values_list("name", flat=True))
    if fact in ("officers", "panel"):
        officers = User.objects.filter(pk__in=value).order_by("pk")
        return "、".join(officers.values_list("name", flat=True))
    if fact in ("outcomes", "measures"):
        return outcomes_in_words(clue, value)
    if fact == "talk_mode":
        return str(TalkMode(value).label)
    if fact == "filing_kind":
        return str(FilingKind(value).label)
    if fact.endswith("_on"):
        return full_date(parse_date(str(value)))
    return str(value)
