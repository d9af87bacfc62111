"""Items, assigned items and task lists as Excel: the same rows as the pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.filters.checklists import AssignmentFilter, TaskListFilter, filtered
from accountability.labels import due_words, term_words, write_counted
from accountability.permissions import READ
from accountability.selectors import checklists, tasklists
from accountability.values import write_evidence
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web.formats import full_date


def _term(task: Any) -> str:
    return full_date(task.due_on) if task.due_on else term_words(task.term)


@exporters.register
class ItemExporter(Exporter):
    """The items of one list, under the headings the import reads."""

    code = "checklist_items"
    label = _("List items")
    permission = READ
    help_text = _("The items of a list; what is exported can be imported again.")
    on_index = False
    columns = (
        Column(_("Number"), lambda item: item.number, width=12),
        Column(_("Category"), lambda item: item.category, width=14),
        Column(_("Item"), lambda item: item.title, width=30),
        Column(_("Content"), lambda item: item.content, width=48),
        Column(_("Work standard"), lambda item: item.standard, width=48),
        Column(
            _("Required materials"),
            lambda item: write_evidence(checklists.evidence_data(item.evidence.all()), ";"),
            width=36,
        ),
        Column(_("Score"), lambda item: item.score, ColumnKind.NUMBER, 8),
        Column(_("Holder"), lambda item: item.get_holder_role_display(), width=18),
        Column(_("Period"), lambda item: item.get_period_display(), width=10),
        Column(_("Due rule"), lambda item: item.due_rule, width=10),
        Column(_("Stages"), lambda item: ";".join(item.stages), width=24),
        Column(_("Counted rule"), write_counted, width=32),
        Column(_("Basis"), lambda item: item.basis, width=30),
        Column(
            _("Units that carry it"),
            lambda item: ";".join(unit.short_name for unit in item.units.all()),
            width=24,
        ),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the visible items of the list named by `list`."""
        wanted = str(params.get("list", ""))
        visible = checklists.checklists_visible_to(user)
        is_key = wanted.isdecimal() and len(wanted) < 19
        found = visible.filter(pk=int(wanted)).first() if is_key else None
        return checklists.items_visible_to(user, found) if found else ()


@exporters.register
class AssignmentExporter(Exporter):
    """The assigned items with the filters of their page."""

    code = "assignments"
    filterset = AssignmentFilter
    label = _("Assigned items")
    permission = READ
    help_text = _("Every item as each unit carries it, with its tasks of the year.")
    columns = (
        Column(_("Unit"), lambda row: row.unit.name, width=22),
        Column(_("List"), lambda row: row.item.checklist.title, width=24),
        Column(_("Responsibility"), lambda row: row.item.checklist.get_kind_display(), width=12),
        Column(_("Number"), lambda row: row.item.number, width=12),
        Column(_("Category"), lambda row: row.item.category, width=14),
        Column(_("Item"), lambda row: row.item.title, width=32),
        Column(_("Content"), lambda row: row.item.content, width=48),
        Column(_("Work standard"), lambda row: row.item.standard, width=48),
        Column(_("Score"), lambda row: row.item.score, ColumnKind.NUMBER, 8),
        Column(_("Holder"), lambda row: row.item.get_holder_role_display(), width=18),
        Column(_("Period"), lambda row: row.item.get_period_display(), width=10),
        Column(_("Due"), lambda row: due_words(row.item.due_rule, row.item.period), width=22),
        Column(_("Tasks"), lambda row: row.duty_count, ColumnKind.NUMBER, 8),
        Column(_("Tasks concluded"), lambda row: row.concluded_count, ColumnKind.NUMBER, 10),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the assigned items in scope that pass the filters."""
        found = checklists.with_duty_counts(checklists.assignments_visible_to(user))
        return filtered(AssignmentFilter, found, params, user)


@exporters.register
class TaskListExporter(Exporter):
    """The task lists with the filters of their page."""

    code = "task_lists"
    filterset = TaskListFilter
    label = _("Task lists")
    permission = READ
    help_text = _("Every task list with how far the units have come.")
    columns = (
        Column(_("Number"), lambda row: row.number, width=16),
        Column(_("Task"), lambda row: row.title, width=36),
        Column(_("Content"), lambda row: row.content, width=48),
        Column(_("Work standard"), lambda row: row.standard, width=48),
        Column(_("Basis"), lambda row: row.basis, width=28),
        Column(_("Issued"), lambda row: row.issued_at, ColumnKind.DATETIME, 18),
        Column(_("Issued by"), lambda row: row.issued_by.name, width=12),
        Column(_("Term"), _term, width=16),
        Column(_("Units"), lambda row: row.unit_count, ColumnKind.NUMBER, 8),
        Column(_("Concluded"), lambda row: row.concluded_count, ColumnKind.NUMBER, 8),
        Column(_("Overdue"), lambda row: row.overdue_count, ColumnKind.NUMBER, 8),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the task lists in scope that pass the filters."""
        found = tasklists.with_progress(tasklists.tasks_visible_to(user), user)
        return filtered(TaskListFilter, found, params, user)
