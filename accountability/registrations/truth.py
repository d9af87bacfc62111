"""What doubts and timeliness offer the kernel: sections, to-dos, navigation, search, scores."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability import scoring, truth_scores
from accountability.doubt_search import find_doubts
from accountability.doubt_words import measure_words
from accountability.exporters import doubts as exporters
from accountability.permissions import CHECK_DOUBTS, OVERSEE, READ, RECTIFY, SET_DETECTORS
from accountability.scoring import ScoreSource
from accountability.sections import Section, UnitTab, register, register_tab
from accountability.selectors import doubts
from supervision.accounts import reach
from supervision.accounts.enums import RoleCode
from supervision.accounts.reach import ReachSource, by_pk
from supervision.accounts.roles import grant
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import search
from supervision.dashboards.search import SearchSource
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

_SHOWN = 20

kinds.register(
    ObjectKind("accountability.doubt", _("Doubt about a filing")),
    ObjectKind("accountability.detectorsetting", _("Threshold of a comparison")),
)

grant(RoleCode.OFFICE_HEAD, SET_DETECTORS)

register_tab(UnitTab("truth", _("Timeliness"), "accountability:unit_truth", READ, order=60))


def _on_filing(user: Any, filing: Any) -> dict[str, Any] | None:
    rows = [(row, measure_words(row)) for row in doubts.doubts_of(user, filing)]
    return {"rows": rows} if rows else None


register(
    Section(
        key="doubts",
        place="filing-side",
        template="accountability/doubts/on_filing.html",
        load=_on_filing,
        order=70,
    )
)


def _item(row: Any) -> TodoItem:
    title = row.filing.duty.title if row.filing is not None else str(row.get_kind_display())
    return TodoItem(
        title=title,
        url=reverse("accountability:doubt", args=[row.pk]),
        unit=row.unit.short_name,
        sub=f"{row.get_kind_display()} · {measure_words(row)}",
    )


todos.register(
    TodoSource(
        key="accountability.doubts",
        label=_("Doubts to check"),
        permission=CHECK_DOUBTS,
        items=lambda user: [_item(row) for row in doubts.to_check(user)[:_SHOWN]],
        rows=doubts.to_check,
        list_name="accountability:doubts",
        query="?status=to_check",
    )
)
todos.register(
    TodoSource(
        key="accountability.explanations",
        label=_("Doubts to explain"),
        permission=RECTIFY,
        items=lambda user: [_item(row) for row in doubts.to_explain(user)],
        rows=doubts.to_explain,
    )
)

navigation.register(
    NavItem(
        group="assessing",
        label=_("Doubts about filings"),
        icon="search",
        url_name="accountability:doubts",
        permission=(CHECK_DOUBTS, RECTIFY),
        order=70,
        also=("accountability:doubt", "accountability:detectors"),
    )
)
navigation.register(
    NavItem(
        group="assessing",
        label=_("Timeliness of entries"),
        icon="clock-edit",
        url_name="accountability:cramming",
        permission=OVERSEE,
        order=75,
    )
)

search.register(
    SearchSource(
        key="doubts",
        label=_("Doubts about filings"),
        icon="search",
        permission=(CHECK_DOUBTS, RECTIFY),
        find=find_doubts,
        order=150,
    )
)

reach.register(
    ReachSource(
        key="doubts",
        label=_("Doubts about filings"),
        icon="search",
        url_name="accountability:doubt",
        also=tuple(
            f"accountability:doubt_{act}"
            for act in ("ask", "explain", "decide", "reopen", "finding")
        ),
        rows=doubts.doubts_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.get_kind_display()} · {row.pk}",
        order=150,
    )
)

scoring.register(
    ScoreSource(
        "late_entries",
        _("Entries long after the event"),
        "deduction",
        truth_scores.late_entries,
        truth_scores.late_tallies,
        order=80,
    )
)
scoring.register(
    ScoreSource(
        "doubts", _("Confirmed doubts"), "deduction", truth_scores.confirmed_doubts, order=81
    )
)
