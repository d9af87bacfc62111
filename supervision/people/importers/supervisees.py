"""Supervisees from Excel."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from supervision.exchange.enums import FieldKind
from supervision.exchange.fields import Field
from supervision.exchange.importers import Finding, Row
from supervision.people.enums import SuperviseeKind
from supervision.people.importers.base import (
    COMMON,
    PersonImporter,
    date_field,
    days_in_order,
    text_field,
)

_KIND_ALIASES = {
    "公务员": SuperviseeKind.CIVIL_SERVANT,
    "参公": SuperviseeKind.CIVIL_SERVANT,
    "国企": SuperviseeKind.ENTERPRISE,
    "事业单位": SuperviseeKind.INSTITUTION,
    "村干部": SuperviseeKind.VILLAGE,
    "其他": SuperviseeKind.OTHER,
}


class SuperviseeImporter(PersonImporter):
    """One supervisee a row."""

    code = "people.supervisees"
    label = _("Supervisees")
    sheet = _("Supervisees")
    sheet_aliases = ("监察对象", "监察对象信息", "监察对象名册")
    help_text = _("Enter supervisees, or bring them up to date by their ID number.")
    is_supervisee = True
    fields = (
        *COMMON,
        Field(
            "supervisee_kind",
            _("Kind of supervisee"),
            FieldKind.CHOICE,
            required=True,
            choices=tuple(SuperviseeKind.choices),
            choice_aliases=_KIND_ALIASES,
            aliases=("监察对象类别", "人员类别"),
            sample=SuperviseeKind.CIVIL_SERVANT.label,
        ),
        date_field(
            "supervisee_since",
            _("Supervisee since"),
            "纳入监察日期",
            required=True,
            sample="2018-03-20",
        ),
        text_field("party_branch", _("Party branch"), "所在党支部", "党支部", sample="示例党支部"),
        date_field("joined_on", _("Joined the Party"), "入党日期", "入党时间", sample="2005-07-01"),
        date_field("full_on", _("Became a full member"), "转正日期", sample="2006-07-01"),
    )

    def row_findings(self, row: Row) -> Iterator[Finding]:
        """Ask for branch and day together."""
        yield from super().row_findings(row)
        if row["party_branch"] and row["joined_on"] is None:
            yield Finding(row.number, "joined_on", "required")
        elif not row["party_branch"] and (row["joined_on"] or row["full_on"]):
            yield Finding(row.number, "party_branch", "required")
        yield from days_in_order(row)
