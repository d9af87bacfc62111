"""Press offices for clocks that run out: one paper to each office, signed by somebody else."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums.clocks import PromptGrade
from cases.models import Clock, Prompt, PromptClock
from cases.permissions import PROMPT, SUPERVISE
from cases.rules.ladder import days_late
from cases.selectors.prompts import running
from cases.services.prompt_words import PromptWords, content
from cases.verbs import PROMPT_DRAFTED, PROMPT_TALK_HELD
from supervision import clock as portal_clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.deadlines.enums import Light
from supervision.documents.services import drafting
from supervision.web.formats import full_date

KINDS = {grade: f"cases.{grade}" for grade in PromptGrade.values}
MINIMUM_NOTE = 10


@transaction.atomic
def draft_prompts(*, actor: User, clocks: Iterable[Clock], words: PromptWords) -> list[Prompt]:
    """Draft one paper to each office of the clocks and hand all of them to the signer.

    All or none: raises ValidationError for a clock that was concluded meanwhile, that is in time,
    that is not overdue where a letter or a summons says so, and for one that stands in a paper of
    the same step which the office has not answered yet.
    """
    require(actor, PROMPT)
    by_office: dict[int, list[Clock]] = defaultdict(list)
    for clock in _held(clocks):
        by_office[clock.office_id].append(clock)
    if not by_office:
        raise ValidationError(_("Choose at least one term."))
    _check_words(words)
    refused = [why for rows in by_office.values() for why in _refusals(words.grade, rows)]
    if refused:
        raise ValidationError(refused)
    groups = sorted(by_office.values(), key=lambda rows: rows[0].office.path)
    return [_draft(actor, rows, words) for rows in groups]


@transaction.atomic
def record_talk(*, actor: User, prompt: Prompt, held_on: dt.date, note: str) -> Prompt:
    """Record that the summons talk was held, and what was said.

    Raises ValidationError for a paper that is no summons, one that is not issued, a day before its
    issue or in the future, and a talk recorded already.
    """
    require(actor, SUPERVISE)
    found = Prompt.objects.select_for_update(of=("self",)).select_related("document", "office")
    held = found.get(pk=prompt.pk)
    if held.grade != PromptGrade.SUMMONS or held.talked_on is not None:
        raise ValidationError(_("This talk is recorded already."), code="moved")
    issued = held.document.issued_on if held.document is not None else None
    if issued is None:
        raise ValidationError(_("The summons is not signed yet."))
    if not issued <= held_on <= portal_clock.today():
        raise ValidationError(
            {
                "held_on": _("The day of the talk lies between %(day)s and today.")
                % {"day": full_date(issued)}
            }
        )
    if len(note.strip()) < MINIMUM_NOTE:
        raise ValidationError({"note": _("Write at least %(n)d characters.") % {"n": MINIMUM_NOTE}})
    held.talked_on, held.talked_by, held.talk_note = held_on, actor, note.strip()
    held.save(update_fields=["talked_on", "talked_by", "talk_note"])
    record(verb=PROMPT_TALK_HELD, actor=actor, target=held, unit=held.office)
    return held


def basis_gone(document: Any) -> str:
    """Say inside the signature why the paper must not go out any more, with the clocks held."""
    named = PromptClock.objects.filter(prompt__document_id=document.pk)
    clocks = _held(Clock.objects.filter(pk__in=named.values("clock")))
    over = [clock for clock in clocks if clock.closed_at is not None]
    if not over:
        return ""
    numbers = "、".join(dict.fromkeys(clock.clue.number for clock in over))
    return _("Concluded meanwhile: %(numbers)s; draft the paper anew without it.") % {
        "numbers": numbers
    }


def _held(clocks: Iterable[Clock]) -> list[Clock]:
    rows = Clock.objects.select_for_update(of=("self",), no_key=True).select_related(
        "clue", "office", "rule"
    )
    return list(rows.filter(pk__in=[clock.pk for clock in clocks]).order_by("pk"))


def _check_words(words: PromptWords) -> None:
    errors: dict[str, str] = {}
    if words.grade not in KINDS:
        raise ValidationError({"grade": _("Choose the step of pressing.")})
    if words.grade == PromptGrade.LETTER and words.reply_by is None:
        errors["reply_by"] = _("A letter names the day by which the office explains itself.")
    if words.grade == PromptGrade.SUMMONS:
        if words.planned_at is None or words.planned_at < portal_clock.now():
            errors["planned_at"] = _("Name a time for the talk that lies ahead.")
        if not words.place.strip():
            errors["place"] = _("Name the place of the talk.")
    if errors:
        raise ValidationError(errors)


def _refusals(grade: str, clocks: Sequence[Clock]) -> list[str]:
    """Say why the office gets no such paper about these clocks."""
    lights = {Light.RED, Light.YELLOW} if grade == PromptGrade.REMINDER else {Light.RED}
    found = []
    for clock in clocks:
        said = {"number": clock.clue.number, "matter": clock.rule.label}
        light = clock.light_now()
        if light == Light.GREEN:
            found.append(_("%(number)s · %(matter)s was concluded meanwhile.") % said)
        elif light not in lights:
            found.append(_("%(number)s · %(matter)s does not warn that far.") % said)
    for row in running().filter(clock__in=clocks, prompt__grade=grade):
        found.append(
            _("%(number)s · %(matter)s stands in such a paper already that is not answered.")
            % {"number": row.clock.clue.number, "matter": row.clock.rule.label}
        )
    return found


def _draft(actor: User, clocks: Sequence[Clock], words: PromptWords) -> Prompt:
    now = portal_clock.now()
    ordered = sorted(clocks, key=lambda clock: (clock.ends_at, clock.pk))
    office = ordered[0].office
    is_summons = words.grade == PromptGrade.SUMMONS
    reply_by = words.reply_by if words.grade == PromptGrade.LETTER else None
    prompt = Prompt.objects.create(
        office=office,
        grade=words.grade,
        requirement=words.requirement,
        reply_by=reply_by,
        planned_at=words.planned_at if is_summons else None,
        place=words.place.strip() if is_summons else "",
        drafted_by=actor,
        drafted_at=now,
    )
    PromptClock.objects.bulk_create(
        PromptClock(
            prompt=prompt,
            clock=clock,
            ends_at=clock.ends_at,
            days_late=days_late(clock.ends_at, now),
        )
        for clock in ordered
    )
    document = drafting.draft(
        actor=actor,
        kind=KINDS[words.grade],
        units=[office],
        content=content(words, ordered),
        reply_by=reply_by,
        about=prompt,
        subject_unit=office,
    )
    prompt.document = drafting.submit(actor=actor, document=document)
    prompt.save(update_fields=["document"])
    for clock in ordered:
        details = {"clock": clock.term_code, "label": clock.rule.label, "prompt": prompt.pk}
        record(verb=PROMPT_DRAFTED, actor=actor, target=clock.clue, details=details)
    return prompt
