"""What a unit's evidence of a year consists of: its filings in order, with every file."""

from collections import defaultdict
from typing import Any

from django.db.models import Max, QuerySet

from accountability.models import Filing
from accountability.permissions import TAKE_EVIDENCE
from accountability.selectors import materials
from accountability.selectors.newest import filings_visible_to
from accountability.selectors.overview import responsible_units
from supervision.attachments.models import Attachment
from supervision.organizations.models import Unit


def unit_of(user: Any, key: str) -> Unit | None:
    """Return the unit whose evidence the account may take, or nothing."""
    is_key = key.isdecimal() and len(key) < 19
    unit = responsible_units(user).filter(pk=int(key)).first() if is_key else None
    return unit if unit is not None and user.can_in(TAKE_EVIDENCE, unit) else None


def filings_of(user: Any, unit: Unit, year: int) -> QuerySet[Filing]:
    """Return the unit's filings of the year's duties as the ledger holds them now.

    Ordered by list, item, duty and time. What arrives while they are packed is left to the next
    package.
    """
    rows = filings_visible_to(user).filter(unit=unit, duty__year=year)
    newest = rows.order_by().aggregate(newest=Max("pk"))["newest"] or 0
    return (
        rows.filter(pk__lte=newest)
        .select_related("duty__assignment__item__checklist", "duty__task_list", "submitted_by")
        .order_by(
            "duty__assignment__item__checklist__kind",
            "duty__assignment__item__position",
            "duty__number",
            "submitted_at",
            "id",
        )
    )


def files_of(filings: list[Filing]) -> dict[int, list[Attachment]]:
    """Return every file of the filings in one query, those struck off too: they are said."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    rows = Attachment.objects.filter(
        owner_type=materials.FILING_OWNER, owner_id__in=[str(row.pk) for row in filings]
    )
    for row in rows.order_by("uploaded_at", "pk"):
        found[int(row.owner_id)].append(row)
    return found
