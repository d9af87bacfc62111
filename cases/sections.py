"""What stands on the page of a clue below its facts: each subject adds its own part here.

The page knows no subject by name. A part is asked after the page has made sure that the account
may open the clue, and returns None where it has nothing for this account.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from cases.models import Clue
from cases.selectors import incidents, outcomes_section
from cases.selectors.clocks_section import section as clocks_section
from cases.selectors.intake_section import (
    files_section,
    interference_section,
    matches_section,
    naming_section,
    reporter_section,
)
from cases.selectors.paper_page import section as papers_section
from cases.selectors.team_section import section as team_section


@dataclass(frozen=True)
class Section:
    """One part of the page: its anchor, its heading, what it loads, and its template.

    The page draws the card and its heading; the template draws what stands inside the card, and
    finds what `load` returned under `section`, and the clue under `clue`. A part `beside` stands
    in the narrow column, the others in the wide one.
    """

    code: str
    title: StrPromise | str
    load: Callable[[Any, Clue], dict[str, Any] | None]
    template: str
    beside: bool = False
    #: Whether it stands also where the account may not read what is alleged.
    unopened: bool = False


@dataclass(frozen=True)
class Loaded:
    """A part with what it found for one account."""

    code: str
    title: StrPromise | str
    template: str
    context: dict[str, Any]
    beside: bool


#: In the order in which they stand on the page.
SECTIONS: list[Section] = [
    Section("material", _("Files of the clue"), files_section, "cases/sections/material.html"),
    Section("clocks", _("Clocks"), clocks_section, "cases/sections/clocks.html"),
    Section("papers", _("Papers"), papers_section, "cases/sections/papers.html"),
    Section(
        "measures",
        pgettext_lazy("case", "Measures"),
        outcomes_section.measures,
        "cases/sections/measures.html",
    ),
    Section(
        "incidents",
        _("Safety incidents"),
        incidents.section,
        "cases/sections/incidents.html",
        beside=True,
    ),
    Section("outcomes", _("Outcomes"), outcomes_section.outcomes, "cases/sections/outcomes.html"),
    Section("money", _("Property and money"), outcomes_section.money, "cases/sections/money.html"),
    Section(
        "follow_ups",
        _("Proposals and rectification"),
        outcomes_section.follow_ups,
        "cases/sections/follow_ups.html",
    ),
    Section(
        "remedies",
        _("Prosecution and remedies"),
        outcomes_section.remedies,
        "cases/sections/remedies.html",
    ),
    Section(
        "team", _("Officers of the clue"), team_section, "cases/sections/team.html", beside=True
    ),
    Section(
        "panel",
        _("Review panel"),
        outcomes_section.panel,
        "cases/sections/panel.html",
        beside=True,
    ),
    Section("naming", _("Respondents"), naming_section, "cases/sections/naming.html", beside=True),
    Section(
        "matches", _("Earlier clues"), matches_section, "cases/sections/matches.html", beside=True
    ),
    Section(
        "reporter",
        _("Reporter"),
        reporter_section,
        "cases/sections/reporter.html",
        beside=True,
        unopened=True,
    ),
    Section(
        "interference",
        _("Interference"),
        interference_section,
        "cases/sections/interference.html",
        beside=True,
        unopened=True,
    ),
]


def load_for(user: Any, clue: Clue) -> list[Loaded]:
    """Return the parts that have something for the account, in order."""
    return _loaded(user, clue, SECTIONS)


def kept_for(user: Any, clue: Clue) -> list[Loaded]:
    """Return the parts for an account that may not read what is alleged."""
    return _loaded(user, clue, [one for one in SECTIONS if one.unopened])


def _loaded(user: Any, clue: Clue, parts: list[Section]) -> list[Loaded]:
    loaded = []
    for one in parts:
        context = one.load(user, clue)
        if context is not None:
            loaded.append(Loaded(one.code, one.title, one.template, context, one.beside))
    return loaded
