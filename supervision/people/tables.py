"""The register and its reviews as tables; whatever is personal comes masked."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from supervision.people.enums import PersonKind
from supervision.people.models import Disclosure, Person
from supervision.people.selectors.files import shown_name
from supervision.web.columns import LeadColumn, MomentColumn
from supervision.web.tables import PortalTable


class PersonTable(PortalTable):
    """One person a row, with the posts held today."""

    name = LeadColumn(
        verbose_name=pgettext_lazy("person", "Name"),
        url=lambda person: person.get_absolute_url(),
        sub=lambda person: _("{gender}, {age}").format(
            gender=person.get_gender_display(), age=person.age
        ),
        order_by="pinyin",
    )
    kind = tables.Column(verbose_name=_("Kind"), empty_values=(), orderable=False)
    unit = tables.Column(verbose_name=_("Unit"), accessor="unit__short_name", order_by="unit__path")
    post = tables.Column(verbose_name=_("Present posts"), empty_values=(), orderable=False)
    branch = tables.Column(verbose_name=_("Party branch"), accessor="party_branch", default="—")
    id_number = tables.Column(
        verbose_name=_("ID number"),
        accessor="masked_id_number",
        orderable=False,
        attrs={"td": {"class": "p-mono p-nowrap"}},
    )
    phone = tables.Column(
        verbose_name=_("Mobile phone"),
        accessor="masked_phone",
        orderable=False,
        default="—",
        attrs={"td": {"class": "p-mono p-nowrap"}},
    )

    class Meta(PortalTable.Meta):
        model = Person
        order_by = ("name",)
        fields = ("name", "kind", "unit", "post", "branch", "id_number", "phone")

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        """Keep who reads: names are shown by role."""
        self.reader = reader
        super().__init__(*args, **kwargs)
        lead: Any = self.columns["name"].column
        self._draw_lead = lead.render

    def render_name(self, record: Any) -> SafeString:
        """Write the name as the reader's role is shown it."""
        return self._draw_lead(shown_name(record, self.reader), record)

    def render_kind(self, record: Any) -> SafeString:
        """Write why the person stands in the register."""
        kinds = [
            label
            for label, holds in (
                (PersonKind.SUPERVISEE.label, record.is_supervisee),
                (PersonKind.MEMBER.label, record.is_member),
            )
            if holds
        ]
        return format_html_join(" ", '<span class="p-tag">{}</span>', ((kind,) for kind in kinds))

    def render_post(self, record: Any) -> SafeString | str:
        """Write the posts held today, where they are held below each."""
        return format_html_join(
            "",
            '<span>{}<span class="p-sub">{}</span></span>',
            ((post.title, _where(post)) for post in record.held),
        ) or format_html("{}", "—")


def _where(post: Any) -> str:
    place = post.unit.short_name if post.unit is not None else post.organisation
    rank = post.get_rank_display() if post.rank else ""
    return " · ".join(part for part in (place, rank) if part)


class DisclosureTable(PortalTable):
    """One revealed field a row."""

    person = LeadColumn(
        verbose_name=_("Person"),
        accessor="person__name",
        url=lambda row: row.person.get_absolute_url(),
        sub=lambda row: row.person.unit.short_name,
    )
    field = tables.Column(verbose_name=_("Revealed"))
    reason = tables.Column(verbose_name=_("Reason"), orderable=False)
    reader = tables.Column(verbose_name=_("Reader"), accessor="reader__name")
    opened_at = MomentColumn(verbose_name=_("When"))

    class Meta(PortalTable.Meta):
        model = Disclosure
        order_by = ("-opened_at",)
        fields = ("person", "field", "reason", "reader", "opened_at")
