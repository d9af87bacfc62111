"""Whose address a request comes from, when proxies stand before the portal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


class ClientAddressMiddleware:
    """Put the visitor's own address into REMOTE_ADDR, where lock-out, record and sessions look.

    Only what a trusted proxy wrote is believed; whatever a visitor puts into the header stands
    further left and is never reached.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Resolve the address and go on."""
        if settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = client_address(
                request.META.get("REMOTE_ADDR", ""),
                request.META.get("HTTP_X_FORWARDED_FOR", ""),
                settings.TRUSTED_PROXIES,
            )
        return self.get_response(request)


def client_address(peer: str, forwarded: str, trusted: Sequence[str]) -> str:
    """Return the address nearest to the portal that is not a trusted proxy's.

    `trusted` holds addresses and networks, or a single number: how many proxies there are. A header
    that is too short or holds no addresses makes the peer count.
    """
    hops = [part.strip() for part in forwarded.split(",") if part.strip()]
    if len(trusted) == 1 and trusted[0].isdigit():
        count = int(trusted[0])
        found = hops[-count] if 0 < count <= len(hops) else peer
        return found if _is_address(found) else peer
    nearest = peer
    while _is_trusted(nearest, trusted) and hops and _is_address(hops[-1]):
        nearest = hops.pop()
    return nearest


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str, trusted: Sequence[str]) -> bool:
    return _is_address(address) and any(
        ip_address(address) in ip_network(known, strict=False) for known in trusted
    )
