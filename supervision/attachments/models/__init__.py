"""Files, and what was read in them."""

from supervision.attachments.models.facts import FileFacts
from supervision.attachments.models.files import DRAFT, Attachment
from supervision.attachments.models.texts import AttachmentText

__all__ = ["DRAFT", "Attachment", "AttachmentText", "FileFacts"]
