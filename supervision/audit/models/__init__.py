"""What happened, the seals over it, and the daily digests."""

from supervision.audit.models.events import AuditEvent
from supervision.audit.models.seals import AuditDigest, AuditSeal

__all__ = ["AuditDigest", "AuditEvent", "AuditSeal"]
