"""What deadlines offer the kernel."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.deadlines import verbs  # noqa: F401  registers the audited acts
from supervision.web import navigation
from supervision.web.navigation import NavItem

kinds.register(
    ObjectKind("deadlines.calendarday", _("Calendar day"), label_is_protected=False),
    ObjectKind("deadlines.calendaryear", _("Calendar year"), label_is_protected=False),
    ObjectKind("deadlines.clockshift", _("Clock shift"), label_is_protected=False),
    ObjectKind("deadlines.termrule", _("Statutory term"), label_is_protected=False),
)

navigation.register(
    NavItem(
        group="tools",
        label=_("Deadline calculator"),
        icon="hourglass",
        url_name="deadlines:calculator",
        order=40,
    )
)
navigation.register(
    NavItem(
        group="tools",
        label=_("Statutory terms"),
        icon="gavel",
        url_name="deadlines:rules",
        order=50,
        also=("deadlines:rule",),
    )
)
navigation.register(
    NavItem(
        group="tools",
        label=_("Working-day calendar"),
        icon="calendar",
        url_name="deadlines:calendar",
        order=60,
        also=("deadlines:day", "deadlines:year"),
    )
)
if settings.TIME_MACHINE:
    navigation.register(
        NavItem(
            group="system",
            label=_("Time machine"),
            icon="clock-edit",
            url_name="deadlines:clock",
            permission="deadlines.move_clock",
            order=70,
        )
    )
