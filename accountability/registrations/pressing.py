"""What pressing units offers: sections, tabs, to-dos, file gates, places, workbooks."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accountability.exporters import pressing as exporters
from accountability.labels import period_label
from accountability.permissions import (
    DECIDE_FALSE,
    DRAFT_PAPER,
    FILE,
    OVERSEE,
    READ,
    RECTIFY,
    SUMMON,
)
from accountability.sections import Section, UnitTab, register, register_tab
from accountability.selectors import falsifications, pressing_cards, summonses, urgings
from supervision.attachments import gates
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.web import navigation
from supervision.web.formats import full_datetime
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

register(
    Section(
        key="urgings",
        place="duty-side",
        template="accountability/urgings/duty_card.html",
        load=pressing_cards.of_duty,
        order=20,
    )
)
register(
    Section(
        key="truth-of-filing",
        place="filing-side",
        template="accountability/falsifications/filing_card.html",
        load=pressing_cards.of_filing,
        order=30,
    )
)
register_tab(UnitTab("pressing", _("Pressing"), "accountability:unit_pressing", READ, order=40))
register_tab(UnitTab("papers", _("Papers"), "accountability:unit_papers", READ, order=50))

gates.register(
    falsifications.OWNER,
    falsifications.may_read_files,
    None,
    falsifications.ids_with_files,
    falsifications.unit_of_files,
)
gates.register(
    summonses.OWNER,
    summonses.may_read_files,
    None,
    summonses.ids_with_files,
    summonses.unit_of_files,
)


def _urged(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=duty.title,
            url=reverse("accountability:duty", args=[duty.pk]),
            unit=duty.unit.short_name,
            due_at=duty.ends_at,
            light=duty.light,  # type: ignore[attr-defined]
            sub=f"{_times(duty.urged_count)} · {period_label(duty)}",
        )
        for duty in urgings.urged_duties(user)
    ]


def _times(count: int) -> str:
    return ngettext("urged %(n)d time", "urged %(n)d times", count) % {"n": count}


def _false(rows: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=row.filing.duty.title,
            url=reverse("accountability:falsification", args=[row.pk]),
            unit=row.unit.short_name,
            due_at=row.hearing_ends_at,
            sub=row.filing.receipt,
        )
        for row in rows
    ]


def _talks(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=f"{row.name} {row.post}".strip(),
            url=reverse("accountability:summons", args=[row.pk]),
            unit=row.unit.short_name,
            sub=f"{full_datetime(row.planned_at)} · {row.place}",
        )
        for row in summonses.to_hold(user)
    ]


for _source in (
    TodoSource(
        key="accountability.urged",
        label=_("Tasks the office urges"),
        permission=FILE,
        items=_urged,
        rows=urgings.urged_duties,
    ),
    TodoSource(
        key="accountability.false_to_decide",
        label=_("Filings said to be falsified, to decide"),
        permission=DECIDE_FALSE,
        items=lambda user: _false(falsifications.waiting_for(user)),
        rows=falsifications.waiting_for,
    ),
    TodoSource(
        key="accountability.false_to_circulate",
        label=_("Circulated notices to draft"),
        permission=DRAFT_PAPER,
        items=lambda user: _false(falsifications.to_circulate(user)),
        rows=falsifications.to_circulate,
    ),
    TodoSource(
        key="accountability.false_to_state",
        label=_("State your case on a filing"),
        permission=RECTIFY,
        items=lambda user: _false(falsifications.to_state(user)),
        rows=falsifications.to_state,
    ),
    TodoSource(
        key="accountability.talks_to_hold",
        label=_("Summons talks to hold and record"),
        permission=SUMMON,
        items=_talks,
        rows=summonses.to_hold,
    ),
):
    todos.register(_source)

for _place in (
    NavItem(
        group="pressing",
        label=_("Ladder of pressing"),
        icon="sort-ascending",
        url_name="accountability:ladder",
        permission=OVERSEE,
        order=10,
        also=("accountability:late_notices", "accountability:ladder"),
    ),
    NavItem(
        group="pressing",
        label=_("Urgings"),
        icon="bell",
        url_name="accountability:urgings",
        permission=READ,
        order=20,
        also=("accountability:urge",),
    ),
    NavItem(
        group="pressing",
        label=_("Supervision letters"),
        icon="mail",
        url_name="accountability:letters",
        permission=READ,
        order=30,
        also=("accountability:letter", "accountability:letters_"),
    ),
    NavItem(
        group="pressing",
        label=_("Falsified filings"),
        icon="gavel",
        url_name="accountability:falsifications",
        permission=READ,
        order=40,
        also=("accountability:falsification", "accountability:false_"),
    ),
    NavItem(
        group="pressing",
        label=_("Summons talks"),
        icon="user-check",
        url_name="accountability:summonses",
        permission=(OVERSEE, RECTIFY),
        order=35,
        also=("accountability:summons",),
    ),
):
    navigation.register(_place)
