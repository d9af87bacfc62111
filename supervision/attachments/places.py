"""What the upload part of a form needs: where files go, as what, and which have come."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from supervision.attachments.models import Attachment


def upload_place(
    draft: str, files: Iterable[Attachment], slots: Sequence[tuple[str, Any]] = ()
) -> dict[str, Any]:
    """Return the place of uploads under the key of the draft, with those that wait there."""
    return {
        "url": f"{reverse('attachments:upload')}?{urlencode({'draft': draft})}",
        "slots": list(slots),
        "files": [shown(file) for file in files],
    }


def shown(file: Attachment) -> dict[str, Any]:
    """Return what a page shows of a staged file."""
    return {
        "id": str(file.pk),
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "slot": file.slot,
        "url": file.url,
        "remove_url": file.remove_url,
    }
