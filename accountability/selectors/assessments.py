"""Assessments, their groups and what was refused during their locks."""

from typing import Any

from django.db.models import Count, QuerySet

from accountability.models import Assessment, AssessmentGroup, LockAttempt
from accountability.permissions import OVERSEE


def assessments_visible_to(user: Any) -> QuerySet[Assessment]:
    """Return every assessment for the office; others find none here."""
    if not user.can(OVERSEE):
        return Assessment.objects.none()
    return (
        Assessment.objects.annotate(
            unit_count=Count("units", distinct=True),
            group_count=Count("groups", distinct=True),
            attempt_count=Count("attempts", distinct=True),
        )
        .select_related("created_by")
        .order_by("-check_on", "-id")
    )


def groups_of(assessment: Assessment) -> QuerySet[AssessmentGroup]:
    """Return the groups with members, accounts and units."""
    return assessment.groups.prefetch_related("members__account__user", "units").order_by("id")


def attempts_of(assessment: Assessment) -> QuerySet[LockAttempt]:
    """Return the refused attempts, newest first."""
    return assessment.attempts.select_related("unit", "user").order_by("-at", "-id")
