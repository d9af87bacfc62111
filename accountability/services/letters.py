"""Letters to units that are late: one to each unit, drafted here, signed by somebody else."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accountability.enums import LetterKind
from accountability.escalation import days_late
from accountability.models import Duty, Letter, LetterDuty
from accountability.permissions import DRAFT_PAPER
from accountability.selectors.letters import running
from accountability.services.duties import hold
from accountability.services.paper_texts import LetterWords
from accountability.services.paper_texts import letter as letter_text
from accountability.verbs import LETTER_DRAFTED, LETTER_SETTLED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.deadlines.enums import Light
from supervision.documents.services import drafting
from supervision.web.formats import full_date

KINDS = {kind: f"accountability.{kind}" for kind in LetterKind.values}


@transaction.atomic
def draft_letters(
    *, actor: User, duties: Iterable[Duty], words: LetterWords, is_submitted: bool = True
) -> list[Letter]:
    """Draft one letter to each unit of the tasks and hand all of them to the signer.

    All letters or none: raises ValidationError with a sentence for each unit that has filed
    meanwhile or has the task in another letter, PermissionDenied for units out of reach.
    """
    require(actor, DRAFT_PAPER)
    if words.kind not in KINDS:
        raise ValidationError({"kind": _("Choose the kind of letter.")})
    by_unit: dict[int, list[Duty]] = defaultdict(list)
    for duty in hold(duties):
        by_unit[duty.unit_id].append(duty)
    if not by_unit:
        raise ValidationError(_("Choose at least one task."))
    for group in by_unit.values():
        require(actor, DRAFT_PAPER, group[0].unit)
    if refused := [reason for rows in by_unit.values() for reason in _refusals(words.kind, rows)]:
        raise ValidationError(refused)
    groups = sorted(by_unit.values(), key=lambda rows: (rows[0].unit.position, rows[0].unit_id))
    return [_draft(actor, rows, words, is_submitted) for rows in groups]


def _refusals(kind: str, duties: Sequence[Duty]) -> list[str]:
    """Say why the unit gets no letter about these tasks; empty where it may."""
    gone = filed_meanwhile(duties)
    if gone:
        return [gone]
    found = []
    lights = {Light.RED, Light.YELLOW} if kind == LetterKind.REMINDER else {Light.RED}
    for duty in duties:
        if duty.light_now() not in lights:
            found.append(
                _("%(unit)s · %(title)s is not overdue.")
                % {"unit": duty.unit.short_name, "title": duty.title}
            )
    named = running().filter(duty__in=duties, letter__kind=kind).select_related("duty__unit")
    found += [
        _("%(unit)s · %(title)s stands in a letter already that is not settled.")
        % {"unit": row.duty.unit.short_name, "title": row.duty.title}
        for row in named
    ]
    return found


def filed_meanwhile(duties: Sequence[Duty]) -> str:
    """Say that the unit has filed what the letter would name, all of it or a part; "" if not."""
    over = [duty for duty in duties if duty.closed_at is not None or duty.withdrawn_at is not None]
    if not over:
        return ""
    unit = duties[0].unit.short_name
    filed = [duty.closed_at for duty in over if duty.closed_at is not None]
    if len(over) == len(duties):
        if not filed:
            return _("The tasks of %(unit)s were withdrawn; no letter is needed.") % {"unit": unit}
        return _("%(unit)s filed on %(day)s; no letter is needed.") % {
            "unit": unit,
            "day": full_date(max(filed)),
        }
    said = ngettext(
        "%(n)d of the %(all)d tasks of %(unit)s is concluded meanwhile; draft the letter anew "
        "without it.",
        "%(n)d of the %(all)d tasks of %(unit)s are concluded meanwhile; draft the letter anew "
        "without them.",
        len(over),
    )
    return said % {"n": len(over), "all": len(duties), "unit": unit}


def _draft(actor: User, duties: Sequence[Duty], words: LetterWords, is_submitted: bool) -> Letter:
    unit = duties[0].unit
    now = clock.now()
    ordered = sorted(duties, key=lambda duty: (duty.ends_at, duty.pk))
    letter = Letter.objects.create(
        unit=unit,
        kind=words.kind,
        requirement=words.requirement,
        basis=words.basis,
        drafted_by=actor,
        drafted_at=now,
    )
    LetterDuty.objects.bulk_create(
        LetterDuty(
            letter=letter,
            duty=duty,
            ends_at=duty.ends_at,
            days_late=days_late(duty.ends_at, now),
        )
        for duty in ordered
    )
    letter.document = drafting.draft(
        actor=actor,
        kind=KINDS[words.kind],
        units=[unit],
        content=letter_text(words, ordered),
        reply_by=words.reply_by,
        about=letter,
        subject_unit=unit,
    )
    letter.save(update_fields=["document"])
    if is_submitted:
        letter.document = drafting.submit(actor=actor, document=letter.document)
    with override(settings.LANGUAGE_CODE):
        kind = str(letter.get_kind_display())
    for duty in ordered:
        record(
            verb=LETTER_DRAFTED,
            actor=actor,
            target=duty,
            unit=unit,
            details={"letter": letter.pk, "note": kind},
        )
    return letter


@transaction.atomic
def redraft(*, actor: User, letter: Letter, words: LetterWords) -> Letter:
    """Throw the unsigned letter away and draft it anew for what is still overdue.

    Raises ValidationError where it is signed already or nothing is left to name.
    """
    require(actor, DRAFT_PAPER, letter.unit)
    if letter.document is None:
        raise ValidationError(_("This letter has no paper."))
    drafting.discard(actor=actor, document=letter.document)
    rest = Duty.objects.filter(
        letters__letter=letter, closed_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("unit")
    if not rest:
        raise ValidationError(filed_meanwhile(_named(letter)) or _("Nothing is left to name."))
    return draft_letters(actor=actor, duties=rest, words=words)[0]


def _named(letter: Letter) -> list[Duty]:
    return list(Duty.objects.filter(letters__letter=letter).select_related("unit"))


def letter_of(document: Any) -> Letter | None:
    """Return the letter whose paper the document is."""
    return Letter.objects.filter(document_id=document.pk).select_related("unit").first()


def gone_by_now(document: Any) -> str:
    """Say, for the letter's page, why it must not go out any more: the unit has filed meanwhile."""
    letter = letter_of(document)
    return filed_meanwhile(_named(letter)) if letter is not None else ""


def basis_gone(document: Any) -> str:
    """Say the same inside the signature, with the tasks held: nobody files while it looks."""
    letter = letter_of(document)
    if letter is None:
        return ""
    held = Duty.objects.select_for_update(of=("self",)).filter(letters__letter=letter)
    return filed_meanwhile(list(held.select_related("unit").order_by("pk")))


def settle(document: Any, actor: Any) -> None:
    """Close the letter inside the transaction that accepts the unit's reply."""
    letter = letter_of(document)
    if letter is None or letter.closed_at is not None:
        return
    letter.closed_by, letter.closed_at = actor, clock.now()
    letter.save(update_fields=["closed_by", "closed_at"])
    for duty in _named(letter):
        record(
            verb=LETTER_SETTLED,
            actor=actor,
            target=duty,
            unit=letter.unit,
            details={"letter": letter.pk, "note": document.number},
        )
