"""Let a rolled-back test act as the role that the running portal has in production."""

from __future__ import annotations

import pytest
from django.db import connection

from supervision.project import database_roles
from tools.services.roles import RUNTIME


@pytest.fixture
def running_role(db: None) -> None:
    """Grant and take on the running role for the test's transaction; its end undoes both.

    A server that was not set up by our own tools may lack the role; then the test runs as given.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = %s", [RUNTIME])
        if not cursor.fetchone()[0]:
            return
        for statement in database_roles.grants(RUNTIME):
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {connection.ops.quote_name(RUNTIME)}")
