"""What the overview offers the kernel: panels, navigation, the source of deadlines."""

from django.utils.translation import gettext_lazy as _

from accountability import badges
from accountability.exporters import oversight as exporters
from accountability.panels import district
from accountability.permissions import OVERSEE, READ
from accountability.sections import UnitTab, register_tab
from accountability.selectors.duties import kept_by_duties
from accountability.sources import DUTIES
from supervision.dashboards import badges as map_badges
from supervision.dashboards import panels
from supervision.dashboards.badges import BadgeSource
from supervision.dashboards.panels import Panel
from supervision.deadlines import sources
from supervision.organizations import holds
from supervision.organizations.holds import UnitHold
from supervision.web import navigation
from supervision.web.navigation import NavItem

sources.register(DUTIES)
map_badges.register(BadgeSource("accountability.duties", _("Tasks by light"), badges.duties))
holds.register(UnitHold(key="accountability.duties", reason=kept_by_duties))

register_tab(UnitTab("tasks", _("Tasks"), "accountability:unit", READ, order=10, in_past=True))

_FOLDER = "accountability/panels"

for _panel in (
    Panel(
        key="district-tiles",
        title=_("District overview"),
        permission=OVERSEE,
        template=f"{_FOLDER}/district_tiles.html",
        load=district.tiles,
        region="top",
        order=10,
        in_past=True,
    ),
    Panel(
        key="district-waiting",
        title=_("Waiting for me"),
        permission=OVERSEE,
        template=f"{_FOLDER}/waiting.html",
        load=district.waiting,
        region="top",
        order=20,
    ),
    Panel(
        key="district-heat",
        title=_("Every unit's lights"),
        permission=OVERSEE,
        template=f"{_FOLDER}/heat.html",
        load=district.heat,
        region="main",
        order=10,
        in_past=True,
    ),
    Panel(
        key="district-latest",
        title=_("Newest filings"),
        permission=OVERSEE,
        template=f"{_FOLDER}/latest.html",
        load=district.latest,
        region="main",
        order=20,
        in_past=True,
    ),
    Panel(
        key="district-trend",
        title=_("Filings by month"),
        permission=OVERSEE,
        template=f"{_FOLDER}/trend.html",
        load=district.trend,
        region="main",
        order=30,
        in_past=True,
    ),
    Panel(
        key="district-pie",
        title=_("State of all tasks"),
        permission=OVERSEE,
        template=f"{_FOLDER}/pie.html",
        load=district.pie,
        region="side",
        order=10,
        in_past=True,
    ),
    Panel(
        key="district-overdue",
        title=_("Overdue by unit"),
        permission=OVERSEE,
        template=f"{_FOLDER}/overdue.html",
        load=district.overdue,
        region="side",
        order=20,
        in_past=True,
    ),
    Panel(
        key="district-ranking",
        title=_("Filing rate"),
        permission=OVERSEE,
        template=f"{_FOLDER}/ranking.html",
        load=district.ranking,
        region="side",
        order=30,
        in_past=True,
    ),
):
    panels.register(_panel)

navigation.register(
    NavItem(
        group="accountability",
        label=_("Tasks"),
        icon="checklist",
        url_name="accountability:duties",
        permission=READ,
        order=20,
        tab=True,
        also=("accountability:duty",),
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=_("All units at a glance"),
        icon="layout-dashboard",
        url_name="accountability:heat",
        permission=OVERSEE,
        order=55,
    )
)
navigation.register(
    NavItem(
        group="accountability",
        label=_("Units and their tasks"),
        icon="building-community",
        url_name="accountability:units",
        permission=OVERSEE,
        order=60,
        also=("accountability:unit",),
    )
)

__all__ = ["exporters"]
