"""What schemes, scores and rounds of scores offer the kernel and the pages of a unit."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accountability import scoring
from accountability.exporters import scores as exporters
from accountability.permissions import OVERSEE, READ, SELF_SCORE
from accountability.score_sources import SOURCES
from accountability.sections import Section, UnitTab, register, register_tab
from accountability.selectors import schemes, score_rounds, scores, workbench
from supervision import clock
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.dashboards import panels
from supervision.dashboards.panels import Panel
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

for _one in SOURCES:
    scoring.register(_one)

register_tab(
    UnitTab("score", pgettext_lazy("total", "Score"), "accountability:unit_score", READ, order=20)
)


def _card(user: Any, unit: Any) -> dict[str, Any] | None:
    return {"unit": unit} if schemes.scheme_in_force(clock.today().year) else None


register(Section("score", "unit-side", "accountability/scores/lazy_card.html", _card, order=10))


def _ranking(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    return {} if schemes.scheme_in_force(clock.today().year) else None


def _own(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    return _ranking(user, request) if workbench.has_workbench(user) else None


for _panel in (
    Panel(
        key="district-scores",
        title=_("Ranking by score"),
        permission=OVERSEE,
        template="accountability/panels/scores.html",
        load=_ranking,
        region="side",
        order=25,
    ),
    Panel(
        key="own-score",
        title=_("Our score"),
        permission=SELF_SCORE,
        template="accountability/panels/scores.html",
        load=_own,
        region="side",
        order=30,
    ),
):
    panels.register(_panel)


def _items(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=found.name,
            url=reverse("accountability:self_score", args=[found.pk]),
            unit=user.home_unit.short_name,
            due_at=clock.end_of(found.closes_on),
        )
        for found in score_rounds.to_score_itself(user)
    ]


todos.register(
    TodoSource(
        key="accountability.self-scores",
        label=_("Score your own unit"),
        permission=SELF_SCORE,
        items=_items,
        rows=score_rounds.to_score_itself,
    )
)

for _source in (
    ReachSource(
        key="score-schemes",
        label=_("Scoring schemes"),
        icon="adjustments",
        url_name="accountability:scheme",
        also=tuple(
            f"accountability:{name}"
            for name in (
                "scheme_edit",
                "scheme_line",
                "scheme_line_remove",
                "scheme_publish",
                "scheme_discard",
            )
        ),
        rows=schemes.schemes_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.year} · {row.version}",
        order=130,
    ),
    ReachSource(
        key="score-confirmations",
        label=_("Confirmed scores"),
        icon="trophy",
        url_name="accountability:confirmation",
        also=("accountability:confirmed_score",),
        rows=scores.confirmations_visible_to,
        kwargs=by_pk,
        label_of=lambda row: row.name,
        order=140,
    ),
    ReachSource(
        key="score-rounds",
        label=_("Rounds of scores"),
        icon="chart-bar",
        url_name="accountability:round",
        also=tuple(
            f"accountability:{name}" for name in ("round_unit", "self_score", "office_score")
        ),
        rows=score_rounds.rounds_visible_to,
        kwargs=by_pk,
        label_of=lambda row: row.name,
        order=150,
    ),
):
    reach.register(_source)

for _item in (
    NavItem(
        group="assessing",
        label=_("Scores and places"),
        icon="trophy",
        url_name="accountability:scores",
        permission=READ,
        order=30,
        also=(
            "accountability:unit_score",
            "accountability:score_rows",
            "accountability:confirm",
        ),
    ),
    NavItem(
        group="assessing",
        label=_("Self-scores and office scores"),
        icon="chart-bar",
        url_name="accountability:rounds",
        permission=READ,
        order=40,
        also=("accountability:round", "accountability:self_score", "accountability:office_score"),
    ),
    NavItem(
        group="assessing",
        label=_("Scoring schemes"),
        icon="adjustments",
        url_name="accountability:schemes",
        permission=READ,
        order=90,
        also=("accountability:scheme", "accountability:grade", "accountability:phrases"),
    ),
):
    navigation.register(_item)
