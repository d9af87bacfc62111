"""Give the running role exactly what it needs; or print it all for psql."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from supervision.project import database_roles
from tools.services import roles


class Command(BaseCommand):
    """Renew the grants of the running role as the owner."""

    help = (
        "Grant the role of DATABASE_URL what the running portal needs, as the role of "
        "DATABASE_OWNER_URL. Safe to repeat; migrate does it by itself. With --sql print what a "
        "superuser must run once to make both roles, for psql."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --sql."""
        parser.add_argument("--sql", action="store_true", help="print, do not run")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant or print; raises CommandError when the settings name only one role."""
        runtime = database_roles.runtime_role()
        if not runtime:
            raise CommandError(
                "Set DATABASE_OWNER_URL to the role that owns the tables, and DATABASE_URL to "
                "another that only works with their rows."
            )
        if options["sql"]:
            self._print(runtime)
            return
        with database_roles.acting_as_owner():
            database_roles.grant(runtime)
        self.stdout.write(f"{runtime} may read and write rows, and nothing else.")

    def _print(self, runtime: str) -> None:
        owner = str((settings.DATABASE_OWNER or {})["USER"])
        made = roles.bootstrap(str(connection.settings_dict["NAME"]), owner=owner, runtime=runtime)
        for statement in made:
            self.stdout.write(statement.strip().rstrip(";") + ";")
        self.stdout.write(f"SET ROLE {connection.ops.quote_name(owner)};")
        for statement in database_roles.grants(runtime):
            self.stdout.write(statement.strip() + ";")
