"""What LibreOffice makes of the Word file: the same lines, characters and places as Word."""

import io
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from supervision.documents.content import Paragraph
from supervision.documents.drawing import Paper, docx_of
from tests.documents.samples import general, needs_font, paper

_PROGRAM = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(_PROGRAM is None, reason="LibreOffice is not installed"),
    needs_font,
]
_MM = 72 / 25.4
_FULL = Paragraph("测" * 28 * 60)


def lines_of(drawn: Paper, folder: Path) -> list[dict[int, str]]:
    """Return, of each page that LibreOffice sets, the words by their height above the edge."""
    (folder / "paper.docx").write_bytes(docx_of(drawn))
    subprocess.run(
        [
            str(_PROGRAM),
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--convert-to", "pdf", "--outdir", str(folder), str(folder / "paper.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    reader = PdfReader(io.BytesIO((folder / "paper.pdf").read_bytes()))
    return [_lines(page) for page in reader.pages]


def _lines(page: Any) -> dict[int, str]:
    found: dict[int, str] = defaultdict(str)

    def take(text: str, _cm: Any, place: list[float], _font: Any, _size: Any) -> None:
        found[round(place[5])] += text.strip()

    page.extract_text(visitor_text=take)
    return {height: text for height, text in found.items() if text}


def test_a_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    page = lines_of(general(blocks=(_FULL,)), tmp_path)[1]
    lines = [text for text in page.values() if set(text) == {"测"}]
    assert [len(text) for text in lines] == [28] * 22


@pytest.mark.parametrize("drawn", [general(), paper()], ids=["general", "letter"])
def test_the_imprint_stands_at_the_foot_of_the_last_page(drawn: Paper, tmp_path: Path) -> None:
    *_, page = lines_of(drawn, tmp_path)
    (height,) = (height for height, text in page.items() if text.startswith("抄送"))
    others = [at for at, text in page.items() if "联系人" in text or "2026年11月2日" == text]
    assert 35 * _MM < height < 60 * _MM and all(at > height for at in others)
