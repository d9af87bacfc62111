"""The write lock before an assessment, asked by every writing path."""

from django.db import transaction
from django.utils.translation import gettext as _

from accountability.enums import AssessmentStatus
from accountability.models import Assessment, LockAttempt
from accountability.verbs import LOCK_ATTEMPT
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.organizations.models import Unit
from supervision.web.faults import Refusal
from supervision.web.formats import full_datetime


class AssessmentLocked(Refusal):
    """Writing is closed for the unit; carries the assessment."""

    def __init__(self, assessment: Assessment) -> None:
        """Say which assessment closed it, and since when."""
        self.assessment = assessment
        super().__init__(
            _(
                "Filing closes three days before an assessment. Reading still works; nothing can "
                "be filed or changed until it opens again."
            ),
            title=_("Filing is closed for “%(name)s”") % {"name": assessment.name},
            facts=[
                (_("Assessment"), assessment.name),
                (_("Closed since"), full_datetime(assessment.locks_at)),
                (_("Opens again"), full_datetime(assessment.unlocks_at)),
            ],
        )


def lock_of(unit_id: int) -> Assessment | None:
    """Return the assessment that closes writing for the unit now."""
    now = clock.now()
    return (
        Assessment.objects.filter(
            units=unit_id,
            status=AssessmentStatus.PLANNED,
            locks_at__lte=now,
            unlocks_at__gt=now,
        )
        .order_by("locks_at")
        .first()
    )


def check_open(*, actor: User, unit: Unit, way: str) -> None:
    """Raise AssessmentLocked while writing is closed for the unit, and keep the attempt.

    Call it before the use case opens its transaction: the attempt must outlive the refusal.
    `way` names the writing path: filing, attachment, draft, quick, change.
    """
    assessment = lock_of(unit.pk)
    if assessment is None:
        return
    with transaction.atomic():
        LockAttempt.objects.create(
            assessment=assessment, unit=unit, user=actor, path=way, at=clock.now()
        )
        record(
            verb=LOCK_ATTEMPT,
            actor=actor,
            target=assessment,
            unit=unit,
            details={"note": f"{unit.short_name} · {way}"},
        )
    raise AssessmentLocked(assessment)
