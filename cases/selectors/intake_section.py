"""What stands on the page of a clue about repeats, the reporter and interference."""

from typing import Any

from cases.models import Clue
from cases.permissions import ENTER_INTERFERENCE
from cases.selectors import materials
from cases.selectors.interference import entries_visible_to
from cases.selectors.matches import proposals
from cases.selectors.registrar import may_name_respondents
from cases.selectors.reporters import clocks_of, reporters_visible_to
from supervision.attachments import selectors as attachments


def files_section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the files that came with the clue and those added since.

    The page asks only where the content of the clue is open.
    """
    files, added = list(attachments.of(clue)), materials.added_to(clue)
    may_add = not materials.why_not_add(user, clue)
    if not files and not added and not may_add:
        return None
    return {"files": files, "added": added, "may_add": may_add, "number": clue.number}


def naming_section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the ways to correct a respondent and to name one who became known later."""
    if not may_name_respondents(user, clue):
        return None
    return {"people": list(clue.respondents.order_by("pk").values_list("pk", "name"))}


def matches_section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the earlier clues that may concern the same, and later ones closed as repeats."""
    found = proposals(user, clue)
    repeats = list(clue.repeats.order_by("pk").values_list("number", flat=True))
    if not found and not repeats and clue.repeat_of_id is None:
        return None
    undecided = sum(1 for one in found if one.match.decided_at is None)
    return {"proposals": found, "undecided": undecided, "repeats": repeats}


def reporter_section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the terms for telling the reporter, for the petition office alone."""
    reporter = reporters_visible_to(user).filter(clue=clue).first()
    return {"clocks": list(clocks_of(reporter))} if reporter is not None else None


def interference_section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the way to enter an attempt, and the entries the account may read."""
    if not user.can(ENTER_INTERFERENCE):
        return None
    return {"entries": list(entries_visible_to(user).filter(clue=clue).order_by("pk"))}
