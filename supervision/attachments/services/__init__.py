"""Store, attach, discard, hand out and clean up files."""

from supervision.attachments.services.cleaning import clean_staged_files
from supervision.attachments.services.handing_out import hand_out
from supervision.attachments.services.storing import attach, detach, discard, store

__all__ = ["attach", "clean_staged_files", "detach", "discard", "hand_out", "store"]
