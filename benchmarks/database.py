"""A database of the benchmark's own on the server of DATABASE_URL, dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2


@contextmanager
def fresh(name: str) -> Iterator[str]:
    """Create the database, point DATABASE_URL at it, load Django, migrate; drop it at the end."""
    server = os.environ["DATABASE_URL"]
    _run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    os.environ.update(
        DATABASE_URL=url, PORTAL_ENV="test", DJANGO_SETTINGS_MODULE="supervision.project.settings"
    )
    import django  # noqa: PLC0415  settings read DATABASE_URL when they load
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    try:
        yield url
    finally:
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
        _run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _run(server: str, *statements: str) -> None:
    connection = psycopg2.connect(server)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()
