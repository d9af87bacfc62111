"""Lists of responsibility lists, assigned items and task lists."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accountability.enums import ChecklistStatus
from accountability.labels import due_words, term_words
from supervision.deadlines.enums import Light
from supervision.web import formats
from supervision.web.columns import DateColumn, LeadColumn, MomentColumn, NumberColumn
from supervision.web.tables import PortalTable
from supervision.web.templatetags.portal import light_inline


def _checklist_url(checklist: Any) -> str:
    return reverse("accountability:checklist", args=[checklist.pk])


def _item_url(assignment: Any) -> str:
    item = assignment.item
    return f"{reverse('accountability:checklist', args=[item.checklist_id])}#item-{item.pk}"


def _task_url(task: Any) -> str:
    return reverse("accountability:task", args=[task.pk])


class ChecklistTable(PortalTable):
    """One version of a list a row."""

    title = LeadColumn(
        verbose_name=_("List"), url=_checklist_url, sub=lambda row: row.get_kind_display()
    )
    year = tables.Column(verbose_name=_("Year"))
    version = tables.Column(verbose_name=_("Version"))
    status = tables.Column(verbose_name=_("Status"))
    item_count = NumberColumn(verbose_name=_("Items"))
    assigned_count = NumberColumn(verbose_name=_("Assigned items"))
    duty_count = NumberColumn(verbose_name=_("Tasks"))
    published_at = MomentColumn(verbose_name=_("Published"), default="—")

    class Meta(PortalTable.Meta):
        order_by = ("-year", "kind", "-version")

    def render_version(self, value: int) -> str:
        """Write the version as on the paper."""
        return str(_("version {number}")).format(number=value)

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a fact, not as a light."""
        css = " is-info" if record.status == ChecklistStatus.DRAFT else ""
        return format_html('<span class="p-tag{}">{}</span>', css, record.get_status_display())


class AssignmentTable(PortalTable):
    """One item as one unit carries it a row."""

    title = LeadColumn(
        verbose_name=_("Item"),
        accessor="item__title",
        url=_item_url,
        sub=lambda row: f"{row.item.number} · {row.item.checklist.get_kind_display()}",
        order_by=("item__checklist__kind", "item__position"),
    )
    unit = tables.Column(
        verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    category = tables.Column(verbose_name=_("Category"), accessor="item__category")
    holder = tables.Column(verbose_name=_("Holder"), accessor="item__holder_role")
    period = tables.Column(verbose_name=_("Period"), accessor="item__period")
    score = NumberColumn(verbose_name=_("Score"), accessor="item__score")
    duty_count = tables.Column(
        verbose_name=_("Tasks concluded"),
        order_by="duty_count",
        attrs={"td": {"class": "p-num"}},
    )

    class Meta(PortalTable.Meta):
        order_by = ("unit", "title")
        empty_text = _("No assigned items yet.")

    def render_period(self, record: Any) -> SafeString:
        """Write the period and, below it, when it is due."""
        return format_html(
            '<span>{}<span class="p-sub">{}</span></span>',
            record.item.get_period_display(),
            due_words(record.item.due_rule, record.item.period),
        )

    def render_score(self, value: Decimal) -> str:
        """Write the score without an idle zero."""
        return f"{value.normalize():f}"

    def render_duty_count(self, record: Any) -> SafeString | str:
        """Write how many tasks are concluded, of how many, with a link to them."""
        if not record.duty_count:
            return "0"
        query = urlencode({"unit": record.unit_id, "q": record.item.title})
        return format_html(
            '<a href="{}?{}">{} / {}</a>',
            reverse("accountability:duties"),
            query,
            record.concluded_count,
            record.duty_count,
        )


class OwnAssignmentTable(AssignmentTable):
    """The items of one's own unit: no column for the unit."""

    class Meta(AssignmentTable.Meta):
        exclude = ("unit",)
        order_by = ("title",)  # type: ignore[assignment]


class TaskListTable(PortalTable):
    """One task list a row."""

    title = LeadColumn(verbose_name=_("Task"), url=_task_url, sub=lambda row: row.number)
    issued_at = DateColumn(verbose_name=_("Issued"))
    due = tables.Column(verbose_name=_("Term"), empty_values=(), orderable=False)
    unit_count = NumberColumn(verbose_name=_("Units"))
    concluded_count = NumberColumn(verbose_name=_("Concluded"))
    overdue_count = tables.Column(verbose_name=_("Overdue"), attrs={"td": {"class": "p-num"}})

    class Meta(PortalTable.Meta):
        order_by = ("-issued_at",)

    def render_due(self, record: Any) -> str:
        """Write the day or the term by which the task is due."""
        return task_term(record)

    def render_overdue_count(self, value: int, record: Any) -> SafeString | str:
        """Write how many units are overdue, with a link to them; none is no news."""
        if not value:
            return "0"
        badge = light_inline(Light.RED.value, formats.digits(value))
        return format_html('<a href="{}?light=red">{}</a>', _task_url(record), badge)


def task_term(task: Any) -> str:
    """Write by which day or within which term a task list is due."""
    return formats.short_date(task.due_on) if task.due_on else term_words(task.term)
