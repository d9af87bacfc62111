"""Everything the page of one assessed unit shows, step by step."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator

from accountability.enums import ProblemStatus, SheetStatus
from accountability.models import AssessmentSheet, Rectification
from accountability.permissions import ASSESS, DRAFT_PAPER, OVERSEE, SCORE
from accountability.selectors import assessing, findings, rectifications
from accountability.selectors.papers import about_record
from supervision.attachments import places
from supervision.documents.models import OfficialDocument

#: The steps of the work, in their order; a unit sees the result alone.
STEPS = ("reading", "checks", "problems", "scores")
PER_PAGE = 20


@dataclass(frozen=True)
class SheetPage:
    """One sheet as the account is shown it, and what it may do with it."""

    step: str
    progress: assessing.Progress
    score: Decimal
    is_inside: bool
    may_write: bool
    may_lead: bool
    may_confirm: bool
    may_draft: bool
    papers: list[OfficialDocument]


def sheet_page(user: Any, sheet: AssessmentSheet, step: str) -> SheetPage:
    """Return the page of the sheet for the account."""
    member = assessing.membership(user, sheet)
    is_inside = member is not None or (user.can(OVERSEE) and not user.can(ASSESS))
    scoring = sheet.status == SheetStatus.SCORING
    rows = assessing.sheets_visible_to(user).filter(pk=sheet.pk)
    papers = about_record(user, sheet) if not user.is_temporary else []
    may_score = user.can_in(SCORE, sheet.unit) and sheet.status == SheetStatus.SUBMITTED
    confirmed = sheet.status == SheetStatus.CONFIRMED and sheet.feedback_at is None
    chosen = step if step in STEPS else STEPS[0]
    return SheetPage(
        step=chosen if is_inside else "result",
        progress=assessing.progress_of(rows)[0],
        score=assessing.score_of(sheet),
        is_inside=is_inside,
        may_write=member is not None and scoring,
        may_lead=assessing.is_leader(member, sheet) and scoring,
        may_confirm=may_score and sheet.submitted_by_id != user.pk,
        may_draft=confirmed and user.can_in(DRAFT_PAPER, sheet.unit) and not papers,
        papers=papers,
    )


def reading(sheet: AssessmentSheet, page: str, only_unread: bool) -> dict[str, Any]:
    """Return one page of what there is to read, with the remarks made."""
    rows = assessing.with_marks(sheet, assessing.filings_to_read(sheet))
    if only_unread:
        rows = rows.filter(is_read=False)
    shown = Paginator(rows, PER_PAGE).get_page(page)
    remarks = assessing.remarks_of(sheet, [row.pk for row in shown])
    return {
        "page_obj": shown,
        "rows": [(row, remarks[row.pk]) for row in shown],
        "only_unread": only_unread,
    }


def problems(user: Any, sheet: AssessmentSheet) -> list[tuple[Any, str]]:
    """Return the problems with their titles as the account is shown them."""
    return [(row, findings.shown_title(user, row)) for row in assessing.problems_of(sheet)]


def confirmed_problems(user: Any, sheet: AssessmentSheet) -> list[tuple[Any, str, Any]]:
    """Return what the unit is to rectify: finding, title as shown, rectification with light."""
    rows = [
        row
        for row in assessing.problems_of(sheet).filter(status=ProblemStatus.CONFIRMED)
        if row.finding is not None
    ]
    items = {
        item.finding_id: item
        for item in rectifications.with_light(
            rectifications.standing(
                Rectification.objects.filter(finding__in=[row.finding_id for row in rows])
            )
        )
    }
    return [
        (row.finding, findings.shown_title(user, row.finding), items.get(row.finding_id))
        for row in rows
    ]


def upload_place(user: Any, sheet: AssessmentSheet) -> dict[str, Any]:
    """Return what the upload part of the check's form needs: where to, and what has come."""
    return places.upload_place(assessing.draft_key(sheet), assessing.staged(user, sheet))
