"""The register as a workbook: the rows of the page, masked as on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.people.filters import filtered
from supervision.people.permissions import EXPORT
from supervision.people.selectors.files import shown_name
from supervision.people.selectors.people import people_visible_to, with_posts


def _yes(value: bool) -> str:
    return _("yes") if value else ""


def _posts(person: Any) -> str:
    return "；".join(str(post) for post in person.held)


def _ranks(person: Any) -> str:
    return "；".join(post.get_rank_display() for post in person.held if post.rank)


class PeopleExporter(Exporter):
    """One person a row. Numbers leave the portal masked, whoever takes them out."""

    code = "people"
    label = gettext_lazy("People register")
    permission = EXPORT
    help_text = gettext_lazy("The persons of the list with its filters; numbers stay masked.")
    icon = "users"
    columns = (
        Column(gettext_lazy("Gender"), lambda row: row.get_gender_display(), width=8),
        Column(gettext_lazy("Year of birth"), lambda row: row.birth_on.year, ColumnKind.NUMBER, 10),
        Column(gettext_lazy("ID number"), lambda row: row.masked_id_number, width=22),
        Column(gettext_lazy("Mobile phone"), lambda row: row.masked_phone, width=16),
        Column(gettext_lazy("Unit"), lambda row: row.unit.name, width=30),
        Column(gettext_lazy("Present posts"), _posts, width=36),
        Column(gettext_lazy("Rank"), _ranks, width=14),
        Column(gettext_lazy("Supervisee"), lambda row: _yes(row.is_supervisee), width=10),
        Column(
            gettext_lazy("Kind of supervisee"),
            lambda row: row.get_supervisee_kind_display(),
            width=18,
        ),
        Column(
            gettext_lazy("Supervisee since"),
            lambda row: row.supervisee_since,
            ColumnKind.DATE,
            14,
        ),
        Column(gettext_lazy("Party member"), lambda row: _yes(row.is_member), width=10),
        Column(gettext_lazy("Party branch"), lambda row: row.party_branch, width=30),
        Column(gettext_lazy("Party post"), lambda row: row.party_post, width=14),
        Column(gettext_lazy("Joined the Party"), lambda row: row.joined_on, ColumnKind.DATE, 14),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Any:
        """Return the persons of the page with these filters."""
        return filtered(with_posts(people_visible_to(user)), params, user).order_by("pinyin", "pk")

    def columns_for(self, user: Any, params: Mapping[str, Any]) -> Sequence[Column]:
        """Put the name in front, as the role of the reader is shown it."""
        name = Column(pgettext_lazy("person", "Name"), lambda row: shown_name(row, user), width=12)
        return (name, *self.columns)
