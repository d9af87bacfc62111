"""Keep uploaded workbooks privately, outside everything that is served, until they are applied."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile


def path_of(job_id: UUID) -> Path:
    """Return where the file of the job lies; its name tells nothing."""
    return Path(settings.MEDIA_ROOT) / "private" / "imports" / f"{job_id}.upload"


def keep(job_id: UUID, upload: UploadedFile, *, limit: int) -> tuple[Path, str]:
    """Write the upload, at most one byte more than the limit; return its path and digest."""
    path = path_of(job_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    written = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        for chunk in upload.chunks():
            part = chunk[: limit + 1 - written]
            stream.write(part)
            digest.update(part)
            written += len(part)
            if written > limit:
                break
    return path, digest.hexdigest()


def drop(job_id: UUID) -> None:
    """Delete the file of the job, if it is still there."""
    path_of(job_id).unlink(missing_ok=True)
