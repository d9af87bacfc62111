"""What the unit writes on a rectification, and the verdict of another person on it."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import EntryKind, RectificationStatus
from accountability.models import Rectification, RectificationEntry, Verification
from accountability.notices import RECTIFY_JUDGED, RECTIFY_REPORTED
from accountability.permissions import RECTIFY, VERIFY
from accountability.selectors.rectifications import awaiting, matter_of
from accountability.services.findings import SHORTEST_REASON, conclude
from accountability.services.own_cause import check_may_decide
from accountability.services.rectifications import (
    check_under_way,
    forget_warnings,
    locked,
    url_of,
)
from accountability.verbs import (
    RECTIFICATION_ACCEPTED,
    RECTIFICATION_REPORTED,
    RECTIFICATION_RETURNED,
    RECTIFICATION_WRITTEN,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders, recipients
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach
from supervision.audit.services import record
from supervision.deadlines.services import extend_deadline
from supervision.notifications.services.notices import notify
from supervision.web.formats import full_date

#: Shorter than this says nothing.
SHORTEST_TEXT = 10
MAX_TEXT = 10_000

Uploads = Iterable[Attachment | uuid.UUID | str]


@transaction.atomic
def write_entry(
    *, actor: User, rectification: Rectification, kind: str, text: str, attachments: Uploads = ()
) -> RectificationEntry:
    """Write the measures, the progress, or that it is done; the last stops the clock.

    Raises PermissionDenied without `accountability.rectify` in the unit, ValidationError for a
    thin text, a report of being done without measures before it or without any evidence, a
    rectification that waits for its verdict or is concluded.
    """
    require(actor, RECTIFY, rectification.unit)
    item = locked(rectification)
    check_under_way(item)
    uploads = list(attachments)
    _check_entry(item, kind, text, has_files=bool(uploads))
    entry = RectificationEntry.objects.create(
        rectification=item,
        kind=kind,
        text=text.strip(),
        file_count=len(uploads),
        written_by=actor,
        written_at=clock.now(),
    )
    if uploads:
        attach(attachments=uploads, owner=entry, actor=actor)
    if kind == EntryKind.DONE:
        _stop_clock(item)
    with override(settings.LANGUAGE_CODE):
        said = str(entry.get_kind_display())
    record(
        verb=RECTIFICATION_REPORTED if kind == EntryKind.DONE else RECTIFICATION_WRITTEN,
        actor=actor,
        target=item,
        unit=item.unit,
        details={"note": said, "entry": entry.pk},
    )
    return entry


def _check_entry(item: Rectification, kind: str, text: str, *, has_files: bool) -> None:
    if kind not in EntryKind.values:
        raise ValidationError({"kind": _("Choose what is written.")})
    if not SHORTEST_TEXT <= len(text.strip()) <= MAX_TEXT:
        raise ValidationError(
            {"text": _("Write at least 10 characters: facts, figures and results.")}
        )
    if item.status == RectificationStatus.REPORTED:
        raise ValidationError(_("The report waits for its verification; nothing is added now."))
    has_measures = item.entries.filter(kind=EntryKind.MEASURES).exists()
    if kind == EntryKind.DONE and not has_measures:
        raise ValidationError(
            {"kind": _("Write the plan of measures first, then report it as rectified.")}
        )
    if kind == EntryKind.DONE and not has_files:
        if not item.entries.filter(file_count__gt=0).exists():
            raise ValidationError({"files": _("Add the evidence by which it is verified.")})


def _stop_clock(item: Rectification) -> None:
    now = clock.now()
    item.is_late = item.is_late or now >= (item.extended_to or item.due_at)
    item.status, item.paused_at = RectificationStatus.REPORTED, now
    item.save(update_fields=["status", "paused_at", "is_late"])
    forget_warnings(item)
    notify(
        kind=RECTIFY_REPORTED,
        recipients=[pk for pk in holders(VERIFY) if pk != item.set_by_id],
        title=f"{item.unit.short_name} · {item.number}",
        url=url_of(item),
        target=item,
        unit=item.unit,
        dedupe_key=f"rectification-{item.pk}-reported-{now.isoformat()}",
    )


def verify(
    *,
    actor: User,
    rectification: Rectification,
    accept: bool,
    opinion: str = "",
    due_on: dt.date | None = None,
) -> Verification:
    """Accept the report and close the item, or send it back with a reason and a new last day.

    Raises OwnCause for whoever set or reported it and whoever must avoid the unit,
    ValidationError where nothing waits, the reason is missing, or the new day lies in the past.
    """
    unit = rectification.unit
    require(actor, VERIFY, unit)
    check_may_decide(actor, matter_of(rectification), about=rectification, unit=unit)
    with transaction.atomic():
        return _verify(actor, locked(rectification), accept, opinion, due_on)


def _verify(
    actor: User, item: Rectification, accept: bool, opinion: str, due_on: dt.date | None
) -> Verification:
    entry = awaiting(item)
    if item.status != RectificationStatus.REPORTED or entry is None:
        raise ValidationError(_("No report of this rectification waits for verification."))
    _check_verdict(accept, opinion, due_on)
    verdict = Verification.objects.create(
        entry=entry,
        is_accepted=accept,
        opinion=opinion.strip()[:500],
        due_on=None if accept else due_on,
        verified_by=actor,
        verified_at=clock.now(),
    )
    # First the verdict, then the item: the database closes and prolongs only under a verdict.
    _close(item) if accept else _reopen(item, due_on)
    record(
        verb=RECTIFICATION_ACCEPTED if accept else RECTIFICATION_RETURNED,
        actor=actor,
        target=item,
        unit=item.unit,
        details={"note": verdict.opinion, "entry": entry.pk},
    )
    _tell_verdict(item, verdict)
    return verdict


def _check_verdict(accept: bool, opinion: str, due_on: dt.date | None) -> None:
    if accept:
        return
    if len(opinion.strip()) < SHORTEST_REASON:
        raise ValidationError({"opinion": _("Say what is missing.")})
    if due_on is None:
        raise ValidationError({"due_on": _("Set the new last day.")})
    if due_on < clock.today():
        raise ValidationError({"due_on": _("This day has passed.")})


def _close(item: Rectification) -> None:
    item.status, item.paused_at = RectificationStatus.CLOSED, None
    item.closed_at = clock.now()
    item.save(update_fields=["status", "paused_at", "closed_at"])
    conclude(item)
    forget_warnings(item, (RECTIFY_REPORTED.code,))


def _reopen(item: Rectification, due_on: dt.date | None) -> None:
    """Let the clock run again to the new day; an end that lies later already stays."""
    item.status, item.paused_at = RectificationStatus.OPEN, None
    if due_on is not None and clock.end_of(due_on) > (item.extended_to or item.due_at):
        extend_deadline(item, last_day=due_on)
    item.save(update_fields=["status", "paused_at", "extended_to", "warn_at"])
    forget_warnings(item, (RECTIFY_REPORTED.code,))


def _tell_verdict(item: Rectification, verdict: Verification) -> None:
    told = recipients(permission=RECTIFY, unit_ids=[item.unit_id])
    # A notice is stored in the portal's own language, whoever acts.
    with override(settings.LANGUAGE_CODE):
        said = _("Accepted and closed") if verdict.is_accepted else _("Sent back")
        day = "" if verdict.due_on is None else full_date(verdict.due_on)
    notify(
        kind=RECTIFY_JUDGED,
        recipients=told.get(item.unit_id, []),
        title=f"{said} · {item.number}",
        body=day,
        url=url_of(item),
        target=item,
        unit=item.unit,
        dedupe_key=f"verification-{verdict.pk}",
    )
