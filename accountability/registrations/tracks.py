"""What the two tracks offer: a panel of the district overview and a page."""

from django.utils.translation import gettext_lazy as _

from accountability.panels import tracks as panel
from accountability.permissions import OVERSEE, READ
from supervision.dashboards import panels
from supervision.dashboards.panels import Panel
from supervision.web import navigation
from supervision.web.navigation import NavItem

panels.register(
    Panel(
        key="district-tracks",
        title=_("Supervision of persons and of matters"),
        permission=OVERSEE,
        template="accountability/panels/tracks.html",
        load=panel.tracks,
        region="main",
        order=40,
    )
)
navigation.register(
    NavItem(
        group="pressing",
        label=_("Persons and matters"),
        icon="chart-donut",
        url_name="accountability:tracks",
        permission=READ,
        order=70,
    )
)
