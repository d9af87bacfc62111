"""A record of business content, without the app that would own it."""

from dataclasses import dataclass
from typing import Any

SECRET = "张某某的问题材料.pdf"


class _Meta:
    label_lower = "attachments.attachment"


@dataclass
class Paper:
    """A file as far as the audit record looks at it."""

    pk: int
    _meta: Any = _Meta

    def __str__(self) -> str:
        return SECRET
