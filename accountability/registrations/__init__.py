"""What the two responsibilities offer the kernel, one module a subject."""

from accountability.registrations import (
    assessments,
    audit,
    changes,
    checklists,
    filings,
    oversight,
    permissions,
    reach,
    search,
)

__all__ = [
    "assessments",
    "audit",
    "changes",
    "checklists",
    "filings",
    "oversight",
    "permissions",
    "reach",
    "search",
]
