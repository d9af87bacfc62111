"""Where the present act comes from: the address and the request it belongs to."""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """The network address and request identifier of the act under way."""

    ip: str = ""
    request_id: str = ""


_NOWHERE = Origin()
origin: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)
