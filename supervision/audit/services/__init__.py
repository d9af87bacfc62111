"""Record acts and reads, seal what was recorded, and hand it out for an outside check."""

from supervision.audit.services.digests import make_digests
from supervision.audit.services.opening import open_event
from supervision.audit.services.recording import Actor, record, record_read
from supervision.audit.services.sealing import seal

__all__ = ["Actor", "make_digests", "open_event", "record", "record_read", "seal"]
