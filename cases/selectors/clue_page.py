"""Everything the page of one clue shows, apart from what other subjects add to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cases.enums import Act, ClueStatus, FourWinds, Holder, StepStatus, Violation
from cases.models import Access, Clue, Countersigner, Respondent, Signature, Step
from cases.permissions import READ_REPORTER
from cases.selectors.acts import Possible, possible_acts
from cases.selectors.clocks import light_of
from cases.selectors.offices import own_units
from cases.selectors.signatories import label_of
from cases.selectors.steps import waiting_for, waiting_outside
from cases.selectors.visibility import accesses_in_force, clues_visible_to
from cases.workflow import CONCLUDED, HOLDERS, transition
from supervision import clock
from supervision.people.permissions import READ as READ_PEOPLE

#: The way of a clue as the head of the page draws it: each stage with its statuses.
STAGES = (
    ("registered", ("registered",)),
    ("assigned", ("assigned", "held")),
    ("checked", ("talk_inquiry", "verifying")),
    ("filed", ("filed", "investigating")),
    ("in_review", ("transferred", "in_review", "returned")),
    ("decided", ("decided", "announced")),
    ("concluded", ("closed", "first_form", "referred", "executed", "withdrawn")),
    ("archived", ("archived",)),
)


@dataclass(frozen=True)
class Seat:
    """One place of a chain of approval: who is asked, and what came of it."""

    label: str
    signature: Signature | None
    is_next: bool


@dataclass(frozen=True)
class Happening:
    """One step of the clue with its signatures and the places that are still empty."""

    step: Step
    article: str
    certainty: str
    seats: Sequence[Seat]

    @property
    def act(self) -> str:
        """Return the act in words."""
        return str(Act(self.step.act).label)

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for approval."""
        return self.step.status == StepStatus.PROPOSED


@dataclass(frozen=True)
class CluePage:
    """One clue as the account is shown it."""

    is_open: bool
    light: str
    ends_at: Any
    holder: str
    stages: Sequence[dict[str, str]]
    respondents: Sequence[Respondent]
    violations: Sequence[str]
    four_winds: Sequence[str]
    steps: Sequence[Happening]
    accesses: Sequence[Access]
    names_link: bool
    own_acts: Sequence[Possible]
    other_acts: Sequence[Possible]
    may_sign: bool

    @property
    def waiting(self) -> Happening | None:
        """Return the step that waits for approval."""
        return next((one for one in self.steps if one.is_open), None)


def clue_page(user: Any, clue: Clue) -> CluePage:
    """Return the page of the clue; without an open content no sealed field is read."""
    is_open = content_is_open(user, clue)
    now = clock.now()
    acts = possible_acts(user, clue) if is_open else []
    return CluePage(
        is_open=is_open,
        light=str(light_of(clue, now)),
        ends_at=clue.nearest.ends_at if hasattr(clue, "nearest") else None,
        holder=holder_of(clue),
        stages=_stages(clue),
        respondents=list(clue.respondents.select_related("unit", "person").order_by("pk")),
        violations=_words(Violation, clue.violations),
        four_winds=_words(FourWinds, clue.four_winds),
        steps=happenings(clue) if is_open else (),
        accesses=_accesses(clue) if is_open else (),
        names_link=user.can(READ_PEOPLE),
        own_acts=[act for act in acts if not act.why_not],
        other_acts=[act for act in acts if act.why_not],
        may_sign=_may_sign(user, clue),
    )


def _may_sign(user: Any, clue: Clue) -> bool:
    """Tell whether the step that waits is the account's to sign, or to record, now."""
    own = waiting_for(user).filter(clue=clue).exists()
    return own or waiting_outside(user).filter(clue=clue).exists()


def content_is_open(user: Any, clue: Clue) -> bool:
    """Tell whether the account may read what is alleged, and not only that there is a clue.

    The petition office hands a clue over: it keeps what it needs to answer the reporter. Whoever
    entered it there reads it until it is assigned.
    """
    if clue.registered_by_id == user.pk and clue.status == ClueStatus.REGISTERED:
        return True
    only_petition = clue.registering_office_id in {
        unit.pk for unit in own_units(user, READ_REPORTER)
    }
    if not only_petition:
        return True
    return accesses_in_force(clock.now()).filter(user=user, clue=clue).exists()


def clues_with_open_content(user: Any) -> QuerySet[Clue]:
    """Return the clues of which the account may read what is alleged: the same, for lists."""
    petition = [unit.pk for unit in own_units(user, READ_REPORTER)]
    opened = accesses_in_force(clock.now()).filter(user=user).order_by().values("clue_id")
    return clues_visible_to(user).filter(
        Q(registered_by=user.pk, status=ClueStatus.REGISTERED)
        | ~Q(registering_office__in=petition)
        | Q(pk__in=opened)
    )


def holder_of(clue: Clue) -> str:
    """Return in whose hands the clue lies."""
    holder = Holder(HOLDERS[clue.status])
    if holder == Holder.HANDLING and clue.handling_office is not None:
        return clue.handling_office.short_name
    return str(holder.label)


def happenings(clue: Clue) -> list[Happening]:
    """Return the steps of the clue with their signatures, the newest first."""
    signatures = Signature.objects.select_related("signed_by", "in_place_of").order_by("position")
    asked = Countersigner.objects.select_related("office").order_by("position")
    rows = (
        clue.steps.select_related("proposed_by")
        .prefetch_related(
            Prefetch("signatures", signatures, to_attr="signed"),
            Prefetch("countersigners", asked, to_attr="asked"),
        )
        .order_by("-proposed_at", "-pk")
    )
    return [_happening(step) for step in rows]


def _happening(step: Step) -> Happening:
    given = {one.position: one for one in step.signed}  # type: ignore[attr-defined]
    offices = {one.position: one.office for one in step.asked}  # type: ignore[attr-defined]
    waits = step.status == StepStatus.PROPOSED
    seats = []
    for place, signatory in enumerate(step.chain.split(), start=1):
        signature = given.get(place)
        is_next = waits and signature is None and all(at in given for at in range(1, place))
        seats.append(Seat(label_of(signatory, offices.get(place)), signature, is_next))
    article = transition(step.act).article
    return Happening(step, str(article), article.certainty, seats)


def _stages(clue: Clue) -> list[dict[str, str]]:
    """Return the stages of the way; those behind the clue are done."""
    labels = {
        "registered": _("registration"),
        "assigned": _("assignment"),
        "checked": _("talk or verification"),
        "filed": _("case and investigation"),
        "in_review": _("review"),
        "decided": _("decision"),
        "concluded": _("conclusion"),
        "archived": _("archive"),
    }
    here = next(at for at, (_code, statuses) in enumerate(STAGES) if clue.status in statuses)
    is_short = clue.status in CONCLUDED and clue.filed_on is None
    found = []
    for at, (code, _statuses) in enumerate(STAGES):
        if is_short and code in ("filed", "in_review", "decided"):
            continue
        state = "done" if at < here or clue.status == ClueStatus.ARCHIVED else ""
        found.append(
            {
                "label": labels[code],
                "state": "current" if at == here and state != "done" else state,
                "sub": str(clue.get_status_display()) if at == here else "",
            }
        )
    return found


def _accesses(clue: Clue) -> list[Access]:
    rows = accesses_in_force(clock.now()).filter(clue=clue)
    return list(rows.select_related("user").order_by("kind", "pk"))


def _words(choices: Any, codes: Sequence[str]) -> list[str]:
    labels = dict(choices.choices)
    return [str(labels.get(code, code)) for code in codes]
