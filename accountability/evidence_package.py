"""Pack a unit's evidence of a year: every file, an index, the digests, and how to check them.

Files go through memory in pieces of a megabyte; index and digests lie on disk while they grow.
A file that is missing from the store, or is no longer what was handed in, stands on the index
with a plain word: nothing is silently left out.
"""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from accountability import packing
from accountability.labels import period_label
from accountability.models import Filing
from accountability.selectors.evidence import files_of
from supervision.attachments import storage
from supervision.attachments.models import Attachment
from supervision.web import formats

_PORTION = 200
INDEX, DIGESTS, NOTE = "00_index.xlsx", "00_sha256.txt", "00_read-me.txt"


@dataclass(frozen=True)
class IndexRow:
    """One line of the index: a filing's own record, or one of its files."""

    number: int
    filing: Filing
    name: str
    slot: str
    size: int | None
    sha256: str
    path: str
    #: Why the line needs a look, "" when the file is the one handed in.
    fault: str = ""


@dataclass
class Tally:
    """What the package holds; the index says it, and the note."""

    filings: int = 0
    files: int = 0
    faults: int = 0
    size: int = 0


@dataclass
class Package:
    """A package being written into an archive below one folder."""

    archive: zipfile.ZipFile
    top: str
    digests: BinaryIO
    tally: Tally = field(default_factory=Tally)
    _paths: packing.Paths = field(default_factory=packing.Paths)
    _lines: int = 0

    def rows(self, filings: Iterable[Filing], told: Callable[[int], None]) -> Iterator[IndexRow]:
        """Put in each filing with its files and yield the lines of the index as they come."""
        source = iter(filings)
        while portion := list(islice(source, _PORTION)):
            files = files_of(portion)
            for filing in portion:
                yield from self._filing(filing, files[filing.pk])
                self.tally.filings += 1
                told(self.tally.filings)

    def put(self, path: str, source: BinaryIO, *, size: int, at: datetime) -> tuple[int, str]:
        """Put a member in and note its digest; return its size and digest."""
        written, digest = packing.add(self.archive, f"{self.top}/{path}", source, size=size, at=at)
        self.digests.write(f"{digest}  {path}\n".encode())
        self.tally.size += written
        return written, digest

    def _filing(self, filing: Filing, files: list[Attachment]) -> Iterator[IndexRow]:
        folder = _folder(filing)
        yield self._record(filing, folder, files)
        for file in files:
            yield self._file(filing, folder, file)

    def _record(self, filing: Filing, folder: str, files: list[Attachment]) -> IndexRow:
        content = _words(filing).encode("utf-8-sig")
        path = self._paths.give(folder, packing.file_part(_("Record.txt")))
        size, digest = self.put(
            path, io.BytesIO(content), size=len(content), at=filing.submitted_at
        )
        fault = ""
        if len(files) != filing.file_count:
            fault = _("%(said)s files at filing, %(found)s found") % {
                "said": filing.file_count,
                "found": len(files),
            }
        return self._line(filing, _("Record of the filing"), "", size, digest, path, fault)

    def _file(self, filing: Filing, folder: str, file: Attachment) -> IndexRow:
        name, slot = file.name, file.slot
        try:
            stream = storage.read(file.storage_name)
        except FileNotFoundError:
            fault = _("missing from the store")
            return self._line(filing, name, slot, file.size, file.sha256, "", fault)
        path = self._paths.give(folder, packing.file_part(name))
        with stream:
            size, digest = self.put(path, stream, size=file.size, at=file.uploaded_at)
        self.tally.files += 1
        fault = ""
        if digest != file.sha256:
            fault = _("not the file that was handed in: digest then %(digest)s") % {
                "digest": file.sha256
            }
        elif file.detached_at is not None:
            fault = _("struck off on %(day)s") % {"day": formats.full_date(file.detached_at)}
        return self._line(filing, name, slot, size, digest, path, fault)

    def _line(self, filing: Filing, *values: Any) -> IndexRow:
        self._lines += 1
        row = IndexRow(self._lines, filing, *values)
        self.tally.faults += bool(row.fault)
        return row


def item_of(filing: Filing) -> str:
    """Return the item of the filing's duty in words, or that it is a task list."""
    assignment = filing.duty.assignment
    if assignment is None:
        return _("Task list")
    return f"{assignment.item.number} {assignment.item.title}"


def _folder(filing: Filing) -> str:
    duty = filing.duty
    assignment = duty.assignment
    kind = assignment.item.checklist.get_kind_display() if assignment else _("Task list")
    parts = [kind, item_of(filing)] if assignment else [kind]
    parts += [f"{duty.number} {period_label(duty) if assignment else duty.title}", filing.receipt]
    return "/".join(packing.part(text) for text in parts)


def _words(filing: Filing) -> str:
    facts = [
        (_("Receipt"), filing.receipt),
        (_("Task"), f"{filing.duty.number} {filing.duty.title}"),
        (_("Stage"), filing.stage_name),
        (_("Date of the event"), formats.full_date(filing.event_on)),
        (_("Time of filing"), formats.full_datetime(filing.submitted_at)),
        (_("Filed by"), filing.submitted_by.name),
        (_("In time"), _("late") if filing.is_late else _("in time")),
        (_("Archive box"), filing.archive_box),
        (_("What was done"), f"\r\n{filing.text}"),
    ]
    return "".join(f"{label}：{value}\r\n" for label, value in facts if value)
