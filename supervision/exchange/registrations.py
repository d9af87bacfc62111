"""What import and export offer the kernel: the unit table and a place in the navigation."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import roles
from supervision.accounts.enums import RoleCode
from supervision.exchange import exporters, importers, verbs  # noqa: F401
from supervision.exchange.unit_import import UnitExporter, UnitImporter
from supervision.web import navigation
from supervision.web.navigation import NavItem

importers.register(UnitImporter)
exporters.register(UnitExporter)

for _role in (RoleCode.SYSTEM_ADMIN, RoleCode.OFFICE_HEAD, RoleCode.OFFICER):
    roles.grant(_role, "exchange.open")

navigation.register(
    NavItem(
        group="tools",
        label=_("Import and export"),
        icon="file-spreadsheet",
        url_name="exchange:index",
        permission="exchange.open",
        order=60,
        also=("exchange:import_start", "exchange:import_check"),
    )
)
