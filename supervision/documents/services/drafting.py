"""Draft papers, change them, hand them to the signer, or throw them away."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.audit.services import record
from supervision.documents import kinds
from supervision.documents.content import Content, to_json
from supervision.documents.enums import DocumentStatus
from supervision.documents.kinds import DocumentKind
from supervision.documents.models import Addressee, IssuingOrgan, OfficialDocument
from supervision.documents.notices import TO_SIGN
from supervision.documents.permissions import hands_in
from supervision.documents.services.checking import (
    check_reader,
    check_reply_day,
    checked_content,
    checked_units,
)
from supervision.documents.services.moves import hold, move
from supervision.documents.verbs import DISCARDED, DRAFTED, EDITED, SUBMITTED
from supervision.documents.workflow import EDITABLE
from supervision.notifications.services.notices import notify, withdraw
from supervision.organizations.models import Unit


def draft(
    *,
    actor: User,
    kind: str,
    units: Sequence[Unit],
    content: Content,
    reply_by: dt.date | None,
    about: Model | None = None,
    subject_unit: Unit | None = None,
    organ: IssuingOrgan | None = None,
    urgency: str = "",
) -> OfficialDocument:
    """Write a paper for the units, without a number; `about` is the record that gave rise to it.

    Raises ValidationError for an unknown kind, no unit or too many, an empty title or text, a
    day for the reply that has passed or is missing where the kind asks for a reply, and units of
    a paper that stays inside.
    """
    entry = _kind(kind)
    require(actor, entry.draft)
    words = checked_content(content)
    receivers = _receivers(entry, units, words)
    check_reply_day(reply_by, needed=entry.needs_reply)
    with transaction.atomic():
        document = OfficialDocument.objects.create(
            kind=entry.code,
            title=words.title,
            content=to_json(words),
            organ=organ or _first_organ(),
            urgency=urgency,
            subject_unit=subject_unit,
            about_type=about._meta.label_lower if about is not None else "",
            about_id=str(about.pk) if about is not None else "",
            reply_by=reply_by,
            drafted_by=actor,
            drafted_at=clock.now(),
        )
        _address(document, receivers)
        record(
            verb=DRAFTED,
            actor=actor,
            target=document,
            unit=subject_unit,
            details={"kind": entry.code, "units": [unit.pk for unit in receivers]},
        )
    return document


def edit(
    *,
    actor: User,
    document: OfficialDocument,
    content: Content,
    reply_by: dt.date | None,
    urgency: str = "",
    organ: IssuingOrgan | None = None,
) -> OfficialDocument:
    """Change the words of a draft; raises ValidationError as `draft` does, and once it is out."""
    entry = _kind(document.kind)
    require(actor, entry.draft)
    words = checked_content(content)
    if entry.stays_inside:
        check_reader((), words)
    check_reply_day(reply_by, needed=entry.needs_reply)
    with transaction.atomic():
        found = hold(document)
        if found.status not in EDITABLE:
            raise ValidationError(
                _("This paper stands at “%(status)s” meanwhile; nothing was changed.")
                % {"status": found.get_status_display()},
                code="moved",
            )
        found.title, found.content = words.title, to_json(words)
        found.reply_by, found.urgency = reply_by, urgency
        found.organ = organ or found.organ
        found.edited_by, found.edited_at = actor, clock.now()
        found.save()
        record(verb=EDITED, actor=actor, target=found, unit=found.subject_unit_id)
    return found


def submit(*, actor: User, document: OfficialDocument) -> OfficialDocument:
    """Hand the draft to those who may sign it; from here on its words stand."""
    entry = _kind(document.kind)
    require(actor, entry.draft)
    with transaction.atomic():
        found = hold(document)
        move(found, DocumentStatus.SUBMITTED)
        check_reply_day(found.reply_by, needed=entry.needs_reply)
        found.submitted_by, found.submitted_at = actor, clock.now()
        found.save()
        withdraw(found)
        record(verb=SUBMITTED, actor=actor, target=found, unit=found.subject_unit_id)
        _tell_signers(found, entry)
    return found


def discard(*, actor: User, document: OfficialDocument) -> OfficialDocument:
    """Throw an unsigned paper away; the row stays, without a number."""
    require(actor, _kind(document.kind).draft)
    with transaction.atomic():
        found = hold(document)
        move(found, DocumentStatus.DISCARDED)
        found.discarded_by, found.discarded_at = actor, clock.now()
        found.save()
        withdraw(found)
        record(verb=DISCARDED, actor=actor, target=found, unit=found.subject_unit_id)
    return found


def _kind(code: str) -> DocumentKind:
    try:
        return kinds.get(code)
    except LookupError:
        raise ValidationError(_("There is no such kind of paper."), code="kind") from None


def _receivers(entry: DocumentKind, units: Sequence[Unit], words: Content) -> list[Unit]:
    if entry.stays_inside:
        check_reader(units, words)
        return []
    return checked_units(units)


def _first_organ() -> IssuingOrgan:
    organ = IssuingOrgan.objects.filter(is_active=True).first()
    if organ is None:
        raise ValidationError(
            _("No issuing organ is set up. The head of the office does so under “Issuing organs”."),
            code="organ",
        )
    return organ


def _address(document: OfficialDocument, units: Sequence[Unit]) -> None:
    Addressee.objects.bulk_create(
        Addressee(document=document, unit=unit, position=position)
        for position, unit in enumerate(units)
    )


def _tell_signers(document: OfficialDocument, entry: DocumentKind) -> None:
    hands = hands_in(document)
    signers = [pk for pk in holders(entry.sign) if pk not in hands]
    notify(
        kind=TO_SIGN,
        recipients=signers,
        title=f"{entry.label} · {document.title}",
        url=document.get_absolute_url(),
        target=document,
        unit=document.subject_unit_id,
        dedupe_key=f"paper-{document.pk}-submitted-{document.submitted_at:%Y%m%d%H%M%S%f}",
    )
