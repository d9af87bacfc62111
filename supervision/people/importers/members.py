"""Party members from Excel."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from supervision.exchange.fields import Field
from supervision.exchange.importers import Finding, Row
from supervision.people.importers.base import (
    COMMON,
    PersonImporter,
    date_field,
    days_in_order,
    text_field,
)


class MemberImporter(PersonImporter):
    """One Party member a row."""

    code = "people.members"
    label = _("Party members")
    sheet = _("Party members")
    sheet_aliases = ("党员", "党员信息", "党员名册")
    help_text = _("Enter Party members, or bring them up to date by their ID number.")
    fields = (
        *COMMON,
        Field(
            "party_branch",
            _("Party branch"),
            required=True,
            max_length=80,
            aliases=("所在党支部", "党支部"),
            sample="示例党支部",
            width=26,
        ),
        text_field("party_post", _("Party post"), "党内职务", limit=40, sample="支部委员"),
        date_field(
            "joined_on",
            _("Joined the Party"),
            "入党日期",
            "入党时间",
            required=True,
            sample="2005-07-01",
        ),
        date_field("full_on", _("Became a full member"), "转正日期", sample="2006-07-01"),
        text_field("occupation", _("Occupation"), "职业", "从业状况", limit=40, sample="务农"),
    )

    def row_findings(self, row: Row) -> Iterator[Finding]:
        """Refuse days of the Party that contradict one another."""
        yield from super().row_findings(row)
        yield from days_in_order(row)
