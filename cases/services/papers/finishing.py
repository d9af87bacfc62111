"""Finish papers, issue them with number and day, withdraw them, bind them to the step taken."""

from __future__ import annotations

import base64
import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases import workflow
from cases.enums.papers import WHOLE, PaperStatus
from cases.models import CasePaper, PaperFile, Step
from cases.rules import paper_kinds
from cases.rules.paper_kinds import kind_of
from cases.selectors.papers import may_withdraw
from cases.services.papers.checking import (
    check_free,
    check_whole,
    require_writer,
    tells_too_much,
)
from cases.services.papers.drafting import hold, moved
from cases.services.papers.drawing import drawing_of, template_code
from cases.services.papers.words import words_of
from cases.verbs import (
    PAPER_FINISHED,
    PAPER_ISSUED,
    PAPER_KEPT_BACK,
    PAPER_REOPENED,
    PAPER_USED,
    PAPER_WITHDRAWN,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.documents.services import numbers
from supervision.documents.services.templates import docx_for

MINIMUM_REASON = 5
_NUMBERED = ["status", "dated_on", "year", "serial", "number", "issued_by", "issued_at"]


def finish_paper(*, actor: User, paper: CasePaper, version: int | None = None) -> CasePaper:
    """Say that the words stand; a step that asks for the paper may be approved from now on.

    Raises ValidationError for open places, too few officers, words that must not leave the house,
    and a paper that was finished or changed meanwhile.
    """
    require_writer(actor, paper.clue, paper.slot)
    if paper.status != PaperStatus.DRAFT or paper.is_brought:
        raise moved(paper)
    if tells_too_much(paper, words_of(paper)):
        # Before the transaction: the try is kept, since the answer itself tells something.
        record(verb=PAPER_KEPT_BACK, actor=actor, target=paper, unit=paper.clue.unit_id)
        raise ValidationError(
            _(
                "This paper leaves the house and holds words that must not: something that points "
                "to its source, the number of the clue, or an inner opinion. Take them out."
            ),
            code="tells",
        )
    with transaction.atomic():
        found = hold(paper)
        if found.status != PaperStatus.DRAFT or found.version != (
            paper.version if version is None else version
        ):
            raise moved(found)
        check_whole(found)
        now = clock.now()
        found.status = PaperStatus.FINISHED
        found.finished_by, found.finished_at = actor, now
        fields = ["status", "finished_by", "finished_at"]
        if not kind_of(found.slot).is_numbered:
            found.dated_on = clock.local(now).date()
            fields.append("dated_on")
        found.save(update_fields=fields)
        record(verb=PAPER_FINISHED, actor=actor, target=found, unit=found.clue.unit_id)
    return found


@transaction.atomic
def reopen_paper(*, actor: User, paper: CasePaper) -> CasePaper:
    """Take a finished paper up again; raises ValidationError once a step rests on it."""
    require_writer(actor, paper.clue, paper.slot)
    found = hold(paper)
    if found.status != PaperStatus.FINISHED or found.is_brought:
        raise moved(found)
    check_free(found)
    found.status = PaperStatus.DRAFT
    found.finished_by = found.finished_at = found.dated_on = None
    found.version += 1
    found.save(update_fields=["status", "finished_by", "finished_at", "dated_on", "version"])
    record(verb=PAPER_REOPENED, actor=actor, target=found, unit=found.clue.unit_id)
    return found


@transaction.atomic
def issue_paper(*, actor: User, paper: CasePaper) -> CasePaper:
    """Issue a finished letter or notice at once: number, day and file; a second click is refused.

    Raises ValidationError for a kind that is issued with the step it belongs to.
    """
    require_writer(actor, paper.clue, paper.slot)
    if not kind_of(paper.slot).by_hand:
        raise ValidationError(
            _("A paper of this kind is issued when its step is approved."), code="with_step"
        )
    found = hold(paper)
    if found.status != PaperStatus.FINISHED or found.is_brought:
        raise moved(found)
    _number(found, actor)
    # Only these: sealed words are sealed anew by a save, and the wall takes that for a change.
    found.save(update_fields=_NUMBERED)
    _keep_file(found)
    record(
        verb=PAPER_ISSUED,
        actor=actor,
        target=found,
        unit=found.clue.unit_id,
        details={"number": found.number},
    )
    return found


@transaction.atomic
def withdraw_paper(*, actor: User, paper: CasePaper, reason: str) -> CasePaper:
    """Withdraw a paper on which no step was taken; it stays in the file, with the reason.

    A number it was given is not given again.
    """
    if not may_withdraw(actor, paper):
        require_writer(actor, paper.clue, paper.slot)
    if len(reason.strip()) < MINIMUM_REASON:
        raise ValidationError(
            {
                "reason": _("Give the reason in at least %(least)d characters.")
                % {"least": MINIMUM_REASON}
            }
        )
    found = hold(paper)
    if found.status == PaperStatus.WITHDRAWN:
        raise moved(found)
    check_free(found)
    if found.deliveries.exists():
        raise ValidationError(
            _("This paper was handed over: it is not withdrawn any more."), code="handed_over"
        )
    found.status = PaperStatus.WITHDRAWN
    found.withdrawn_by, found.withdrawn_at = actor, clock.now()
    found.withdraw_reason = reason.strip()
    found.save(update_fields=["status", "withdrawn_by", "withdrawn_at", "withdraw_reason"])
    record(
        verb=PAPER_WITHDRAWN,
        actor=actor,
        target=found,
        unit=found.clue.unit_id,
        details={"note": found.withdraw_reason},
    )
    return found


def use_papers(*, actor: User, step: Step) -> list[CasePaper]:
    """Bind the papers that the step asked for to it, issue those that wait for it, keep the files.

    Runs inside the transaction in which the step is taken; from here on they stand for good.
    """
    asked = {
        fitting
        for slot in workflow.transition(step.act).papers
        for fitting in paper_kinds.fitting(slot)
    }
    rows = CasePaper.objects.select_for_update(of=("self",)).filter(
        clue=step.clue, slot__in=asked, step__isnull=True, status__in=WHOLE
    )
    used = list(rows.select_related("clue__handling_office", "organ").order_by("position"))
    for paper in used:
        if kind_of(paper.slot).is_numbered and paper.status == PaperStatus.FINISHED:
            _number(paper, actor)
        paper.step = step
        paper.save(update_fields=["step", *_NUMBERED])
        if not paper.is_brought and not hasattr(paper, "file"):
            _keep_file(paper)
        record(
            verb=PAPER_USED,
            actor=actor,
            target=paper,
            unit=paper.clue.unit_id,
            details={"number": paper.number},
        )
    return used


def _number(paper: CasePaper, actor: User) -> None:
    """Give the paper its number and day; the series is locked until the commit."""
    if paper.organ is None:
        raise ValidationError(_("Choose the organ that issues the paper."), code="organ")
    now = clock.now()
    series, paper.dated_on = kind_of(paper.slot).series, clock.local(now).date()
    paper.year = paper.dated_on.year
    paper.serial = numbers.take(word=paper.organ.word, series=series, year=paper.year)
    paper.number = numbers.printed(
        word=paper.organ.word, series=series, year=paper.year, serial=paper.serial
    )
    paper.status = PaperStatus.ISSUED
    paper.issued_by, paper.issued_at = actor, now


def _keep_file(paper: CasePaper) -> PaperFile:
    """Draw the Word file and keep it sealed with the paper."""
    content = docx_for(kind=template_code(paper.slot), paper=drawing_of(paper))
    return PaperFile.objects.create(
        paper=paper,
        docx=base64.b64encode(content).decode(),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        drawn_at=clock.now(),
    )
