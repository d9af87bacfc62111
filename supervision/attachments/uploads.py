"""Take uploads off the wire without filling memory or disk, and remember what was too large."""

import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from supervision.attachments.wording import no_room, too_large
from supervision.web.room import is_full


def limit() -> int:
    """Return the most bytes any one upload may have; imports may be larger than evidence."""
    return getattr(settings, "UPLOAD_MAX_BYTES", 2 * settings.ATTACHMENT_MAX_BYTES)


class CappedUploadHandler(FileUploadHandler):
    """Drop a file once it outgrows the cap, and keep the rest of the form.

    The form then still holds everything else that was typed; `oversized` names the file.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting anew for each file."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the chunk on, or stop at the cap."""
        self.received += len(raw_data)
        if self.received > limit():
            if self.request is not None:
                oversized(self.request).append(str(self.file_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the finished file to the handler behind this one."""
        return None


def oversized(request: HttpRequest) -> list[str]:
    """Return the names of the files of this request that were dropped for their size."""
    names: list[str] = request.__dict__.setdefault("_oversized_uploads", [])
    return names


class NamelessUploadHandler(FileUploadHandler):
    """Take a large file on disk without a name: a process that is killed leaves nothing behind.

    Where the disk is full the rest of the form is kept; `unroomed` names the file.
    """

    _stream: IO[bytes]

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a file that nobody but this process can."""
        super().new_file(*args, **kwargs)
        self._stream = tempfile.TemporaryFile()  # noqa: SIM115  closed with the upload

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the chunk down."""
        try:
            self._stream.write(raw_data)
            # What does not fit must be known while the rest of the form is still being read.
            self._stream.flush()
        except OSError as fault:
            if not is_full(fault):
                raise
            if self.request is not None:
                unroomed(self.request).append(str(self.file_name))
            raise SkipFile from fault

    def file_complete(self, file_size: int) -> UploadedFile:
        """Hand the file over."""
        self._stream.seek(0)
        return UploadedFile(
            file=self._stream,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def unroomed(request: HttpRequest) -> list[str]:
    """Return the names of the files of this request that found no room on the disk."""
    names: list[str] = request.__dict__.setdefault("_unroomed_uploads", [])
    return names


def turned_away(request: HttpRequest) -> list[str]:
    """Return a sentence for each file that was dropped on its way in."""
    return [
        *(too_large(name) for name in oversized(request)),
        *(no_room(name) for name in unroomed(request)),
    ]
