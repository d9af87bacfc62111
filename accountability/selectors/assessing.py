"""The work of an assessment group: its sheets, what there is to read, how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accountability.enums import ProblemStatus, SheetStatus
from accountability.models import (
    Assessment,
    AssessmentProblem,
    AssessmentSheet,
    Deduction,
    FieldCheck,
    Filing,
    GroupMember,
    Indicator,
    ReadingMark,
)
from accountability.permissions import ASSESS, OVERSEE, READ
from supervision import clock
from supervision.accounts.selectors import unit_scope, visible_units
from supervision.attachments import selectors as attachments

CHECK_OWNER = FieldCheck._meta.label_lower
FULL = Decimal(100)


@dataclass(frozen=True)
class Scored:
    """One indicator of a sheet: what it is worth, what was taken off and why."""

    indicator: Indicator
    deductions: tuple[Deduction, ...]

    @property
    def points(self) -> Decimal:
        """Return the points that are left."""
        return self.indicator.points - sum((row.points for row in self.deductions), Decimal(0))


@dataclass(frozen=True)
class Progress:
    """How far the work on one unit has come."""

    sheet: AssessmentSheet
    to_read: int
    read: int
    checks: int
    problems: int
    waiting: int
    score: Decimal | None


def sheets_visible_to(user: Any) -> QuerySet[AssessmentSheet]:
    """Return the sheets an account may open.

    Assessors: those of their own group. Who oversees: all in reach. A unit: its own, once the
    feedback was signed.
    """
    if not user.can(READ):
        return AssessmentSheet.objects.none()
    rows = AssessmentSheet.objects.filter(unit_scope(user))
    if user.can(ASSESS):
        rows = rows.filter(group__members__account__user_id=user.pk)
    elif not user.can(OVERSEE):
        rows = rows.filter(feedback_at__isnull=False)
    return (
        rows.exclude(group__assessment__status="cancelled")
        .select_related("group__assessment", "unit")
        .order_by("-group__assessment__check_on", "group_id", "unit__position", "id")
    )


def membership(user: Any, sheet: AssessmentSheet) -> GroupMember | None:
    """Return the member of the sheet's group whose account this is; None for everybody else."""
    if not user.can(ASSESS) or not visible_units(user).filter(pk=sheet.unit_id).exists():
        return None
    return sheet.group.members.filter(account__user_id=user.pk).first()


def is_leader(member: GroupMember | None, sheet: AssessmentSheet) -> bool:
    """Tell whether the member leads the group."""
    return member is not None and member.name == sheet.group.leader_name


def filings_to_read(sheet: AssessmentSheet) -> QuerySet[Filing]:
    """Return what the unit filed in the assessed year before filing closed, newest first."""
    assessment = sheet.group.assessment
    first = clock.start_of(assessment.check_on.replace(month=1, day=1))
    return (
        Filing.objects.filter(
            unit=sheet.unit_id, submitted_at__gte=first, submitted_at__lt=assessment.locks_at
        )
        .select_related("duty")
        .order_by("-submitted_at", "-id")
    )


def with_marks(sheet: AssessmentSheet, rows: QuerySet[Filing]) -> QuerySet[Any]:
    """Add `is_read` to the filings."""
    marks = ReadingMark.objects.filter(sheet=sheet, filing=OuterRef("pk"))
    return rows.annotate(is_read=Exists(marks))


def remarks_of(sheet: AssessmentSheet, filing_ids: list[int]) -> dict[int, list[ReadingMark]]:
    """Return the remarks on the filings, oldest first."""
    found: dict[int, list[ReadingMark]] = {pk: [] for pk in filing_ids}
    marks = sheet.marks.filter(filing_id__in=filing_ids).exclude(remark="")
    for mark in marks.select_related("read_by").order_by("id"):
        found[mark.filing_id].append(mark)
    return found


def checks_of(sheet: AssessmentSheet) -> list[FieldCheck]:
    """Return the checks on the spot, newest first, with their `files`."""
    rows = list(sheet.checks.select_related("recorded_by").order_by("-checked_on", "-id"))
    files = attachments.of_many(CHECK_OWNER, [row.pk for row in rows])
    for row in rows:
        row.files = files[str(row.pk)]  # type: ignore[attr-defined]
    return rows


def problems_of(sheet: AssessmentSheet) -> QuerySet[AssessmentProblem]:
    """Return the problems the assessors reported, oldest first."""
    return sheet.problems.select_related("reported_by", "decided_by", "finding", "filing").order_by(
        "id"
    )


def scores_of(sheet: AssessmentSheet) -> list[Scored]:
    """Return every indicator with its deductions; empty where the sheet has no indicators."""
    taken: dict[int, list[Deduction]] = {}
    rows = sheet.deductions.select_related("problem__finding", "filing", "given_by")
    for row in rows.order_by("id"):
        taken.setdefault(row.indicator_id, []).append(row)
    return [
        Scored(indicator, tuple(taken.get(indicator.pk, ())))
        for indicator in sheet.group.assessment.indicators.order_by("position", "id")
    ]


def score_of(sheet: AssessmentSheet) -> Decimal:
    """Return 100 less everything that was taken off."""
    taken = sheet.deductions.aggregate(all=Coalesce(Sum("points"), Decimal(0)))["all"]
    return FULL - Decimal(taken)


def progress_of(sheets: QuerySet[AssessmentSheet]) -> list[Progress]:
    """Return how far each sheet has come, in four queries however many there are."""
    rows = list(
        sheets.annotate(
            read_count=Count("marks__filing", distinct=True),
            check_count=Count("checks", distinct=True),
            problem_count=Count(
                "problems", filter=~Q(problems__status=ProblemStatus.REFUSED), distinct=True
            ),
            waiting_count=Count(
                "problems", filter=Q(problems__status=ProblemStatus.REPORTED), distinct=True
            ),
        )
    )
    taken = dict(
        Deduction.objects.filter(sheet__in=rows)
        .values_list("sheet_id")
        .annotate(points=Sum("points"))
    )
    to_read = _to_read(rows)
    scored = set(
        Indicator.objects.filter(assessment__in={row.group.assessment_id for row in rows})
        .values_list("assessment_id", flat=True)
        .distinct()
    )
    return [
        Progress(
            sheet=row,
            to_read=to_read.get(row.pk, 0),
            read=row.read_count,  # type: ignore[attr-defined]
            checks=row.check_count,  # type: ignore[attr-defined]
            problems=row.problem_count,  # type: ignore[attr-defined]
            waiting=row.waiting_count,  # type: ignore[attr-defined]
            score=FULL - taken.get(row.pk, Decimal(0))
            if row.group.assessment_id in scored
            else None,
        )
        for row in rows
    ]


def _to_read(rows: Sequence[AssessmentSheet]) -> dict[int, int]:
    """Count what there is to read for each sheet, one query an assessment."""
    found: dict[int, int] = {}
    by_assessment: dict[Assessment, list[AssessmentSheet]] = {}
    for row in rows:
        by_assessment.setdefault(row.group.assessment, []).append(row)
    for assessment, sheets in by_assessment.items():
        first = clock.start_of(assessment.check_on.replace(month=1, day=1))
        counts = dict(
            Filing.objects.filter(
                unit__in={row.unit_id for row in sheets},
                submitted_at__gte=first,
                submitted_at__lt=assessment.locks_at,
            )
            .order_by()
            .values_list("unit_id")
            .annotate(n=Count("pk"))
        )
        found |= {row.pk: counts.get(row.unit_id, 0) for row in sheets}
    return found


def sheets_to_confirm(user: Any) -> QuerySet[AssessmentSheet]:
    """Return the sheets that groups handed in and nobody has confirmed yet."""
    if not user.can(OVERSEE):
        return AssessmentSheet.objects.none()
    return sheets_visible_to(user).filter(status=SheetStatus.SUBMITTED)


def checks_visible_to(user: Any) -> QuerySet[FieldCheck]:
    """Return the checks on the spot of the sheets an account may open."""
    sheets = sheets_visible_to(user).order_by().values("pk")
    return FieldCheck.objects.filter(sheet__in=sheets)


def draft_key(sheet: AssessmentSheet) -> str:
    """Return the key under which the photos of a check wait; each person sees only their own."""
    return f"{CHECK_OWNER}:{sheet.pk}"


def staged(user: Any, sheet: AssessmentSheet) -> list[Any]:
    """Return what the account has uploaded for the next check and not yet recorded."""
    return list(attachments.staged(user, draft_key(sheet)))


def unit_of_check(owner_id: str) -> int | None:
    """Return the unit that was checked, for the log of who read the photos."""
    return FieldCheck.objects.filter(pk=owner_id).values_list("sheet__unit_id", flat=True).first()
