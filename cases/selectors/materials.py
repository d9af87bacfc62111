"""Files added to a clue after it was entered: who may add, and what was added by whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from cases.enums import ClueStatus, Hand
from cases.models import Clue, ClueMaterial
from cases.permissions import REGISTER, SUPERVISE
from cases.selectors.case_parts import has_part
from cases.selectors.clue_page import clues_with_open_content, content_is_open
from cases.selectors.visibility import clues_visible_to
from cases.workflow import CONCLUDED
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment

OWNER = "cases.cluematerial"
#: What stands before the clue in the key of files on their way to it.
TO = "to-"


@dataclass(frozen=True)
class Added:
    """One handing in with its files."""

    row: ClueMaterial
    files: list[Attachment]


def why_not_add(user: Any, clue: Clue) -> str:
    """Say why the account adds no files to a clue that it may open; "" where it does.

    Whoever entered it and case supervision add until it is assigned, then the officers named for
    it; nobody once its handling is over.
    """
    if clue.status in CONCLUDED:
        return _("The handling of this clue is over: it takes no more files.")
    if content_is_open(user, clue) and _has_in_hand(user, clue):
        return ""
    return _("Only whoever has this clue in hand adds files to it.")


def _has_in_hand(user: Any, clue: Clue) -> bool:
    if clue.status == ClueStatus.REGISTERED:
        entered = clue.registered_by_id == user.pk and user.can(REGISTER)
        return entered or user.can(SUPERVISE)
    return has_part(user, clue, Hand.HANDLING, Hand.REVIEW)


def clue_taking_files(user: Any, rest: str) -> Clue | None:
    """Return the clue that the end of a draft key means, where the account may add to it."""
    key = rest.removeprefix(TO)
    if key == rest or not key.isdecimal() or len(key) > 18:
        return None
    clue = clues_visible_to(user).filter(pk=int(key)).first()
    return clue if clue is not None and not why_not_add(user, clue) else None


def draft_key(clue: Clue) -> str:
    """Return the key under which files wait until they are added to the clue."""
    return f"{OWNER}:{TO}{clue.pk}"


def staged(user: Any, clue: Clue) -> QuerySet[Attachment]:
    """Return the files the account has handed in for the clue that are not added yet."""
    return attachments.staged(user, draft_key(clue))


def added_to(clue: Clue) -> list[Added]:
    """Return what was added to the clue, in its order."""
    rows = list(clue.materials.select_related("added_by").order_by("pk"))
    files = attachments.of_many(OWNER, [row.pk for row in rows])
    return [Added(row, files[str(row.pk)]) for row in rows]


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the gate: who may read what is alleged may open what was added."""
    if not owner_id.isdecimal() or len(owner_id) > 18:
        return False
    return _readable(user).filter(pk=int(owner_id)).exists()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the handings in whose files the account may read."""
    rows = _readable(user).order_by()
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit concerned, for the log of who read a file."""
    rows = ClueMaterial.objects.filter(pk=owner_id)
    return rows.values_list("clue__unit_id", flat=True).first()


def _readable(user: Any) -> QuerySet[ClueMaterial]:
    return ClueMaterial.objects.filter(clue__in=clues_with_open_content(user).order_by())
