"""Recognition of scans: none, a program of the installation's own, tesseract."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from supervision import clock
from supervision.attachments import reading, selectors, services
from supervision.attachments.enums import ReadingState, TextSource
from supervision.attachments.reading import files as opening
from supervision.attachments.reading import recognition
from supervision.attachments.services import reading as waiting
from supervision.dashboards import kernel_sources
from tests.attachments.samples import a_picture, a_png, a_scan
from tests.attachments.scene import Cast, kept, program, row_of


@pytest.fixture(autouse=True)
def _without_recognition(settings: Any) -> None:
    """Let every test say for itself whether recognition is there."""
    settings.OCR_COMMAND = ""


def test_without_recognition_a_scan_waits_for_it(owned: Cast, settings: Any) -> None:
    attachment = kept(owned, a_png(), "照片.png")
    services.read_waiting()
    row = row_of(attachment)
    assert (row.state, row.text) == (ReadingState.UNRECOGNISED, "")
    assert row.fault == opening.FAULTS["absent"]
    listed = selectors.of(owned.unit)[0]
    assert listed.reading_word
    # Installed later, it is read after all.
    settings.OCR_COMMAND = "/bin/echo 后来识别的文字"
    assert services.ask_again(actor=None) == 1
    services.read_waiting()
    assert "后来识别的文字" in row_of(attachment).text


def test_a_program_of_the_installation_is_given_each_picture(
    owned: Cast, settings: Any, tmp_path: Path
) -> None:
    command = program(
        tmp_path, 'head -c 8 "$2" | od -An -c | tr -d " \\n"; echo " $1 识 别 的 文 字"'
    )
    settings.OCR_COMMAND = f"{command} --chinese {{file}}"
    attachment = kept(owned, a_scan(pages=3), "扫描件.pdf")
    services.read_waiting()
    row = row_of(attachment)
    assert (row.state, row.source, row.engine) == (ReadingState.READ, TextSource.OCR, "recognise")
    # A picture each, always a PNG; blanks between characters are taken out.
    assert row.text.count("PNG") == 3
    assert row.text.count("--chinese 识别的文字") == 3


def test_a_program_that_fails_loses_nothing_and_is_tried_three_times(
    owned: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.OCR_COMMAND = program(tmp_path, "echo broken >&2; exit 3")
    attachment = kept(owned, a_png(), "照片.png")
    for attempt in (1, 2, 3):
        assert services.read_waiting() == 1
        row = row_of(attachment)
        assert (row.state, row.attempts) == (ReadingState.FAILED, attempt)
        assert row.fault == opening.FAULTS["engine"]
        assert services.read_waiting() == 0  # not again at once
        clock.set_shift(attempt * (waiting.REST + dt.timedelta(minutes=1)))
    assert services.read_waiting() == 0
    assert selectors.of(owned.unit).count() == 1


def test_a_program_that_hangs_is_stopped(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OCR_COMMAND = program(tmp_path, "exec sleep 60")
    monkeypatch.setattr(recognition, "SECONDS", 1)
    picture = tmp_path / "a.png"
    picture.write_bytes(a_png())
    found = reading.read(picture, "png")
    assert (found.state, found.fault) == (ReadingState.FAILED, opening.FAULTS["slow"])


def test_a_program_that_is_not_there_is_no_recognition(settings: Any) -> None:
    settings.OCR_COMMAND = "/no/such/program"
    assert reading.engine() is None


@pytest.fixture
def tesseract(settings: Any) -> str:
    """Take tesseract where it is installed with Chinese."""
    settings.OCR_COMMAND = "auto"
    found = recognition._tesseract()
    if found is None:
        pytest.skip("tesseract with chi_sim is not installed")
    return found.name


def test_a_scan_becomes_searchable(owned: Cast, tesseract: str) -> None:
    photo, scan = kept(owned, a_png(), "照片.png"), kept(owned, a_scan(), "扫描件.pdf")
    services.read_waiting()
    assert row_of(photo).engine == row_of(scan).engine == tesseract
    assert "党风廉政建设" in row_of(photo).text
    assert row_of(scan).text.count("党风廉政建设") == 2
    found = kernel_sources.file_texts(owned.reader, "廉政建设", 5)
    assert {hit.title for hit in found.hits} == {"照片.png", "扫描件.pdf"}
    # The scan itself is what it was.
    assert (
        len(
            PdfReader(
                io.BytesIO(services.hand_out(actor=owned.clerk, attachment=scan).read())
            ).pages
        )
        == 2
    )


def test_an_upright_picture_comes_of_a_turned_one(owned: Cast, tesseract: str) -> None:
    turned = a_picture().rotate(90, expand=True)
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(stream, "JPEG", exif=exif, quality=95)
    attachment = kept(owned, stream.getvalue(), "横拍.jpg")
    services.read_waiting()
    assert "廉政建设" in row_of(attachment).text
