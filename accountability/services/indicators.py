"""Set the indicator sheet of an assessment; its points add up to 100."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability.enums import AssessmentStatus, SheetStatus
from accountability.models import Assessment, AssessmentSheet, Deduction, Indicator
from accountability.permissions import PLAN_ASSESSMENT
from accountability.verbs import INDICATORS_SET
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record

FULL = Decimal(100)


@dataclass(frozen=True)
class Line:
    """One indicator: its name, its points, what is read and how it is scored."""

    title: str
    points: Decimal
    standard: str = ""


@transaction.atomic
def set_indicators(
    *, actor: User, assessment: Assessment, lines: Sequence[Line]
) -> list[Indicator]:
    """Replace the indicator sheet as a whole.

    Raises ValidationError where the points do not add up to 100, a name is missing or stands
    twice, the assessment was cancelled, or scoring has begun.
    """
    require(actor, PLAN_ASSESSMENT)
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if held.status == AssessmentStatus.CANCELLED:
        raise ValidationError(_("This assessment was cancelled."))
    if has_begun(held):
        raise ValidationError(_("Scoring has begun; the indicator sheet stays as it is."))
    _check(lines)
    held.indicators.all().delete()
    rows = Indicator.objects.bulk_create(
        Indicator(
            assessment=held,
            position=position,
            title=line.title.strip(),
            points=line.points,
            standard=line.standard.strip(),
        )
        for position, line in enumerate(lines, start=1)
    )
    record(
        verb=INDICATORS_SET,
        actor=actor,
        target=held,
        unit=actor.home_unit,
        details={"lines": [f"{line.title} {line.points}" for line in lines]},
    )
    return rows


def has_begun(assessment: Assessment) -> bool:
    """Tell whether points were taken off or a sheet was handed in."""
    sheets = AssessmentSheet.objects.filter(group__assessment=assessment)
    taken = Deduction.objects.filter(sheet__group__assessment=assessment)
    return sheets.exclude(status=SheetStatus.SCORING).exists() or taken.exists()


def _check(lines: Sequence[Line]) -> None:
    if not lines:
        raise ValidationError(_("Enter at least one indicator."))
    titles = [line.title.strip() for line in lines]
    if not all(titles):
        raise ValidationError(_("Name every indicator."))
    if len(set(titles)) != len(titles):
        raise ValidationError(_("An indicator stands twice in the sheet."))
    if any(line.points <= 0 for line in lines):
        raise ValidationError(_("Every indicator needs points above zero."))
    total = sum((line.points for line in lines), Decimal(0))
    if total != FULL:
        raise ValidationError(
            _("The points add up to %(total)s, not to 100.") % {"total": f"{total:g}"}
        )
