"""The evidence package: every file, an index that is held against the ledger (A23)."""

import hashlib
import io
import uuid
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, QueryDict
from openpyxl import load_workbook

from accountability import packing
from accountability.exporters.evidence import EvidenceExporter
from accountability.models import Duty, Filing
from accountability.selectors.filings import draft_key
from accountability.services.filings import submit
from supervision import clock
from supervision.attachments import storage
from supervision.attachments.models import Attachment
from supervision.attachments.services import store
from supervision.exchange import exporters, services
from supervision.exchange.models import ExportRecord

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def file(clerk: Any, duty: Duty, *names: str, text: str = "自查完毕，发现问题三项。") -> Filing:
    staged = [
        store(
            actor=clerk,
            upload=SimpleUploadedFile(name, PDF + name.encode()),
            draft=draft_key(duty),
        )
        for name in names
    ]
    return submit(
        actor=clerk,
        duty=duty,
        token=uuid.uuid4(),
        event_on=clock.today(),
        text=text,
        is_final=True,
        attachments=staged,
    )


@pytest.fixture
def year(give_task: Any, clerk: Any, units: Any) -> list[Filing]:
    first = give_task(units.water, title="河道采砂:专项/自查")
    second = give_task(units.water, title="汛后检查")
    return [
        file(clerk, first, "会议纪要.pdf", "会议纪要.pdf", "签到表②.pdf"),
        file(clerk, second),
    ]


def pack(actor: Any, unit: Any, year: int = 2026) -> zipfile.ZipFile:
    exporter = exporters.get("evidence")
    params = QueryDict(f"unit={unit.pk}&year={year}")
    job = services.export(actor=actor, exporter=exporter, params=params, purpose="年度检查考核")
    services.run_export(job.pk)
    job.refresh_from_db()
    assert job.state == "ready", job.failure
    return zipfile.ZipFile(io.BytesIO(services.fetch(actor=actor, job=job).read_bytes()))


def index_of(package: zipfile.ZipFile) -> list[tuple[Any, ...]]:
    name = next(name for name in package.namelist() if name.endswith(".xlsx"))
    sheet = load_workbook(io.BytesIO(package.read(name))).active
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_every_file_is_in_under_its_name_with_its_digest(
    year: list[Filing], office: Any, units: Any
) -> None:
    package = pack(office, units.water)
    top = package.namelist()[0].split("/")[0]
    rows = [row for row in index_of(package) if isinstance(row[0], int)]
    assert len(rows) == 5
    for row in rows:
        content = package.read(f"{top}/{row[9]}")
        assert hashlib.sha256(content).hexdigest() == row[8] and len(content) == row[7]
    names = [row[9].rpartition("/")[2] for row in rows if row[5].endswith(".pdf")]
    assert names == ["会议纪要.pdf", "会议纪要 (2).pdf", "签到表②.pdf"]
    assert all(part == packing.part(part, 200) for row in rows for part in row[9].split("/")[:-1])
    said = index_of(package)[-1][0]
    assert " 2" in said or "2" in said
    digests = package.read(next(n for n in package.namelist() if n.endswith("sha256.txt")))
    assert len(digests.decode().splitlines()) == 6
    for line in digests.decode().splitlines():
        digest, _gap, path = line.partition("  ")
        assert hashlib.sha256(package.read(f"{top}/{path}")).hexdigest() == digest


def test_the_record_of_exports_holds_purpose_and_rows(
    year: list[Filing], clerk: Any, units: Any
) -> None:
    pack(clerk, units.water)
    record = ExportRecord.objects.get()
    assert (record.exporter, record.purpose, record.row_count) == ("evidence", "年度检查考核", 5)


def test_what_is_missing_or_changed_is_said(
    year: list[Filing], office: Any, units: Any, clerk: Any
) -> None:
    first, second, third = Attachment.objects.order_by("uploaded_at", "pk")
    storage.remove(first.storage_name)
    storage.path_of(second.storage_name).write_bytes(b"forged")
    rows = [row for row in index_of(pack(office, units.water)) if isinstance(row[0], int)]
    faults = {row[5]: (row[9], row[10]) for row in rows if row[5].endswith("②.pdf")}
    assert faults[third.name][0]
    by_path = [(row[9], row[10]) for row in rows if row[5] == "会议纪要.pdf"]
    missing = [words for path, words in by_path if not path]
    forged = [words for path, words in by_path if path]
    assert len(missing) == 1 and len(forged) == 1
    assert second.sha256 in forged[0]


def test_an_empty_year_is_an_empty_package(office: Any, units: Any, at: Any) -> None:
    at("2026-11-02T09:00:00")
    package = pack(office, units.water, 2025)
    assert len(package.namelist()) == 3


def test_whose_evidence_is_whose(
    year: list[Filing], clerk: Any, head: Any, other_clerk: Any, stranger: Any, units: Any
) -> None:
    exporter = EvidenceExporter()
    params = QueryDict(f"unit={units.water.pk}")
    exporter.check(clerk, params)
    exporter.check(head, params)
    for user in (other_clerk, stranger):
        with pytest.raises(Http404):
            exporter.check(user, params)


def test_a_past_day_is_refused(year: list[Filing], as_user: Any, office: Any, units: Any) -> None:
    url = f"/exchange/export/evidence/?unit={units.water.pk}&year=2026&as_of=2026-11-01"
    assert as_user(office).get(url).status_code == 403
    opened = as_user(office).get(
        f"/accountability/units/evidence/?unit={units.water.pk}", follow=True
    )
    assert opened.status_code == 200
    outside = f"/exchange/export/evidence/?unit={units.office.pk}"
    assert as_user(office).get(outside).status_code == 404


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("a/b\\c:d", "a_b_c_d"),
        ("CON", "_CON"),
        ("  点 . ", "点"),
        ("表\U0001f600格", "表_格"),
        ("", "_"),
        ("字" * 90, "字" * 40),
        ("..", "_"),
    ],
)
def test_parts_of_paths(given: str, made: str) -> None:
    assert packing.part(given) == made


def test_two_names_that_differ_by_case_are_told_apart() -> None:
    paths = packing.Paths()
    assert paths.give("x", "A.pdf") == "x/A.pdf"
    assert paths.give("x", "a.PDF") == "x/a (2).PDF"
    assert packing.file_part("长" * 200 + ".docx").endswith(".docx")
    assert len(packing.file_part("长" * 200 + ".docx")) == packing.MAX_FILE
