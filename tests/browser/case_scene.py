"""The people of one case at browsers of their own, and the gestures of which its story is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Request, Response

from cases.models import CasePaper, Clue, Measure, Step
from cases.services.papers import add_scan
from supervision import clock
from tests.cases.walk import PDF, scan

from .person import Person

#: Said of the respondent on the letter; nobody outside of the handling may ever read them.
RESPONDENT = "高建军"
SUMMARY = "反映水务局副局长在河道整治工程中收受礼金"
LETTER = {"name": "举报信.pdf", "mimeType": "application/pdf", "buffer": PDF}
OPINION = "经集体研究,拟按规定程序办理,请审批。"
FILLED = "已据实填写"
#: Where a page of the portal is, not one of its styles or scripts.
_PAGES = ("/cases/", "/attachments/", "/files/", "/search/")
_LINKS = """() => [...document.querySelectorAll('main a[href], main form[action]')]
    .map(node => node.getAttribute('href') || node.getAttribute('action'))"""
#: The kind of a field, its tag before its type.
_KIND = "node => node.tagName === 'INPUT' ? node.type : node.tagName"


@dataclass
class Bench:
    """The case by its number, whoever acts in it, and every address they came past."""

    person: Callable[..., Person]
    move: Callable[[str], None]
    number: str = ""
    addresses: dict[str, None] = field(default_factory=dict)
    _seats: dict[str, Person] = field(default_factory=dict)
    _in: set[str] = field(default_factory=set)

    @property
    def clue(self) -> Clue:
        """Return the case as it stands now."""
        return Clue.objects.get(number=self.number)

    @property
    def place(self) -> str:
        """Return where the page of the case is."""
        return f"/cases/clues/{self.number}/"

    def day(self, instant: str) -> None:
        """Let the time come; whoever acts from now on signs in anew."""
        self.move(instant)
        self._in.clear()

    def seat(self, user: Any) -> Person:
        """Return the browser of the account, signed in."""
        if user.username not in self._seats:
            found = self._seats[user.username] = self.person()
            found.context.on("request", self._asked)
        if user.username not in self._in:
            self._seats[user.username].is_let_in(user)
            self._in.add(user.username)
        return self._seats[user.username]

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        self._note([f"{parts.path}?{parts.query}" if parts.query else parts.path])

    def _note(self, paths: Iterable[str]) -> None:
        for path in paths:
            if path.startswith(_PAGES):
                self.addresses[path.partition("#")[0]] = None

    def opens(self, user: Any, path: str = "") -> Person:
        """Open a page, that of the case where none is named, and note what it leads to."""
        seat = self.seat(user)
        answer = seat.opens(path or self.place)
        assert answer.status == 200, f"{user.username} {path}: {answer.status}"
        self._note(seat.page.evaluate(_LINKS))
        return seat

    def sends(self, user: Any, path: str, /, **fields: Any) -> Person:
        """Fill in the form of a page, send it, and see that it was taken."""
        seat, answer = self.tries(user, path, **fields)
        said = " ".join(seat.page.locator("main [role=alert]").all_inner_texts())
        assert answer.status == 200, f"{user.username} {path}: {answer.status} {said}"
        return seat

    def tries(self, user: Any, path: str, /, **fields: Any) -> tuple[Person, Response]:
        """Fill in the form of a page and send it; returns the browser and the last answer."""
        seat = self.opens(user, path)
        for name, value in fields.items():
            fill(seat, name, value)
        return seat, self.presses(seat, "main form .btn-primary")

    def presses(self, seat: Person, button: str) -> Response:
        """Press a button that sends a form and return the answer to which it led."""
        with seat.page.expect_navigation() as led:
            seat.page.locator(button).first.click()
        self._note(seat.page.evaluate(_LINKS))
        return led.value

    # -- the steps of the table -------------------------------------------------------------

    def proposes(self, user: Any, act: str, officers: Iterable[Any] = (), /, **facts: Any) -> Step:
        """Propose an act in the browser and return the step that waits."""
        if taking_part := [str(one.pk) for one in officers]:
            facts["officers"] = taking_part
        self.sends(user, f"{self.place}propose/{act}/", **facts, opinion=OPINION)
        return Step.objects.get(clue=self.clue, act=act, settled_at__isnull=True)

    def signs(self, step: Step, *signers: tuple[Any, str]) -> None:
        """Let each in turn read the step and approve it with an opinion."""
        for user, opinion in signers:
            seat = self.sends(user, f"/cases/steps/{step.pk}/", opinion=opinion)
            assert opinion in seat.text("main ol.p-list"), user.username

    def returns(self, step: Step, user: Any, opinion: str) -> None:
        """Let somebody send the step back."""
        seat = self.opens(user, f"/cases/steps/{step.pk}/")
        fill(seat, "opinion", opinion)
        self.presses(seat, "main [name=act][value=return]")

    def from_outside(self, user: Any, step: Step, /, **said: Any) -> None:
        """Record an approval that was given outside of the portal, with its paper."""
        fields = {"on": clock.today().isoformat(), "opinion": "同意。", **said}
        paper = {**LETTER, "name": "会议纪要.pdf"}
        self.sends(user, f"/cases/steps/{step.pk}/outside/", **fields, attachment=paper)

    # -- papers -----------------------------------------------------------------------------

    def brings(self, hands: Iterable[Any], *slots: str) -> None:
        """Bring scans of papers in, the first by hand; whose they are, and who answers for them."""
        people = list(hands)
        self.sends(
            people[0],
            f"{self.place}papers/{slots[0]}/scan/",
            file={**LETTER, "name": f"{slots[0]}.pdf"},
            printed=f"扫描〔2026〕{CasePaper.objects.count() + 1}号",
            dated_on=clock.today().isoformat(),
            officers=[str(one.pk) for one in people],
        )
        for slot in slots[1:]:
            add_scan(
                actor=people[0],
                clue=self.clue,
                slot=slot,
                file=scan(f"{slot}.pdf"),
                dated_on=clock.today(),
                printed=f"扫描〔2026〕{CasePaper.objects.count() + 1}号",
                officers=people,
            )

    def writes(self, hands: Iterable[Any], slot: str) -> CasePaper:
        """Begin a paper from what is known, fill in what it leaves open, and finish it."""
        people = list(hands)
        seat = self.opens(people[0], f"{self.place}papers/")
        self.presses(seat, f"main form[action$='/papers/{slot}/new/'] button")
        for gap in seat.page.locator("main #paper textarea, main #paper [name$=-text]").all():
            if "【" in gap.input_value():
                gap.fill(FILLED)
        if seat.page.locator("main [name=officers]").count():
            fill(seat, "officers", [str(one.pk) for one in people])
        answer = self.presses(seat, "main #paper [name=act][value=finish]")
        assert answer.status == 200, seat.text("main")
        return CasePaper.objects.get(clue=self.clue, slot=slot, status="finished")

    # -- what is recorded beside the steps ----------------------------------------------------

    def records(self, user: Any, code: str, subject: Any = None, /, **fields: Any) -> Person:
        """Record something on the page of the case and return to it."""
        tail = f"{subject.pk}/" if subject is not None else ""
        seat = self.sends(user, f"{self.place}record/{code}/{tail}", **fields)
        assert urlsplit(seat.page.url).path == self.place
        return seat

    def measure(self) -> Measure:
        """Return the measure of the case."""
        return Measure.objects.get(clue=self.clue)


def fill(seat: Person, name: str, value: Any) -> None:
    """Fill in one field of the page, whatever kind it is; several values tick several boxes."""
    found = seat.page.locator(f"main [name='{name}']")
    kind = found.first.evaluate(_KIND)
    if kind in ("radio", "checkbox"):
        for one in value if isinstance(value, list) else [value]:
            tail = "" if one is True else f"[value='{one}']"
            seat.page.locator(f"main [name='{name}']{tail}").check()
    elif kind == "SELECT":
        found.first.select_option(str(value))
    elif kind == "file":
        found.first.set_input_files(value)
    else:
        found.first.fill(str(value))


def moment(name: str, instant: dt.datetime | None = None) -> dict[str, str]:
    """Return the two fields of an instant to the minute; now where none is named."""
    local = clock.local(instant or clock.now())
    return {f"{name}_on": local.date().isoformat(), f"{name}_time": local.strftime("%H:%M")}


def three(cast: Any) -> tuple[tuple[Any, str], ...]:
    """Return who approves for the handling office, each with an opinion."""
    return (
        (cast.handling_head, "事实清楚,同意报批。"),
        (cast.deputy, "同意,注意办案安全。"),
        (cast.principal, "同意。依规依纪依法办理。"),
    )
