"""The portal needs nothing from outside: pages render behind a wall, files name no outsider."""

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from tests.repository.scene import Scene
from tools.layout import ROOT

OUTSIDE = re.compile(r"""(?:src|href|action|url\(|import)\s*[=(]?\s*["']?(?:https?:)?//[a-z0-9]""")
TEXT = {".html", ".css", ".js", ".svg"}


class Blocked(RuntimeError):
    """Somebody tried to reach another machine."""


@pytest.fixture
def walled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        local = self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1", "localhost")
        if not local:
            raise Blocked(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", _no_names)
    yield


def _no_names(*args: Any, **kwargs: Any) -> Any:
    raise Blocked(args)


def test_the_wall_really_blocks(walled: None) -> None:
    with pytest.raises(Blocked):
        socket.socket().connect(("192.0.2.1", 80))
    with pytest.raises(Blocked):
        socket.getaddrinfo("example.org", 80)


def test_pages_render_behind_the_wall(scene: Scene, walled: None, as_user: Any) -> None:
    pages = ("dashboards:home", "accountability:duties", "accountability:units", "audit:events")
    for role in ("office", "clerk", "auditor", "stranger"):
        browser = as_user(scene.people[role])
        for name in pages:
            assert browser.get(reverse(name)).status_code in (200, 403)
    duty = scene.arguments["accountability:duty"][""]
    answer = as_user(scene.people["clerk"]).get(reverse("accountability:duty", kwargs=duty))
    assert answer.status_code == 200
    assert not OUTSIDE.search(answer.content.decode())


def test_templates_and_own_files_name_no_outside_address() -> None:
    found = []
    for folder in (ROOT / "templates", ROOT / "static"):
        for path in folder.rglob("*"):
            if path.suffix in TEXT and "vendor" not in path.parts:
                found += [
                    f"{path.relative_to(ROOT)}: {match[0]}"
                    for match in OUTSIDE.finditer(path.read_text(encoding="utf-8"))
                ]
    assert not found


def test_the_content_policy_lets_nothing_in_from_outside() -> None:
    for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items():
        assert set(sources) <= {"'self'", "'none'", "data:"}, name
