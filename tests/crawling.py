"""Asking every address of one world as one account: what is the same each time is read once.

A request of a crawl is taken back, so the next one finds the same session, the same account and the
same posts. Reading them anew took two fifths of the processor's time of all requests; how they are
read, and refused, is what the tests of the accounts are about. Everything else goes its whole way.
"""

from __future__ import annotations

import copy
import html
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client

from supervision.accounts.backends import PortalBackend
from supervision.accounts.services import sessions
from tests.cast import enter, settle

#: Where a page leads, up to a place in it. What people typed has its quotation marks escaped, so
#: it never looks like an attribute; a parser of the whole page takes as long as the request.
_LINKS = re.compile(r"""\s(?:href|hx-get)=["']?(/[^"'#\s>]*)""")


@contextmanager
def remembered() -> Iterator[None]:
    """Read each session and account once, and write no line for each request.

    For crawls alone: nothing may be written that is not taken back, and the clock must stand.
    """
    level = logging.root.manager.disable
    # A fault is still told: where it came from says more than the status to which it led.
    logging.disable(logging.WARNING)
    try:
        with (
            mock.patch.object(SessionStore, "load", _once(SessionStore.load, _of_session)),
            mock.patch.object(PortalBackend, "get_user", _once(_with_posts, _of_account)),
            mock.patch.object(sessions, "reason_of_end", _once(sessions.reason_of_end, _of_row)),
        ):
            yield
    finally:
        logging.disable(level)


def _once(read: Callable[..., Any], key_of: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reader that hands out copies of what it read first: a request may change its own."""
    known: dict[Any, Any] = {}

    def reading(*args: Any, **kwargs: Any) -> Any:
        key = key_of(*args, **kwargs)
        if key not in known:
            known[key] = read(*args, **kwargs)
        return _own(known[key])

    return reading


def _own(found: Any) -> Any:
    # An account is copied with its state and not with its posts: they are only read.
    return copy.deepcopy(found) if isinstance(found, dict) else copy.copy(found)


def _of_session(store: Any) -> Any:
    return store.session_key


def _of_account(_backend: Any, user_id: Any) -> Any:
    return int(user_id)


def _of_row(*, user: Any, sign_in: int) -> Any:
    return user.pk, sign_in


_read_account = PortalBackend.get_user


def _with_posts(backend: Any, user_id: Any) -> Any:
    """Return the account with what its posts allow already read."""
    user = _read_account(backend, user_id)
    if user is not None:
        assert user.permissions is not None
    return user


def browser_of(user: Any, **options: Any) -> Client:
    """Return a browser that is signed in as the account, where one is named."""
    browser = Client(raise_request_exception=False, **options)
    return browser if user is None else settle(enter(browser, user))


def taken_back(browser: Client, method: str, address: str, **headers: str) -> tuple[Any, bytes]:
    """Return the answer to one request and its body; what asking leaves behind is taken back."""
    with transaction.atomic():
        answer = getattr(browser, method)(address, headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer, body


@contextmanager
def unpainted() -> Iterator[None]:
    """Answer without drawing: every request goes its whole way, only the page stays empty."""
    with mock.patch.object(Template, "render", _nothing):
        yield


def _nothing(*_args: Any, **_kwargs: Any) -> str:
    return ""


def links_in(answer: Any, body: bytes) -> set[str]:
    """Return the addresses of this portal that the page links to."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return set()
    found = {html.unescape(link) for link in _LINKS.findall(body.decode())}
    return {link for link in found if link and not link.startswith("/static/")}
