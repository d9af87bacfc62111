"""Find migrations that would break a portal in use: the old processes still run beside the new.

A new column that may not be empty, a dropped or renamed one, a unique constraint on a full table:
django-migration-linter reads them from the SQL. What is accepted stands below with its reason.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import django
from django_migration_linter import MigrationLinter

from tools.layout import ROOT

#: Up to here no portal was in use: each of these runs on tables that are still empty.
BEFORE_THE_FIRST_USE = {
    "accountability.0002_initial",
    "accountability.0011_talks",
    "accountability.0012_letters",
    "accounts.0002_username_once",
    "accounts.0003_sessions_factors_requests",
    "audit.0003_settled",
    "cases.0005_plans_countersigners_organisations",
    "dashboards.0004_portal_map",
    "documents.0004_hands",
    "exchange.0002_jobs",
    "history.0001_schemas",
    "notifications.0002_sealed_phone",
    "notifications.0003_outbox_request",
    "organizations.0003_history",
}
_LIBRARIES = ["axes", "guardian"]


class Linter(MigrationLinter):
    """The linter without what is accepted by name."""

    def should_ignore_migration(
        self, app_label: str, migration_name: str, *arguments: Any, **options: Any
    ) -> bool:
        """Leave out the accepted ones."""
        if f"{app_label}.{migration_name}" in BEFORE_THE_FIRST_USE:
            return True
        ignore = super().should_ignore_migration
        return bool(ignore(app_label, migration_name, *arguments, **options))


def main() -> int:
    """Return 0 when no new migration breaks what runs."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.project.settings")
    django.setup()
    linter = Linter(
        str(ROOT), exclude_apps=_LIBRARIES, no_cache=True, quiet=["ok", "ignore", "warning"]
    )
    linter.lint_all_migrations()
    linter.print_summary()
    return 1 if linter.has_errors else 0


if __name__ == "__main__":
    sys.exit(main())
