"""Every page plain, a third each for elders and on a phone, and in English: axe finds no fault.

The addresses are those of the verdict table; each kind of page is opened by a role that gets it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from tests.repository.scene import scene as scene  # a fixture
from tests.repository.test_verdicts import TABLE, addresses

from .person import DESKTOP, PHONE, Person

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
# Nothing is loaded for axe itself: no page plays a sound, and the rule of orientation is off.
RUN = """async (rules) => {
  const only = rules.length ? {runOnly: {type: "rule", values: rules}} : {};
  const found = await axe.run(document, {resultTypes: ["violations"], preload: false, ...only});
  return found.violations.map(rule => ({
    id: rule.id, help: rule.help, nodes: rule.nodes.map(node => node.html.slice(0, 160)),
  }));
}"""
ZH = "zh-hans"
#: What balancers and machines ask.
NO_PAGES = ("healthz", "readyz", "metrics")
#: What can differ in a look; the plain Chinese page is held to every rule there is.
RULES: dict[str, list[str]] = {
    "zh-hans": [],
    "en": [
        *("html-has-lang", "html-lang-valid", "valid-lang", "document-title", "button-name"),
        *("link-name", "label", "select-name", "input-button-name", "image-alt", "empty-heading"),
        *("aria-dialog-name", "aria-command-name", "aria-input-field-name", "frame-title"),
    ],
    "elder": ["color-contrast", "scrollable-region-focusable"],
    "phone": ["color-contrast", "scrollable-region-focusable", "meta-viewport"],
}
#: Two pages of one address differ most between the office that decides and the clerk who files.
PAIRS = (("office", "leader", "officer"), ("clerk", "head", "assessor"))


#: Which side opens a page in a look, where both may.
UNITS_FIRST = ("en",)
#: The pages are looked at in so many shares, each in a scene of its own, for workers side by side.
SHARES = 2
#: Said by Chromium of an address that answers with a file to keep, or with nothing.
NOTHING_TO_SHOW = ("Download is starting", "net::ERR_ABORTED")


def viewer(verdicts: dict[str, str], look: str) -> str:
    """Return who is to open an address in this look, "" where nobody gets a page."""
    allowed = [role for role, verdict in verdicts.items() if verdict.startswith("200")]
    sides = reversed(PAIRS) if look in UNITS_FIRST else PAIRS
    wanted = [role for side in sides for role in side if role in allowed]
    return (wanted or allowed or [""])[0]


def listed(look: str) -> dict[str, list[str]]:
    """Return the addresses each role opens: one of each kind, of the further look each third."""
    found: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for label, verdicts in json.loads(TABLE.read_text(encoding="utf-8")).items():
        name = label.partition(" [")[0]
        role = viewer(verdicts, look)
        if role and name not in (*seen, *NO_PAGES):
            seen.add(name)
            if look == ZH or len(seen) % 3 == 0:
                found[role].append(label)
    return found


def shows_page(seat: Person, path: str) -> bool:
    """Open the address; tell whether it is a whole page, and not a file or a part of one."""
    try:
        answer = seat.opens(path)
    except Error as error:
        if not any(words in error.message for words in NOTHING_TO_SHOW):
            raise
        return False
    kind = answer.headers.get("content-type", "")
    return answer.status == 200 and kind.startswith("text/html") and seat.page.title() != ""


def faults(seat: Person, look: str = ZH) -> list[Any]:
    """Return what axe finds on the page that is open."""
    if not seat.page.evaluate("'axe' in window"):
        seat.page.evaluate(AXE)
    found: list[Any] = seat.page.evaluate(RUN, RULES[look])
    return found


def further_looks(seat: Person) -> list[Any]:
    """Return what axe finds on the same page for elders, and on a phone."""
    # The elder look is the same page under an attribute of its own.
    seat.page.evaluate("document.documentElement.dataset.elder = ''")
    found = faults(seat, "elder")
    seat.page.evaluate("delete document.documentElement.dataset.elder")
    seat.page.set_viewport_size(PHONE)
    found += faults(seat, "phone")
    seat.page.set_viewport_size(DESKTOP)
    return found


def sit_down(seat: Person, user: Any, look: str) -> None:
    """Let somebody else have the window, or nobody."""
    seat.context.clear_cookies()
    if user is not None:
        seat.is_let_in(user)
    else:
        seat.context.add_cookies([{"name": "django_language", "value": look, "url": seat.address}])


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("look", [ZH, "en"])
def test_no_fault_on_any_page(scene: Any, look: str, share: int, person: Any) -> None:
    paths = addresses(scene)
    wrong: dict[str, list[str]] = defaultdict(list)
    opened = 0
    # One window for all: its styles and scripts are loaded once.
    seat = person()
    for role, labels in listed(look).items():
        user = scene.people[role]
        if user is not None:
            user.language = look
            user.save(update_fields=["language"])
        sit_down(seat, user, look)
        for label in labels[share::SHARES]:
            if label not in paths or not shows_page(seat, paths[label]):
                continue
            opened += 1
            # The further looks share their style sheet: a third of the pages shows every part.
            further = look == ZH and opened % 3 == 0
            for fault in [*faults(seat, look), *(further_looks(seat) if further else [])]:
                wrong[f"{fault['help']}: {fault['nodes']}"].append(f"{label} as {role}")
    assert opened > 25
    assert not wrong, "\n".join(f"{fault} on {places}" for fault, places in wrong.items())


def test_a_stranger_is_told_so_on_a_page_without_fault(scene: Any, person: Any) -> None:
    seat = person(scene.people["stranger"])
    assert seat.opens(reverse("accountability:units")).status == 403
    assert faults(seat) == []
    assert seat.opens("/nowhere/").status == 404
    assert faults(seat) == []


def test_axe_does_find_a_fault(scene: Any, person: Any) -> None:
    seat = person(scene.people["office"])
    seat.opens("/")
    seat.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x>')"
    )
    assert "image-alt" in {fault["id"] for fault in faults(seat)}
    seat.faults.clear()
    seat.refusals.clear()
