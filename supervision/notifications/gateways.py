"""Ways to send a text message. The setting SMS_GATEWAY names one, or the path of a class."""

import fcntl
import json
import logging
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from supervision import clock
from supervision.web import masks

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 5
_MAX_ANSWER = 64 * 1024


class GatewayError(Exception):
    """The message could not be handed over; it is tried again later."""


class Gateway(Protocol):
    """Hands one message over; `key` lets the other side drop a repeated one."""

    def send(self, *, key: str, phone: str, text: str) -> str:
        """Send the message and return the gateway's own number for it."""
        ...


class ConsoleGateway:
    """Writes to the log; for development."""

    def send(self, *, key: str, phone: str, text: str) -> str:
        """Log the message with the number masked."""
        logger.info("sms %s to %s: %s", key, masks.phone(phone, tail=2), text)
        return f"console-{key}"


class FileGateway:
    """Appends a line of JSON to the file of the setting SMS_FILE; for demonstrations."""

    def send(self, *, key: str, phone: str, text: str) -> str:
        """Append the message."""
        line = {"id": key, "at": clock.now().isoformat(), "phone": phone, "text": text}
        path = Path(settings.SMS_FILE)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX)
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise GatewayError(f"cannot write the SMS file: {error.strerror}") from error
        return f"file-{key}"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A gateway that answers with another address is a fault, not a detour for the number."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow nothing."""
        return None


class HttpGateway:
    """Posts JSON to the address of the setting SMS_URL."""

    def __init__(self) -> None:
        if not settings.SMS_URL.startswith(("http://", "https://")):
            raise ImproperlyConfigured("SMS_URL must be an http or https address")
        # No proxy of the environment: the gateway stands in the government network.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())

    def send(self, *, key: str, phone: str, text: str) -> str:
        """Post the message and return the "ref" of the answer."""
        request = urllib.request.Request(  # noqa: S310 (scheme checked at the start)
            settings.SMS_URL,
            data=json.dumps({"id": key, "phone": phone, "text": text}).encode(),
            headers={"Content-Type": "application/json"},
            method="POST",
        )
        try:
            with self._opener.open(request, timeout=TIMEOUT_SECONDS) as answer:
                body = answer.read(_MAX_ANSWER)
        except urllib.error.HTTPError as error:
            raise GatewayError(f"the gateway answered {error.code}") from error
        except (OSError, ValueError) as error:
            raise GatewayError(f"the gateway cannot be reached: {type(error).__name__}") from error
        try:
            return str(json.loads(body)["ref"])[:100]
        except (ValueError, KeyError, TypeError):
            return ""


_GATEWAYS: dict[str, Callable[[], Gateway]] = {
    "console": ConsoleGateway,
    "file": FileGateway,
    "http": HttpGateway,
}


def chosen() -> Gateway:
    """Return the gateway that the settings name."""
    name = settings.SMS_GATEWAY
    if name in _GATEWAYS:
        return _GATEWAYS[name]()
    if "." in name:
        gateway: Gateway = import_string(name)()
        return gateway
    raise ImproperlyConfigured(f"SMS_GATEWAY must be one of {', '.join(_GATEWAYS)}")
