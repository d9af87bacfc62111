"""The parts of a case page on measures, outcomes, money, review, what follows, and remedies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cases.enums import AccessKind, ClueStatus, OutcomeCode, RemedyKind
from cases.enums.case_acts import ICONS, PLAIN_ICON, CaseAct
from cases.models import Access, Clue, Measure, Remedy
from cases.rules.remedies import RULES
from cases.selectors.case_parts import may_record
from cases.selectors.case_rectifications import items_of, reports_of
from cases.selectors.follow_ups import (
    causes_of,
    open_round,
    opinions_of,
    proposals_of,
    prosecutions_of,
    unit_sanctions_of,
)
from cases.selectors.measures import cards_of
from cases.selectors.outcomes import drafts_of, forms_of, frozen, money_of, outcomes_of
from cases.selectors.remedies import remedies_of
from supervision.attachments import selectors as attachments

_CASE = frozenset(
    {
        ClueStatus.FILED,
        ClueStatus.INVESTIGATING,
        ClueStatus.TRANSFERRED,
        ClueStatus.IN_REVIEW,
        ClueStatus.RETURNED,
    }
)
_DECIDED = frozenset({ClueStatus.DECIDED, ClueStatus.ANNOUNCED, ClueStatus.EXECUTED})
_UNDER_WAY = frozenset({ClueStatus.VERIFYING, *_CASE})
_FOLLOWED = frozenset({*_CASE, *_DECIDED, ClueStatus.FIRST_FORM})


@dataclass(frozen=True)
class Button:
    """One thing the account may record: its words, icon and address."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True)
class Line:
    """A record of the case with what the account may do about it."""

    row: Any
    buttons: Sequence[Button]
    more: Any = None


def button(user: Any, clue: Clue, code: str, subject: Any = None) -> Button | None:
    """Return the button of an act, or None where the account may not record it."""
    if not may_record(user, clue, code, subject):
        return None
    where = [clue.number, str(code)] + ([subject.pk] if subject is not None else [])
    name = "cases:record" if subject is not None else "cases:record_new"
    act = CaseAct(code)
    return Button(str(act.label), ICONS.get(act, PLAIN_ICON), reverse(name, args=where))


def _buttons(user: Any, clue: Clue, *codes: str, subject: Any = None) -> list[Button]:
    found = (button(user, clue, code, subject) for code in codes)
    return [one for one in found if one is not None]


def measures(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the measures of the case, with what the account may do about each."""
    cards = cards_of(clue)
    add = _buttons(user, clue, CaseAct.MEASURE_PROPOSE) if clue.status in _UNDER_WAY else []
    if not cards and not add:
        return None
    lines = []
    for card in cards:
        buttons = _buttons(user, clue, *card.acts, subject=card.measure)
        asked = card.waiting
        if asked is not None:
            decide = button(user, clue, CaseAct.REQUEST_DECIDE, asked)
            buttons += [decide] if decide else []
        lines.append(Line(card, buttons))
    return {"lines": lines, "add": add}


def outcomes(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return proposed and final outcomes with forms and periods, and sanctions by units."""
    is_open = clue.status in (ClueStatus.TALK_INQUIRY, ClueStatus.VERIFYING, ClueStatus.IN_REVIEW)
    waits = frozen(clue)
    drafts = [
        Line(one, [] if waits else _buttons(user, clue, CaseAct.OUTCOME_STRIKE, subject=one))
        for one in drafts_of(clue)
    ]
    final = [
        Line(
            one,
            []
            if hasattr(one, "reversed_by")
            else _buttons(user, clue, CaseAct.OUTCOME_CORRECT, subject=one),
            getattr(one, "reversed_by", None),
        )
        for one in outcomes_of(clue)
    ]
    units = [
        Line(
            one,
            [] if one.revoked_on else _buttons(user, clue, CaseAct.UNIT_REVOKE, subject=one),
        )
        for one in unit_sanctions_of(clue)
    ]
    add = _adding(user, clue, is_open=is_open and not waits)
    if not (drafts or final or units or add):
        return None
    return {
        "drafts": drafts,
        "final": final,
        "units": units,
        "forms": _counted(clue),
        "waits": waits,
        "add": add,
    }


def _adding(user: Any, clue: Clue, *, is_open: bool) -> list[Button]:
    codes = [CaseAct.OUTCOME_WRITE] if is_open or _remedied(clue) else []
    if clue.status in _CASE:
        codes.append(CaseAct.UNIT_SANCTION)
    return _buttons(user, clue, *codes)


def _remedied(clue: Clue) -> bool:
    """Tell whether a remedy is examined whose examiners may propose other outcomes."""
    return clue.remedies.filter(decided_on__isnull=True, opinion_at__isnull=True).exists()


def _counted(clue: Clue) -> list[tuple[str, str]]:
    """Return each person with the form as which the person counts, once."""
    forms = forms_of(clue)
    people = clue.respondents.filter(pk__in=forms).order_by("pk")
    return [(one.name, forms[one.pk]) for one in people]


def money(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return secured property and recovered money with their totals."""
    found = money_of(clue)
    codes = []
    if clue.status in _UNDER_WAY:
        codes.append(CaseAct.PROPERTY_SECURE)
    if clue.status in _FOLLOWED or clue.status == ClueStatus.VERIFYING:
        codes.append(CaseAct.RECOVERY_ADD)
    add = _buttons(user, clue, *codes)
    if not (found["secured"] or found["recovered"] or add):
        return None
    secured = [Line(one, _of_property(user, clue, one)) for one in found["secured"]]
    recovered = [
        Line(
            one,
            []
            if hasattr(one, "reversed_by")
            else _buttons(user, clue, CaseAct.RECOVERY_REVERSE, subject=one),
            getattr(one, "reversed_by", None),
        )
        for one in found["recovered"]
    ]
    return {**found, "secured": secured, "recovered": recovered, "add": add}


def _of_property(user: Any, clue: Clue, item: Any) -> list[Button]:
    if item.settled_at is not None:
        return []
    codes = [CaseAct.PROPERTY_SETTLE]
    if item.unrelated_at is None:
        codes.append(CaseAct.PROPERTY_UNRELATED)
    return _buttons(user, clue, *codes, subject=item)


def panel(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the review panel, where its members come from, and what each of them held."""
    rows = Access.objects.filter(clue=clue, kind=AccessKind.REVIEWER).select_related("user")
    members = []
    known: set[int] = set()
    for access in rows.order_by("-pk"):
        if access.user_id not in known:
            known.add(access.user_id)
            members.append(access)
    opinions = list(opinions_of(clue))
    writes = clue.status == ClueStatus.IN_REVIEW
    add = _buttons(user, clue, CaseAct.OPINION_WRITE) if writes else []
    if not (members or opinions or add):
        return None
    units = {one.user.home_unit.pk for one in members if one.user.home_unit is not None}
    return {
        "members": members[::-1],
        "is_joint": len(units) > 1,
        "opinions": opinions,
        "add": add,
    }


def follow_ups(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return proposals, the report on causes, and the list of what is put right."""
    proposals = [
        Line(
            one,
            [] if one.replied_on else _buttons(user, clue, CaseAct.PROPOSAL_REPLY, subject=one),
        )
        for one in proposals_of(clue)
    ]
    items = [Line(one, _of_item(user, clue, one), one_files(one)) for one in items_of(clue)]
    codes = []
    if clue.status in _FOLLOWED:
        codes += [CaseAct.PROPOSAL_SEND, CaseAct.RECTIFY_ADD]
        codes += [CaseAct.CAUSES_WRITE] if clue.filed_on else []
    if items and all(one.row.closed_at for one in items):
        codes.append(CaseAct.RECTIFY_REPORT)
    add = _buttons(user, clue, *codes)
    causes = causes_of(clue)
    if not (proposals or items or causes or add):
        return None
    return {
        "proposals": proposals,
        "items": items,
        "causes": causes,
        "reports": list(reports_of(clue)),
        "add": add,
    }


def one_files(item: Any) -> list[Any]:
    """Return the evidence of an item."""
    return list(attachments.of(item))


def _of_item(user: Any, clue: Clue, item: Any) -> list[Button]:
    if item.closed_at is not None:
        return []
    code = CaseAct.RECTIFY_VERIFY if item.done_on else CaseAct.RECTIFY_DONE
    return _buttons(user, clue, code, subject=item)


def remedies(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the side branches: prosecution with its rounds, remedies with their results."""
    lines = [Line(one, _of_remedy(user, clue, one)) for one in remedies_of(clue)]
    prosecutions = [
        Line(one, _of_prosecution(user, clue, one), open_round(one))
        for one in prosecutions_of(clue)
    ]
    codes = []
    if clue.status in _DECIDED or Measure.objects.filter(clue=clue, started_at__isnull=False):
        codes.append(CaseAct.REMEDY_RECEIVE)
    if _to_prosecute(clue):
        codes.append(CaseAct.PROSECUTION_ADD)
    add = _buttons(user, clue, *codes)
    if not (lines or prosecutions or add):
        return None
    return {"lines": lines, "prosecutions": prosecutions, "add": add}


def _to_prosecute(clue: Clue) -> bool:
    decided = outcomes_of(clue).filter(code=OutcomeCode.PROSECUTION, reversed_by__isnull=True)
    return decided.filter(respondent__prosecutions__isnull=True).exists()


def _of_remedy(user: Any, clue: Clue, remedy: Remedy) -> list[Button]:
    if remedy.decided_on is not None:
        return []
    if RULES[RemedyKind(remedy.kind)].outside:
        code = CaseAct.REMEDY_RECORD
    else:
        code = CaseAct.REMEDY_DECIDE if remedy.opinion_at else CaseAct.REMEDY_OPINION
    return _buttons(user, clue, code, subject=remedy)


def _of_prosecution(user: Any, clue: Clue, prosecution: Any) -> list[Button]:
    if prosecution.result:
        return []
    if open_round(prosecution) is not None:
        return _buttons(user, clue, CaseAct.ROUND_CLOSE, subject=prosecution)
    codes = [CaseAct.JUDGMENT]
    if len(prosecution.rounds.all()) < 2:
        codes.append(CaseAct.ROUND_OPEN)
    return _buttons(user, clue, *codes, subject=prosecution)
