"""What the two responsibilities offer the kernel, one module a subject."""

from accountability.registrations import (
    assessments,
    changes,
    checklists,
    filings,
    oversight,
    permissions,
)

__all__ = [
    "assessments",
    "changes",
    "checklists",
    "filings",
    "oversight",
    "permissions",
]
