"""What intake offers the kernel: files, to-dos, navigation, reach, the receiver of clues."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.exporters import interference as exporters
from cases.permissions import ENTER_INTERFERENCE, READ_INTERFERENCE, READ_REPORTER, REGISTER
from cases.selectors import matches, materials, reporters, upper_reports
from cases.selectors.clue_page import clues_with_open_content, content_is_open
from cases.selectors.interference import entries_visible_to
from cases.selectors.registrar import OWNER
from cases.selectors.visibility import clues_visible_to
from cases.services import materials as material_services
from cases.services.intake_files import may_stage
from cases.services.referral_receiver import take_matter
from supervision.accounts import reach
from supervision.accounts.reach import ReachSource
from supervision.attachments import gates
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.notifications import todos
from supervision.notifications.todos import TodoItem, TodoSource
from supervision.referrals import receivers
from supervision.referrals.receivers import Receiver
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["exporters"]

kinds.register(
    ObjectKind("cases.upperreport", _("Report for the upper level")),
    ObjectKind("cases.interference", _("Interference with a case")),
)

receivers.register(Receiver("clue", _("Case supervision office"), take_matter))

# -- files ---------------------------------------------------------------------------------------


def _may_read(user: Any, owner_id: str) -> bool:
    """Answer the gate: who may read what is alleged may open what came with it."""
    if not owner_id.isdecimal():
        return False
    clue = clues_visible_to(user).filter(pk=int(owner_id)).first()
    return clue is not None and content_is_open(user, clue)


def _readable(user: Any) -> QuerySet[Any]:
    rows = clues_with_open_content(user)
    return rows.annotate(key=Cast("pk", CharField())).order_by().values("key")


# The words of a clue's files are found by no search.
gates.register(OWNER, _may_read, may_stage, _readable, is_searched=False)
gates.register(
    materials.OWNER,
    materials.may_read_files,
    material_services.may_stage,
    materials.ids_with_files,
    unit_of=materials.unit_of_files,
    is_searched=False,
)

# -- to-dos --------------------------------------------------------------------------------------


def _to_hand_up(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=str(row.received_on),
            url=reverse("cases:upper_report_hand_up", args=[row.pk]),
            due_at=row.due_at,
            light=row.light,
        )
        for row in upper_reports.to_hand_up(user)
    ]


def _to_tell(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=row.clue.number,
            url=reverse("cases:reporter", args=[row.clue.number]),
            due_at=row.ends_at,
            light=row.light,
        )
        for row in reporters.to_tell(user)
    ]


def _to_compare(user: Any) -> list[TodoItem]:
    return [
        TodoItem(
            title=row.number,
            url=reverse("cases:clue_matches", args=[row.number]),
            unit=row.unit.short_name,
        )
        for row in matches.to_compare(user).select_related("unit")
    ]


for _todo in (
    TodoSource(
        key="cases.compare",
        label=_("Clues that meet earlier ones, to be compared"),
        permission=REGISTER,
        items=_to_compare,
        rows=matches.to_compare,
    ),
    TodoSource(
        key="cases.hand_up",
        label=_("Reports to be handed up"),
        permission=READ_REPORTER,
        items=_to_hand_up,
        rows=upper_reports.to_hand_up,
    ),
    TodoSource(
        key="cases.tell_reporter",
        label=_("Named reporters to be told"),
        permission=READ_REPORTER,
        items=_to_tell,
        rows=reporters.to_tell,
    ),
):
    todos.register(_todo)

# -- navigation ----------------------------------------------------------------------------------

for _place in (
    NavItem(
        group="cases",
        label=_("Register a clue"),
        icon="plus",
        url_name="cases:clue_new",
        permission=REGISTER,
        order=5,
    ),
    NavItem(
        group="cases",
        label=_("Named reports"),
        icon="message",
        url_name="cases:reporters",
        permission=READ_REPORTER,
        order=60,
        also=("cases:reporter",),
    ),
    NavItem(
        group="cases",
        label=_("Reports for the upper level"),
        icon="mail-forward",
        url_name="cases:upper_reports",
        permission=READ_REPORTER,
        order=70,
        also=("cases:upper_report",),
    ),
    NavItem(
        group="cases",
        label=_("Interference register"),
        icon="shield-lock",
        url_name="cases:interferences",
        permission=(READ_INTERFERENCE, ENTER_INTERFERENCE),
        order=80,
        also=("cases:interference",),
    ),
):
    navigation.register(_place)

# -- reach ---------------------------------------------------------------------------------------

reach.register(
    ReachSource(
        key="case-reporters",
        label=_("Named reports"),
        icon="message",
        url_name="cases:reporter",
        also=("cases:reporter_accepted", "cases:reporter_result", "cases:reporter_object"),
        rows=reporters.reporters_visible_to,
        kwargs=lambda row: {"number": row.clue.number},
        label_of=lambda row: row.clue.number,
        order=205,
    )
)
reach.register(
    ReachSource(
        key="case-upper-reports",
        label=_("Reports for the upper level"),
        icon="mail-forward",
        url_name="cases:upper_report_hand_up",
        rows=upper_reports.upper_reports,
        kwargs=reach.by_pk,
        label_of=lambda row: str(row.pk),
        order=206,
    )
)
reach.register(
    ReachSource(
        key="case-interferences",
        label=_("Interferences with cases"),
        icon="shield-lock",
        url_name="cases:interference",
        rows=entries_visible_to,
        kwargs=lambda row: {"number": row.number},
        label_of=lambda row: row.number,
        order=207,
    )
)
