"""What the screens of work offer the kernel: places, to-dos, home page, search, reach, badge."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import badges, search
from cases.exporters import clues, figures
from cases.panels import desk as panel
from cases.permissions import (
    HANDLE,
    HEAD_HANDLING,
    READ,
    REVIEW,
    SIGN_AS_DEPUTY,
    SIGN_AS_PRINCIPAL,
    STATISTICS,
    SUPERVISE,
)
from cases.selectors import desk
from cases.selectors.clue_list import listed, names_of
from cases.selectors.visibility import clues_visible_to
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.dashboards import badges as map_badges
from supervision.dashboards import panels
from supervision.dashboards import search as search_box
from supervision.dashboards.badges import BadgeSource
from supervision.dashboards.panels import Panel
from supervision.dashboards.search import SearchSource
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["clues", "figures"]

# -- places --------------------------------------------------------------------------------------

for _place in (
    NavItem(
        group="cases",
        label=_("My desk"),
        icon="briefcase",
        url_name="cases:desk",
        permission=READ,
        order=10,
        tab=True,
    ),
    NavItem(
        group="cases",
        label=_("Ledger of clues"),
        icon="clipboard-text",
        url_name="cases:ledger",
        permission=READ,
        order=20,
        tab=True,
        also=("cases:clue",),
    ),
    NavItem(
        group="cases",
        label=_("Board of the office"),
        icon="layout-dashboard",
        url_name="cases:board",
        permission=(HANDLE, HEAD_HANDLING, SIGN_AS_DEPUTY, SIGN_AS_PRINCIPAL, SUPERVISE),
        order=30,
    ),
    NavItem(
        group="cases",
        label=_("Figures of cases"),
        icon="chart-bar",
        url_name="cases:figures",
        permission=STATISTICS,
        order=80,
        also=("cases:figures_",),
    ),
):
    navigation.register(_place)

# -- to-dos --------------------------------------------------------------------------------------


def _clues(rows: Any) -> list[TodoItem]:
    found: Any = listed(rows)[: desk.SHOWN]
    return [
        TodoItem(
            title=f"{clue.number} {names_of(clue)}".strip(),
            url=reverse("cases:clue", args=[clue.number]),
            unit=clue.unit.short_name,
            due_at=clue.light_ends_at,
            light=clue.light,
            sub=str(clue.get_status_display()),
        )
        for clue in found
    ]


for _todo in (
    TodoSource(
        key="cases.assign",
        label=_("Clues to assign"),
        permission=SUPERVISE,
        items=lambda user: _clues(desk.to_assign(user)),
        rows=desk.to_assign,
        list_name="cases:ledger",
        query="?status=registered",
    ),
    TodoSource(
        key="cases.officer",
        label=_("Clues without an officer in charge"),
        permission=HEAD_HANDLING,
        items=lambda user: _clues(desk.without_officer(user)),
        rows=desk.without_officer,
        list_name="cases:desk",
        query="#officer",
    ),
    TodoSource(
        key="cases.handle",
        label=_("Clues whose next step is mine"),
        permission=HANDLE,
        items=lambda user: _clues(desk.to_go_on(user)),
        rows=desk.to_go_on,
        list_name="cases:desk",
        query="#go_on",
    ),
    TodoSource(
        key="cases.review",
        label=_("Cases to review"),
        permission=REVIEW,
        items=lambda user: _clues(desk.to_go_on(user)),
        rows=desk.to_go_on,
        list_name="cases:desk",
        query="#go_on",
    ),
    TodoSource(
        key="cases.archive",
        label=_("Clues to archive"),
        permission=SUPERVISE,
        items=lambda user: _clues(desk.to_archive(user)),
        rows=desk.to_archive,
        list_name="cases:desk",
        query="#archive",
    ),
):
    todos.register(_todo)

# -- home page, search, map ----------------------------------------------------------------------

panels.register(
    Panel(
        key="cases-desk",
        title=_("Clues and cases"),
        permission=READ,
        template="cases/panels/desk.html",
        load=panel.tiles,
        region="top",
        order=30,
    )
)
search_box.register(
    SearchSource(
        key="clues",
        label=_("Clues and cases"),
        icon="clipboard-text",
        permission=READ,
        find=search.find_clues,
        order=15,
    )
)
map_badges.register(BadgeSource("cases.clues", _("Clues by light"), badges.clues))

reach.register(
    ReachSource(
        key="clues",
        label=_("Clues and cases"),
        icon="clipboard-text",
        url_name="cases:clue",
        also=tuple(
            f"cases:{name}"
            for name in (
                *("propose", "propose_act", "team", "team_release", "avoidance"),
                *("clue_matches", "match_decide", "repeat_close", "clock_extend", "clock_fact"),
                *("respondent_new", "respondent_edit", "clue_files_new"),
                *("clue_papers", "paper_begin", "paper_scan", "record_new", "record"),
            )
        ),
        rows=clues_visible_to,
        kwargs=lambda row: {"number": row.number},
        label_of=lambda row: row.number,
        order=310,
    )
)
