"""Record talks of the first form: the ledger that writes itself (A27).

Each talk that a counted rule counts is filed by itself, and the duty concludes with the last one
that was missing. A record is never changed: it is corrected by a further version or struck off
with a reason. What was concluded stays concluded; where the talks left no longer bear it out,
the office is told and looks at it (docs/decomposition.md).
"""

import uuid
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability import rules
from accountability.models import TalkRecord, TalkStrike
from accountability.permissions import READ_TALKS, RECORD_TALK
from accountability.selectors.talks import registered_person
from accountability.services import numbers, talk_counts
from accountability.services.locks import check_open
from accountability.services.talk_checks import talk_faults, talker_of
from accountability.values import TalkData
from accountability.verbs import TALK_CORRECTED, TALK_READ, TALK_RECORDED, TALK_STRUCK
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.models import Attachment
from supervision.attachments.services import attach
from supervision.audit.services import record, record_read
from supervision.audit.verbs import Verb
from supervision.organizations.models import Unit

MINIMUM_REASON = 4
MAXIMUM_REASON = 200

Uploads = Iterable[Attachment | uuid.UUID | str]


def record_talk(
    *, actor: User, unit: Unit, token: uuid.UUID, data: TalkData, attachments: Uploads = ()
) -> TalkRecord:
    """Record one talk and return it; the same token again returns the first record.

    Raises ValidationError by field, AssessmentLocked during the lock.
    """
    require(actor, RECORD_TALK, unit)
    check_open(actor=actor, unit=unit, way="talk")

    def write() -> TalkRecord:
        _hold(unit)
        first = TalkRecord.objects.filter(token=token, unit=unit).first()
        if first is not None:
            return first
        year = clock.today().year
        number = f"TH-{year}-{numbers.take(f'TH-{year}')[0]:06d}"
        talk = _write(actor, unit, token, data, attachments, number)
        talk_counts.count(actor, talk)
        _note(TALK_RECORDED, actor, talk)
        return talk

    return _behind_the_wall(actor, unit, write)


def correct_talk(
    *,
    actor: User,
    talk: TalkRecord,
    token: uuid.UUID,
    data: TalkData,
    reason: str,
    attachments: Uploads = (),
) -> TalkRecord:
    """Write a further version of the record, with the reason; the versions before it stay.

    Raises ValidationError where somebody corrected it meanwhile, where it was struck off, and
    where nothing changes.
    """
    require(actor, RECORD_TALK, talk.unit)
    check_open(actor=actor, unit=talk.unit, way="talk")
    reason = _checked(reason, "correction")
    uploads = list(attachments)

    def write() -> TalkRecord:
        _hold(talk.unit)
        first = TalkRecord.objects.filter(token=token, unit=talk.unit).first()
        if first is not None:
            return first
        held = _held(talk)
        if data == data_of(held) and not uploads:
            raise ValidationError(_("Nothing was changed."))
        fresh = _write(actor, held.unit, token, data, uploads, held.number, held, reason)
        talk_counts.count(actor, fresh, before=held)
        talk_counts.tell_where_short(actor, held)
        _note(TALK_CORRECTED, actor, fresh)
        return fresh

    return _behind_the_wall(actor, talk.unit, write)


def strike_talk(*, actor: User, talk: TalkRecord, reason: str) -> TalkStrike:
    """Strike the record off with a reason; it stays readable and counts no more."""
    require(actor, RECORD_TALK, talk.unit)
    check_open(actor=actor, unit=talk.unit, way="talk")
    reason = _checked(reason, "reason")
    with transaction.atomic():
        _hold(talk.unit)
        held = _held(talk)
        strike = TalkStrike.objects.create(
            talk=held, reason=reason, struck_by=actor, struck_at=clock.now()
        )
        _note(TALK_STRUCK, actor, held)
        talk_counts.tell_where_short(actor, held)
    return strike


def open_talk(*, actor: User, talk: TalkRecord) -> None:
    """Record that the actor read the talk; raises PermissionDenied without the right to."""
    require(actor, READ_TALKS, talk.unit)
    record_read(verb=TALK_READ, actor=actor, target=talk, unit=talk.unit, label=talk.number)


def data_of(talk: TalkRecord) -> TalkData:
    """Return what the record says as one value."""
    return TalkData(
        measure=talk.measure,
        talker_name=talk.talker_name,
        talked_name=talk.talked_name,
        talked_post=talk.talked_post,
        talked_on=talk.talked_on,
        place=talk.place,
        reason=talk.reason,
        summary=talk.summary,
        outcome=talk.outcome,
    )


def _checked(reason: str, field: str) -> str:
    reason = " ".join(reason.split())
    if not MINIMUM_REASON <= len(reason) <= MAXIMUM_REASON:
        raise ValidationError({field: _("Give the reason in 4 to 200 characters.")})
    return reason


def _held(talk: TalkRecord) -> TalkRecord:
    """Return the record as it is; raises ValidationError where it no longer stands."""
    held = TalkRecord.objects.select_related("unit").get(pk=talk.pk)
    if TalkRecord.objects.filter(replaces=held).exists():
        raise ValidationError(_("This record has been corrected meanwhile. Open it again."))
    if TalkStrike.objects.filter(talk=held).exists():
        raise ValidationError(_("This record has been struck off."))
    return held


def _hold(unit: Unit) -> None:
    """Let the records of one unit be written one after the other.

    The running role may not lock the records themselves: they are written once. Filings of the
    unit, whose foreign key asks for its row, do not wait.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _write(
    actor: User,
    unit: Unit,
    token: uuid.UUID,
    data: TalkData,
    attachments: Uploads,
    number: str,
    replaces: TalkRecord | None = None,
    correction: str = "",
) -> TalkRecord:
    talker = talker_of(unit, data)
    faults = talk_faults(data, talker)
    if faults or talker is None:
        raise ValidationError(faults)
    if _stands_already(unit, data, replaces):
        raise ValidationError(
            _("This talk is recorded already: the same persons, measure and day. It counts once.")
        )
    uploads = list(attachments)
    talk = TalkRecord.objects.create(
        token=token,
        number=number,
        version=replaces.version + 1 if replaces else 1,
        replaces=replaces,
        correction=correction,
        unit=unit,
        role=talker.role,
        talker_id=talker.person_id,
        talked_with=registered_person(unit, data.talked_name),
        entered_by=actor,
        entered_at=clock.now(),
        gap_days=rules.entry_gap(data.talked_on, clock.today()),
        file_count=len(uploads),
        **vars(data),
    )
    attach(attachments=uploads, owner=talk, actor=actor)
    return talk


def _stands_already(unit: Unit, data: TalkData, replaces: TalkRecord | None) -> bool:
    """Tell whether another record of the same talk stands; the unit's row is held by now."""
    rows = TalkRecord.objects.filter(
        unit=unit,
        measure=data.measure,
        talker_name=data.talker_name,
        talked_name=data.talked_name,
        talked_on=data.talked_on,
        replaced_by__isnull=True,
        strike__isnull=True,
    )
    if replaces is not None:
        rows = rows.exclude(pk=replaces.pk)
    return rows.exists()


def _note(verb: Verb, actor: User, talk: TalkRecord) -> None:
    """Leave the event; it names the record, never the persons."""
    with override(settings.LANGUAGE_CODE):
        measure = str(talk.get_measure_display())
    record(
        verb=verb,
        actor=actor,
        target=talk,
        unit=talk.unit,
        label=talk.number,
        details={"note": f"{talk.number} · {measure}"},
    )


def _behind_the_wall(actor: User, unit: Unit, write: Callable[[], TalkRecord]) -> TalkRecord:
    """Write in one transaction; say it as a lock where the database's own wall refused."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        # The lock may have begun between the question and the row.
        check_open(actor=actor, unit=unit, way="talk")
        raise
