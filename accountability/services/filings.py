"""File what was done: once, with the server's own time, and never changed afterwards."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from accountability import rules
from accountability.enums import FilingKind
from accountability.models import Duty, Filing, FilingDraft
from accountability.permissions import FILE
from accountability.selectors import materials
from accountability.services.entries import Entry, check, check_stage
from accountability.services.locks import check_open
from accountability.services.part_notices import tell_concluded
from accountability.verbs import FILED, SUPPLEMENTED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach
from supervision.audit.services import record
from supervision.notifications.services import withdraw
from supervision.organizations.models import Unit
from supervision.web.formats import full_datetime


def check_may_write(*, actor: User, unit: Unit, way: str) -> None:
    """Raise unless the account files for the unit and no assessment has closed it."""
    require(actor, FILE, unit)
    check_open(actor=actor, unit=unit, way=way)


def submit(
    *,
    actor: User,
    duty: Duty,
    token: uuid.UUID | str,
    event_on: dt.date,
    text: str,
    stage: int | None = None,
    archive_box: str = "",
    is_final: bool = True,
    attachments: Iterable[Attachment | uuid.UUID | str] = (),
) -> Filing:
    """File one stage of the duty and return it; the same token again returns the first filing.

    `stage` is the stage the form showed: somebody else may have filed it meanwhile. Named stages
    conclude with the last one, other duties where `is_final` says so. Raises ValidationError by
    field, AssessmentLocked during the lock.
    """
    check_may_write(actor=actor, unit=duty.unit, way="filing")
    entry = Entry.of(token, event_on, text, archive_box, attachments)
    return behind_the_wall(
        actor=actor,
        unit=duty.unit,
        way="filing",
        write=lambda: file_stage(
            actor=actor,
            duty_id=duty.pk,
            entry=entry,
            kind=FilingKind.STAGE,
            stage=stage,
            is_final=is_final,
        ),
    )


def supplement(
    *,
    actor: User,
    duty: Duty,
    token: uuid.UUID | str,
    event_on: dt.date,
    text: str,
    archive_box: str = "",
    attachments: Iterable[Attachment | uuid.UUID | str] = (),
) -> Filing:
    """Add to a concluded duty; its conclusion and its being late or not stay as they are."""
    check_may_write(actor=actor, unit=duty.unit, way="filing")
    entry = Entry.of(token, event_on, text, archive_box, attachments)
    return behind_the_wall(
        actor=actor,
        unit=duty.unit,
        way="filing",
        write=lambda: file_supplement(actor=actor, duty_id=duty.pk, entry=entry),
    )


def behind_the_wall(*, actor: User, unit: Unit, way: str, write: Callable[[], Filing]) -> Filing:
    """Write in one transaction; say it as a lock where the database's own wall refused."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        # The lock may have begun between the question and the row.
        check_open(actor=actor, unit=unit, way=way)
        raise


def file_stage(
    *,
    actor: User,
    duty_id: int,
    entry: Entry,
    kind: FilingKind,
    stage: int | None,
    is_final: bool,
) -> Filing:
    """Write the next stage inside the caller's transaction, behind the caller's checks."""
    duty = _held(duty_id)
    first = filed_before(duty, entry.token)
    if first is not None:
        return first
    number = _next_stage(duty, stage)
    names = materials.stage_names(duty)
    concludes = number >= len(names) if names else is_final
    check_stage(duty, entry, kind, number, concludes)
    filing = _write(
        actor=actor,
        duty=duty,
        entry=entry,
        kind=kind,
        stage=number,
        stage_name=names[number - 1][:30] if names else "",
        is_final=concludes,
    )
    FilingDraft.objects.filter(duty=duty, user=actor).delete()
    record(
        verb=FILED,
        actor=actor,
        target=duty,
        unit=duty.unit_id,
        details={"note": _note(filing), "filing": filing.pk, "late": filing.is_late},
    )
    if filing.is_final:
        withdraw(duty)
    # Last, for the unit's tally is held from here to the commit.
    _conclude_or_count(duty, filing)
    if filing.is_final:
        tell_concluded(duty)
    return filing


def filed_before(duty: Duty | None, token: uuid.UUID) -> Filing | None:
    """Return the filing this very form has made already; a token never serves two duties."""
    first = Filing.objects.filter(token=token).first()
    if first is not None and duty is not None and first.duty_id != duty.pk:
        raise ValidationError(_("This form has been used for another task. Open the task again."))
    return first


def file_supplement(*, actor: User, duty_id: int, entry: Entry) -> Filing:
    """Write the supplement inside the caller's transaction, behind the caller's checks."""
    duty = _held(duty_id)
    first = filed_before(duty, entry.token)
    if first is not None:
        return first
    if duty.closed_at is None:
        raise ValidationError(
            _("The task is not concluded yet. File it, then add what is missing.")
        )
    check(entry)
    filing = _write(
        actor=actor,
        duty=duty,
        entry=entry,
        kind=FilingKind.SUPPLEMENT,
        stage=0,
        stage_name="",
        is_final=False,
    )
    Duty.objects.filter(pk=duty.pk).update(
        filed_count=F("filed_count") + 1, last_filed_at=filing.submitted_at
    )
    FilingDraft.objects.filter(duty=duty, user=actor).delete()
    record(
        verb=SUPPLEMENTED,
        actor=actor,
        target=duty,
        unit=duty.unit_id,
        details={"note": _note(filing), "filing": filing.pk},
    )
    return filing


def _held(duty_id: int) -> Duty:
    """Return the duty with its row held until the transaction ends."""
    return (
        Duty.objects.select_for_update(of=("self",))
        .select_related("assignment__item__counted_rule", "task_list")
        .get(pk=duty_id)
    )


def _next_stage(duty: Duty, shown: int | None) -> int:
    if duty.withdrawn_at is not None:
        raise ValidationError(_("The task was withdrawn. Nothing is to be filed for it."))
    if duty.closed_at is not None:
        raise ValidationError(
            _("The task was concluded on %(time)s. Add a supplement if something is missing.")
            % {"time": full_datetime(duty.closed_at)}
        )
    number = duty.filed_count + 1
    if shown is not None and shown != number:
        raise ValidationError(
            _(
                "Stage %(shown)s has been filed meanwhile; this is now stage %(number)s. "
                "Read the filings of the task, then file again if it is still needed."
            )
            % {"shown": shown, "number": number}
        )
    return number


def _write(
    *,
    actor: User,
    duty: Duty,
    entry: Entry,
    kind: FilingKind,
    stage: int,
    stage_name: str,
    is_final: bool,
) -> Filing:
    now = clock.now()
    number = _next_number()
    filing = Filing.objects.create(
        pk=number,
        token=entry.token,
        duty=duty,
        unit_id=duty.unit_id,
        kind=kind,
        stage=stage,
        stage_name=stage_name,
        is_final=is_final,
        event_on=entry.event_on,
        text=entry.text,
        archive_box=entry.archive_box,
        submitted_by=actor,
        submitted_at=now,
        due_at=duty.ends_at,
        # A paused clock stands still: what is filed then is as late as it was at the pause.
        is_late=(duty.paused_at or now) >= duty.ends_at,
        gap_days=rules.entry_gap(entry.event_on, clock.local(now).date()),
        receipt=f"HZ-{clock.local(now):%Y%m%d}-{number:06d}",
        file_count=len(entry.uploads),
    )
    attach(attachments=entry.uploads, owner=filing, actor=actor)
    return filing


def _next_number() -> int:
    """Return the next number of the table's own sequence, which never waits for another filing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('accountability_filing', 'id'))")
        return int(cursor.fetchone()[0])


def _conclude_or_count(duty: Duty, filing: Filing) -> None:
    changes: dict[str, object] = {
        "filed_count": duty.filed_count + 1,
        "last_filed_at": filing.submitted_at,
    }
    if filing.is_late:
        changes["is_late"] = True
    if filing.is_final:
        changes |= {"closed_at": filing.submitted_at, "paused_at": None}
    changed = Duty.objects.filter(
        pk=duty.pk, filed_count=duty.filed_count, closed_at__isnull=True
    ).update(**changes)
    if not changed:
        raise ValidationError(_("The task has changed meanwhile. Open it again."))
    for name, value in changes.items():
        setattr(duty, name, value)


def _note(filing: Filing) -> str:
    """Return the filing in one line, in the portal's own language."""
    parts = [filing.receipt]
    if filing.stage_name:
        parts.append(filing.stage_name)
    with override(settings.LANGUAGE_CODE):
        if filing.file_count:
            files = ngettext("%(count)s file", "%(count)s files", filing.file_count)
            parts.append(files % {"count": filing.file_count})
        if filing.is_late:
            parts.append(_("late"))
    return " · ".join(parts)
