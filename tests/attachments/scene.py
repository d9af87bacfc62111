"""People, a record that files belong to, and small real files."""

import io
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import TextField
from django.db.models.functions import Cast as ToText
from django.http import Http404
from django.test import Client

from supervision.accounts.models import User
from supervision.attachments import gates, services
from supervision.attachments.gates import Gate
from supervision.attachments.models import Attachment, AttachmentText
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit
from tests.cast import enter

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 64
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600


def zipped(*names: str) -> bytes:
    """Return a zip file with the named members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
OFD = zipped("OFD.xml", "Doc_0/Document.xml")
DOC = OLE + "WordDocument".encode("utf-16-le")
XLS = OLE + "Workbook".encode("utf-16-le")


def upload(content: bytes = PDF, name: str = "minutes.pdf") -> SimpleUploadedFile:
    """Return an upload as a form hands it over."""
    return SimpleUploadedFile(name, content)


@dataclass
class Cast:
    """Who uploads, who may read, and who may not."""

    clerk: User
    reader: User
    stranger: User
    unit: Unit


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """Keep the files of a test in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media" / "blobs"


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Return the people and a record with a gate: clerk and reader in, the stranger out."""
    clerk, reader, stranger = (
        User.objects.create_user(
            f"file-{name}", "Passw0rd#2026", name=name, must_change_password=False
        )
        for name in ("clerk", "reader", "stranger")
    )
    save_unit(
        actor=None,
        code="FILES",
        name="Files",
        short_name="Files",
        kind=UnitKind.DISTRICT,
        parent_code="",
        position=0,
    )
    unit = Unit.objects.get(code="FILES")

    def may_read(user: Any, owner_id: str) -> bool:
        return owner_id == str(unit.pk) and user.pk in (clerk.pk, reader.pk)

    def may_write(user: Any, rest: str) -> None:
        if rest == "locked":
            raise PermissionDenied("Locked for the assessment of 2026.")
        if user.pk != clerk.pk:
            raise Http404

    gate = Gate("organizations.unit", may_read, may_write)
    monkeypatch.setattr(gates, "_gates", {"organizations.unit": gate})
    return Cast(clerk, reader, stranger, unit)


@pytest.fixture
def browser() -> Callable[[User], Client]:
    """Return a way to get a browser in which an account is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        enter(client, user)
        return client

    return signed_in


@pytest.fixture
def owned(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Let clerk and reader find the files of the unit, and nobody else."""

    def readable(user: Any) -> Any:
        mine = user.pk in (cast.clerk.pk, cast.reader.pk)
        rows = type(cast.unit).objects.filter(pk=cast.unit.pk if mine else None)
        return rows.annotate(key=ToText("pk", TextField())).values("key")

    held = gates.get("organizations.unit")
    gate = Gate("organizations.unit", held.may_read, held.may_write, readable)
    monkeypatch.setattr(gates, "_gates", {"organizations.unit": gate})
    return cast


def kept(cast: Cast, content: bytes, name: str) -> Attachment:
    """Attach a file to the unit."""
    return services.store(actor=cast.clerk, upload=upload(content, name), owner=cast.unit)


def row_of(attachment: Attachment) -> AttachmentText:
    """Return what was read."""
    return AttachmentText.objects.get(attachment=attachment)


def program(folder: Path, body: str) -> str:
    """Write a small program of the installation's own and return its path."""
    path = folder / "recognise"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)
