"""Audited acts on official documents."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb


def _verb(code: str, label: Any, icon: str) -> Verb:
    return verbs.register(Verb(code=f"documents.{code}", label=label, icon=icon))


DRAFTED = _verb("drafted", _("Paper drafted"), "pencil")
EDITED = _verb("edited", _("Paper changed"), "edit")
SUBMITTED = _verb("submitted", _("Submitted for signature"), "send")
RETURNED = _verb("returned", _("Paper sent back to the drafter"), "arrow-back-up")
SIGNED = _verb("signed", _("Signed and issued"), "check")
DISCARDED = _verb("discarded", _("Paper thrown away"), "trash")
REVOKED = _verb("revoked", _("Paper revoked"), "ban")
RECEIVED = _verb("received", _("Paper received"), "download")
REPLIED = _verb("replied", _("Reply sent"), "send")
ACCEPTED = _verb("reply_accepted", _("Reply accepted"), "check")
SENT_BACK = _verb("reply_sent_back", _("Reply sent back"), "arrow-back-up")
TEMPLATE_UPLOADED = _verb("template_uploaded", _("Word template uploaded"), "upload")
TEMPLATE_BROUGHT_BACK = _verb(
    "template_brought_back", _("Former Word template brought back"), "arrow-back-up"
)
TEMPLATE_RETIRED = _verb("template_retired", _("Back to the built-in layout"), "layout-list")
ORGAN_CHANGED = _verb("organ_changed", _("Issuing organ changed"), "edit")
