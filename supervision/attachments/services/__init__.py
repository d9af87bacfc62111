"""Store, attach, discard, hand out and clean up files."""

from supervision.attachments.services.cleaning import clean_staged_files
from supervision.attachments.services.examining import examine_files
from supervision.attachments.services.handing_out import hand_out
from supervision.attachments.services.reading import ask_again, ask_for_older, read_waiting
from supervision.attachments.services.storing import attach, detach, discard, store, store_each

__all__ = [
    "ask_again",
    "ask_for_older",
    "attach",
    "clean_staged_files",
    "detach",
    "discard",
    "examine_files",
    "hand_out",
    "read_waiting",
    "store",
    "store_each",
]
