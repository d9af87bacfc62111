"""What clues and cases offer the kernel, one module a subject."""

from cases.registrations import (
    audit,
    clocks,
    intake,
    outcomes,
    papers,
    permissions,
    plans,
    steps,
    surfaces,
)

__all__ = [
    "audit",
    "clocks",
    "intake",
    "outcomes",
    "papers",
    "permissions",
    "plans",
    "steps",
    "surfaces",
]
