"""Hold a filing to be falsified: evidence, the unit's own word, and a second person's decision.

A concluded task is never reopened and a filing never changed: the mark stands beside the filing,
its materials count as missing, a finding asks for true ones, and the unit files them as a
supplement.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import FalsificationStatus
from accountability.models import Duty, Falsification, Filing
from accountability.notices import FALSE_PROPOSED as NOTICE
from accountability.notices import FALSE_TO_DECIDE
from accountability.permissions import DECIDE_FALSE, PROPOSE_FALSE, RECTIFY
from accountability.verbs import (
    FALSE_EVIDENCE,
    FALSE_PROPOSED,
    FALSE_STATED,
    FALSE_WITHDRAWN,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders, recipients
from supervision.attachments.services import store
from supervision.audit.services import record
from supervision.deadlines.rules import due, parse_term
from supervision.deadlines.selectors import current_calendar
from supervision.notifications.services.notices import notify, withdraw
from supervision.web.formats import due_day, full_date

#: So long the unit may state its case before anybody decides.
HEARING = parse_term("5WD")
LEAST_FACTS = 20
LEAST_WORDS = 10
EVIDENCE, STATEMENT = "evidence", "statement"


@transaction.atomic
def propose(
    *,
    actor: User,
    filing: Filing,
    facts: str,
    files: Iterable[UploadedFile] = (),
    basis: Model | None = None,
) -> Falsification:
    """Propose that a filing be held to be falsified; the unit is told and heard first.

    Raises ValidationError for thin facts, no evidence, or a filing under decision already.
    """
    require(actor, PROPOSE_FALSE, filing.unit)
    uploads = list(files)
    faults: dict[str, str] = {}
    if len(facts.strip()) < LEAST_FACTS:
        faults["facts"] = _("Describe in at least 20 characters what is false and how it showed.")
    if not uploads and basis is None:
        faults["files"] = _("Hand in at least one piece of evidence.")
    if faults:
        raise ValidationError(faults)
    # The task is held, not the filing: nobody may hold rows that are written once.
    Duty.objects.select_for_update(of=("self",)).get(pk=filing.duty_id)
    standing = (FalsificationStatus.PROPOSED, FalsificationStatus.CONFIRMED)
    if filing.falsifications.filter(status__in=standing).exists():
        raise ValidationError(_("This filing is under decision or was decided already."))
    now = clock.now()
    found = Falsification.objects.create(
        filing=filing,
        unit=filing.unit,
        facts=facts.strip(),
        basis_type=basis._meta.label_lower if basis is not None else "",
        basis_id=str(basis.pk) if basis is not None else "",
        proposed_by=actor,
        proposed_at=now,
        hearing_ends_at=due(HEARING, now, current_calendar()).due_at,
    )
    _keep(actor, found, uploads, EVIDENCE)
    record(
        verb=FALSE_PROPOSED,
        actor=actor,
        target=filing.duty,
        unit=found.unit,
        details={"falsification": found.pk, "note": filing.receipt},
    )
    _tell_proposed(found)
    return found


def _keep(
    actor: User, falsification: Falsification, files: Sequence[UploadedFile], slot: str
) -> None:
    for upload in files:
        store(actor=actor, upload=upload, owner=falsification, slot=slot)
    if slot == EVIDENCE and files:
        falsification.evidence_count += len(files)
        falsification.save(update_fields=["evidence_count"])


def _tell_proposed(falsification: Falsification) -> None:
    unit = falsification.unit
    _tell_unit(falsification, f"false-{falsification.pk}-proposed")
    notify(
        kind=FALSE_TO_DECIDE,
        recipients=[pk for pk in holders(DECIDE_FALSE) if pk != falsification.proposed_by_id],
        title=f"{unit.short_name} · {falsification.filing.duty.title}",
        url=_url(falsification),
        target=falsification,
        unit=unit,
        dedupe_key=f"false-{falsification.pk}-asked",
    )


def _url(falsification: Falsification) -> str:
    return reverse("accountability:falsification", args=[falsification.pk])


def _tell_unit(falsification: Falsification, key: str) -> None:
    """Tell the unit what it may answer, and until when."""
    unit = falsification.unit
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=NOTICE,
            recipients=recipients(permission=RECTIFY, unit_ids=[unit.pk]).get(unit.pk, []),
            title=_("State your case: %(title)s") % {"title": falsification.filing.duty.title},
            body=_("Receipt %(receipt)s. You may state your case until %(day)s.")
            % {
                "receipt": falsification.filing.receipt,
                "day": full_date(due_day(falsification.hearing_ends_at)),
            },
            url=_url(falsification),
            target=falsification,
            unit=unit,
            dedupe_key=key,
        )


def opened(falsification: Falsification) -> Falsification:
    """Return the proposal with its row held; raises ValidationError once it is decided."""
    rows = Falsification.objects.select_for_update(of=("self",)).select_related(
        "unit", "filing__duty", "proposed_by"
    )
    found = rows.get(pk=falsification.pk)
    if found.status != FalsificationStatus.PROPOSED:
        raise ValidationError(_("This proposal is decided already."))
    return found


@transaction.atomic
def add_evidence(
    *, actor: User, falsification: Falsification, files: Sequence[UploadedFile]
) -> Falsification:
    """Add evidence while the unit can still answer it, and tell the unit.

    Raises ValidationError once the unit has stated its case or its time is over: what it was
    never heard on does not count against it.
    """
    require(actor, PROPOSE_FALSE, falsification.unit)
    found = opened(falsification)
    if not files:
        raise ValidationError({"files": _("Choose at least one file.")})
    if found.stated_at is not None or clock.now() >= found.hearing_ends_at:
        raise ValidationError(
            _(
                "The unit was heard on the evidence as it stands. Take the proposal back and "
                "propose anew to rely on more."
            )
        )
    _keep(actor, found, files, EVIDENCE)
    record(verb=FALSE_EVIDENCE, actor=actor, target=found, unit=found.unit)
    _tell_unit(found, f"false-{found.pk}-evidence-{found.evidence_count}")
    return found


@transaction.atomic
def state(
    *,
    actor: User,
    falsification: Falsification,
    text: str,
    files: Sequence[UploadedFile] = (),
) -> Falsification:
    """Hand in the unit's own word, once, within its time; only the unit itself does."""
    require(actor, RECTIFY, falsification.unit)
    found = opened(falsification)
    if found.stated_at is not None:
        raise ValidationError(_("The statement of the unit is in already."))
    if clock.now() >= found.hearing_ends_at:
        raise ValidationError(
            _("The time for a statement ended on %(day)s.")
            % {"day": full_date(due_day(found.hearing_ends_at))}
        )
    if len(text.strip()) < LEAST_WORDS:
        raise ValidationError({"text": _("Write at least 10 characters.")})
    found.statement = text.strip()
    found.stated_by, found.stated_at = actor, clock.now()
    found.save(update_fields=["statement", "stated_by", "stated_at"])
    _keep(actor, found, files, STATEMENT)
    record(verb=FALSE_STATED, actor=actor, target=found, unit=found.unit)
    withdraw(found, kind_codes=(NOTICE.code,))
    return found


@transaction.atomic
def withdraw_proposal(*, actor: User, falsification: Falsification) -> Falsification:
    """Take back one's own proposal before it is decided."""
    require(actor, PROPOSE_FALSE, falsification.unit)
    if falsification.proposed_by_id != actor.pk:
        raise PermissionDenied(_("Only the person who proposed it takes it back."))
    found = opened(falsification)
    found.status = FalsificationStatus.WITHDRAWN
    close(actor, found)
    record(verb=FALSE_WITHDRAWN, actor=actor, target=found, unit=found.unit)
    return found


def close(actor: User, falsification: Falsification) -> None:
    """Write who decided and when, and take back what still waits to be read about it."""
    falsification.decided_by, falsification.decided_at = actor, clock.now()
    falsification.save()
    withdraw(falsification)
