"""What import and export offer the kernel: the unit table and a place in the navigation."""

from django.utils.translation import gettext_lazy as _

from supervision.accounts import reach, roles
from supervision.accounts.enums import RoleCode
from supervision.accounts.reach import ReachSource
from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.exchange import exporters, importers, notices, selectors, verbs
from supervision.exchange.audit_export import AuditExporter
from supervision.exchange.papers_export import PapersExporter
from supervision.exchange.permissions import READ_RECORDS
from supervision.exchange.unit_import import UnitExporter, UnitImporter
from supervision.web import navigation
from supervision.web.navigation import NavItem

__all__ = ["notices", "verbs"]

importers.register(UnitImporter)
exporters.register(UnitExporter)
exporters.register(AuditExporter)
exporters.register(PapersExporter)

kinds.register(
    ObjectKind("exchange.importjob", _("Import")),
    ObjectKind("exchange.exportjob", _("Export")),
)

for _role in (
    RoleCode.SYSTEM_ADMIN,
    RoleCode.OFFICE_HEAD,
    RoleCode.OFFICER,
    RoleCode.LEADER,
    RoleCode.UNIT_HEAD,
    RoleCode.CLERK,
    RoleCode.TOWNSHIP_LEADER,
):
    roles.grant(_role, "exchange.open")
for _role in (RoleCode.AUDITOR, RoleCode.OFFICE_HEAD, RoleCode.INTERNAL):
    roles.grant(_role, READ_RECORDS)

navigation.register(
    NavItem(
        group="tools",
        label=_("Import and export"),
        icon="file-spreadsheet",
        url_name="exchange:index",
        permission="exchange.open",
        order=60,
        also=("exchange:import", "exchange:export_job", "exchange:exports", "exchange:export"),
    )
)
navigation.register(
    NavItem(
        group="audit",
        label=_("Export records"),
        icon="file-export",
        url_name="exchange:records",
        permission=READ_RECORDS,
        order=40,
        also=("exchange:record",),
    )
)

reach.register(
    ReachSource(
        key="imports",
        label=_("Imports"),
        icon="file-import",
        url_name="exchange:import_check",
        also=(
            "exchange:import_apply",
            "exchange:import_cancel",
            "exchange:import_undo",
            "exchange:import_errors",
            "exchange:import_state",
        ),
        rows=selectors.jobs_open_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.importer} · {row.get_state_display()}",
        order=130,
    )
)

reach.register(
    ReachSource(
        key="exports",
        label=_("Exports"),
        icon="file-export",
        url_name="exchange:export_job",
        also=("exchange:export_file", "exchange:export_cancel", "exchange:export_state"),
        rows=selectors.exports_open_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.number} · {row.exporter} · {row.get_state_display()}",
        order=131,
    )
)

reach.register(
    ReachSource(
        key="export-records",
        label=_("Export records"),
        icon="file-export",
        url_name="exchange:record",
        rows=selectors.export_records_open_to,
        kwargs=reach.by_pk,
        label_of=lambda row: f"{row.number} · {row.exporter}",
        order=132,
    )
)
