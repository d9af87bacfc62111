"""A unit's evidence of a whole year, taken out in one package (A23)."""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accountability import packing
from accountability.evidence_package import (
    DIGESTS,
    INDEX,
    NOTE,
    IndexRow,
    Package,
    item_of,
)
from accountability.permissions import TAKE_EVIDENCE
from accountability.selectors import evidence
from supervision import clock
from supervision.exchange import exporters, staging
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.exchange.progress import Tick
from supervision.exchange.safe_workbook import SafeWorkbook, SheetColumn, Stamp
from supervision.history.days import PARAMETER
from supervision.organizations.models import Unit
from supervision.web import formats


@exporters.register
class EvidenceExporter(Exporter):
    """All files of a unit's filings of a year with an index that is held against the ledger."""

    code = "evidence"
    label = gettext_lazy("Evidence of the year")
    permission = TAKE_EVIDENCE
    help_text = gettext_lazy(
        "Every file that the unit handed in for the year's tasks, with an index and its digests."
    )
    icon = "file-zip"
    on_index = False
    is_long = True
    act_label = gettext_lazy("Pack the evidence")
    content_type = "application/zip"
    columns = (
        Column(gettext_lazy("No."), lambda row: row.number, ColumnKind.NUMBER, 7),
        Column(gettext_lazy("Item"), lambda row: item_of(row.filing), width=34),
        Column(gettext_lazy("Number of the task"), lambda row: row.filing.duty.number, width=18),
        Column(gettext_lazy("Receipt"), lambda row: row.filing.receipt, width=22),
        Column(
            gettext_lazy("Time of filing"),
            lambda row: clock.local(row.filing.submitted_at),
            ColumnKind.DATETIME,
            18,
        ),
        Column(gettext_lazy("File"), lambda row: row.name, width=44),
        Column(gettext_lazy("Material"), lambda row: row.slot, width=18),
        Column(gettext_lazy("Size in bytes"), lambda row: row.size, ColumnKind.NUMBER, 14),
        Column(gettext_lazy("SHA-256 digest"), lambda row: row.sha256, width=66),
        Column(gettext_lazy("Path in the package"), lambda row: row.path, width=60),
        Column(gettext_lazy("Checked"), lambda row: row.fault or _("as handed in"), width=30),
    )

    def check(self, user: Any, params: Mapping[str, Any]) -> None:
        """Refuse a past day; raise Http404 for a unit whose evidence the account may not take."""
        if params.get(PARAMETER):
            raise ValidationError(
                _("Evidence is taken as it stands today: files have no earlier versions.")
            )
        self._asked(user, params)

    def produce(
        self,
        user: Any,
        params: Mapping[str, Any],
        stream: BinaryIO,
        *,
        heading: str,
        stamp: Stamp,
        tick: Tick,
    ) -> int:
        """Write the package to the stream; return the number of lines of its index."""
        unit, year = self._asked(user, params)
        filings = evidence.filings_of(user, unit, year)
        in_ledger = filings.count()
        top = packing.part(_title(unit, year), 80)
        with (
            zipfile.ZipFile(stream, "w", allowZip64=True) as archive,
            tempfile.TemporaryFile(dir=staging.work_folder()) as digests,
            tempfile.TemporaryFile(dir=staging.work_folder()) as index,
        ):
            package = Package(archive, top, cast(BinaryIO, digests))
            rows = package.rows(
                filings.iterator(chunk_size=200), lambda done: tick(done, in_ledger)
            )
            count = self._index(cast(BinaryIO, index), rows, package, in_ledger, unit, year, stamp)
            self._close(package, cast(BinaryIO, index), unit, year, stamp, in_ledger)
        return count

    def _index(
        self,
        stream: BinaryIO,
        rows: Any,
        package: Package,
        in_ledger: int,
        unit: Unit,
        year: int,
        stamp: Stamp,
    ) -> int:
        """Write the index while the files go in; its last line holds it against the ledger."""
        count = 0
        title = _title(unit, year)
        with SafeWorkbook(stream) as book:
            book.describe(title, stamp)
            sheet = book.sheet(
                _("Index"),
                [SheetColumn(column.label, column.kind, column.width) for column in self.columns],
                heading=title,
                stamp=stamp,
            )
            row: IndexRow
            for row in rows:
                sheet.write([column.value(row) for column in self.columns])
                count += 1
            sheet.finish(_sum(package, in_ledger))
        return count

    def _close(
        self,
        package: Package,
        index: BinaryIO,
        unit: Unit,
        year: int,
        stamp: Stamp,
        in_ledger: int,
    ) -> None:
        """Put in the index, the digests and the note on how to check them."""
        size = index.seek(0, io.SEEK_END)
        index.seek(0)
        package.put(INDEX, index, size=size, at=stamp.at)
        size = package.digests.tell()
        package.digests.seek(0)
        path = f"{package.top}/{DIGESTS}"
        packing.add(package.archive, path, package.digests, size=size, at=stamp.at)
        words = [_title(unit, year), stamp.line, "", _sum(package, in_ledger), "", *_how()]
        note = "\r\n".join(words).encode("utf-8-sig")
        path = f"{package.top}/{NOTE}"
        packing.add(package.archive, path, io.BytesIO(note), size=len(note), at=stamp.at)

    def described(self, user: Any, params: Mapping[str, Any]) -> str:
        """Return the unit and the year."""
        unit, year = self._asked(user, params)
        return _title(unit, year)

    def filename(self) -> str:
        """Return the name of the package, with the day."""
        return f"{self.label}{clock.today():%Y%m%d}.zip"

    def _asked(self, user: Any, params: Mapping[str, Any]) -> tuple[Unit, int]:
        """Return unit and year of the address; raise Http404 for what cannot be taken."""
        unit = evidence.unit_of(user, str(params.get("unit", "")))
        year = str(params.get("year", "")) or str(clock.today().year)
        if unit is None or not (year.isdecimal() and len(year) == 4 and 2000 <= int(year) <= 2100):
            raise Http404
        return unit, int(year)


def _title(unit: Unit, year: int) -> str:
    return _("%(unit)s: evidence of %(year)s") % {"unit": unit.name, "year": year}


def _sum(package: Package, in_ledger: int) -> str:
    tally = package.tally
    words = _("Filings in this package %(filings)s, in the ledger %(ledger)s: %(verdict)s.") % {
        "filings": tally.filings,
        "ledger": in_ledger,
        "verdict": _("they agree") if tally.filings == in_ledger else _("THEY DIFFER"),
    }
    rest = _("Files %(files)s, together %(size)s; lines that need a look %(faults)s.") % {
        "files": tally.files,
        "size": formats.file_size(tally.size),
        "faults": tally.faults,
    }
    return f"{words} {rest}"


def _how() -> list[str]:
    return [
        _("How to check the package without the portal:"),
        _("1. Unpack it. In its folder run: sha256sum -c %(file)s") % {"file": DIGESTS},
        _("2. On Windows, for one file: certutil -hashfile FILE SHA256"),
        _("3. Each digest must be the one on the index; the index names what is missing."),
        _("The digest of the whole package stands in the record of exports under its number."),
    ]
