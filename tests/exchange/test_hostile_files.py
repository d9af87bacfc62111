"""Workbooks that mean harm are refused with a clear word, in bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from supervision.accounts.models import User
from supervision.exchange import staging, xls
from supervision.exchange.models import ImportJob
from supervision.exchange.problems import FileRefused
from supervision.exchange.reading import open_book
from supervision.exchange.reasons import REASONS
from tests.cast import enter
from tests.exchange.books import GOOD, book, upload
from tests.exchange.hostile import BUILDERS, rebuilt

SECONDS, MEGABYTES = 20, 80
XLS = Path(__file__).parent / "files" / "units.xls"


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Build every hostile workbook and read them all in a process under limits."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (_code, build) in BUILDERS.items():
        build(folder / f"{name}.xlsx")
    done = subprocess.run(
        [sys.executable, "-m", "tests.exchange.hostile", str(folder)],
        stdout=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.parametrize("name", BUILDERS)
def test_it_is_refused_in_bounded_time_and_memory(costs: dict[str, Any], name: str) -> None:
    cost = costs[name]
    assert cost["code"] == BUILDERS[name][0]
    assert not cost["code"] or cost["code"] in REASONS
    assert cost["seconds"] < SECONDS
    assert cost["grown"] < MEGABYTES


def test_an_encrypted_member_and_a_double_one_are_refused(tmp_path: Path) -> None:
    path = rebuilt(tmp_path / "a.xlsx")
    raw = bytearray(path.read_bytes())
    place = raw.find(b"PK\x01\x02")
    raw[place + 8] |= 1
    path.write_bytes(bytes(raw))
    with pytest.raises(FileRefused) as refused, open_book(path, "a.xlsx"):
        pass
    assert refused.value.code == "encrypted"
    double = tmp_path / "b.xlsx"
    with zipfile.ZipFile(rebuilt(double), "a") as archive, pytest.warns(UserWarning):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    with pytest.raises(FileRefused) as refused, open_book(double, "b.xlsx"):
        pass
    assert refused.value.code == "unsafe_archive"


@pytest.mark.parametrize("name", ["单位.xlsm", "单位.XLSB", "单位.xltm"])
def test_a_macro_workbook_is_refused_by_its_name(browser: Client, name: str) -> None:
    answer = browser.post("/exchange/import/units/", {"file": upload(book(), name)})
    assert answer.status_code == 422
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "..\\..\\x.xlsx", "/etc/x.xlsx"])
def test_a_path_in_the_name_leads_nowhere(browser: Client, media: Path, name: str) -> None:
    browser.post("/exchange/import/units/", {"file": upload(book(), name)})
    job = ImportJob.objects.get()
    assert "/" not in job.file_name
    assert [path.name for path in (media / "private" / "imports").iterdir()] == [
        staging.path_of(job.pk).name
    ]


def test_an_old_workbook_that_reaches_far_is_refused_before_it_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xls, "MAX_CELLS", 10)
    with pytest.raises(FileRefused) as refused, open_book(XLS, "units.xls"):
        pass
    assert refused.value.code == "too_many_cells"


def test_formulas_come_in_as_what_they_show_and_go_out_as_text(check: Any) -> None:
    rows = [*GOOD, ("U12", '=HYPERLINK("http://x","统计局")', "统计局", "部门", "D", 1)]
    job = check(book(rows))
    assert (job.state, job.found_problems[0].code) == ("refused", "required")


def test_a_stranger_uploads_nothing(stranger: User, media: Path) -> None:
    client = enter(Client(), stranger)
    assert client.post("/exchange/import/units/", {"file": upload(book())}).status_code == 403
    assert not (media / "private").exists()
