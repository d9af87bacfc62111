"""Migrate as the owner of the tables, then grant the running role what it needs on the new ones."""

from typing import Any

from django.core.management.commands import migrate

from supervision.project import database_roles


class Command(migrate.Command):
    """Django's own command under DATABASE_OWNER_URL, where that is set."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and renew the grants of the running role."""
        runtime = database_roles.runtime_role()
        with database_roles.acting_as_owner():
            super().handle(*args, **options)
            if runtime and not options["plan"] and not options["check_unapplied"]:
                database_roles.grant(runtime)
