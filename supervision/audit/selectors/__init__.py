"""Read the audit record, its seals and its reads."""

from supervision.audit.selectors.events import timeline

__all__ = ["timeline"]
