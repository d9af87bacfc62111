"""From a red figure to a plan: open it with the rows, record progress, look at it, close it (P12).

What a plan says names no person of its clues: whoever reads it may not open all of them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cases.models import CasePlan, CasePlanNote, CasePlanRow, Clue, Respondent
from cases.notices import PLAN
from cases.selectors import plans as selectors
from cases.selectors.offices import heads_at
from cases.services.case_parts import said
from cases.services.faults import RuleBroken
from cases.services.numbers import plan_number
from cases.verbs import PLAN_CLOSED, PLAN_NOTED, PLAN_OPENED, PLAN_SENT_BACK
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.deadlines.services import extend_deadline, fix_deadline
from supervision.notifications.services.notices import notify
from supervision.organizations.models import Unit

#: Causes and measures in fewer characters say nothing.
LEAST_WORDS = 20
WARN = "7CD"
_OPENED = gettext_lazy("Rectification plan %(number)s: %(title)s")
_PROGRESS = gettext_lazy("Rectification plan %(number)s: progress is recorded")
_BACK = gettext_lazy("Rectification plan %(number)s is sent back")
_CLOSED = gettext_lazy("Rectification plan %(number)s is closed")


@transaction.atomic
def open_plan(
    *,
    actor: User,
    office: Unit,
    clues: Iterable[int],
    title: str,
    causes: str,
    measures: str,
    owner: User,
    due_on: dt.date,
) -> CasePlan:
    """Open a plan of the office with the rows that stand red; who is in charge is told.

    Raises PermissionDenied for an office the account writes no plans for, RuleBroken without rows,
    for a row that is not overdue any more or planned already, for words that name a respondent,
    somebody from elsewhere in charge, and a day that has passed.
    """
    if not selectors.may_plan(actor, office):
        raise PermissionDenied(_("Your post does not allow this."))
    rows = _held_rows(actor, office, set(clues))
    words = {
        "title": said("title", title, least=4)[:80],
        "causes": said("causes", causes, least=LEAST_WORDS),
        "measures": said("measures", measures, least=LEAST_WORDS),
    }
    _check_words([row.pk for row in rows], words)
    if not selectors.people_of_office(office).filter(pk=owner.pk).exists():
        raise RuleBroken(_("Choose somebody who works in the office."), field="owner")
    if not clock.today() <= due_on <= selectors.last_day():
        raise RuleBroken(_("Choose a day from today on, within a year."), field="due_on")
    now = clock.now()
    plan = CasePlan(
        number=plan_number(), office=office, owner=owner, opened_by=actor, opened_at=now, **words
    )
    fix_deadline(plan, started_at=now, last_day=due_on, warn=WARN, basis=plan.number)
    plan.save()
    CasePlanRow.objects.bulk_create(
        CasePlanRow(
            plan=plan,
            clue=row,
            status=row.status,
            ended_at=row.late_since,
            term=row.late_term[:60],
        )
        for row in rows
    )
    _note(PLAN_OPENED, actor, plan)
    _tell(plan, [owner.pk, *heads_at(office.pk)], _OPENED)
    return plan


def _held_rows(actor: User, office: Unit, wanted: set[int]) -> Sequence[Any]:
    """Return the chosen rows with their clues held, so that no two plans take the same."""
    if not wanted:
        raise RuleBroken(_("Choose at least one row."), field="rows")
    chosen = Clue.objects.filter(pk__in=wanted)
    # Held before they are looked at: of two plans at once the second finds the rows taken.
    list(chosen.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    offered = {
        row.pk: row
        for one in selectors.by_office(actor, chosen)
        if one.office.pk == office.pk
        for row in one.rows
    }
    if wanted - offered.keys():
        raise RuleBroken(
            _("A row is not overdue any more, or another plan holds it: look at the list anew."),
            field="rows",
        )
    return list(offered.values())


def _check_words(clue_ids: Sequence[int], words: dict[str, str]) -> None:
    """Raise RuleBroken where the words name a respondent: not every reader may know."""
    names = Respondent.objects.filter(clue__in=clue_ids).values_list("name", flat=True)
    for name in names:
        for field, text in words.items():
            if name in text:
                raise RuleBroken(
                    _("The plan names a person of a clue; its readers may not know."), field=field
                )


@transaction.atomic
def note_progress(*, actor: User, plan: CasePlan, words: str) -> CasePlanNote:
    """Record what was done so far; raises PermissionDenied for whoever is not in charge."""
    if not selectors.is_in_charge(actor, plan):
        raise PermissionDenied(_("Who is in charge of the plan records its progress."))
    found = _held(plan)
    note = _write(actor, found, words)
    _note(PLAN_NOTED, actor, found)
    _tell(found, [found.opened_by_id], _PROGRESS)
    return note


@transaction.atomic
def look_at(
    *, actor: User, plan: CasePlan, accepts: bool, verdict: str, due_on: dt.date | None = None
) -> CasePlan:
    """Close the plan, or send it back with what is missing and, where given, a later day.

    Raises RuleBroken for whoever is in charge or recorded the progress, without any progress, and
    while a row of it is overdue still.
    """
    found = _held(plan)
    if not selectors.may_plan(actor, found.office):
        raise PermissionDenied(_("Your post does not allow this."))
    if not selectors.may_close(actor, found):
        raise RuleBroken(_("Somebody else looks at it: not who is in charge or recorded it."))
    if not selectors.waits_for_look(found):
        raise RuleBroken(_("No progress is recorded yet."))
    found.verdict = said("verdict", verdict, least=2)[:300]
    if not accepts:
        return _send_back(actor, found, due_on)
    if selectors.late_rows(selectors.rows_of(actor, found)):
        raise RuleBroken(_("A row of the plan is overdue still: it is not put right yet."))
    found.closed_by, found.closed_at = actor, clock.now()
    found.save(update_fields=["verdict", "closed_by", "closed_at"])
    _note(PLAN_CLOSED, actor, found)
    _tell(found, [found.owner_id], _CLOSED)
    return found


def _send_back(actor: User, plan: CasePlan, due_on: dt.date | None) -> CasePlan:
    if due_on is not None:
        if not clock.today() <= due_on <= selectors.last_day():
            raise RuleBroken(_("Choose a day from today on, within a year."), field="due_on")
        if clock.end_of(due_on) > (plan.extended_to or plan.due_at):
            extend_deadline(plan, last_day=due_on)
    # Sealed words are not among it: a save would seal them anew.
    plan.save(update_fields=["verdict", "extended_to", "warn_at"])
    CasePlanNote.objects.create(
        plan=plan,
        words=plan.verdict,
        sends_back=True,
        written_by=actor,
        written_at=clock.now(),
    )
    _note(PLAN_SENT_BACK, actor, plan)
    _tell(plan, [plan.owner_id], _BACK)
    return plan


def _write(actor: User, plan: CasePlan, words: str) -> CasePlanNote:
    text = said("words", words, least=10)
    _check_words(list(plan.rows.values_list("clue_id", flat=True)), {"words": text})
    return CasePlanNote.objects.create(
        plan=plan, words=text, written_by=actor, written_at=clock.now()
    )


def _held(plan: CasePlan) -> CasePlan:
    rows = CasePlan.objects.select_for_update(of=("self",)).select_related("office")
    found = rows.get(pk=plan.pk)
    if found.closed_at is not None:
        raise RuleBroken(_("This plan is closed; nothing was changed."))
    return found


def _tell(plan: CasePlan, told: Iterable[int], title: Any) -> None:
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=PLAN,
            recipients=list(dict.fromkeys(told)),
            title=str(title) % {"number": plan.number, "title": plan.title},
            url=reverse("cases:plan", args=[plan.pk]),
            target=plan,
            unit=plan.office,
            dedupe_key=f"case-plan-{plan.pk}-{plan.notes.count()}-{plan.closed_at is not None}",
        )


def _note(verb: Verb, actor: User, plan: CasePlan) -> None:
    record(verb=verb, actor=actor, target=plan, unit=plan.office, details={"note": plan.number})
