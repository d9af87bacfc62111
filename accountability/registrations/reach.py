"""The kinds of object of the two responsibilities, for the reach map."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.models import ChecklistItem
from accountability.selectors import (
    assessments,
    changes,
    checklists,
    duties,
    filings,
    newest,
    overview,
    tasklists,
)
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk


def _draft_items(user: Any) -> QuerySet[ChecklistItem]:
    rows = ChecklistItem.objects.filter(checklist__in=checklists.drafts(user).order_by())
    return rows.select_related("checklist").order_by("checklist_id", "position", "id")


def _own(*names: str) -> tuple[str, ...]:
    return tuple(f"accountability:{name}" for name in names)


for _source in (
    ReachSource(
        key="units",
        label=_("Units"),
        icon="building",
        url_name="accountability:unit",
        also=_own(
            "unit_year",
            "unit_rectification",
            "unit_score",
            "unit_truth",
            "unit_score_card",
            "score_rows",
            "unit_pressing",
            "unit_papers",
            "unit_talks",
            "action_new",
        ),
        rows=overview.responsible_units,
        kwargs=by_pk,
        label_of=lambda row: row.name,
        order=10,
    ),
    ReachSource(
        key="duties",
        label=_("Tasks"),
        icon="checklist",
        url_name="accountability:duty",
        also=_own(
            *("duty_draft", "supplement", "change_request"), *("duty_split", "part_withdraw")
        ),
        rows=duties.duties_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.number} · {row.unit.short_name}",
        order=20,
    ),
    ReachSource(
        key="filings",
        label=_("Filing records"),
        icon="clipboard-text",
        url_name="accountability:filing",
        also=_own("rate", "rating_object"),
        rows=newest.filings_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.receipt} · {row.unit.short_name}",
        order=30,
    ),
    ReachSource(
        key="quick-records",
        label=_("Items open to quick records"),
        icon="plus",
        url_name="accountability:quick_record",
        also=_own("quick_draft"),
        rows=filings.assignments_to_record,
        kwargs=by_pk,
        label_of=lambda row: f"{row.item.checklist} · {row.item.number} · {row.unit.short_name}",
        order=40,
    ),
    ReachSource(
        key="checklists",
        label=_("Responsibility lists"),
        icon="list-check",
        url_name="accountability:checklist",
        also=_own("checklist_publish", "checklist_version", "checklist_discard", "item_new"),
        rows=checklists.checklists_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.get_kind_display()} · {row.year} · {row.version}",
        order=50,
    ),
    ReachSource(
        key="draft-items",
        label=_("Items of drafts"),
        icon="list-details",
        url_name="accountability:item_edit",
        also=_own("item_remove"),
        rows=_draft_items,
        kwargs=by_pk,
        label_of=lambda row: f"{row.checklist} · {row.number}",
        order=60,
    ),
    ReachSource(
        key="task-lists",
        label=_("Task lists"),
        icon="clipboard-list",
        url_name="accountability:task",
        rows=tasklists.tasks_visible_to,
        kwargs=by_pk,
        label_of=lambda row: row.number,
        order=70,
    ),
    ReachSource(
        key="changes",
        label=_("Extensions and pauses"),
        icon="hourglass",
        url_name="accountability:change",
        also=_own("change_decide", "change_withdraw", "change_resume"),
        rows=changes.changes_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.get_kind_display()} · {row.duty.number}",
        order=80,
    ),
    ReachSource(
        key="assessments",
        label=_("Assessments"),
        icon="clipboard-check",
        url_name="accountability:assessment",
        also=_own(
            *("assessment_edit", "assessment_cancel", "group_new", "group_issue"),
            *("member_revoke", "indicators", "assessment_progress"),
        ),
        rows=assessments.assessments_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.check_on:%Y-%m-%d} · {row.pk}",
        order=90,
    ),
):
    reach.register(_source)
