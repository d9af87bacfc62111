"""What official documents offer the kernel, one module a subject."""

from supervision.documents.registrations import (
    audit,
    deadlines,
    files,
    navigation,
    permissions,
    reach,
    templates,
    todos,
)

__all__ = [
    "audit",
    "deadlines",
    "files",
    "navigation",
    "permissions",
    "reach",
    "templates",
    "todos",
]
