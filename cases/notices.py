"""What clues and cases tell people: number and act, never what is alleged or about whom."""

from django.utils.translation import gettext_lazy as _

from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind

STEP_WAITS = kinds.register(
    NoticeKind(
        code="cases.step_waits", label=_("A step waits for your signature"), icon="signature"
    )
)
STEP_SETTLED = kinds.register(
    NoticeKind(code="cases.step_settled", label=_("A step was settled"), icon="check")
)
CLUE_CAME = kinds.register(
    NoticeKind(code="cases.clue_came", label=_("A clue came into your hands"), icon="inbox")
)
ACCESS_CHANGED = kinds.register(
    NoticeKind(
        code="cases.access_changed", label=_("Your access to a clue changed"), icon="user-check"
    )
)
STAND_IN = kinds.register(
    NoticeKind(code="cases.stand_in", label=_("You stand in for somebody"), icon="users")
)
CLUE_REGISTERED = kinds.register(
    NoticeKind(code="cases.clue_registered", label=_("A clue waits for assignment"), icon="inbox")
)
OBJECTION = kinds.register(
    NoticeKind(
        code="cases.objection", label=_("New evidence came in and must be checked"), icon="flag"
    )
)
INTERFERENCE = kinds.register(
    NoticeKind(
        code="cases.interference",
        label=_("An interference with a case was registered"),
        icon="alert-triangle",
    )
)
CLOCK_MOVED = kinds.register(
    NoticeKind(code="cases.clock_moved", label=_("The term of a clue moved"), icon="calendar-event")
)
RECTIFICATION_BACK = kinds.register(
    NoticeKind(
        code="cases.rectification_back",
        label=_("Rectification after a case is reported back"),
        icon="report-analytics",
    )
)
PLAN = kinds.register(
    NoticeKind(
        code="cases.plan",
        label=_("A rectification plan of your office"),
        icon="report-analytics",
    )
)
SAFETY_INCIDENT = kinds.register(
    NoticeKind(
        code="cases.safety_incident",
        label=_("A safety incident in a case"),
        icon="alert-triangle",
    )
)
QUARTER_FED_BACK = kinds.register(
    NoticeKind(
        code="cases.quarter_fed_back",
        label=_("Concluded reports are fed back"),
        icon="mail-forward",
    )
)
