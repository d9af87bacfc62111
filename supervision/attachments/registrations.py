"""What attachments offer the kernel: audit verbs."""

from supervision.attachments import verbs

__all__ = ["verbs"]
