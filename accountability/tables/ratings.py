"""The rating queue, the ratings, the objections."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accountability.labels import period_label
from supervision.web.columns import DueColumn, LeadColumn, MomentColumn, NumberColumn
from supervision.web.tables import PortalTable
from supervision.web.templatetags.portal import icon


def _sub(filing: Any) -> str:
    parts = [period_label(filing.duty), filing.stage_name, filing.receipt]
    return "　".join(str(part) for part in parts if part)


class QueueTable(PortalTable):
    """One filing a row, the oldest first; opening one goes on within the filters."""

    title = tables.Column(
        verbose_name=gettext_lazy("Task"), accessor="duty__title", order_by="duty__title"
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    submitted_at = MomentColumn(verbose_name=gettext_lazy("Time of filing"))
    due_at = DueColumn(verbose_name=gettext_lazy("Due"))
    is_late = tables.Column(verbose_name=gettext_lazy("In time"))
    file_count = NumberColumn(verbose_name=gettext_lazy("Files"))

    class Meta(PortalTable.Meta):
        order_by = ("submitted_at",)

    def __init__(self, *args: Any, query: str = "", **kwargs: Any) -> None:
        """Keep the filters, which the link of each row carries along."""
        super().__init__(*args, **kwargs)
        self.query = f"?{query}" if query else ""

    def render_title(self, record: Any) -> SafeString:
        """Write the task as the link to its rating."""
        return format_html(
            '<a href="{}{}">{}</a><span class="p-sub">{}</span>',
            reverse("accountability:rate", args=[record.pk]),
            self.query,
            record.duty.title,
            _sub(record),
        )

    def render_is_late(self, value: bool) -> SafeString:
        """Write whether the filing was late."""
        if value:
            return format_html('<span class="p-tag">{}</span>', _("late"))
        return format_html("{}", _("in time"))


def grade_tag(grade: Any) -> SafeString:
    """Write a grade as a tag; a failing one is red."""
    if grade.is_failing:
        return format_html(
            '<span class="p-lt is-red" title="{}">{}{}</span>',
            _("A failing grade"),
            icon("alert-circle"),
            grade.name,
        )
    return format_html('<span class="p-tag">{}</span>', grade.name)


class RatingTable(PortalTable):
    """One rating that stands a row."""

    title = LeadColumn(
        verbose_name=gettext_lazy("Task"),
        accessor="filing__duty__title",
        order_by="filing__duty__title",
        url=lambda rating: reverse("accountability:filing", args=[rating.filing_id]),
        sub=lambda rating: rating.reason,
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"), accessor="unit__short_name", order_by="unit__position"
    )
    grade = tables.Column(verbose_name=gettext_lazy("Grade"), order_by="-grade__points")
    rated_by = tables.Column(
        verbose_name=gettext_lazy("Rated by"), accessor="rated_by__name", order_by="rated_by__name"
    )
    rated_at = MomentColumn(verbose_name=gettext_lazy("Rated"))
    again = tables.Column(
        verbose_name=gettext_lazy("Rated anew"), accessor="supersedes_id", empty_values=()
    )

    class Meta(PortalTable.Meta):
        order_by = ("-rated_at",)

    def render_grade(self, record: Any) -> SafeString:
        """Write the grade as a tag."""
        return grade_tag(record.grade)

    def render_again(self, record: Any) -> str:
        """Say whether an earlier rating stands in the history."""
        return _("yes") if record.supersedes_id else ""


class ObjectionTable(PortalTable):
    """One objection a row, with both sides."""

    title = LeadColumn(
        verbose_name=gettext_lazy("Task"),
        accessor="filing__duty__title",
        order_by="filing__duty__title",
        url=lambda objection: reverse("accountability:objection", args=[objection.pk]),
        sub=lambda objection: objection.reason,
    )
    unit = tables.Column(
        verbose_name=gettext_lazy("Unit"),
        accessor="filing__unit__short_name",
        order_by="filing__unit__position",
    )
    grade = tables.Column(
        verbose_name=gettext_lazy("Grade objected to"),
        accessor="rating__grade__name",
        order_by="rating__grade__name",
    )
    raised_at = MomentColumn(verbose_name=pgettext_lazy("objection", "Raised"))
    status = tables.Column(verbose_name=gettext_lazy("Status"))
    answered_by = tables.Column(
        verbose_name=gettext_lazy("Answered by"), accessor="answered_by__name"
    )

    class Meta(PortalTable.Meta):
        order_by = ("-raised_at",)

    def render_status(self, record: Any) -> SafeString:
        """Write the status as a tag."""
        return format_html('<span class="p-tag">{}</span>', record.get_status_display())
