"""Names and contents: pure functions."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.attachments import content, rules
from tests.attachments.scene import (
    DOC,
    DOCX,
    EXE,
    JPEG,
    OFD,
    OLE,
    PDF,
    PNG,
    XLS,
    XLSX,
    zipped,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("会议纪要.pdf", "会议纪要.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\report.DOCX", "report.docx"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("  .hidden .pdf ", "hidden.pdf"),
        (".pdf", "pdf"),
        ("", "file"),
        ("con.txt", "_con.txt"),
        ('a<b>:"c|d?.pdf', "a_b___c_d_.pdf"),
        ("\u200b\u200b.pdf", "pdf"),
    ],
)
def test_names_are_made_safe(raw: str, clean: str) -> None:
    assert rules.clean_name(raw) == clean


def test_a_long_name_keeps_its_ending() -> None:
    name = rules.clean_name("长" * 400 + ".docx")
    assert len(name) == 150
    assert name.endswith("长.docx")


@given(st.text(max_size=300))
def test_any_name_comes_out_safe(raw: str) -> None:
    name = rules.clean_name(raw)
    assert 0 < len(name) <= 150
    assert not set(name) & set('/\\<>:"|?*\r\n\x00\u202e')
    assert rules.clean_name(name) == name


GOOD = {
    "pdf": PDF,
    "png": PNG,
    "jpg": JPEG,
    "jpeg": JPEG,
    "docx": DOCX,
    "xlsx": XLSX,
    "ofd": OFD,
    "doc": DOC,
    "xls": XLS,
    "txt": "会议记录\r\n第二行".encode(),
}


def test_every_kind_has_an_example() -> None:
    assert set(GOOD) == set(rules.KINDS)


@pytest.mark.parametrize("ending", sorted(GOOD))
def test_a_true_file_agrees_with_its_name(ending: str) -> None:
    assert content.agrees(io.BytesIO(GOOD[ending]), rules.KINDS[ending])


@pytest.mark.parametrize("ending", sorted(GOOD))
def test_a_program_agrees_with_no_name(ending: str) -> None:
    assert not content.agrees(io.BytesIO(EXE), rules.KINDS[ending])


@pytest.mark.parametrize("ending", sorted(GOOD))
@pytest.mark.parametrize("other", sorted(GOOD))
def test_no_kind_passes_as_another(ending: str, other: str) -> None:
    same = rules.KINDS[ending] == rules.KINDS[other]
    assert content.agrees(io.BytesIO(GOOD[other]), rules.KINDS[ending]) == same


@pytest.mark.parametrize(
    ("ending", "body"),
    [
        ("docx", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("docx", zipped("word/other.xml")),
        ("docx", b"PK\x03\x04 broken"),
        ("doc", OLE),
        ("txt", b"text\x00with nul"),
        ("txt", b"MZ plain words"[:2] + b"\x90\x00" + b"A" * 70_000),
        ("pdf", b"plain words"),
        ("png", b""),
    ],
)
def test_false_and_broken_files_are_refused(ending: str, body: bytes) -> None:
    assert not content.agrees(io.BytesIO(body), rules.KINDS[ending])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_may_be_written_as_people_write_it(encoding: str) -> None:
    body = ("责任清单\t第一条\n" * 9_000).encode(encoding)
    assert content.agrees(io.BytesIO(body), rules.KINDS["txt"])
