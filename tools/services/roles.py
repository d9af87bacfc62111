"""The two database roles: one owns the tables and migrates, the other works with their rows."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit, urlunsplit

OWNER = "portal_owner"
RUNTIME = "portal_runtime"

# A superuser runs this once. %(database)s and the roles are identifiers, quoted before they come.
_CREATE = """
DO $make$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {name}) THEN
        CREATE ROLE {role} LOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    -- Another connection made it in the same moment.
    NULL;
END $make$;
"""
_TRANSFER = """
DO $move$
DECLARE item record;
BEGIN
    FOR item IN
        SELECT format('ALTER TABLE %I.%I OWNER TO {role}', n.nspname, c.relname) AS words
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
          AND pg_get_userbyid(c.relowner) <> {name}
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('ALTER ROUTINE %s OWNER TO {role}', p.oid::regprocedure)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND pg_get_userbyid(p.proowner) <> {name}
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE item.words;
    END LOOP;
END $move$;
"""


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def bootstrap(
    database: str,
    *,
    owner: str = OWNER,
    runtime: str = RUNTIME,
    passwords: dict[str, str] | None = None,
) -> list[str]:
    """Return what a superuser must say once: make the roles, hand the database to the owner.

    Safe to repeat. Without passwords the roles get none; set them with psql's \\password.
    """
    words = []
    for role in (owner, runtime):
        names = {"role": _identifier(role), "name": _literal(role)}
        words.append(_CREATE.format(**names))
        limits = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        secret = f" PASSWORD {_literal(passwords[role])}" if passwords else ""
        words.append(f"ALTER ROLE {names['role']} {limits}{secret}")
    words += [
        f"ALTER DATABASE {_identifier(database)} OWNER TO {_identifier(owner)}",
        _TRANSFER.format(role=_identifier(owner), name=_literal(owner)),
    ]
    return words


def for_tests() -> list[str]:
    """Return what the owner may besides in throw-away servers: make databases, tamper, clean up."""
    return [
        f"ALTER ROLE {OWNER} CREATEDB",
        f"GRANT {RUNTIME}, pg_signal_backend TO {OWNER}",
        f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}",
    ]


def password_of(role: str, secret: str) -> str:
    """Return a role's password on a private server, drawn from the server's own secret."""
    return hashlib.sha256(f"{role}:{secret}".encode()).hexdigest()[:32]


def address_as(address: str, role: str, password: str = "") -> str:
    """Return a database address with another role in it."""
    place = urlsplit(address)
    secret = f":{quote(password, safe='')}" if password else ""
    port = f":{place.port}" if place.port else ""
    where = f"{quote(role, safe='')}{secret}@{place.hostname}{port}"
    return urlunsplit(place._replace(netloc=where))
