"""Score a unit: points off with their reason, the leader hands in, the office confirms."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability.enums import ProblemStatus, SheetStatus
from accountability.models import (
    AssessmentProblem,
    AssessmentSheet,
    Deduction,
    Filing,
    Indicator,
)
from accountability.permissions import SCORE
from accountability.selectors.assessing import scores_of
from accountability.selectors.avoidance import about_unit
from accountability.services.assessing import held, require_leader, require_member
from accountability.services.findings import SHORTEST_REASON
from accountability.services.own_cause import check_may_decide
from accountability.verbs import (
    POINTS_RESTORED,
    POINTS_TAKEN,
    SHEET_CONFIRMED,
    SHEET_RETURNED,
    SHEET_SUBMITTED,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record


def take_points(
    *,
    actor: User,
    sheet: AssessmentSheet,
    indicator: Indicator,
    points: Decimal,
    reason: str,
    problem: AssessmentProblem | None = None,
    filing: Filing | None = None,
) -> Deduction:
    """Take points off one indicator for a reason; the source row opens from the deduction.

    Raises ValidationError for an indicator of another assessment, more points than are left, a
    missing reason, and a source of another unit.
    """
    require_member(actor, sheet)
    _check_stake(actor, sheet)
    with transaction.atomic():
        found = held(sheet)
        _check(found, indicator, points, reason)
        if problem is not None and problem.sheet_id != found.pk:
            raise ValidationError({"problem": _("This problem belongs to another unit.")})
        if filing is not None and filing.unit_id != found.unit_id:
            raise ValidationError({"filing": _("This filing belongs to another unit.")})
        deduction = Deduction.objects.create(
            sheet=found,
            indicator=indicator,
            points=points,
            reason=reason.strip()[:300],
            problem=problem,
            filing=filing,
            given_by=actor,
            given_at=clock.now(),
        )
        record(
            verb=POINTS_TAKEN,
            actor=actor,
            target=found,
            unit=found.unit,
            details={"note": f"{indicator.title} -{points:g}: {deduction.reason}"},
        )
    return deduction


def _check_stake(actor: User, sheet: AssessmentSheet, *hands: int | None) -> None:
    """Raise OwnCause where avoidance keeps the actor from judging the unit."""
    matter = about_unit(sheet.unit_id, *hands)
    check_may_decide(actor, matter, about=sheet, unit=sheet.unit)


def _check(sheet: AssessmentSheet, indicator: Indicator, points: Decimal, reason: str) -> None:
    left = {row.indicator.pk: row.points for row in scores_of(sheet)}
    if indicator.pk not in left:
        raise ValidationError({"indicator": _("Choose an indicator of this assessment.")})
    if points <= 0:
        raise ValidationError({"points": _("Take at least 0.1 points.")})
    if points > left[indicator.pk]:
        raise ValidationError(
            {
                "points": _("Only %(left)s points of “%(title)s” are left.")
                % {"left": f"{left[indicator.pk]:g}", "title": indicator.title}
            }
        )
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Give the reason of the deduction.")})


def restore_points(*, actor: User, deduction: Deduction) -> None:
    """Strike off a deduction while the sheet is being scored; the audit record keeps it."""
    require_member(actor, deduction.sheet)
    _check_stake(actor, deduction.sheet)
    with transaction.atomic():
        _restore(actor, deduction)


def _restore(actor: User, deduction: Deduction) -> None:
    found = held(deduction.sheet)
    record(
        verb=POINTS_RESTORED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": f"{deduction.indicator.title} -{deduction.points:g}: {deduction.reason}"},
    )
    deduction.delete()


def submit_sheet(*, actor: User, sheet: AssessmentSheet, summary: str) -> None:
    """Hand the unit's sheet in as group leader.

    Raises PermissionDenied for everybody else, ValidationError without an indicator sheet, while
    a problem waits for its decision, or without an overall opinion.
    """
    require_leader(actor, sheet)
    _check_stake(actor, sheet)
    with transaction.atomic():
        _submit(actor, held(sheet), summary)


def _submit(actor: User, found: AssessmentSheet, summary: str) -> None:
    if not found.group.assessment.indicators.exists():
        raise ValidationError(_("The office has not set the indicator sheet yet."))
    if found.problems.filter(status=ProblemStatus.REPORTED).exists():
        raise ValidationError(_("A reported problem waits for your decision."))
    if len(summary.strip()) < SHORTEST_REASON:
        raise ValidationError({"summary": _("Write the overall opinion.")})
    found.summary, found.status = summary.strip(), SheetStatus.SUBMITTED
    found.submitted_by, found.submitted_at = actor, clock.now()
    found.returned_reason = ""
    found.save()
    record(verb=SHEET_SUBMITTED, actor=actor, target=found, unit=found.unit)


def return_sheet(*, actor: User, sheet: AssessmentSheet, reason: str) -> None:
    """Return a sheet to its group with a reason."""
    require(actor, SCORE, sheet.unit)
    _check_stake(actor, sheet)
    with transaction.atomic():
        _return(actor, _handed_in(sheet), reason)


def _return(actor: User, found: AssessmentSheet, reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Give the reason.")})
    found.status, found.returned_reason = SheetStatus.SCORING, reason.strip()[:300]
    found.submitted_by, found.submitted_at = None, None
    found.save()
    record(
        verb=SHEET_RETURNED,
        actor=actor,
        target=found,
        unit=found.unit,
        details={"note": found.returned_reason},
    )


def confirm_sheet(*, actor: User, sheet: AssessmentSheet) -> None:
    """Confirm the group's score; from here on it is final.

    Raises OwnCause for whoever handed it in or must avoid the unit, ValidationError where nothing
    is handed in.
    """
    require(actor, SCORE, sheet.unit)
    _check_stake(actor, sheet, sheet.submitted_by_id)
    with transaction.atomic():
        found = _handed_in(sheet)
        found.status = SheetStatus.CONFIRMED
        found.confirmed_by, found.confirmed_at = actor, clock.now()
        found.save()
        record(verb=SHEET_CONFIRMED, actor=actor, target=found, unit=found.unit)


def _handed_in(sheet: AssessmentSheet) -> AssessmentSheet:
    found = (
        AssessmentSheet.objects.select_for_update(of=("self",))
        .select_related("group__assessment", "unit")
        .get(pk=sheet.pk)
    )
    if found.status != SheetStatus.SUBMITTED:
        raise ValidationError(_("The group has not handed this sheet in, or it is confirmed."))
    return found
