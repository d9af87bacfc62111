"""What talks and counted rules offer: pages, to-dos, the gate of their files, search, reach."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability import chronicle, scoring
from accountability.chronicle import ChronicleSource, Event
from accountability.exporters.talks import TalkExporter
from accountability.labels import period_label
from accountability.panels import talks as panel
from accountability.permissions import OVERSEE, RAISE_FINDING, READ, READ_TALKS
from accountability.search_talks import find_talks
from accountability.sections import Section, UnitTab, register, register_tab
from accountability.selectors import counting, talk_page, talks
from accountability.services import talk_files
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource, by_pk
from supervision.attachments import gates
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.dashboards import panels, search
from supervision.dashboards.panels import Panel
from supervision.dashboards.search import SearchSource
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["TalkExporter"]

# What a talk's files are called tells of persons: they are handed out, never listed nor found.
gates.register(
    talks.TALK_OWNER,
    talks.may_read_files,
    talk_files.may_stage,
    talks.ids_with_files,
    talks.unit_of_files,
)
kinds.register(ObjectKind("accountability.talkrecord", gettext_lazy("Record of a talk")))

register(
    Section(
        key="counted",
        place="duty-main",
        template="accountability/talks/duty_section.html",
        load=talk_page.section,
        order=5,
    )
)
register_tab(UnitTab("talks", gettext_lazy("Talks"), "accountability:unit_talks", READ, order=50))
panels.register(
    Panel(
        key="own-talks",
        title=gettext_lazy("Talks still needed"),
        permission=READ,
        template="accountability/panels/own_talks.html",
        load=panel.own_talks,
        region="main",
        order=15,
    )
)


def _short(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=duty.title,
            url=reverse("accountability:duty", args=[duty.pk]),
            unit=duty.unit.short_name,
            light="red",
            sub=f"{period_label(duty)} · {duty.counted}/{duty.minimum}",
        )
        for duty in talk_page.unchecked_short(user)
    ]


todos.register(
    TodoSource(
        key="accountability-talks-short",
        label=gettext_lazy("Concluded tasks with too few talks left"),
        permission=RAISE_FINDING,
        items=_short,
        rows=talk_page.unchecked_short,
    )
)
search.register(
    SearchSource(
        key="talks",
        label=gettext_lazy("Talks of the first form"),
        icon="message",
        permission=READ_TALKS,
        find=find_talks,
        order=85,
    )
)
reach.register(
    ReachSource(
        key="talks",
        label=gettext_lazy("Talks of the first form"),
        icon="message",
        url_name="accountability:talk",
        also=("accountability:talk_correct", "accountability:talk_strike"),
        rows=talks.talks_visible_to,
        kwargs=by_pk,
        label_of=lambda row: f"{row.number} · {row.unit.short_name}",
        order=85,
    )
)


def _unmet(units: scoring.Units, since: date, until: date) -> Iterable[scoring.Entry]:
    """Yield each counted duty whose period ended in the span with too few talks."""
    for duty in counting.unmet(units, since, until):
        yield scoring.Entry(
            unit_id=duty.unit_id,
            amount=Decimal(1),
            at=counting.last_day(duty),
            label=f"{duty.title} · {period_label(duty)}",
            url=reverse("accountability:duty", args=[duty.pk]),
        )


scoring.register(
    scoring.ScoreSource(
        key="talks-unmet",
        label=gettext_lazy("Talks of the first form: periods with too few"),
        kind="deduction",
        entries=_unmet,
        order=60,
    )
)


def _held(user: Any, unit: Any, since: datetime, until: datetime) -> Iterable[Event]:
    for talk in talks.entered_between(user, unit, since, until):
        yield Event(
            at=talk.entered_at,
            title=_("Talk recorded: %(number)s, %(measure)s")
            % {"number": talk.number, "measure": talk.get_measure_display()},
            url=reverse("accountability:talk", args=[talk.pk]),
            who=talk.entered_by.name,
        )


chronicle.register(
    ChronicleSource(
        key="talks",
        label=gettext_lazy("Talks of the first form"),
        icon="message",
        events=_held,
        order=60,
    )
)

navigation.register(
    NavItem(
        group="accountability",
        label=gettext_lazy("Talks of the first form"),
        icon="message",
        url_name="accountability:talks",
        permission=READ_TALKS,
        order=45,
        also=("accountability:talk", "accountability:talk_new"),
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=gettext_lazy("Talks by unit"),
        icon="chart-bar",
        url_name="accountability:counted_talks",
        permission=OVERSEE,
        order=62,
    )
)
