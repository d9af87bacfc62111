"""A backup brought into a fresh server: sealing goes on there as if nothing had happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.operations.stack import Stack
from tools.services import Postgres

pytestmark = pytest.mark.slow

_SEAL = """
import json
from django.db import connection
from supervision.audit.models import AuditEvent, AuditSeal
from supervision.audit.selectors import seals
from supervision.audit.services import record, seal
from supervision.organizations.verbs import UNIT_CHANGED
before = AuditSeal.objects.count(), seals.settled()
with connection.cursor() as cursor:
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    transaction = cursor.fetchone()[0]
waited = AuditEvent.objects.filter(pk__gt=before[1]).count()
record(verb=UNIT_CHANGED, actor=None, label="after")
sealed, again = seal(), seal()
print(json.dumps([before, transaction, waited, sealed, again, seals.settled(),
    AuditEvent.objects.latest("pk").pk, seals.waiting()]))
"""


@pytest.fixture
def fresh(portal: Stack) -> Iterator[Postgres]:
    """Yield a server that has never seen the portal, with its two roles."""
    server = Postgres(portal.home / "fresh", durable=False)
    server.start()
    portal.make_roles(server)
    yield server
    server.destroy()


def test_sealing_goes_on_in_a_fresh_server(portal: Stack, fresh: Postgres) -> None:
    _let_transactions_pass(portal)
    taken = portal.manage("backup", str(portal.home / "backup"))
    assert taken.returncode == 0, taken.stderr
    folder = max(Path(portal.home / "backup").glob("backup-*"))
    given = portal.environment("manage")
    here, there = f":{portal.postgres.port}/", f":{fresh.port}/"
    moved = {
        name: given[name].replace(here, there) for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
    } | {"MEDIA_ROOT": str(portal.home / "backup" / "fresh-media")}
    done = portal.manage("restore", str(folder), **moved)
    assert done.returncode == 0, done.stderr
    asked = portal.manage("shell", "-v0", "-c", _SEAL, **moved)
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    (seals, settled), transaction, waited, sealed, again, now_settled, newest, waiting = answer
    assert seals > 0 and settled > 0
    assert transaction < _transaction(portal), "the fresh server counts its transactions anew"
    # A run there looks at nothing but what no seal holds, and settles it.
    assert sealed == waited + 1
    assert (again, waiting, now_settled) == (0, 0, newest)
    checked = portal.manage("verify_audit", **moved)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def _transaction(portal: Stack) -> int:
    line = psycopg2.connect(portal.postgres.url())
    with line, line.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        (number,) = cursor.fetchone()
    line.close()
    return int(number)


def _let_transactions_pass(portal: Stack) -> None:
    """Use up numbers, so that the portal's own server is far ahead of a fresh one."""
    line = psycopg2.connect(portal.postgres.url())
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN FOR n IN 1..20000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP;"
            " END $$"
        )
    line.close()
