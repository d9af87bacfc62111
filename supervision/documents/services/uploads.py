"""Keep the files of a reply until it is sent."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils.translation import gettext as _

from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.attachments.services import store_each
from supervision.documents.models import Delivery
from supervision.documents.permissions import acts_on_delivery
from supervision.documents.selectors.deliveries import deliveries_visible_to, draft_key

_REST = re.compile(r"delivery/(\d{1,18})")


def may_stage(user: Any, rest: str) -> None:
    """Answer the file gate for a reply still being written.

    Raises Http404 for a delivery the account does not see, PermissionDenied for one it may not
    answer now.
    """
    match = _REST.fullmatch(rest)
    found = deliveries_visible_to(user).filter(pk=match[1]).first() if match else None
    if found is None:
        raise Http404
    _check(user, found)


def stage_files(
    *, actor: User, delivery: Delivery, files: Iterable[UploadedFile], dropped: Iterable[str]
) -> tuple[list[Attachment], list[str]]:
    """Keep the files of a form sent without script; return them, and why others were refused."""
    _check(actor, delivery)
    return store_each(actor=actor, uploads=files, draft=draft_key(delivery), dropped=dropped)


def _check(user: Any, delivery: Delivery) -> None:
    if "reply" not in acts_on_delivery(user, delivery):
        raise PermissionDenied(_("This paper takes no reply from you now."))
