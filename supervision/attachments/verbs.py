"""The acts on files that the audit record knows."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

STORED = verbs.register(Verb("attachments.stored", _("File uploaded"), "upload"))
ATTACHED = verbs.register(Verb("attachments.attached", _("File attached"), "paperclip"))
DISCARDED = verbs.register(Verb("attachments.discarded", _("Uploaded file removed"), "trash"))
DETACHED = verbs.register(Verb("attachments.detached", _("File struck off"), "paperclip"))
DOWNLOADED = verbs.register(
    Verb("attachments.downloaded", _("File downloaded"), "download", reading=True)
)
ASKED_AGAIN = verbs.register(
    Verb("attachments.asked_again", _("Files asked to be read again"), "refresh")
)
CLEANED = verbs.register(Verb("attachments.cleaned", _("Left-over uploads removed"), "trash"))
