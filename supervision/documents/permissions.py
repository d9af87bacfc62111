"""Who may do what with a paper; the permissions to draft and to sign belong to each kind."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from supervision.accounts.enums import Reach
from supervision.accounts.roles import permissions_of
from supervision.documents import kinds
from supervision.documents.workflow import ANSWERABLE, DOCUMENT_MOVES, EDITABLE, may_move

#: Read every paper that was issued, and the register.
READ = "documents.read"
#: Open the register for the kinds that are read by a permission of their own.
FOLLOW = "documents.follow"
#: Whoever opens the register, for one kind or for all.
REGISTER = (READ, FOLLOW)
#: Read the own unit's papers and confirm that they were received.
RECEIVE = "documents.receive"
#: Reply to the own unit's papers.
REPLY = "documents.reply"
#: Open the queue of papers that wait for a signature.
SIGN = "documents.sign"
#: Accept replies or send them back.
SETTLE = "documents.settle"
#: Set up the organs that issue papers.
EDIT_ORGANS = "documents.edit_organs"
#: Replace the Word templates by which papers are drawn.
EDIT_TEMPLATES = "documents.edit_templates"


def kinds_to_draft(user: Any) -> list[str]:
    """Return the codes of the kinds that the account may draft."""
    return [kind.code for kind in kinds.everything() if user.can(kind.draft)]


def kinds_to_sign(user: Any) -> list[str]:
    """Return the codes of the kinds that the account may sign."""
    return [kind.code for kind in kinds.everything() if user.can(kind.sign)]


def kinds_to_read(user: Any) -> list[str]:
    """Return the codes of the kinds of which the account reads every issued paper."""
    return [kind.code for kind in kinds.everything() if user.can(kind.reads or READ)]


def kinds_to_settle(user: Any) -> list[str]:
    """Return the codes of the kinds of which the account accepts replies."""
    return [kind.code for kind in kinds.everything() if user.can(settling(kind.code))]


def settling(code: str) -> str:
    """Return the permission by which replies to a kind are accepted or sent back."""
    return kinds.get(code).reads or SETTLE


def receives_for(user: Any, permission: str, unit: Any) -> bool:
    """Tell whether the account acts for the unit that got a paper.

    A post whose reach is the whole district acts for its own unit alone.
    """
    return bool(user.can_in(permission, unit)) and any(
        post.unit_id == unit.pk or post.reach != Reach.DISTRICT
        for post in user.current_postings
        if permission in permissions_of(post.role)
    )


def has_hand_in(user: Any, document: Any) -> bool:
    """Tell whether the person ever put down, changed or released any of the paper's words.

    Another account with the same telephone number is the same person.
    """
    own = Q(user_id=user.pk)
    if user.phone_index:
        own |= Q(user__phone_index=user.phone_index)
    return bool(document.hands.filter(own).exists())


def hands_in(document: Any) -> set[int]:
    """Return the accounts that ever drafted, changed or released the paper, not the last alone."""
    return set(document.hands.values_list("user_id", flat=True))


def may_draft(user: Any, document: Any) -> bool:
    """Tell whether the account may work on the paper's words."""
    return user.can(kinds.get(document.kind).draft)


def acts_on(user: Any, document: Any) -> frozenset[str]:
    """Return what the account may do with the paper as it stands; pages and buttons ask here."""
    drafts = may_draft(user, document)
    signs = user.can(kinds.get(document.kind).sign)
    clean = not has_hand_in(user, document)
    open_to = {
        "edit": drafts and document.status in EDITABLE,
        "submit": drafts and document.status in EDITABLE,
        "discard": drafts and may_move(DOCUMENT_MOVES, document.status, "discarded"),
        "sign": signs and clean and document.status == "submitted",
        "send_back": signs and document.status == "submitted",
        "revoke": signs
        and clean
        and document.status == "signed"
        and user.pk != document.signed_by_id,
    }
    return frozenset(act for act, is_open in open_to.items() if is_open)


def acts_on_delivery(user: Any, delivery: Any) -> frozenset[str]:
    """Return what the account may do with the delivery as it stands."""
    open_to = {
        "receive": delivery.status == "sent" and receives_for(user, RECEIVE, delivery.unit),
        "reply": delivery.needs_reply
        and delivery.status in ANSWERABLE
        and receives_for(user, REPLY, delivery.unit),
        "decide": delivery.status == "replied"
        and delivery.replied_by_id != user.pk
        and user.can_in(settling(delivery.document.kind), delivery.unit),
    }
    return frozenset(act for act, is_open in open_to.items() if is_open)
