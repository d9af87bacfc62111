"""Everything the page of one rectification, and a unit's page of them, shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accountability.enums import ChangeStatus, EntryKind, RectificationStatus
from accountability.models import Rectification, RectificationEntry, RectificationExtension
from accountability.permissions import RAISE_FINDING, RECTIFY, VERIFY
from accountability.selectors import findings
from accountability.selectors import rectifications as rows_of
from accountability.selectors.assessing import sheets_visible_to
from accountability.selectors.avoidance import about_unit, may_decide
from accountability.selectors.papers import about_record
from supervision.attachments import places
from supervision.documents.models import OfficialDocument
from supervision.organizations.models import Unit

#: So many rows of a unit stand on its page; the rest is one click away.
SHOWN = 20


@dataclass(frozen=True)
class RectificationPage:
    """One rectification as the account is shown it, and what it may do with it."""

    title: str
    requirement: str
    entries: Sequence[RectificationEntry]
    extensions: Sequence[RectificationExtension]
    has_measures: bool
    may_write: bool
    may_verify: bool
    may_ask_time: bool
    may_decide_time: bool
    may_reassign: bool
    may_notice: bool
    may_report: bool
    papers: Sequence[OfficialDocument]


def with_all(rows: QuerySet[Rectification]) -> QuerySet[Rectification]:
    """Load what the page draws, with the light at this instant."""
    return rows_of.with_light(rows).select_related(*("unit", "finding", "duty", "plan", "set_by"))


def has_measures(item: Rectification) -> bool:
    """Tell whether the unit has written its plan of measures."""
    return item.entries.filter(kind=EntryKind.MEASURES).exists()


def rectification_page(user: Any, item: Rectification) -> RectificationPage:
    """Return the page of the rectification for the account."""
    entries = rows_of.entries_of(item)
    extensions = list(rows_of.extensions_of(item))
    is_open = item.status == RectificationStatus.OPEN
    works = is_open and user.can_in(RECTIFY, item.unit)
    asked = [row for row in extensions if row.status == ChangeStatus.PENDING]
    may_order = user.can_in(RAISE_FINDING, item.unit)
    return RectificationPage(
        title=rows_of.shown_title(user, item),
        requirement=rows_of.shown_words(user, item, item.requirement),
        entries=entries,
        extensions=extensions,
        has_measures=any(row.kind == EntryKind.MEASURES for row in entries),
        may_write=works,
        may_verify=_may_verify(user, item),
        may_ask_time=works and not asked,
        may_decide_time=may_order and is_open and _may_grant(user, item, asked),
        may_notice=may_order and item.status in rows_of.UNDER_WAY,
        may_report=may_order and item.status == RectificationStatus.CLOSED,
        papers=about_record(user, item),
        may_reassign=item.status in rows_of.UNDER_WAY and (works or may_order),
    )


def _may_grant(user: Any, item: Rectification, asked: Sequence[RectificationExtension]) -> bool:
    """Tell whether the account may decide on the request that waits, where one does."""
    matters = [about_unit(item.unit_id, row.requested_by_id) for row in asked]
    return any(may_decide(user, matter) for matter in matters)


def _may_verify(user: Any, item: Rectification) -> bool:
    """Tell whether the account is the third person: neither of the unit nor whoever set it."""
    if item.status != RectificationStatus.REPORTED or not user.can_in(VERIFY, item.unit):
        return False
    return may_decide(user, rows_of.matter_of(item))


def upload_place(user: Any, item: Rectification) -> dict[str, Any]:
    """Return what the upload part of the form needs: where to, and what has come."""
    return places.upload_place(rows_of.draft_key(item), rows_of.staged(user, item))


def of_unit(user: Any, unit: Unit) -> dict[str, Any]:
    """Return what the unit rectifies, what was found in it, and the figures by light."""
    items = rows_of.standing(rows_of.rectifications_visible_to(user).filter(unit=unit))
    found = findings.findings_visible_to(user).filter(unit=unit)
    under_way = rows_of.with_light(items.filter(status__in=rows_of.UNDER_WAY))[:SHOWN]
    return {
        "counts": rows_of.light_counts(items),
        "rows_url": f"{reverse('accountability:rectifications')}?unit={unit.pk}",
        "items": [(item, rows_of.shown_title(user, item)) for item in under_way],
        "findings": [(row, findings.shown_title(user, row)) for row in found[:SHOWN]],
        "findings_url": f"{reverse('accountability:findings')}?unit={unit.pk}",
        "tracks": findings.by_track(found),
        "results": sheets_visible_to(user).filter(unit=unit, feedback_at__isnull=False)[:SHOWN],
    }
