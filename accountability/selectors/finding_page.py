"""Everything the page of one finding shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accountability.enums import FindingStatus
from accountability.models import Finding, FindingCorrection, Rectification
from accountability.permissions import RAISE_FINDING
from accountability.selectors import findings, rectifications
from accountability.selectors.clue_referrals import may_refer, referral_of
from supervision.referrals.models import Referral


@dataclass(frozen=True)
class FindingPage:
    """One finding as the account is shown it, and what it may do with it."""

    title: str
    description: str
    holder_name: str
    names_shown: bool
    rectifications: Sequence[Rectification]
    corrections: Sequence[FindingCorrection]
    may_ask: bool
    may_correct: bool
    may_withdraw: bool
    may_refer: bool
    referral: Referral | None


def with_all(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    """Load what the page draws."""
    return rows.select_related(
        *("unit", "duty", "filing__duty", "assessment", "person", "raised_by", "withdrawn_by")
    )


def finding_page(user: Any, finding: Finding) -> FindingPage:
    """Return the page of the finding for the account."""
    may = user.can_in(RAISE_FINDING, finding.unit)
    is_live = finding.status in (FindingStatus.OPEN, FindingStatus.RECTIFYING)
    items = rectifications.with_light(finding.rectifications.select_related("unit"))
    return FindingPage(
        title=findings.shown_title(user, finding),
        description=findings.shown_text(user, finding, finding.description),
        holder_name=findings.shown_text(user, finding, finding.holder_name),
        names_shown=findings.may_see_names(user),
        rectifications=list(items.order_by("id")),
        corrections=_corrections(user, finding),
        may_ask=may and finding.status == FindingStatus.OPEN,
        may_correct=may and is_live,
        may_withdraw=may and is_live and finding.raised_by_id != user.pk,
        may_refer=may_refer(user, finding),
        referral=referral_of(user, finding),
    )


def _corrections(user: Any, finding: Finding) -> list[FindingCorrection]:
    """Return what stood there before, newest first, masked like the finding itself."""
    rows = list(finding.corrections.select_related("corrected_by").order_by("-id"))
    for row in rows:
        row.title = findings.shown_text(user, row, row.title)
        row.description = findings.shown_text(user, row, row.description)
    return rows
