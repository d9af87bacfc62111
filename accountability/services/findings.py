"""Record what was found, correct it on record, withdraw it by a second person."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accountability.enums import FindingStatus, RectificationStatus, Track
from accountability.models import (
    Assessment,
    Duty,
    Filing,
    Finding,
    FindingCorrection,
    Rectification,
)
from accountability.permissions import RAISE_FINDING, READ
from accountability.services import numbers
from accountability.services.finding_notices import tell_corrected, tell_found
from accountability.verbs import (
    FINDING_CORRECTED,
    FINDING_RAISED,
    FINDING_READ,
    FINDING_WITHDRAWN,
)
from accountability.workflow import FINDING_MOVES, may_move
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record, record_read
from supervision.notifications.services.notices import withdraw
from supervision.organizations.models import Unit
from supervision.people.models import Person

#: Shorter than this is no reason.
SHORTEST_REASON = 4


@dataclass(frozen=True)
class Facts:
    """What a finding says: it is checked the same whether it is new or corrected."""

    track: str
    title: str
    description: str
    found_on: dt.date
    person: Person | None = None
    holder_name: str = ""

    @property
    def name(self) -> str:
        """Return whom it concerns, as the name stands today."""
        return self.holder_name.strip() or (self.person.name if self.person else "")


def raise_finding(
    *,
    actor: User,
    unit: Unit,
    source: str,
    track: str,
    title: str,
    description: str,
    found_on: dt.date,
    person: Person | None = None,
    holder_name: str = "",
    duty: Duty | None = None,
    filing: Filing | None = None,
    assessment: Assessment | None = None,
    basis: Model | None = None,
) -> Finding:
    """Record a problem found in the unit, and tell the unit.

    Raises PermissionDenied without `accountability.raise_finding` in the unit, ValidationError
    for missing facts, a day to come, a person who is missing or out of place, evidence of another
    unit.
    """
    require(actor, RAISE_FINDING, unit)
    return write_finding(
        actor=actor,
        unit=unit,
        source=source,
        facts=Facts(track, title, description, found_on, person, holder_name),
        duty=duty,
        filing=filing,
        assessment=assessment,
        basis=basis,
    )


@transaction.atomic
def write_finding(
    *,
    actor: User,
    unit: Unit,
    source: str,
    facts: Facts,
    duty: Duty | None = None,
    filing: Filing | None = None,
    assessment: Assessment | None = None,
    basis: Model | None = None,
    is_shown: bool = True,
) -> Finding:
    """Write the finding for a service that has asked its own permission.

    With `is_shown` False the unit does not see it yet: what an assessment found waits for the
    signed feedback.
    """
    _check(facts)
    _check_evidence(unit, duty, filing)
    now = clock.now()
    year = clock.today().year
    finding = Finding.objects.create(
        number=f"问题〔{year}〕{numbers.take(f'WT-{year}')[0]}号",
        unit=unit,
        source=source,
        duty=duty or (filing.duty if filing else None),
        filing=filing,
        assessment=assessment,
        basis_type=basis._meta.label_lower if basis is not None else "",
        basis_id=str(basis.pk) if basis is not None else "",
        raised_by=actor,
        raised_at=now,
        shown_at=now if is_shown else None,
        **_columns(facts),
    )
    record(
        verb=FINDING_RAISED,
        actor=actor,
        target=finding,
        unit=unit,
        details={"note": finding.number, "source": source, "track": facts.track},
    )
    if is_shown:
        tell_found(finding)
    return finding


def _columns(facts: Facts) -> dict[str, object]:
    return {
        "track": facts.track,
        "title": facts.title.strip(),
        "description": facts.description.strip(),
        "found_on": facts.found_on,
        "person": facts.person,
        "holder_name": facts.name,
    }


def _check(facts: Facts) -> None:
    if facts.track not in Track.values:
        raise ValidationError({"track": _("Choose a track.")})
    if not facts.title.strip():
        raise ValidationError({"title": _("Name the problem.")})
    if len(facts.description.strip()) < SHORTEST_REASON:
        raise ValidationError({"description": _("State the facts.")})
    if facts.found_on > clock.today():
        raise ValidationError({"found_on": _("This day lies in the future.")})
    if facts.track != Track.MATTER and not facts.name:
        raise ValidationError({"holder_name": _("Name the person whom the problem concerns.")})
    if facts.track == Track.MATTER and facts.name:
        raise ValidationError(
            {"holder_name": _("A problem about a matter alone names nobody. Choose the track.")}
        )


def _check_evidence(unit: Unit, duty: Duty | None, filing: Filing | None) -> None:
    if duty is not None and duty.unit_id != unit.pk:
        raise ValidationError({"duty": _("This task belongs to another unit.")})
    if filing is not None and filing.unit_id != unit.pk:
        raise ValidationError({"filing": _("This filing belongs to another unit.")})
    if filing is not None and duty is not None and filing.duty_id != duty.pk:
        raise ValidationError({"filing": _("This filing belongs to another task.")})


@transaction.atomic
def correct(*, actor: User, finding: Finding, facts: Facts, reason: str) -> Finding:
    """Correct the facts and tell the unit; what stood there before is kept with the reason.

    Raises ValidationError without a reason, and for a finding that is concluded.
    """
    require(actor, RAISE_FINDING, finding.unit)
    found = _locked(finding)
    if found.status in (FindingStatus.RECTIFIED, FindingStatus.WITHDRAWN):
        raise ValidationError(_("This problem is concluded; it is not corrected any more."))
    _check(facts)
    correction = FindingCorrection.objects.create(
        finding=found,
        title=found.title,
        description=found.description,
        track=found.track,
        found_on=found.found_on,
        holder_name=found.holder_name,
        reason=_reason(reason),
        corrected_by=actor,
        corrected_at=clock.now(),
    )
    for name, value in _columns(facts).items():
        setattr(found, name, value)
    found.save()
    record(
        verb=FINDING_CORRECTED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": reason.strip()},
    )
    if found.shown_at is not None:
        tell_corrected(found, correction)
    return found


@transaction.atomic
def withdraw_finding(*, actor: User, finding: Finding, reason: str) -> None:
    """Withdraw a finding that somebody else raised; its rectification lapses with it.

    Raises PermissionDenied for one's own finding, ValidationError without a reason or where it
    is rectified already.
    """
    require(actor, RAISE_FINDING, finding.unit)
    found = _locked(finding)
    if found.raised_by_id == actor.pk:
        raise PermissionDenied(_("Nobody withdraws their own finding: a second person is needed."))
    if not may_move(FINDING_MOVES, found.status, FindingStatus.WITHDRAWN):
        raise ValidationError(_("This problem is concluded; it cannot be withdrawn."))
    found.withdrawal_reason = _reason(reason)
    found.status = FindingStatus.WITHDRAWN
    found.withdrawn_by, found.withdrawn_at = actor, clock.now()
    found.save()
    _let_lapse(found)
    record(
        verb=FINDING_WITHDRAWN,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": found.withdrawal_reason},
    )
    withdraw(found)


def _let_lapse(finding: Finding) -> None:
    rows = finding.rectifications.select_for_update().filter(
        status__in=[RectificationStatus.OPEN, RectificationStatus.REPORTED]
    )
    for row in rows:
        row.status, row.paused_at, row.closed_at = RectificationStatus.LAPSED, None, clock.now()
        row.save(update_fields=["status", "paused_at", "closed_at"])
        withdraw(row)


def conclude(rectification: Rectification) -> None:
    """Note on the finding that its rectification was verified; a task has none."""
    if rectification.finding_id is None:
        return
    found = Finding.objects.select_for_update().get(pk=rectification.finding_id)
    found.status = FindingStatus.RECTIFIED
    found.save(update_fields=["status"])


def open_finding(*, actor: User, finding: Finding) -> None:
    """Record that the actor opened a finding about a person; one about a matter is not noted."""
    require(actor, READ)
    if finding.holder_name:
        record_read(verb=FINDING_READ, actor=actor, target=finding, unit=finding.unit)


def _locked(finding: Finding) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=finding.pk)


def _reason(reason: str) -> str:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Give the reason.")})
    return reason.strip()[:300]
