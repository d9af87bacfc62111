"""The texts that the cells of a workbook share, on disk: a hundred megabytes cost no memory."""

from __future__ import annotations

import os
import tempfile
from array import array
from functools import lru_cache
from typing import IO

from supervision.exchange.problems import FileRefused
from supervision.exchange.xml_reading import Handler, consume

#: What Excel lets a cell hold.
MAX_CELL_TEXT = 32_767
_REMEMBERED = 4096
_WRITE_AT = 1 << 20


class TextCollector(Handler):
    """Joins the runs of a rich text and leaves out the reading aids above it."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.length = 0
        self._listening = False
        self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Listen inside `t`, unless it is a reading aid."""
        if tag == "t" and not self._aside:
            self._listening = True
        elif tag == "rPh":
            self._aside += 1

    def end(self, tag: str) -> None:
        """Stop listening."""
        if tag == "t":
            self._listening = False
        elif tag == "rPh":
            self._aside -= 1

    def text(self, data: str) -> None:
        """Keep the text; raises FileRefused when it grows beyond what a cell holds."""
        if self._listening:
            self.length += len(data)
            if self.length > MAX_CELL_TEXT:
                raise FileRefused("text_too_long", limit=f"{MAX_CELL_TEXT:,}")
            self.parts.append(data)

    def take(self) -> str:
        """Return what was heard and begin anew."""
        joined = "".join(self.parts)
        self.parts.clear()
        self.length = 0
        return joined


class SharedStrings(TextCollector):
    """The table of texts, in a file without a name; a text is found by its number."""

    def __init__(self) -> None:
        super().__init__()
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed with the workbook
        self._starts = array("Q", [0])
        self._pending = bytearray()
        self._get = lru_cache(maxsize=_REMEMBERED)(self._read)

    def load(self, stream: IO[bytes]) -> None:
        """Read the table."""
        consume(stream, self)
        self._flush()

    def end(self, tag: str) -> None:
        """Write a text down when its element ends."""
        super().end(tag)
        if tag == "si":
            encoded = self.take().encode("utf-8", "surrogatepass")
            self._pending += encoded
            self._starts.append(self._starts[-1] + len(encoded))
            if len(self._pending) > _WRITE_AT:
                self._flush()

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._starts) - 1:
            raise IndexError(number)
        return self._get(number)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def _flush(self) -> None:
        self._file.write(self._pending)
        self._file.flush()
        self._pending.clear()

    def _read(self, number: int) -> str:
        first, after = self._starts[number], self._starts[number + 1]
        return os.pread(self._file.fileno(), after - first, first).decode("utf-8", "surrogatepass")
