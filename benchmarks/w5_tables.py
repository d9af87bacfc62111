"""The table, the import and the export of W5: one row of twenty cells, written in portions."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.http import QueryDict

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.exchange import services
from supervision.exchange.enums import ColumnKind, FieldKind
from supervision.exchange.exporters import Column, Exporter, exporters
from supervision.exchange.fields import Field
from supervision.exchange.importers import Finding, Importer, Row, Tally, importers
from supervision.exchange.models import ExportJob
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit

_KINDS = {1: FieldKind.INTEGER, 2: FieldKind.DATE}
_TYPES = {FieldKind.TEXT: "varchar(60)", FieldKind.INTEGER: "bigint", FieldKind.DATE: "date"}
NAMES = [f"c{column:02d}" for column in range(20)]
KINDS = [FieldKind.TEXT] + [_KINDS.get(column % 5, FieldKind.TEXT) for column in range(1, 20)]


class BenchRow(models.Model):
    """One row; the first column is its code."""

    for _name, _kind in zip(NAMES[1:], KINDS[1:], strict=True):
        locals()[_name] = {
            FieldKind.TEXT: models.CharField(max_length=60),
            FieldKind.INTEGER: models.BigIntegerField(),
            FieldKind.DATE: models.DateField(),
        }[_kind]
    c00 = models.CharField(max_length=60, primary_key=True)

    class Meta:
        app_label = "exchange"
        db_table = "bench_row"
        managed = False

    def __str__(self) -> str:
        return self.c00


class BenchImporter(Importer):
    """Rows by their code; what is there and the same is left alone."""

    code = "bench"
    label = "W5"
    permission = "organizations.import_units"
    sheet = "表"
    portion_size = 2000
    fields = tuple(
        Field(
            name,
            f"列{column:02d}",
            kind,
            required=True,
            unique=not column,
            max_length=60 if kind == FieldKind.TEXT else None,
        )
        for column, (name, kind) in enumerate(zip(NAMES, KINDS, strict=True))
    )

    def check_rows(self, rows: Sequence[Row], *, user: Any) -> Iterator[Finding]:
        """Refuse a day before the year, as a rule across two columns would."""
        for row in rows:
            if row["c02"] < dt.date(2026, 1, 1):
                yield Finding(row.number, "c02", "date_out_of_range")

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Insert what is new, portion by portion."""
        there = set(
            BenchRow.objects.filter(c00__in=[row["c00"] for row in rows]).values_list(
                "c00", flat=True
            )
        )
        fresh = [BenchRow(**row.values()) for row in rows if row["c00"] not in there]
        BenchRow.objects.bulk_create(fresh)
        return Tally(created=len(fresh), unchanged=len(rows) - len(fresh))


class BenchExporter(Exporter):
    """Every row."""

    code = "bench"
    label = "W5"
    permission = "organizations.read_tree"
    columns = tuple(
        Column(
            f"列{column:02d}",
            lambda row, name=name: getattr(row, name),  # type: ignore[misc]
            {FieldKind.DATE: ColumnKind.DATE, FieldKind.INTEGER: ColumnKind.NUMBER}.get(
                kind, ColumnKind.TEXT
            ),
        )
        for column, (name, kind) in enumerate(zip(NAMES, KINDS, strict=True))
    )

    def rows(self, user: Any, params: Any) -> Any:
        """Return every row by code."""
        return BenchRow.objects.order_by("c00")


def prepare() -> None:
    """Make the table and the person who imports."""
    columns = ", ".join(
        f"{name} {_TYPES[kind]} NOT NULL" for name, kind in zip(NAMES, KINDS, strict=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_row ({columns}, PRIMARY KEY (c00))")
    save_unit(actor=None, code="D", name="清江区", short_name="清江区", kind=UnitKind.DISTRICT)
    user = User.objects.create_user("bench", "Qingjiang#2026", name="系统管理员")
    Posting.objects.create(
        user=user,
        unit=Unit.objects.get(code="D"),
        role=RoleCode.SYSTEM_ADMIN,
        started_on=dt.date(2020, 1, 1),
    )


def offer() -> None:
    """Register the import and the export."""
    importers.register(BenchImporter)
    exporters.register(BenchExporter)


def bring_in(path: Path) -> dict[str, Any]:
    """Take the file through both tasks of the worker."""
    user = User.objects.get(username="bench")
    importer = importers.get("bench")
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    job = services.submit(actor=user, importer=importer, upload=upload, queue=False)
    del upload
    services.run_check(job.pk)
    job.refresh_from_db()
    if job.state == "waiting":
        services.confirm(actor=user, job=job, queue=False)
        services.run_apply(job.pk)
        job.refresh_from_db()
    return {"state": job.state, "rows": job.row_count, "problems": job.problem_count}


def take_out(rows: int) -> dict[str, Any]:
    """Write the file as a worker does."""
    user = User.objects.get(username="bench")
    job = ExportJob.objects.create(
        exporter="bench",
        query=QueryDict().urlencode(),
        purpose="W5",
        created_by=user,
        created_at=clock.now(),
    )
    services.run_export(job.pk)
    job.refresh_from_db()
    return {"state": job.state, "rows": job.done_rows}
