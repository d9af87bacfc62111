"""How accounts tell people something: notices travel by an app above, which registers itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Announcement:
    """What is told, to whom, and where to read on. `code` names a registered notice kind."""

    code: str
    recipients: tuple[int, ...]
    title: str
    body: str
    url: str
    target: Model


Teller = Callable[[Announcement], object]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """Take the one that carries announcements; refuse a second one."""
    if _tellers:
        raise ValueError("announcements have a teller already")
    _tellers.append(teller)


def announce(
    *, code: str, recipients: Iterable[int], title: str, body: str, url: str, target: Model
) -> None:
    """Tell the accounts; raises LookupError when nobody carries announcements."""
    if not _tellers:
        raise LookupError("nobody carries announcements")
    _tellers[0](Announcement(code, tuple(recipients), title, body, url, target))
