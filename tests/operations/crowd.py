"""Bring a crowd of clerks and a large import into a portal, as its running role.

Run in the environment of a portal: python -m tests.operations.crowd clerks|import|confirm|tend.
"""

from __future__ import annotations

import datetime as dt
import json
import sys

import django

from tests.operations import fill

UNITS = ("U01", "U02", "T01")
#: Tasks of each unit: the first is filed for, the others fall due.
TASKS = 25
ROWS = 250


def clerks() -> dict[str, list[int]]:
    """Make a clerk for each of some units, and tasks; return the tasks by account."""
    # Models load only now.
    from accountability.models import Duty  # noqa: PLC0415
    from accountability.services import tasklists  # noqa: PLC0415
    from supervision import clock  # noqa: PLC0415
    from supervision.accounts.enums import RoleCode  # noqa: PLC0415
    from supervision.accounts.models import User  # noqa: PLC0415
    from supervision.organizations.models import Unit  # noqa: PLC0415
    from tests.operations.district import person  # noqa: PLC0415

    units = [Unit.objects.get(code=code) for code in UNITS]
    office = User.objects.get(username="planted-office")
    for unit in units:
        person(f"crowd-{unit.code}", fill.NAME, RoleCode.CLERK, unit)
    person("crowd-admin", fill.NAME, RoleCode.SYSTEM_ADMIN, Unit.objects.get(code="C"))
    for number in range(TASKS):
        tasklists.issue(
            actor=office,
            title=f"{fill.TEXT} {number}",
            content=fill.TEXT,
            standard="形成自查报告。",
            units=units,
            due_on=clock.today() + dt.timedelta(days=20),
        )
    found: dict[str, list[int]] = {}
    rows = Duty.objects.filter(unit__in=units, task_list__title__regex=r" \d+$").order_by("pk")
    for code, pk in rows.values_list("unit__code", "pk"):
        found.setdefault(f"crowd-{code}", []).append(pk)
    return found


def begin_import(prefix: str) -> str:
    """Upload a workbook of many new units for the workers to check; return the job."""
    from supervision.accounts.models import User  # noqa: PLC0415
    from supervision.exchange import importers, services  # noqa: PLC0415
    from tests.exchange.books import book, upload  # noqa: PLC0415

    rows = [
        (f"{prefix}{number}", f"新单位{prefix}{number}", f"新{prefix}{number}", "部门", "D", number)
        for number in range(ROWS)
    ]
    admin = User.objects.get(username="crowd-admin")
    job = services.submit(
        actor=admin, importer=importers.get("units"), upload=upload(book(rows), "单位.xlsx")
    )
    return str(job.pk)


def confirm(job_id: str) -> str:
    """Let the checked workbook be imported."""
    from supervision.exchange import services  # noqa: PLC0415
    from supervision.exchange.models import ImportJob  # noqa: PLC0415

    job = ImportJob.objects.get(pk=job_id)
    return str(services.confirm(actor=job.created_by, job=job).state)


def tend(_unused: str = "") -> int:
    """Hand out what workers lost, as beat does each minute."""
    from supervision.exchange import services  # noqa: PLC0415

    return services.tend_jobs()


ACTS = {"clerks": clerks, "import": begin_import, "confirm": confirm, "tend": tend}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(ACTS[sys.argv[1]](*sys.argv[2:])))
