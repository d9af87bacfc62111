"""The clocks that warn, as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.enums.clocks import PromptGrade
from cases.rules.ladder import days_left
from cases.selectors.warnings import next_grade
from supervision import clock as portal_clock
from supervision.deadlines.enums import Light
from supervision.web.columns import DueColumn, LeadColumn, LightColumn, NumberColumn, PickColumn
from supervision.web.tables import PortalTable


def page_of(clock: Any) -> str:
    """Return the place of the clock on the page of its clue."""
    return f"{reverse('cases:clue', args=[clock.clue.number])}#clock-{clock.pk}"


def last_prompt(clock: Any) -> str:
    """Say what was sent last for the clock; "" for nothing."""
    newest = max(clock.sent, key=lambda row: row.pk, default=None)
    return str(newest.prompt.get_grade_display()) if newest is not None else ""


class WarningTable(PortalTable):
    """One clock a row."""

    pick = PickColumn()
    clue = LeadColumn(
        verbose_name=_("Clue"),
        accessor="clue__number",
        order_by="clue__number",
        url=page_of,
        sub=lambda row: row.rule.label,
    )
    stage = tables.Column(verbose_name=_("Stage"), accessor="clue__status")
    office = tables.Column(
        verbose_name=_("Office"), accessor="office__short_name", order_by="office__path"
    )
    handler = tables.Column(
        verbose_name=_("Officer in charge"), accessor="clue__handler__name", default="—"
    )
    ends_at = DueColumn(verbose_name=_("Due"), full=True)
    left = NumberColumn(verbose_name=_("Days left"), empty_values=(), order_by="ends_at")
    light = LightColumn(order_by="ends_at")
    prompt = tables.Column(verbose_name=_("Pressed"), empty_values=(), orderable=False)

    class Meta(PortalTable.Meta):
        order_by = ("ends_at",)

    def render_handler(self, record: Any, value: Any) -> str:
        """Write who carries the clue where the term is of the office that handles it."""
        return str(value) if record.office_id == record.clue.handling_office_id else "—"

    def render_left(self, record: Any) -> str:
        """Write how many days are left; what is past is negative, what stands still has none."""
        if record.light == Light.PAUSED:
            return "—"
        return str(days_left(record.ends_at, portal_clock.now()))

    def render_prompt(self, record: Any) -> SafeString | str:
        """Write what was sent, and what comes next."""
        sent, coming = last_prompt(record), next_grade(record)
        told = ngettext("%(last)s (%(n)d time)", "%(last)s (%(n)d times)", len(record.sent)) % {
            "last": sent,
            "n": len(record.sent),
        }
        if not coming:
            return told if sent else "—"
        following = _("next: %(grade)s") % {"grade": PromptGrade(coming).label}
        if not sent:
            return format_html('<span class="p-sub">{}</span>', following)
        return format_html('{}<span class="p-sub">{}</span>', told, following)
