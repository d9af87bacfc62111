"""Take uploads off the wire without filling memory or disk, and remember what was too large."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


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
