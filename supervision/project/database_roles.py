"""Two database roles: the owner migrates; the running portal can take no wall down.

The running role may read and write rows. It may not alter, drop or truncate a table, disable a
trigger, make a function, or touch what was written once. The database refuses it even where the
portal's own code is turned against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

_PLACE = ("USER", "PASSWORD", "HOST", "PORT")
#: Only migrations write here, and they run as the owner.
READ_ONLY = ("django_migrations",)
#: Row history is written by triggers with the owner's rights; the running role looks at it.
HISTORY = "history, asof"

# pgtrigger's triggers ask this function first, and its answer is a setting that any session may
# make: for the running role the answer is always no.
_NO_IGNORING = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)
RETURNS BOOLEAN AS $$
BEGIN
    RETURN current_user <> {name} AND trigger_name = ANY(
        coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{{}}')::text[]
    );
END;
$$ LANGUAGE plpgsql
"""

# The walls that look at the time ask this function, and what it adds to the machine's is a setting
# that any session may make. Only a demo moves its clock: in production the answer is the time.
_REAL_TIME = """
CREATE OR REPLACE FUNCTION history.portal_now() RETURNS timestamptz LANGUAGE sql
AS 'SELECT clock_timestamp()'
"""


@dataclass(frozen=True)
class Standing:
    """What the role of the present connection could do to the walls."""

    role: str
    is_superuser: bool
    owns_tables: bool

    @property
    def could_take_walls_down(self) -> bool:
        """Tell whether the role may disable triggers or alter tables."""
        return self.is_superuser or self.owns_tables


def standing() -> Standing:
    """Ask the database what the role of this connection is and owns."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, r.rolsuper, EXISTS (SELECT FROM pg_tables t"
            " WHERE t.schemaname = 'public' AND pg_has_role(t.tableowner, 'MEMBER'))"
            " FROM pg_roles r WHERE r.rolname = current_user"
        )
        return Standing(*cursor.fetchone())


def runtime_role() -> str:
    """Return the role the portal runs under, "" where the settings name no owner beside it.

    To be asked before acting as the owner.
    """
    owner = settings.DATABASE_OWNER
    role = str(settings.DATABASES["default"]["USER"])
    return role if owner is not None and owner["USER"] != role else ""


@contextmanager
def acting_as_owner() -> Iterator[None]:
    """Let this process's connection go to the same database as the owner of its tables.

    Changes nothing where DATABASE_OWNER_URL is not set. Only for commands: the connection is
    closed before and after.
    """
    owner = settings.DATABASE_OWNER
    if owner is None or connection.settings_dict["USER"] == owner["USER"]:
        yield
        return
    kept = {key: connection.settings_dict[key] for key in _PLACE}
    connection.close()
    connection.settings_dict.update({key: owner[key] for key in _PLACE})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def append_only_tables() -> list[str]:
    """Return the tables whose rows a trigger protects from every change and removal."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(_protects_always(trigger) for trigger in getattr(model._meta, "triggers", []))
    )


def _protects_always(trigger: pgtrigger.Trigger) -> bool:
    operation, func = str(trigger.operation), str(trigger.func or "")
    refuses = isinstance(trigger, pgtrigger.Protect) or func.lstrip().startswith("RAISE EXCEPTION")
    whole = "UPDATE" in operation and "DELETE" in operation
    return refuses and whole and trigger.condition is None


def side_schemas() -> list[str]:
    """Return the schemas beside public; triggers and views of the owner keep what lies there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%'"
            " AND nspname NOT IN ('public', 'information_schema') ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def grants(runtime: str) -> list[str]:
    """Return what the owner grants the running role, and nothing more; safe to repeat."""
    quote = connection.ops.quote_name
    role, database = quote(runtime), quote(connection.settings_dict["NAME"])
    written_once = ", ".join(map(quote, append_only_tables()))
    read_only = ", ".join(map(quote, READ_ONLY))
    in_public = "IN SCHEMA public"
    words = [
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
        f"GRANT USAGE ON SCHEMA public TO {role}",
        f"REVOKE ALL ON ALL TABLES {in_public} FROM PUBLIC, {role}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES {in_public} TO {role}",
        *_numbered_by_the_database(role),
        f"GRANT USAGE, SELECT ON ALL SEQUENCES {in_public} TO {role}",
        f"REVOKE INSERT, UPDATE, DELETE ON {read_only} FROM {role}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {HISTORY} FROM PUBLIC, {role}",
        f"GRANT USAGE ON SCHEMA {HISTORY} TO {role}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {HISTORY} TO {role}",
        # They act with the owner's rights: whoever may hang one on a table of its own, a temporary
        # one, writes what history it likes. Triggers that hang already ask for no such right.
        f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {HISTORY} FROM PUBLIC, {role}",
        f"GRANT EXECUTE ON FUNCTION history.portal_now() TO {role}",
        f"ALTER DEFAULT PRIVILEGES {in_public} GRANT SELECT, INSERT, UPDATE, DELETE"
        f" ON TABLES TO {role}",
        f"ALTER DEFAULT PRIVILEGES {in_public} GRANT USAGE, SELECT ON SEQUENCES TO {role}",
        _NO_IGNORING.format(name="'" + runtime.replace("'", "''") + "'"),
    ]
    for schema in map(quote, side_schemas()):
        words.append(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
        words.append(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}")
    if settings.PRODUCTION:
        words.append(_REAL_TIME)
    if written_once:
        words.append(f"REVOKE UPDATE, DELETE ON {written_once} FROM {role}")
    return words


def _numbered_by_the_database(role: str) -> list[str]:
    """Return the grants that let the role add events, but not choose their numbers.

    Seals follow the numbers: an event under one of its own choice, in a gap or below zero, would be
    read on the pages and stand under no seal.
    """
    meta = apps.get_model("audit", "AuditEvent")._meta
    columns = [str(field.column) for field in meta.local_concrete_fields if not field.primary_key]
    named = ", ".join(map(connection.ops.quote_name, columns))
    return [
        f"REVOKE INSERT ON {meta.db_table} FROM {role}",
        f"GRANT INSERT ({named}) ON {meta.db_table} TO {role}",
    ]


def grant(runtime: str) -> None:
    """Give the running role what it needs, in one transaction; the connection is the owner's."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in grants(runtime):
            cursor.execute(statement)
