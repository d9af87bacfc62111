"""What an officer says of a filing on patrol, and how it is put right."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.enums import FindingSource, Track, Verdict
from accountability.models import Filing, PatrolEntry, PatrolReading, PatrolRound, SpotCheck
from accountability.notices import FILING_JUDGED
from accountability.permissions import FILE, PATROL
from accountability.services import findings
from accountability.services.patrols import check_is_open, check_no_own_unit
from accountability.verbs import PATROL_CORRECTED, PATROL_READ
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.notifications.services import notify

#: Days within which what a reader asks to be checked on the spot is checked.
CHECK_WITHIN = dt.timedelta(days=14)


def read(
    *, actor: User, entry: PatrolEntry, verdict: str, note: str = "", raises_finding: bool = False
) -> PatrolReading:
    """Keep the verdict on a filing of the own desk; a problem may become a finding at once.

    Raises ValidationError when somebody else has it, when it is read, or when a problem is named
    without saying which.
    """
    require(actor, PATROL)
    check_no_own_unit(actor, entry.filing)
    with transaction.atomic():
        return _read(actor, _locked(entry), verdict, note, raises_finding)


def _read(
    actor: User, locked: PatrolEntry, verdict: str, note: str, raises_finding: bool
) -> PatrolReading:
    check_is_open(locked.round)
    if locked.is_read:
        raise ValidationError(_("This filing has been read already."))
    if locked.claimed_by_id != actor.pk:
        raise ValidationError(_("Another officer has taken this filing. Take the next one."))
    reading = _add(actor, locked, Verdict(verdict), note)
    locked.is_read = True
    locked.save(update_fields=["is_read"])
    _follow(actor, locked, reading, raises_finding)
    record(
        verb=PATROL_READ,
        actor=actor,
        target=locked.filing,
        unit=locked.unit,
        details={"patrol": locked.round.number, "verdict": reading.verdict, "note": reading.note},
    )
    return reading


def correct(
    *, actor: User, reading: PatrolReading, verdict: str, note: str, raises_finding: bool = False
) -> PatrolReading:
    """Put a word of the patrol right by a further one; the former stays to be seen.

    Raises ValidationError without a note, or when that word was corrected already.
    """
    require(actor, PATROL)
    check_no_own_unit(actor, reading.entry.filing)
    with transaction.atomic():
        return _correct(actor, reading, verdict, note, raises_finding)


def _correct(
    actor: User, reading: PatrolReading, verdict: str, note: str, raises_finding: bool
) -> PatrolReading:
    locked = _locked(reading.entry)
    if not note.strip():
        raise ValidationError({"note": _("Say why the verdict changes.")})
    if PatrolReading.objects.filter(corrects=reading).exists():
        raise ValidationError(_("This verdict was corrected already. Correct the later one."))
    if reading.verdict == verdict:
        raise ValidationError({"verdict": _("This is the verdict that stands there.")})
    corrected = _add(actor, locked, Verdict(verdict), note, corrects=reading)
    _follow(actor, locked, corrected, raises_finding)
    record(
        verb=PATROL_CORRECTED,
        actor=actor,
        target=locked.filing,
        unit=locked.unit,
        details={
            "patrol": locked.round.number,
            "before": reading.verdict,
            "after": corrected.verdict,
            "note": corrected.note,
        },
    )
    return corrected


def _locked(entry: PatrolEntry) -> PatrolEntry:
    rows = PatrolEntry.objects.select_related("round", "unit", "filing__duty")
    return rows.select_for_update(of=("self",)).get(pk=entry.pk)


def _add(
    actor: User,
    entry: PatrolEntry,
    verdict: Verdict,
    note: str,
    corrects: PatrolReading | None = None,
) -> PatrolReading:
    if verdict != Verdict.IN_ORDER and not note.strip():
        raise ValidationError({"note": _("Say what is wrong, or what is to be checked.")})
    return PatrolReading.objects.create(
        entry=entry,
        verdict=verdict,
        note=note.strip()[:500],
        corrects=corrects,
        reader=actor,
        at=clock.now(),
    )


def _follow(actor: User, entry: PatrolEntry, reading: PatrolReading, raises_finding: bool) -> None:
    """Do what follows from the verdict: a check on the spot, a finding, a word to the unit."""
    filing = entry.filing
    if reading.verdict == Verdict.FIELD_CHECK:
        # Of two readers at the same instant the second one counts the first one's check.
        held = PatrolRound.objects.select_for_update().get(pk=entry.round_id)
        SpotCheck.objects.create(
            round=held,
            filing=filing,
            reading=reading,
            position=SpotCheck.objects.filter(round=held, sample=None).count() + 1,
            check_by=clock.today() + CHECK_WITHIN,
            added_at=clock.now(),
        )
    if reading.verdict == Verdict.PROBLEM:
        if raises_finding:
            raise_from(actor, filing, reading.note, reading)
        tell_unit(filing, reading.get_verdict_display)


def raise_from(
    actor: User, filing: Filing, description: str, basis: PatrolReading | SpotCheck
) -> None:
    """Raise a finding about the filing that rests on what the patrol or the check showed."""
    # What is stored is stored in the portal's own language, whoever reads the filing.
    with override(settings.LANGUAGE_CODE):
        title = _("Filing %(receipt)s: %(task)s") % {
            "receipt": filing.receipt,
            "task": filing.duty.title[:80],
        }
    findings.raise_finding(
        actor=actor,
        unit=filing.unit,
        source=FindingSource.PATROL,
        track=Track.MATTER,
        title=title,
        description=description,
        found_on=clock.today(),
        duty=filing.duty,
        filing=filing,
        basis=basis,
    )


def tell_unit(filing: Filing, outcome: Callable[[], str]) -> None:
    """Tell the clerks of the unit what was said of their filing, in the portal's own language."""
    with override(settings.LANGUAGE_CODE):
        title = f"{filing.duty.title} · {outcome()}"
    clerks = recipients(permission=FILE, unit_ids=[filing.unit_id])
    notify(
        kind=FILING_JUDGED,
        recipients=clerks.get(filing.unit_id, []),
        title=title,
        url=reverse("accountability:filing", args=[filing.pk]),
        target=filing,
        unit=filing.unit_id,
    )
