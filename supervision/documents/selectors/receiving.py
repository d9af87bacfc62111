"""For which units an account receives papers."""

from typing import Any

from django.db.models import Q

from supervision.accounts.enums import Reach
from supervision.accounts.roles import permissions_of
from supervision.accounts.selectors import unit_scope
from supervision.documents.permissions import RECEIVE


def receiving_scope(user: Any, field: str = "unit") -> Q:
    """Return the condition that keeps the rows of the units for which the account receives.

    A post whose reach is the whole district receives for its own unit alone.
    """
    posts = [post for post in user.current_postings if RECEIVE in permissions_of(post.role)]
    wide = [post for post in posts if post.reach == Reach.DISTRICT]
    if not wide:
        return unit_scope(user, field)
    condition = Q(**{f"{field}__in": [post.unit_id for post in posts]})
    for post in posts:
        if post.reach == Reach.SUBTREE:
            condition |= Q(**{f"{field}__path__startswith": post.unit.path})
    return condition
